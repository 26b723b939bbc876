"""The key of identities, apart from every other: whoever serves the web seals to it and cannot open; workers alone hold it.

Sealed with age (X25519, ChaCha20-Poly1305; age-encryption.org/v1). A copy of the database, of a backup or of the key of the spool
tells nobody who spoke to a team.
"""

from pathlib import Path

import pyrage
from django.conf import settings

from catenary.core.assessment.visit_problems import VISITS
from catenary.desk.shell.sealing import SealError, seal_to

LONGEST = 2000
"""Characters of an identity: name, function, how to reach them."""


def seal_identity(identity: str) -> bytes:
    """Sealed so that workers alone open it, padded so that its length tells nothing. Raises ProblemError `visits.identity_key_missing`."""
    recipient = _first_line(settings.INTERVIEW_RECIPIENT_FILE)
    try:
        return seal_to(recipient, identity.strip().encode().ljust(LONGEST * 4))
    except SealError as fault:
        raise VISITS.problem("identity_key_missing") from fault


def open_identity(sealed: bytes) -> bytes:
    """Who it is, for workers. Raises ProblemError `visits.identity_gone` where no key here opens it."""
    keys = settings.INTERVIEW_KEY_FILE
    if keys is None or not Path(keys).is_file():
        raise VISITS.problem("identity_gone")
    lines = Path(keys).read_text("ascii").split()
    known = [pyrage.x25519.Identity.from_str(line) for line in lines if line.startswith("AGE-SECRET-KEY-")]
    try:
        return bytes(pyrage.decrypt(sealed, known)).rstrip()
    except pyrage.DecryptError as fault:
        raise VISITS.problem("identity_gone") from fault


def _first_line(file: Path) -> str:
    return next(iter(file.read_text("ascii").split()), "") if file.is_file() else ""
