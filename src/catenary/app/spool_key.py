"""The key of this installation's spool: the secret half opens deliveries, the public half lies open for whoever seals them."""

import os
from collections.abc import Iterator
from pathlib import Path

import pyrage

from catenary.app.configuration import Configuration
from catenary.app.problems import CONFIGURATION
from catenary.basis.findings import Finding

RECIPIENT_FILE = "spool-recipient.txt"
SETTING = "CATENARY_SPOOL_KEY_FILE"


def publish_recipient(settings: Configuration) -> None:
    """Lay the public half of the key open where the web finds it; where there is no key, none lies there.

    Then nothing that carriers send is taken, since nobody could open it. Problem `spool_key_unusable`.
    """
    published = settings.data / RECIPIENT_FILE
    if settings.spool_key is None:
        published.unlink(missing_ok=True)
        return
    settings.data.mkdir(parents=True, exist_ok=True)
    new = published.with_suffix(".new")
    new.write_text(f"{_public_half(settings.spool_key)}\n", "ascii")
    new.replace(published)


def make_key(path: Path) -> None:
    """A new secret key in a file that its owner alone reads; one that is there already stays."""
    if path.exists():
        return
    secret = pyrage.x25519.Identity.generate()
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(f"{secret}\n")


def findings(settings: Configuration) -> Iterator[Finding]:
    """What is wrong with the key of the spool, beyond what is wrong with any file of a secret."""
    path = settings.spool_key
    if path is None or not path.is_file():
        return
    try:
        told = _identity(path)
    except OSError:
        return  # its rights are another finding
    if told is None:
        yield CONFIGURATION.finding("spool_key_unusable", setting=SETTING, file=str(path))


def _public_half(path: Path) -> str:
    identity = _identity(path)
    if identity is None:
        raise CONFIGURATION.problem("spool_key_unusable", setting=SETTING, file=str(path))
    return str(identity.to_public())


def _identity(path: Path) -> pyrage.x25519.Identity | None:
    """The first key of the file, which is the newest: older ones below it still open what was sealed before."""
    lines = path.read_text("ascii", errors="replace").split()
    first = next((line for line in lines if line.startswith("AGE-SECRET-KEY-")), None)
    try:
        return pyrage.x25519.Identity.from_str(first) if first else None
    except pyrage.IdentityError:
        return None
