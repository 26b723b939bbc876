"""The file of a backup: a tar archive in age encryption, written and read as a stream, so that no disk holds it open.

age (age-encryption.org/v1) authenticates every 64 KiB and the end of the file: what was changed or cut off does not open.
"""

import io
import os
import tarfile
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

import pyrage

from catenary.app.backup.manifest import NAME, Manifest, Member, manifest_bytes, read_manifest
from catenary.app.backup.problems import BACKUP

PIECE = 4 << 20
"""Bytes of a dump that are held in memory at once."""

Piece = tuple[str, bytes]
"""The name of a member and its content."""


def write_archive(
    target: BinaryIO,
    recipients: Sequence[str],
    pieces: Iterable[Piece],
    manifest: Callable[[dict[str, Member]], Manifest],
) -> Manifest:
    """Encrypt everything to each of the recipients; any one of them opens it. What `pieces` raises is raised."""
    written: list[Manifest] = []

    def fill(sink: BinaryIO) -> None:
        with tarfile.open(fileobj=sink, mode="w|", format=tarfile.PAX_FORMAT) as archive:
            members = dict(_add(archive, name, content) for name, content in pieces)
            written.append(manifest(members))
            _add(archive, NAME, manifest_bytes(written[0]))

    keys = [pyrage.x25519.Recipient.from_str(recipient) for recipient in recipients]
    with _through_pipe(fill) as source:
        pyrage.encrypt_io(source, target, keys)
    return written[0]


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> tuple[str, Member]:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(content), 0o600
    archive.addfile(entry, io.BytesIO(content))
    return name, Member(len(content), sha256(content).hexdigest())


def read_archive(file: Path, identity: str) -> Iterator[Piece]:
    """Every member in the order of the archive, the manifest last.

    Problem `unreadable` for a file or key that is none, `not_decrypted` where it does not open to its end.
    """
    key = _identity(identity)

    def fill(sink: BinaryIO) -> None:
        with file.open("rb") as encrypted:
            pyrage.decrypt_io(encrypted, sink, [key])

    try:
        with _through_pipe(fill) as source, tarfile.open(fileobj=source, mode="r|") as archive:
            for entry in archive:
                content = archive.extractfile(entry)
                if content is not None:
                    yield entry.name, content.read()
            source.read()
    except (FileNotFoundError, PermissionError, IsADirectoryError) as error:
        raise BACKUP.problem("unreadable", file=str(file), reason=error.strerror or "") from error
    except (pyrage.DecryptError, tarfile.TarError, OSError) as error:
        raise BACKUP.problem("not_decrypted", file=str(file)) from error


def _identity(text: str) -> pyrage.x25519.Identity:
    try:
        return pyrage.x25519.Identity.from_str(text)
    except pyrage.IdentityError as error:
        raise BACKUP.problem("unreadable", file="--identity", reason="AGE-SECRET-KEY-1...") from error


def checked_manifest(file: Path, identity: str) -> Manifest:
    """Read the whole archive; its manifest when every member is what it says. Problems `not_decrypted`, `not_whole`."""
    found: dict[str, Member] = {}
    manifest = None
    for name, content in read_archive(file, identity):
        if name == NAME:
            manifest = _manifest(content)
        else:
            found[name] = Member(len(content), sha256(content).hexdigest())
    if manifest is None:
        raise BACKUP.problem("not_decrypted", file=str(file))
    for name in sorted(found.keys() | manifest.members.keys()):
        if found.get(name) != manifest.members.get(name):
            raise BACKUP.problem("not_whole", member=name)
    return manifest


def _manifest(content: bytes) -> Manifest:
    try:
        return read_manifest(content)
    except ValueError as error:
        raise BACKUP.problem("not_whole", member=NAME) from error


@contextmanager
def _through_pipe(fill: Callable[[BinaryIO], Any]) -> Iterator[BinaryIO]:
    """What `fill` writes in a thread, to be read here; its failure is raised here when everything was read."""
    readable, writable = os.pipe()
    failed: list[BaseException] = []

    def run() -> None:
        try:
            with os.fdopen(writable, "wb") as sink:
                fill(sink)
        except BaseException as error:  # noqa: BLE001  handed to the reader
            failed.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        with os.fdopen(readable, "rb") as source:
            yield source
    except (OSError, tarfile.TarError, pyrage.EncryptError):
        thread.join()
        if failed and not isinstance(failed[0], BrokenPipeError):
            raise failed[0] from None
        raise
    thread.join()
    if failed:
        raise failed[0]
