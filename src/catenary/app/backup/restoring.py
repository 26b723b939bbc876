"""The way back: a backup into an empty database and an empty folder, and the proof that its log is the one known elsewhere."""

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import psycopg

from catenary.app.backup.archive import checked_manifest, read_archive
from catenary.app.backup.dumps import programs_for, release_of_server, restore
from catenary.app.backup.manifest import Manifest
from catenary.app.backup.problems import BACKUP
from catenary.app.backup.proof import Proof, prove
from catenary.app.backup.taking import DATABASE, FILES, address_of
from catenary.app.configuration import Configuration, Part
from catenary.app.serving import prepare_database
from catenary.formats.ledger_export.report import Trust

_TABLES = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"


def restore_backup(settings: Configuration, file: Path, identity: str) -> Manifest:
    """Read the backup to its end first, then restore it, then bring its tables to the form of this version.

    Problems of `BACKUP`; nothing was restored where one is raised before the migrations.
    """
    owner = address_of(settings, Part.MIGRATE)
    files = settings.data / "files"
    _check_empty(owner, files)
    manifest = checked_manifest(file, identity)
    with psycopg.connect(owner) as connection:
        programs = programs_for(max(release_of_server(connection), manifest.postgresql), settings.programs)
    restore(owner, programs, _dump(file, identity))
    _put_files(files, file, identity)
    prepare_database(settings)
    return manifest


def prove_restored(settings: Configuration, trust: Trust) -> Proof:
    """Whether the restored log is consistent with the checkpoints in `trust`, which were held apart from the backup."""
    with psycopg.connect(address_of(settings, Part.BACKUP)) as connection:
        return prove(connection, trust)


def _check_empty(owner: str, files: Path) -> None:
    with psycopg.connect(owner) as connection:
        found = connection.execute(_TABLES).fetchone()
    if found and found[0]:
        raise BACKUP.problem("database_not_empty")
    if files.exists() and any(files.iterdir()):
        raise BACKUP.problem("files_not_empty", folder=str(files))


def _dump(file: Path, identity: str) -> Iterator[bytes]:
    return (content for name, content in read_archive(file, identity) if name.startswith(DATABASE))


def _put_files(folder: Path, file: Path, identity: str) -> None:
    for name, content in read_archive(file, identity):
        if name.startswith(FILES):
            target = folder / _inside(PurePosixPath(name.removeprefix(FILES)).parent)
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as restored:
                restored.write(content)


def _inside(path: PurePosixPath) -> PurePosixPath:
    """A path that cannot lead out of the folder. Problem `not_whole`."""
    if path.is_absolute() or ".." in path.parts or not path.parts:
        raise BACKUP.problem("not_whole", member=str(path))
    return path
