"""PostgreSQL from a wheel, in a folder of its own: what the demo and the tests run on.

The server refuses to run as root; there it runs as the system's `nobody`, from a copy of its programs that `nobody` may
read, so that no folder of the user has to be opened. It listens on a socket only, and every role has a password.
"""

import fcntl
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
import psycopg
from attrs import field, frozen
from psycopg import sql

from catenary.app.children import Child, begin, stop
from catenary.app.problems import EMBEDDED
from catenary.app.programs import programs_for_server, release_of, server_account

OWNER, WEB, WORKER, BACKUP = "catenary_owner", "catenary_web", "catenary_worker", "catenary_backup"
ROLES = (OWNER, WEB, WORKER, BACKUP)
"""Migrations are made by the owner; neither the web nor the workers can go round row security. Backups read all rows."""

_SUPERUSER = "postgres"
_DATABASE = "catenary"
_START_SECONDS = 60
_FIRST_MIB = 300
"""What a first start writes: programs, an empty cluster and its log, the fictional world."""
_NEXT_MIB = 64
_QUIET = {
    "log_statement": "none",
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}
"""The server's log tells of the server only: a refused statement quotes values, and a value may be a name.

`log` leaves out `error`, which PostgreSQL counts as less; the desk logs the code of every refusal itself.
"""


@frozen
class Embedded:
    """One running server: where its socket is, the password of each role, and the process to keep running."""

    folder: Path
    socket: Path
    passwords: Mapping[str, str] = field(repr=False)
    child: Child

    def url(self, role: str, database: str = _DATABASE) -> str:
        """The address of a database as one of the roles, for `DATABASE_URL`."""
        return f"postgresql://{role}:{self.passwords[role]}@/{database}?host={self.socket}"


@contextmanager
def running(folder: Path, programs: Path | None = None) -> Iterator[Embedded]:
    """The server on the data of `folder`, made where there is none; stopped at the end.

    `programs` names a folder with other PostgreSQL programs (15 or newer), such as those of the system.
    Problems of `EMBEDDED` where the folder is in use or not to be used, the disk is full, or the server does not start.
    """
    folder = folder.absolute()
    with _telling_what_fails(folder):
        _open_folder(folder)
    with _only_one(folder):
        with _telling_what_fails(folder):
            installed, passwords = _prepared(folder, programs)
        with _server(folder, installed, passwords) as server:
            _make_roles(server)
            yield server


@contextmanager
def unused(folder: Path) -> Iterator[None]:
    """While nothing runs on `folder`. Problem `occupied` where something does."""
    with _only_one(folder.absolute()):
        yield


@contextmanager
def _telling_what_fails(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise EMBEDDED.problem("folder_unusable", folder=str(folder), reason=reason) from error


def _prepared(folder: Path, programs: Path | None) -> tuple[Path, Mapping[str, str]]:
    """The programs and the passwords, with a cluster that fits both."""
    _check_room(folder)
    installed = programs_for_server(folder, programs)
    passwords = _passwords(folder)
    _initialise(folder, installed, passwords[_SUPERUSER])
    _check_release(folder, installed)
    return installed, passwords


def _open_folder(folder: Path) -> None:
    """Make the folder and those above it so that the server's account can reach it."""
    absent = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(absent):
        each.mkdir(exist_ok=True)
        each.chmod(0o711)
    (folder / "lock").open("a").close()
    if server_account() and any(not each.stat().st_mode & 0o001 for each in (folder, *folder.parents)):
        raise EMBEDDED.problem("folder_closed", folder=str(folder))


def _check_room(folder: Path) -> None:
    needed = _NEXT_MIB if (folder / "postgres" / "PG_VERSION").exists() else _FIRST_MIB
    free = shutil.disk_usage(folder).free >> 20
    if free < needed:
        raise EMBEDDED.problem("disk_full", folder=str(folder), free_mib=free, needed_mib=needed)


@contextmanager
def _only_one(folder: Path) -> Iterator[None]:
    with (folder / "lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            lock.seek(0)
            raise EMBEDDED.problem("occupied", folder=str(folder), process=lock.read().strip()) from None
        lock.truncate(0)
        print(os.getpid(), file=lock, flush=True)
        yield


def _passwords(folder: Path) -> Mapping[str, str]:
    """The password of each role, made when it is first asked for."""
    path = folder / "passwords.json"
    kept = msgspec.json.decode(path.read_bytes(), type=dict[str, str]) if path.exists() else {}
    passwords = {role: kept.get(role) or secrets.token_urlsafe(24) for role in (_SUPERUSER, *ROLES)}
    if passwords != kept:
        _write_secretly(path, msgspec.json.encode(passwords))
    return passwords


def _write_secretly(path: Path, content: bytes) -> None:
    """Whole or not at all, and nobody else's to read at any time."""
    descriptor, partial = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    Path(partial).replace(path)


def _initialise(folder: Path, programs: Path, password: str) -> None:
    """Make the cluster beside its place, so that a start that is cut off leaves none that is half made."""
    data, partial = folder / "postgres", folder / "postgres-partial"
    if (data / "PG_VERSION").exists():
        return
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(mode=0o700)
    if account := server_account():
        os.chown(partial, account.pw_uid, account.pw_gid)
    with _password_file(folder, password) as password_file:
        command: list[str | Path] = [
            programs / "initdb",
            "-D",
            partial,
            "-U",
            _SUPERUSER,
            "--encoding=UTF8",
            "--no-locale",
        ]
        command += ["--auth-local=scram-sha-256", "--auth-host=reject", f"--pwfile={password_file}"]
        made = begin(command, {}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **_as_server())
        _, told = made.communicate()
    if made.returncode:
        reason = told.decode(errors="replace").strip().partition("\n")[0]
        raise EMBEDDED.problem("not_made", folder=str(folder), reason=reason)
    partial.rename(data)


@contextmanager
def _password_file(folder: Path, password: str) -> Iterator[Path]:
    path = folder / "password"
    path.touch(mode=0o600)
    if account := server_account():
        os.chown(path, account.pw_uid, account.pw_gid)
    path.write_text(password)
    try:
        yield path
    finally:
        path.unlink()


def _check_release(folder: Path, programs: Path) -> None:
    made_by = int((folder / "postgres" / "PG_VERSION").read_text().strip())
    if made_by != (installed := release_of(programs / "postgres")):
        raise EMBEDDED.problem("other_release", folder=str(folder), data=made_by, programs=installed)


def _as_server() -> dict[str, Any]:
    account = server_account()
    if account is None:
        return {}
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": [], "cwd": "/"}


@contextmanager
def _server(folder: Path, programs: Path, passwords: Mapping[str, str]) -> Iterator[Embedded]:
    data = folder / "postgres"
    _stop_leftover(data)
    socket = _socket_folder(folder)
    command: list[str | Path] = [programs / "postgres", "-D", data, "-k", socket, "-h", ""]
    for setting, value in _QUIET.items():
        command += ["-c", f"{setting}={value}"]
    with (folder / "postgres.log").open("ab") as told:
        options = {"stdout": told, "stderr": told, **_as_server()}
        server = Embedded(
            folder, socket, passwords, Child("database", command, {}, options, stop_signal=signal.SIGINT)
        )
        try:
            server.child.start()
            _wait_until_ready(server)
            yield server
        finally:
            _stop(server.child)
            shutil.rmtree(socket, ignore_errors=True)


def _socket_folder(folder: Path) -> Path:
    """A short path, since the address of a socket may have 107 bytes at most; its name is the same at every start."""
    name = f"catenary-{os.geteuid()}-{sha256(str(folder).encode()).hexdigest()[:16]}"
    socket = Path(tempfile.gettempdir()) / name
    shutil.rmtree(socket, ignore_errors=True)
    socket.mkdir(mode=0o700)
    if account := server_account():
        os.chown(socket, account.pw_uid, account.pw_gid)
    return socket


def _stop_leftover(data: Path) -> None:
    """A server that outlived its supervisor is asked to stop before another begins on its data."""
    with suppress(FileNotFoundError, ValueError, IndexError, ProcessLookupError):
        number = int((data / "postmaster.pid").read_text().splitlines()[0])
        if Path(f"/proc/{number}/cwd").readlink() != data:  # the number is another process's by now
            return
        os.kill(number, signal.SIGINT)
        for _ in range(_START_SECONDS * 10):
            os.kill(number, 0)
            time.sleep(0.1)


def _wait_until_ready(server: Embedded) -> None:
    for _ in range(_START_SECONDS * 20):
        if server.child.has_fallen():
            break
        with suppress(psycopg.OperationalError):
            _as_superuser(server).close()
            return
        time.sleep(0.05)
    raise EMBEDDED.problem("not_started", file=str(server.folder / "postgres.log"))


def _as_superuser(server: Embedded) -> psycopg.Connection:
    return psycopg.connect(server.url(_SUPERUSER, "postgres"), autocommit=True)


def _stop(child: Child) -> None:
    if child.process:
        stop(child.process, child.stop_signal, _START_SECONDS)


def _make_roles(server: Embedded) -> None:
    with _as_superuser(server) as connection:
        for role in ROLES:
            _make_role(connection, role, server.passwords[role])
        connection.execute(sql.SQL("GRANT pg_read_all_data TO {}").format(sql.Identifier(BACKUP)))
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [_DATABASE]).fetchone():
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(
                    sql.Identifier(_DATABASE), sql.Identifier(OWNER)
                )
            )


def _make_role(connection: psycopg.Connection, role: str, password: str) -> None:
    if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
        connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role)))
    may = "CREATEDB" if role == OWNER else "NOCREATEDB"
    sees = "BYPASSRLS" if role == BACKUP else "NOBYPASSRLS"
    connection.execute(
        sql.SQL("ALTER ROLE {} NOSUPERUSER NOCREATEROLE {} {} PASSWORD {}").format(
            sql.Identifier(role), sql.SQL(sees), sql.SQL(may), sql.Literal(password)
        )
    )
