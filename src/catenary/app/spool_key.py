"""The keys of this installation that seal: the secret half opens, the public half lies open for whoever seals.

One is the spool's, for what carriers deliver; one is that of identities, of people who spoke to a team of assessors.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pyrage

from catenary.app.configuration import Configuration
from catenary.app.problems import CONFIGURATION
from catenary.basis.findings import Finding

RECIPIENT_FILE = "spool-recipient.txt"
SETTING = "CATENARY_SPOOL_KEY_FILE"
INTERVIEW_RECIPIENT_FILE = "interview-recipient.txt"
INTERVIEW_SETTING = "CATENARY_INTERVIEW_KEY_FILE"


def publish_recipient(settings: Configuration) -> None:
    """Lay the public half of each key open where the web finds it; where there is no key, none lies there.

    Without the spool's nothing that carriers send is taken, without that of identities none is kept, since nobody could open it.
    Problem `spool_key_unusable`.
    """
    for path, setting, name in _keys(settings):
        published = settings.data / name
        if path is None:
            published.unlink(missing_ok=True)
            continue
        settings.data.mkdir(parents=True, exist_ok=True)
        new = published.with_suffix(".new")
        new.write_text(f"{_public_half(path, setting)}\n", "ascii")
        new.replace(published)


def make_key(path: Path) -> None:
    """A new secret key in a file that its owner alone reads; one that is there already stays."""
    if path.exists():
        return
    secret = pyrage.x25519.Identity.generate()
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(f"{secret}\n")


def findings(settings: Configuration) -> Iterator[Finding]:
    """What is wrong with the keys, beyond what is wrong with any file of a secret."""
    for path, setting, _name in _keys(settings):
        if path is None or not path.is_file():
            continue
        try:
            told = _identity(path)
        except OSError:
            continue  # its rights are another finding
        if told is None:
            yield CONFIGURATION.finding("spool_key_unusable", setting=setting, file=str(path))


def _keys(settings: Configuration) -> tuple[tuple[Path | None, str, str], ...]:
    return (
        (settings.spool_key, SETTING, RECIPIENT_FILE),
        (settings.interview_key, INTERVIEW_SETTING, INTERVIEW_RECIPIENT_FILE),
    )


def _public_half(path: Path, setting: str) -> str:
    identity = _identity(path)
    if identity is None:
        raise CONFIGURATION.problem("spool_key_unusable", setting=setting, file=str(path))
    return str(identity.to_public())


def _identity(path: Path) -> pyrage.x25519.Identity | None:
    """The first key of the file, which is the newest: older ones below it still open what was sealed before."""
    lines = path.read_text("ascii", errors="replace").split()
    first = next((line for line in lines if line.startswith("AGE-SECRET-KEY-")), None)
    try:
        return pyrage.x25519.Identity.from_str(first) if first else None
    except pyrage.IdentityError:
        return None
