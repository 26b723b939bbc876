"""Asking a ClamAV daemon, played here by a thread that speaks its protocol."""

import io
import socket
import threading

import pytest

from catenary.core.uploads.model import Verdict
from catenary.peers.scanning.clamd import Clamd, verdict


@pytest.fixture
def daemon():
    """`daemon(answer)`: the address of a daemon that gives this answer once, and what it was sent."""
    listener = socket.create_server(("127.0.0.1", 0))
    received = []

    def play(answer):
        with listener.accept()[0] as client, client.makefile("rb") as told:
            assert told.read(10) == b"zINSTREAM\0"
            while size := int.from_bytes(told.read(4), "big"):
                received.append(told.read(size))
            client.sendall(answer)

    def start(answer):
        threads.append(threading.Thread(target=play, args=(answer,)))
        threads[-1].start()
        return f"tcp://127.0.0.1:{listener.getsockname()[1]}", received

    threads = []
    yield start
    for thread in threads:
        thread.join(5)
    listener.close()


@pytest.mark.parametrize(
    ("answer", "meaning"),
    [
        (b"stream: OK\0", Verdict.CLEAN),
        (b"stream: Eicar-Signature FOUND\0", Verdict.HARMFUL),
        (b"INSTREAM size limit exceeded. ERROR\0", Verdict.FAILED),
        (b"", Verdict.FAILED),
        (b"stream: OK but not really\0", Verdict.FAILED),
    ],
)
def test_only_a_clear_answer_is_clean_or_harmful(daemon, answer, meaning):
    address, received = daemon(answer)
    content = b"x" * 200_000
    assert Clamd(address, 5).scan(io.BytesIO(content)).verdict is meaning
    assert b"".join(received) == content


def test_a_daemon_that_is_away_is_a_failed_scan():
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    assert Clamd(address, 1).scan(io.BytesIO(b"x")).verdict is Verdict.FAILED
    assert Clamd("unix:///nowhere/clamd.sock").scan(io.BytesIO(b"x")).verdict is Verdict.FAILED


@pytest.mark.parametrize("answer", [b"OK", b"stream: FOUND", b"FOUND\0", b"\xff"])
def test_an_answer_out_of_form_is_no_answer(answer):
    assert verdict(answer) is Verdict.FAILED
