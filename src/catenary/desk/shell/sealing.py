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


def _first_line(file: Path | None) -> str | None:
    if file is None or not Path(file).is_file():
        return None
    return next(iter(Path(file).read_text("ascii").split()), None)
