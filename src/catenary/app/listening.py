"""The addresses the desk answers on: taken before anything else starts, so that a port in use is told at once.

The sockets stay with the supervisor. Web processes that fall or are renewed find them again, and nobody is refused meanwhile.
"""

import errno
import socket
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from catenary.app.problems import SERVING

_WAITING = 1024
"""Connections that may wait until a web process takes them up."""


def listen(address: str) -> socket.socket:
    """A socket on `host:port`, `[host]:port` or `unix:/path`. Problems `address_taken`, `address_unusable`."""
    if address.startswith("unix:"):
        return _on_path(Path(address.removeprefix("unix:")))
    host, colon, port = address.rpartition(":")
    if not colon or not port.isdecimal() or not 0 < int(port) < 65536:
        raise SERVING.problem("address_unusable", address=address, reason="host:port")
    return _bound(_socket_for(host.strip("[]"), address), (host.strip("[]"), int(port)), address)


def listen_here(port: int) -> Sequence[socket.socket]:
    """Sockets on this machine only, by both versions of the internet protocol where there are both."""
    return [listen(f"127.0.0.1:{port}"), *([listen(f"[::1]:{port}")] if _has_version_6() else [])]


def _has_version_6() -> bool:
    with suppress(OSError), socket.socket(socket.AF_INET6) as tried:
        tried.bind(("::1", 0))
        return True
    return False


def _socket_for(host: str, address: str) -> socket.socket:
    try:
        family = socket.getaddrinfo(host or None, None, type=socket.SOCK_STREAM)[0][0]
    except OSError as error:
        raise SERVING.problem("address_unusable", address=address, reason=error.strerror or "") from error
    return socket.socket(family)


def _on_path(path: Path) -> socket.socket:
    """A socket that only our own account and group may use; what an earlier desk left there is taken away."""
    if path.is_socket() and not _answers(path):
        path.unlink()
    listener = _bound(socket.socket(socket.AF_UNIX), str(path), f"unix:{path}")
    path.chmod(0o660)
    return listener


def _answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as tried, suppress(OSError):
        tried.connect(str(path))
        return True
    return False


def _bound(listener: socket.socket, to: tuple[str, int] | str, address: str) -> socket.socket:
    try:
        return _bound_as_is(listener, to)
    except OSError as error:
        code = "address_taken" if error.errno == errno.EADDRINUSE else "address_unusable"
        raise SERVING.problem(code, address=address, reason=error.strerror or "") from error


def _bound_as_is(listener: socket.socket, to: tuple[str, int] | str) -> socket.socket:
    try:
        if listener.family != socket.AF_UNIX:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if listener.family == socket.AF_INET6:
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        listener.bind(to)
        listener.listen(_WAITING)
    except OSError:
        listener.close()
        raise
    return listener
