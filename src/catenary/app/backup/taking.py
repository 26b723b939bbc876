"""Taking a backup: the database as one moment saw it, the files, and the log's last checkpoint."""

import os
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import BinaryIO

import psycopg

from catenary.app.backup.archive import PIECE, Piece, write_archive
from catenary.app.backup.dumps import dumped, programs_for, release_of_server
from catenary.app.backup.manifest import Manifest, Member
from catenary.app.backup.problems import BACKUP
from catenary.app.backup.proof import last_checkpoint
from catenary.app.configuration import Configuration, Part

DATABASE, FILES = "database/", "files/"
"""How the names of members begin."""


def take_backup(settings: Configuration, target: Path) -> Manifest:
    """Write everything to `target`, encrypted to the operator and to oversight; whole, or no file is left.

    Problems of `BACKUP`. The database is read as the role of backups, which passes row security and writes nothing.
    """
    recipients, address = _recipients(settings), address_of(settings, Part.BACKUP)
    if target.exists():
        raise BACKUP.problem("output_exists", file=str(target))
    with psycopg.connect(address) as connection:
        release, checkpoint = release_of_server(connection), last_checkpoint(connection)
    pieces = _pieces(dumped(address, programs_for(release, settings.programs)), settings.data / "files")
    manifest = partial(_manifest, release, checkpoint)
    return _written_whole(target, lambda file: write_archive(file, recipients, pieces, manifest))


def address_of(settings: Configuration, part: Part) -> str:
    """The database address of a part. Problem `no_database` where the environment names none."""
    if part not in settings.databases:
        raise BACKUP.problem("no_database", setting=f"CATENARY_{part.upper()}_DATABASE_URL")
    return settings.databases[part]


def _recipients(settings: Configuration) -> list[str]:
    named = {
        "CATENARY_BACKUP_RECIPIENT": settings.backup_recipient,
        "CATENARY_OVERSIGHT_RECIPIENT": settings.oversight_recipient,
    }
    for setting, recipient in named.items():
        if not recipient.startswith("age1"):
            raise BACKUP.problem("no_recipient", setting=setting)
    return list(named.values())


def _pieces(dump: Iterable[bytes], files: Path) -> Iterator[Piece]:
    """The dump first: a file that a row names was there before the row."""
    for number, content in enumerate(dump):
        yield f"{DATABASE}{number:08}", content
    for path in sorted(path for path in files.rglob("*") if path.is_file() and not path.is_symlink()):
        yield from _of_file(f"{FILES}{path.relative_to(files).as_posix()}", path)


def _of_file(name: str, path: Path) -> Iterator[Piece]:
    """A file in one piece, or in several that are numbered behind its name."""
    with path.open("rb") as file:
        content = file.read(PIECE)
        yield f"{name}/00000000", content
        for number, more in enumerate(iter(lambda: file.read(PIECE), b""), 1):
            yield f"{name}/{number:08}", more


def _manifest(release: int, checkpoint: str, members: dict[str, Member]) -> Manifest:
    return Manifest(
        made_at=datetime.now(UTC),
        catenary=version("catenary"),
        postgresql=release,
        checkpoint=checkpoint,
        members=members,
    )


def _written_whole(target: Path, write: Callable[[BinaryIO], Manifest]) -> Manifest:
    """Beside its place first, and on the disk before it takes its name."""
    partial_file = target.with_name(f".{target.name}.{os.getpid()}.partial")
    try:
        descriptor = os.open(partial_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            manifest = write(file)
            file.flush()
            os.fsync(file.fileno())
        partial_file.rename(target)
    except OSError as error:
        raise BACKUP.problem("unwritable", file=str(target), reason=error.strerror or "") from error
    finally:
        partial_file.unlink(missing_ok=True)
    return manifest
