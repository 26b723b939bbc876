"""An outside register that is played: it answers like one, as slowly as one, and fails in the ways in which one fails.

For training, the demo and tests. It knows the documents that it was given and no others, and keeps nothing of what it is asked.
"""

import random
import socket
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final

from attrs import define, field, frozen

from catenary.core.documents.numbers import issuer_key, plain_number
from catenary.core.documents.outside import OutsideAnswered, OutsideQuestion, OutsideStatus
from catenary.formats.outside_register.messages import MEDIA_TYPE, read_question, write_answer

PATH: Final = "/find"
_LARGEST: Final = 64 * 1024
_GARBAGE: Final = b'<html>"result": "no_match"'


class Manner(StrEnum):
    """How one question is answered."""

    WELL = "well"
    SLOWLY = "slowly"
    WITH_AN_ERROR = "error"
    WITH_GARBAGE = "garbage"
    CUT_OFF = "cut"


@frozen
class Temper:
    """How long answers take, and how often it fails in which way: shares of 1, the rest goes well."""

    median_seconds: float = 0.12
    spread: float = 0.6
    """Of the logarithm: most answers are near the median, a few take several times as long."""
    slow_seconds: float = 8.0
    slow: float = 0.0
    error: float = 0.0
    garbage: float = 0.0
    cut: float = 0.0

    def manner(self, chance: random.Random) -> Manner:
        """How the next question is answered."""
        shares = {
            Manner.SLOWLY: self.slow,
            Manner.WITH_AN_ERROR: self.error,
            Manner.WITH_GARBAGE: self.garbage,
            Manner.CUT_OFF: self.cut,
        }
        at = chance.random()
        for manner, share in shares.items():
            if at < share:
                return manner
            at -= share
        return Manner.WELL

    def seconds(self, manner: Manner, chance: random.Random) -> float:
        """How long it takes before it answers."""
        usual = self.median_seconds * chance.lognormvariate(0.0, self.spread) if self.median_seconds else 0.0
        return usual + (self.slow_seconds if manner is Manner.SLOWLY else 0.0)


@define
class Played:
    """The register: what is on record, its temper, and how often it was asked. Both may be changed while it runs."""

    recorded: dict[tuple[bytes, str], str] = field(factory=dict)
    temper: Temper = field(factory=Temper)
    key: str = field(default="", repr=False)
    chance: random.Random = field(factory=random.Random)
    asked: int = 0
    _lock: threading.Lock = field(factory=threading.Lock, init=False, repr=False)

    def record(self, number: str, issuer: str, reference: str) -> None:
        """Put a document on record."""
        self.recorded[_of(number, issuer)] = reference

    def answer(self, question: OutsideQuestion) -> OutsideAnswered:
        """What it knows of a document."""
        reference = self.recorded.get(_of(question.number, question.issuer))
        if reference is None:
            return OutsideAnswered(OutsideStatus.NO_MATCH)
        return OutsideAnswered(OutsideStatus.MATCH, reference)

    def next(self) -> tuple[Manner, float]:
        """How the next question is answered, and after how many seconds."""
        with self._lock:
            self.asked += 1
            manner = self.temper.manner(self.chance)
            return manner, self.temper.seconds(manner, self.chance)


def parsed_documents(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Documents as `NUMBER/STATE`. Raises ValueError for anything else."""
    for text in texts:
        number, slash, issuer = text.partition("/")
        if not (number and slash and issuer):
            raise ValueError(text)
        yield number, issuer


def server(played: Played, port: int = 0, host: str = "127.0.0.1") -> ThreadingHTTPServer:
    """The register, listening; `serve_forever` answers. Raises OSError where the port is taken."""
    handler = type("_Bound", (_Handler,), {"played": played})
    made = ThreadingHTTPServer((host, port), handler)
    made.daemon_threads = True
    return made


@contextmanager
def running(played: Played, port: int = 0) -> Iterator[str]:
    """The register answers inside; gives its address."""
    made = server(played, port)
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{made.server_address[1]}{PATH}"
    finally:
        made.shutdown()
        made.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    """One question."""

    played: Played
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        """Answer, or fail in the manner that chance gives."""
        length = int(self.headers.get("Content-Length") or 0)
        data = self.rfile.read(min(length, _LARGEST))
        manner, seconds = self.played.next()
        time.sleep(seconds)
        if manner is Manner.CUT_OFF:
            self._cut()
        elif manner is Manner.WITH_AN_ERROR:
            self._send(500, b"")
        elif manner is Manner.WITH_GARBAGE:
            self._send(200, _GARBAGE)
        else:
            self._answer(data)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  as the library names it
        """Nothing of what is asked is written anywhere."""

    def _answer(self, data: bytes) -> None:
        if self.played.key and self.headers.get("Authorization") != f"Bearer {self.played.key}":
            self._send(401, b"")
            return
        try:
            question = read_question(data)
        except ValueError:
            self._send(400, b"")
            return
        self._send(200, write_answer(question.id, self.played.answer(question)))

    def _send(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", MEDIA_TYPE)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True

    def _cut(self) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)


def _of(number: str, issuer: str) -> tuple[bytes, str]:
    return plain_number(number.encode("utf-8", "replace")), issuer_key(issuer)
