"""Where carriers' messages are fetched from, as the environment says it: one address with the account in it, percent-encoded."""

import re
from typing import Final
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from attrs import field, frozen

_BUCKET: Final = re.compile(r"/([A-Za-z0-9][A-Za-z0-9._-]{1,62})/?")
_REGION: Final = re.compile(r"[a-z0-9-]{1,40}")
_USUAL_REGION: Final = "us-east-1"


@frozen
class BrokerAddress:
    """Where the broker is, and as whom the desk signs in."""

    host: str
    port: int
    tls: bool
    user: str
    password: str = field(repr=False)
    virtual_host: str = "/"


@frozen
class BucketAddress:
    """A bucket, named in the path, and the key that signs what is asked of it."""

    host: str
    port: int
    tls: bool
    bucket: str
    key: str
    secret: str = field(repr=False)
    region: str = _USUAL_REGION


def broker_address(address: str) -> BrokerAddress | None:
    """`amqps://user:password@host:port/virtual-host`, user and password percent-encoded (RFC 3986); None where it is none."""
    parts = _parts(address, {"amqp", "amqps"})
    if parts is None or parts.query:
        return None
    tls = parts.scheme == "amqps"
    return BrokerAddress(
        host=parts.hostname or "",
        port=parts.port or (5671 if tls else 5672),
        tls=tls,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        virtual_host=unquote(parts.path[1:]) or "/",
    )


def bucket_address(address: str) -> BucketAddress | None:
    """`https://key:secret@host:port/bucket?region=eu-west-1`; without a region, the one that servers of one's own go by."""
    parts = _parts(address, {"http", "https"})
    named = _BUCKET.fullmatch(parts.path) if parts else None
    if parts is None or named is None:
        return None
    told = dict(parse_qsl(parts.query, keep_blank_values=True))
    region = told.pop("region", _USUAL_REGION)
    if told or not _REGION.fullmatch(region):
        return None
    tls = parts.scheme == "https"
    return BucketAddress(
        host=parts.hostname or "",
        port=parts.port or (443 if tls else 80),
        tls=tls,
        bucket=named[1],
        key=unquote(parts.username or ""),
        secret=unquote(parts.password or ""),
        region=region,
    )


def _parts(address: str, schemes: set[str]) -> SplitResult | None:
    if not address.isprintable() or " " in address:
        return None
    try:
        parts = urlsplit(address)
        usable = parts.scheme in schemes and parts.hostname and parts.port != 0
    except ValueError:
        return None
    return parts if usable and parts.username and parts.password and not parts.fragment else None
