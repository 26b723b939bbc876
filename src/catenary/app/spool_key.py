"""The key of this installation's spool: the secret half opens deliveries, the public half lies open for whoever seals them."""

import os
from pathlib import Path

import pyrage

from catenary.app.configuration import Configuration

RECIPIENT_FILE = "spool-recipient.txt"


def spool_key(settings: Configuration) -> Path | None:
    """The file of the secret key; a demo has its own. None where no key is configured."""
    return settings.spool_key or (settings.data / "spool.key" if settings.demo else None)


def publish_recipient(settings: Configuration) -> None:
    """Lay the public half of the newest key open; a demo makes its key at its first start. Nothing where there is no key."""
    path = spool_key(settings)
    if path is None:
        return
    if settings.demo and not path.exists():
        _write(path, str(pyrage.x25519.Identity.generate()))
    newest = next(line for line in path.read_text("ascii").split() if line.startswith("AGE-SECRET-KEY-"))
    public = str(pyrage.x25519.Identity.from_str(newest).to_public())
    (settings.data / RECIPIENT_FILE).write_text(f"{public}\n", "ascii")


def _write(path: Path, secret: str) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(f"{secret}\n")
