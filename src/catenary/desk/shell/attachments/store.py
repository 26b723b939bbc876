"""Where the bytes of files lie: under their own hash, one folder an organisation, readable by the desk's user only."""

import os
import tempfile
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from attrs import frozen
from django.conf import settings


@frozen
class Kept:
    """Bytes that lie on disk."""

    sha256: str
    size: int


def keep(organisation: str, chunks: Iterable[bytes]) -> Kept:
    """Put bytes on disk so that they survive a power cut; the same bytes of one organisation lie there once."""
    folder = _folder(organisation)
    digest, size = sha256(), 0
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".new-", delete=False) as file:
        os.fchmod(file.fileno(), 0o600)
        for chunk in chunks:
            digest.update(chunk)
            size += len(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    kept = Kept(digest.hexdigest(), size)
    Path(file.name).replace(folder / kept.sha256)
    _sync(folder)
    return kept


def content(organisation: str, digest: str) -> bytes:
    """The bytes. Raises FileNotFoundError where they are gone, ValueError where they are no longer those that were kept."""
    found = place(organisation, digest).read_bytes()
    if sha256(found).hexdigest() != digest:
        raise ValueError(digest)
    return found


def place(organisation: str, digest: str) -> Path:
    """Where the bytes with that hash lie."""
    return _folder(organisation) / digest


def forget(organisation: str, digest: str) -> None:
    """Take the bytes off the disk; nothing happens where they are gone already."""
    folder = _folder(organisation)
    (folder / digest).unlink(missing_ok=True)
    _sync(folder)


def _folder(organisation: str) -> Path:
    root = Path(settings.CATENARY.data) / "files" / "attachments"
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder = root / organisation
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
