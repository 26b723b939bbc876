"""The signature of a message that is sent unasked: who has the key knows that it is ours, whole, and of when.

Source: Standard Webhooks 1.0.0, symmetric signatures (HMAC-SHA-256, `v1`).
"""

import hashlib
import hmac
from base64 import b64decode, b64encode
from datetime import datetime
from typing import Final

PREFIX: Final = "whsec_"
KEY_OCTETS: Final = 32


def headers(key: bytes, message: str, at: datetime, body: bytes) -> dict[str, str]:
    """The three headers of a message; `message` is its id, the same however often it is sent."""
    moment = str(int(at.timestamp()))
    return {
        "webhook-id": message,
        "webhook-timestamp": moment,
        "webhook-signature": f"v1,{_signature(key, message, moment, body)}",
    }


def is_ours(key: bytes, told: dict[str, str], body: bytes) -> bool:
    """Whether one of the signatures is made with the key, of this body, under this id and at this moment."""
    wanted = _signature(key, told.get("webhook-id", ""), told.get("webhook-timestamp", ""), body)
    given = (each.partition(",") for each in told.get("webhook-signature", "").split())
    return any(kind == "v1" and hmac.compare_digest(wanted, signature) for kind, _, signature in given)


def written(key: bytes) -> str:
    """A key as people hand it over."""
    return PREFIX + b64encode(key).decode("ascii")


def key_of(text: str) -> bytes:
    """The key that was handed over. Raises ValueError for what is none."""
    return b64decode(text.removeprefix(PREFIX), validate=True)


def _signature(key: bytes, message: str, moment: str, body: bytes) -> str:
    signed = hmac.new(key, f"{message}.{moment}.".encode() + body, hashlib.sha256)
    return b64encode(signed.digest()).decode("ascii")
