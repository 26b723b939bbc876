"""One HTTP POST to a machine of somebody else, to the very address that was looked at, and to nowhere that it leads on to.

An address that a person typed could name a machine inside our own network (server-side request forgery, OWASP ASVS 4.0.3 s.12.6.1):
only public addresses are called, and hosts that the operator named. The name is looked up once, and what was found is called:
another look-up could give another answer.
"""

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from enum import StrEnum
from ipaddress import ip_address
from typing import Final
from urllib.parse import SplitResult, urlsplit

from attrs import field, frozen

_LONGEST_ANSWER: Final = 64 * 1024


class Fault(StrEnum):
    """Why there is no answer."""

    ADDRESS = "address"
    """It is no address that this desk calls."""
    UNREACHABLE = "unreachable"
    TIMED_OUT = "timed_out"
    UNTRUSTED = "untrusted"
    UNREADABLE = "unreadable"
    """What came is no HTTP, or larger than any answer."""


class CallError(Exception):
    """There is no answer; `fault` says why, and nothing of what was sent."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@frozen
class Answer:
    """What came back, whatever its status."""

    status: int
    body: bytes = field(repr=False)


@frozen
class Caller:
    """How this desk calls: which hosts may lie at private addresses (and speak plain HTTP), how long it waits, whom it trusts."""

    seconds: float
    """All in all: looking up, connecting, sending and reading."""
    private_hosts: frozenset[str] = frozenset()
    trust: ssl.SSLContext = field(factory=ssl.create_default_context, repr=False)

    def post(self, address: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """Send, and read the answer. A redirection is an answer like any other: nothing is followed. Raises CallError."""
        end = time.monotonic() + self.seconds
        parts = self._checked(address)
        try:
            connection = self._connected(parts, end)
        except ssl.SSLError as fault:
            raise CallError(_of_tls(fault)) from None
        except TimeoutError:
            raise CallError(Fault.TIMED_OUT) from None
        except OSError:
            raise CallError(Fault.UNREACHABLE) from None
        try:
            return _asked(connection, parts, body, headers, end)
        finally:
            connection.close()

    def _checked(self, address: str) -> SplitResult:
        parts = urlsplit(address)
        with suppress(ValueError):
            usual = parts.scheme == "https" or (parts.scheme == "http" and self._is_named(parts))
            if usual and parts.hostname and not parts.username and parts.port != 0:
                return parts
        raise CallError(Fault.ADDRESS)

    def _is_named(self, parts: SplitResult) -> bool:
        return (parts.hostname or "").casefold() in self.private_hosts

    def _connected(self, parts: SplitResult, end: float) -> "_Connection":
        """To the first of the addresses that answers; a host with any address that is not called is not called at all."""
        host = parts.hostname or ""
        port = parts.port or (443 if parts.scheme == "https" else 80)
        found = list(dict.fromkeys(_addresses(host, port)))
        if not found:
            raise OSError
        if not self._is_named(parts) and not all(map(_is_public, found)):
            raise CallError(Fault.ADDRESS)
        context = self.trust if parts.scheme == "https" else None
        connection = _Connection(host, port, _first_open(found, port, end), context)
        connection.secure(end)
        return connection


class _Connection(http.client.HTTPConnection):
    """A connection over a socket that is open already."""

    def __init__(self, host: str, port: int, opened: socket.socket, context: ssl.SSLContext | None) -> None:
        super().__init__(host, port)
        self.sock = opened
        self._context = context
        self.auto_open = False

    def secure(self, end: float) -> None:
        """TLS, with the certificate of the host's name. Raises ssl.SSLError, TimeoutError, OSError."""
        if self._context is None:
            return
        try:
            self.sock.settimeout(_left(end))
            self.sock = self._context.wrap_socket(self.sock, server_hostname=self.host)
        except BaseException:
            self.sock.close()
            raise


def _asked(
    connection: _Connection, parts: SplitResult, body: bytes, headers: Mapping[str, str], end: float
) -> Answer:
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    fault = Fault.UNREACHABLE
    try:
        with _hung_up_at(end, connection.sock):
            connection.request("POST", target, body, {**headers, "Connection": "close"})
            with connection.getresponse() as answer:
                return Answer(answer.status, _read(answer))
    except http.client.RemoteDisconnected:
        pass
    except (http.client.HTTPException, ValueError):
        fault = Fault.UNREADABLE
    except OSError:
        pass
    raise CallError(Fault.TIMED_OUT if time.monotonic() >= end else fault)


@contextmanager
def _hung_up_at(end: float, opened: socket.socket) -> Iterator[None]:
    """However slowly the other side sends, octet by octet, nobody listens after that moment."""
    opened.settimeout(_left(end))
    timer = threading.Timer(_left(end), _hang_up, (opened,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _hang_up(opened: socket.socket) -> None:
    with suppress(OSError):
        opened.shutdown(socket.SHUT_RDWR)


def _read(answer: http.client.HTTPResponse) -> bytes:
    """The whole body. One that ends where the line does could have been cut off, in its head even: it is none (RFC 9112 s.8)."""
    if answer.length is None and not answer.chunked:
        raise http.client.HTTPException
    body = answer.read(_LONGEST_ANSWER + 1)
    if len(body) > _LONGEST_ANSWER or answer.length:
        raise http.client.HTTPException
    return body


def _first_open(addresses: Sequence[str], port: int, end: float) -> socket.socket:
    for address in addresses[:-1]:
        with suppress(OSError):
            return socket.create_connection((address, port), min(_left(end), 2.0))
    return socket.create_connection((addresses[-1], port), _left(end))


def _addresses(host: str, port: int) -> Iterator[str]:
    for *_, found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        yield str(found[0])


def _is_public(address: str) -> bool:
    found = ip_address(address.partition("%")[0])
    mapped = getattr(found, "ipv4_mapped", None) or found
    return mapped.is_global and not mapped.is_multicast


def _left(end: float) -> float:
    left = end - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _of_tls(fault: ssl.SSLError) -> Fault:
    return Fault.UNTRUSTED if isinstance(fault, ssl.SSLCertVerificationError) else Fault.UNREACHABLE
