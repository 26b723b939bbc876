"""A ClamAV daemon, asked over its own protocol (clamd(8), command INSTREAM)."""

import re
import socket
from contextlib import closing
from typing import BinaryIO
from urllib.parse import urlsplit

from attrs import frozen

from catenary.core.uploads.model import Scan, Verdict

_CHUNK = 64 * 1024
_LONGEST_ANSWER = 4096
_FOUND = re.compile(rb"stream: .+ FOUND")


@frozen
class Clamd:
    """The daemon at `tcp://host:port` or `unix:///path`; every step of the conversation within `seconds`."""

    address: str
    seconds: float = 30.0

    def scan(self, content: BinaryIO) -> Scan:
        """What the daemon says; `failed` where it cannot be reached, breaks off, or says it could not look."""
        try:
            with closing(self._connected()) as daemon:
                answer = _ask(daemon, content)
        except OSError:
            return Scan(Verdict.FAILED, "clamd")
        return Scan(verdict(answer), "clamd")

    def _connected(self) -> socket.socket:
        parts = urlsplit(self.address)
        if parts.scheme == "unix":
            daemon = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            daemon.settimeout(self.seconds)
            try:
                daemon.connect(parts.path)
            except OSError:
                daemon.close()
                raise
            return daemon
        return socket.create_connection((parts.hostname or "127.0.0.1", parts.port or 3310), self.seconds)


def verdict(answer: bytes) -> Verdict:
    """`stream: OK` is clean, `stream: NAME FOUND` harmful, and everything else no answer."""
    told = answer.rstrip(b"\0\n")
    if told == b"stream: OK":
        return Verdict.CLEAN
    if _FOUND.fullmatch(told):
        return Verdict.HARMFUL
    return Verdict.FAILED


def _ask(daemon: socket.socket, content: BinaryIO) -> bytes:
    daemon.sendall(b"zINSTREAM\0")
    while chunk := content.read(_CHUNK):
        daemon.sendall(len(chunk).to_bytes(4, "big") + chunk)
    daemon.sendall(bytes(4))
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < _LONGEST_ANSWER:
        more = daemon.recv(_LONGEST_ANSWER)
        if not more:
            break
        answer += more
    return answer
