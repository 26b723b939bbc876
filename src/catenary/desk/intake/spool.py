"""A delivery as it came, encrypted for a short time: whoever receives can seal it, only the workers can open it.

Sealed with age (X25519, ChaCha20-Poly1305; age-encryption.org/v1). What cannot be read cannot be redacted either, so the
spool is the only place that ever holds it.
"""

from datetime import timedelta
from pathlib import Path
from typing import Final

import pyrage
from django.conf import settings

from catenary.basis.findings import ProblemError
from catenary.desk.intake.problems import DELIVERY

KEPT: Final = timedelta(hours=72)
"""How long a delivery that could not be read waits for somebody to look; one that was read goes with its reading."""


def seal(data: bytes) -> bytes:
    """The bytes, encrypted to the spool's public key. Raises ProblemError `delivery.spool_closed` where there is none."""
    recipient = _first_line(settings.SPOOL_RECIPIENT_FILE)
    if recipient is None:
        raise _closed()
    return bytes(pyrage.encrypt(data, [pyrage.x25519.Recipient.from_str(recipient)]))


def unseal(sealed: bytes) -> bytes:
    """The bytes as they came; for workers, who alone are given the key. Raises ProblemError `delivery.spool_closed`."""
    keys = settings.SPOOL_KEY_FILE
    if keys is None or not Path(keys).is_file():
        raise _closed()
    lines = Path(keys).read_text("ascii").split()
    known = [pyrage.x25519.Identity.from_str(line) for line in lines if line.startswith("AGE-SECRET-KEY-")]
    try:
        return bytes(pyrage.decrypt(sealed, known))
    except pyrage.DecryptError as fault:
        raise _closed() from fault


def _first_line(file: Path | None) -> str | None:
    if file is None or not Path(file).is_file():
        return None
    return next(iter(Path(file).read_text("ascii").split()), None)


def _closed() -> ProblemError:
    return DELIVERY.problem("spool_closed")
