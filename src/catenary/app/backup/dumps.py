"""PostgreSQL's own programs for dumping and restoring, told where to connect without showing a password to anybody."""

import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict

from catenary.app.backup.archive import PIECE
from catenary.app.backup.problems import BACKUP
from catenary.app.programs import default_programs, release_of
from catenary.basis.findings import ProblemError

_VARIABLES = {
    "host": "PGHOST", "hostaddr": "PGHOSTADDR", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD",
    "dbname": "PGDATABASE", "sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT", "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY", "target_session_attrs": "PGTARGETSESSIONATTRS",
}  # fmt: skip


def release_of_server(connection: psycopg.Connection) -> int:
    """The major release of a server, such as 15."""
    return connection.info.server_version // 10000


def dumped(address: str, programs: Path) -> Iterator[bytes]:
    """The whole database as pg_dump writes it, in pieces. Problem `dump_failed`."""
    process = _begin([programs / "pg_dump", "--format=custom"], address, stdout=subprocess.PIPE)
    assert process.stdout
    try:
        while piece := process.stdout.read(PIECE):
            yield piece
        _, told = process.communicate()
    finally:
        process.kill()
        process.wait()
    if process.returncode:
        raise BACKUP.problem("dump_failed", reason=_reason(told))


def restore(address: str, programs: Path, pieces: Iterable[bytes]) -> None:
    """Everything, or nothing: one transaction. Problem `restore_failed`."""
    database = str(conninfo_to_dict(address).get("dbname", ""))
    command: list[str | Path] = [
        programs / "pg_restore",
        "--single-transaction",
        "--no-owner",
        "--dbname",
        database,
    ]
    process = _begin(command, address, stdin=subprocess.PIPE)
    assert process.stdin
    try:
        for piece in pieces:
            process.stdin.write(piece)
        _, told = process.communicate()
    except BrokenPipeError:
        process.stdin = None
        _, told = process.communicate()
    finally:
        process.kill()
        process.wait()
    if process.returncode:
        raise BACKUP.problem("restore_failed", reason=_reason(told))


def programs_for(release: int, chosen: Path | None) -> Path:
    """Programs that know a server of that release: those chosen, the system's, the wheel's. Problem `no_programs`."""
    for programs in _known(chosen):
        if (programs / "pg_dump").exists() and release_of(programs / "pg_dump") >= release:
            return programs
    raise BACKUP.problem("no_programs", release=release)


def _known(chosen: Path | None) -> Iterator[Path]:
    """An exact choice is never replaced by another."""
    if chosen:
        yield chosen
        return
    if found := shutil.which("pg_dump"):
        yield Path(found).resolve().parent
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    try:
        yield default_programs()
    except ProblemError:
        return


def _begin(command: list[str | Path], address: str, **options: int) -> subprocess.Popen[bytes]:
    told = {
        _VARIABLES[name]: str(value)
        for name, value in conninfo_to_dict(address).items()
        if name in _VARIABLES
    }
    kept = {
        name: os.environ[name] for name in ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR") if name in os.environ
    }
    return subprocess.Popen(command, env=kept | told, stderr=subprocess.PIPE, **options)  # type: ignore[call-overload, no-any-return]  # noqa: S603


def _reason(told: bytes | None) -> str:
    """The first line, which says what failed; further ones may quote rows."""
    return (told or b"").decode(errors="replace").strip().partition("\n")[0]
