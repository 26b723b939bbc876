"""Calls to others' machines: to public addresses and named hosts only, over TLS, following nothing, within a time."""

import socket
import ssl
import threading
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from catenary.peers.calling import http
from catenary.peers.calling.http import Caller, CallError, Fault

HERE = frozenset({"localhost", "127.0.0.1"})
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


@contextmanager
def answering(*pieces, context=None, wait=None, pause=0.0):
    """A machine that reads a request, then sends these pieces, and keeps what it was asked."""
    listener = socket.create_server(("127.0.0.1", 0))
    asked = []

    def answer():
        try:
            connection, _ = listener.accept()
            with context.wrap_socket(connection, server_side=True) if context else connection as spoken:
                asked.append(request_of(spoken))
                for piece in pieces:
                    spoken.sendall(piece)
                    if wait:
                        wait.wait(5)
                    time.sleep(pause)
        except OSError:
            return

    thread = threading.Thread(target=answer, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1], asked
    finally:
        if wait:
            wait.set()
        listener.close()
        thread.join(5)


def request_of(spoken):
    """A whole request: its head says how long its body is."""
    told = b""
    while b"\r\n\r\n" not in told:
        told += spoken.recv(65536)
    head, _, body = told.partition(b"\r\n\r\n")
    wanted = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0] or 0)
    while len(body) < wanted:
        body += spoken.recv(65536)
    return head + b"\r\n\r\n" + body


def fault_of(address, **told):
    with pytest.raises(CallError) as raised:
        Caller(**{"seconds": 5, **told}).post(address, b"body", {})
    return raised.value.fault


def test_what_is_sent_arrives_and_the_answer_comes_back():
    with answering(OK) as (port, asked):
        answer = Caller(5, HERE).post(f"http://localhost:{port}/a?b=c", b"body", {"X": "y"})
    assert (answer.status, answer.body) == (200, b"ok")
    assert asked[0].startswith(b"POST /a?b=c HTTP/1.1\r\n")
    assert b"X: y\r\n" in asked[0]
    assert asked[0].endswith(b"\r\n\r\nbody")


@pytest.mark.parametrize(
    "address",
    [
        "http://carrier.example/",
        "https://localhost/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://10.0.0.7/",
        "https://192.168.1.1:8443/",
        "https://169.254.169.254/latest/meta-data",
        "https://100.64.0.1/",
        "https://0.0.0.0/",
        "https://224.0.0.1/",
        "https://2130706433/",
        "https://name:password@carrier.example/",
        "ftp://carrier.example/",
        "file:///etc/passwd",
        "https://",
        "https://carrier.example:99999/",
        "carrier.example",
        "",
    ],
)
def test_our_own_network_and_what_is_no_address_is_never_called(address, monkeypatch):
    monkeypatch.setattr(http.socket, "create_connection", lambda *_: pytest.fail("called"))
    assert fault_of(address) is Fault.ADDRESS


def test_a_name_that_leads_into_our_network_is_not_called_even_if_it_leads_elsewhere_too(monkeypatch):
    both = [(0, 0, 0, "", ("93.184.216.34", 443)), (0, 0, 0, "", ("10.0.0.7", 443))]
    monkeypatch.setattr(http.socket, "getaddrinfo", lambda *_, **__: both)
    monkeypatch.setattr(http.socket, "create_connection", lambda *_: pytest.fail("called"))
    assert fault_of("https://carrier.example/") is Fault.ADDRESS


def test_the_address_that_was_looked_at_is_the_one_that_is_called(monkeypatch):
    called = []

    def refuse(address, _timeout):
        called.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(http.socket, "getaddrinfo", lambda *_, **__: [(0, 0, 0, "", ("93.184.216.34", 443))])
    monkeypatch.setattr(http.socket, "create_connection", refuse)
    assert fault_of("https://carrier.example/") is Fault.UNREACHABLE
    assert called == [("93.184.216.34", 443)]


@pytest.mark.parametrize(
    ("told", "body"),
    [
        (b"204 No Content\r\n\r\n", b""),
        (b"200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", b"ok"),
    ],
)
def test_answers_without_a_body_and_in_pieces_are_whole(told, body):
    with answering(b"HTTP/1.1 " + told) as (port, _):
        assert Caller(5, HERE).post(f"http://localhost:{port}/", b"", {}).body == body


def test_a_redirection_is_an_answer_and_is_not_followed():
    with answering(b"HTTP/1.1 302 Found\r\nLocation: http://localhost:1/\r\nContent-Length: 0\r\n\r\n") as (
        port,
        _,
    ):
        assert Caller(5, HERE).post(f"http://localhost:{port}/", b"", {}).status == 302


def test_a_machine_that_is_not_there_is_unreachable_and_a_name_that_is_none_too():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert fault_of(f"http://localhost:{port}/", private_hosts=HERE) is Fault.UNREACHABLE
    assert fault_of("https://nobody.invalid/") is Fault.UNREACHABLE


@pytest.mark.parametrize("pieces", [(), (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nslow",)])
def test_nobody_is_waited_for_longer_than_said(pieces):
    with answering(*pieces, b"", wait=threading.Event()) as (port, _):
        fault = fault_of(f"http://localhost:{port}/", private_hosts=HERE, seconds=0.2)
    assert fault is Fault.TIMED_OUT


@pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n"])
def test_who_sends_octet_by_octet_is_not_listened_to_for_ever(head):
    slowly = (b"HTTP/1.1 200 OK\r\nX: " + b"x" * 9999)[len(head) and 22 :]
    with answering(head, *(bytes([each]) for each in slowly), pause=0.02) as (port, _):
        fault = fault_of(f"http://localhost:{port}/", private_hosts=HERE, seconds=0.3)
    assert fault is Fault.TIMED_OUT


@pytest.mark.parametrize(
    ("pieces", "fault"),
    [
        ((b"this is no HTTP\r\n\r\n",), Fault.UNREADABLE),
        ((b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\ncut",), Fault.UNREADABLE),
        ((b"HTTP/1.1 200 OK\r\nContent-Length: 70000\r\n\r\n" + b"x" * 70_000,), Fault.UNREADABLE),
        ((b"HTTP/1.1 200 OK\r\nX: cut in its he",), Fault.UNREADABLE),
        ((b"HTTP/1.1 200 OK\r\n\r\nof no length",), Fault.UNREADABLE),
        ((), Fault.UNREACHABLE),
    ],
)
def test_what_is_cut_off_too_long_or_no_http_is_no_answer(pieces, fault):
    with answering(*pieces) as (port, _):
        assert fault_of(f"http://localhost:{port}/", private_hosts=HERE) is fault


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for localhost that nobody but the test trusts."""
    folder, key = tmp_path_factory.mktemp("tls"), ec.generate_private_key(ec.SECP256R1())
    name, now = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")]), datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    (folder / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    )
    return folder


def speaking(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    return context


def test_over_tls_the_certificate_has_to_be_one_for_the_name(certificate):
    trust = ssl.create_default_context(cafile=str(certificate / "cert.pem"))
    with answering(OK, context=speaking(certificate)) as (port, _):
        assert Caller(5, HERE, trust).post(f"https://localhost:{port}/", b"", {}).status == 200
    with answering(OK, context=speaking(certificate)) as (port, asked):
        fault = fault_of(f"https://127.0.0.1:{port}/", private_hosts=HERE, trust=trust)
    assert (fault, asked) == (Fault.UNTRUSTED, [])
    with answering(OK, context=speaking(certificate)) as (port, asked):
        assert fault_of(f"https://localhost:{port}/", private_hosts=HERE) is Fault.UNTRUSTED
    assert asked == []
