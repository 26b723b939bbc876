"""Bytes that only the workers can open again: whoever serves the web can seal them, and that is all it can do.

Sealed with age (X25519, ChaCha20-Poly1305; age-encryption.org/v1) to the installation's own key.
"""

from pathlib import Path

import pyrage
from django.conf import settings


class SealError(Exception):
    """The key that is needed is not here."""


def seal(data: bytes) -> bytes:
    """The bytes, encrypted to the public key. Raises SealError where there is none."""
    recipient = _first_line(settings.SPOOL_RECIPIENT_FILE)
    if recipient is None:
        raise SealError
    return bytes(pyrage.encrypt(data, [pyrage.x25519.Recipient.from_str(recipient)]))


def unseal(sealed: bytes) -> bytes:
    """The bytes as they were; for workers, who alone are given the key. Raises SealError where it is not the right one."""
    keys = settings.SPOOL_KEY_FILE
    if keys is None or not Path(keys).is_file():
        raise SealError
    lines = Path(keys).read_text("ascii").split()
    known = [pyrage.x25519.Identity.from_str(line) for line in lines if line.startswith("AGE-SECRET-KEY-")]
    try:
        return bytes(pyrage.decrypt(sealed, known))
    except pyrage.DecryptError as fault:
        raise SealError from fault


def new_key() -> tuple[str, str]:
    """A pair of keys for one purpose: the secret half, and the public half to seal to."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def seal_to(recipient: str, data: bytes) -> bytes:
    """The bytes, encrypted to a public half. Raises SealError where it is none."""
    try:
        return bytes(pyrage.encrypt(data, [pyrage.x25519.Recipient.from_str(recipient)]))
    except pyrage.RecipientError as fault:
        raise SealError from fault


def unseal_with(secret: str, sealed: bytes) -> bytes:
    """The bytes as they were, by the secret half. Raises SealError where it is not the right one, or none."""
    try:
        return bytes(pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(secret)]))
    except (pyrage.IdentityError, pyrage.DecryptError) as fault:
        raise SealError from fault


def _first_line(file: Path | None) -> str | None:
    if file is None or not Path(file).is_file():
        return None
    return next(iter(Path(file).read_text("ascii").split()), None)
