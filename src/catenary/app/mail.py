"""The mail server that CATENARY_EMAIL_URL names: `smtp://user:password@host:587` or `smtps://user:password@host:465`.

User and password are percent-encoded (RFC 3986 s.2.1). Over `smtp` the connection turns to TLS before anything is told
(STARTTLS, RFC 3207), and mail that cannot be sent so is not sent; `?tls=none` leaves that out, for a server on this machine.
"""

from enum import StrEnum
from urllib.parse import parse_qsl, unquote, urlsplit

from attrs import field, frozen

_PORTS = {"smtp": 587, "smtps": 465}


class Tls(StrEnum):
    """How the connection is protected."""

    STARTTLS = "starttls"
    AT_ONCE = "at_once"
    NONE = "none"


@frozen
class MailServer:
    """Where mail is handed over, and as whom."""

    host: str
    port: int
    tls: Tls
    user: str = ""
    password: str = field(default="", repr=False)


def mail_server(address: str) -> MailServer | None:
    """The mail server of an address; None where the address cannot be understood, or says more than we would heed."""
    if not address.isprintable() or " " in address:
        return None
    try:
        parts = urlsplit(address)
        port = parts.port
        told = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query)))
    except ValueError:
        return None
    tls = _tls(parts.scheme, told)
    half_an_account = bool(parts.username) != bool(parts.password)
    if (
        tls is None
        or not parts.hostname
        or port == 0
        or half_an_account
        or parts.path.strip("/")
        or parts.fragment
    ):
        return None
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return MailServer(parts.hostname, port or _PORTS[parts.scheme], tls, user, password)


def _tls(scheme: str, told: dict[str, str]) -> Tls | None:
    if scheme == "smtps" and not told:
        return Tls.AT_ONCE
    if scheme == "smtp" and told in ({}, {"tls": "starttls"}):
        return Tls.STARTTLS
    return Tls.NONE if scheme == "smtp" and told == {"tls": "none"} else None
