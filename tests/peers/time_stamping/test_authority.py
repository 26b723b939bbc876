"""Time stamps: an answer is believed only if it is one to our question, by an authority we trust."""

import shutil
import subprocess
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from catenary.basis.findings import ProblemError
from catenary.peers.time_stamping.authority import Authority, trusted_certificates

OPENSSL = shutil.which("openssl")
pytestmark = pytest.mark.skipif(
    OPENSSL is None, reason="openssl, which plays the authority, is not installed"
)

CONFIGURATION = """
[tsa]
default_tsa = here
[here]
serial = {folder}/serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
"""


def certificate(name, issuer=None, *, stamps=False):
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    signer_name, signer_key = (issuer[0].subject, issuer[1]) if issuer else (subject, key)
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(signer_name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=not stamps, path_length=None), critical=True)
    )
    if stamps:
        usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        builder = builder.add_extension(usage, critical=True)
    return builder.sign(signer_key, hashes.SHA256()), key


def pem(made):
    return made[0].public_bytes(Encoding.PEM)


@pytest.fixture(scope="module")
def authority_files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("authority")
    root = certificate("Utopia Time Root")
    stamper = certificate("Utopia Time", root, stamps=True)
    (folder / "root.pem").write_bytes(pem(root))
    (folder / "other.pem").write_bytes(pem(certificate("Somebody Else")))
    (folder / "stamper.pem").write_bytes(pem(stamper))
    secret = stamper[1].private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "stamper.key").write_bytes(secret)
    (folder / "serial").write_text("01")
    (folder / "tsa.cnf").write_text(CONFIGURATION.format(folder=folder))
    return folder


def answer_to(folder, question):
    (folder / "question").write_bytes(question)
    command = [OPENSSL, "ts", "-reply", "-config", "tsa.cnf", "-queryfile", "question"]
    command += ["-signer", "stamper.pem", "-inkey", "stamper.key", "-out", "answer"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return (folder / "answer").read_bytes()


@pytest.fixture
def serve():
    """`serve(answer)`: the address of an authority that answers every question with `answer(question)`."""
    servers = []

    def begin(answer):
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                told = answer(self.rfile.read(int(self.headers.get("Content-Length", 0))))
                leads = isinstance(told, str)
                self.send_response(302 if leads else 200 if told is not None else 503)
                if leads:
                    self.send_header("Location", told)
                    told = None
                self.end_headers()
                self.wfile.write(told or b"")

            do_GET = do_POST  # noqa: N815  the library's name

            def log_message(self, *_):
                pass

        server = HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, args=(0.01,)).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/"

    yield begin
    for server in servers:
        server.shutdown()
        server.server_close()


def test_a_time_stamp_of_a_trusted_authority_is_taken_and_names_its_time(authority_files, serve):
    address = serve(lambda question: answer_to(authority_files, question))
    token = Authority(address, trusted_certificates(authority_files / "root.pem")).stamp(b"a checkpoint")
    assert token.verified
    assert abs(token.at - datetime.now(UTC)) < timedelta(minutes=5)
    (authority_files / "token").write_bytes(token.response)
    (authority_files / "data").write_bytes(b"a checkpoint")
    verify = [OPENSSL, "ts", "-verify", "-in", "token", "-data", "data", "-CAfile", "root.pem"]
    subprocess.run(verify, cwd=authority_files, check=True, capture_output=True)


def test_without_a_certificate_to_trust_it_is_kept_and_told_to_be_unverified(authority_files, serve):
    token = Authority(serve(lambda question: answer_to(authority_files, question))).stamp(b"a checkpoint")
    assert not token.verified


def test_an_authority_that_is_not_trusted_is_refused(authority_files, serve):
    address = serve(lambda question: answer_to(authority_files, question))
    with pytest.raises(ProblemError, match="answer_untrusted"):
        Authority(address, trusted_certificates(authority_files / "other.pem")).stamp(b"a checkpoint")


def test_an_answer_to_an_older_question_is_refused(authority_files, serve):
    answers = []

    def repeat(question):
        answers.append(answer_to(authority_files, question))
        return answers[0]

    authority = Authority(serve(repeat))
    authority.stamp(b"a checkpoint")
    with pytest.raises(ProblemError, match="answer_other"):
        authority.stamp(b"a checkpoint")


def test_an_answer_changed_on_its_way_is_refused(authority_files, serve):
    address = serve(lambda question: answer_to(authority_files, question)[:-1] + b"\0")
    with pytest.raises(ProblemError, match="answer_un"):
        Authority(address, trusted_certificates(authority_files / "root.pem")).stamp(b"a checkpoint")


@pytest.mark.parametrize(
    ("answer", "code"), [(b"", "unreadable"), (b"<html>", "unreadable"), (None, "authority_away")]
)
def test_what_is_no_time_stamp_is_told_from_an_authority_that_is_away(serve, answer, code):
    with pytest.raises(ProblemError, match=code):
        Authority(serve(lambda _question: answer)).stamp(b"a checkpoint")


def test_no_redirection_is_followed(authority_files, serve):
    asked = []
    elsewhere = serve(lambda question: asked.append(question) or answer_to(authority_files, question))
    with pytest.raises(ProblemError, match="authority_away"):
        Authority(serve(lambda _question: elsewhere)).stamp(b"a checkpoint")
    assert asked == []


def test_an_authority_that_cannot_be_reached_is_away():
    with pytest.raises(ProblemError, match="authority_away"):
        Authority("http://127.0.0.1:9/", seconds=2).stamp(b"a checkpoint")


def test_only_http_addresses_are_asked():
    with pytest.raises(ValueError, match="match"):
        Authority("file:///etc/passwd")


def test_a_file_without_certificates_is_named(tmp_path):
    (tmp_path / "roots.pem").write_text("nothing")
    with pytest.raises(ProblemError, match="certificates_unreadable"):
        trusted_certificates(tmp_path / "roots.pem")
