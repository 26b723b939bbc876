"""The demo: a desk with a fictional world in a folder of its own, on the embedded server."""

import hmac
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from attrs import evolve, frozen

from catenary.app.children import Child
from catenary.app.configuration import Configuration, Part, configuration
from catenary.app.embedded import BACKUP, OWNER, WEB, WORKER, Embedded, running, unused
from catenary.app.problems import EMBEDDED
from catenary.app.serving import beside, prepare, run_part
from catenary.app.spool_key import make_key

_ROLES = {Part.MIGRATE: OWNER, Part.WEB: WEB, Part.WORKER: WORKER, Part.BACKUP: BACKUP}
_OURS = (
    "database", "files", "measures", "static", "secret", "ledger.key", "ledger-keys.txt", "ledger-signed.txt",
    "spool.key", "spool-recipient.txt", "interview.key", "interview-recipient.txt", "inbox", "outage", "lists",
    "documents.key", "documents.index",
)  # fmt: skip
"""What a demo's folder holds; nothing else is ever taken away."""

_LOADED = """SELECT EXISTS (SELECT FROM directory_organisation) AND EXISTS (SELECT FROM mandate_heldrecord)
    AND EXISTS (SELECT FROM shell_searchentry)"""


@frozen
class Demo:
    """A demo that is ready to be served, the password of its accounts, and its database's process."""

    settings: Configuration
    password: str
    server: Child


@contextmanager
def demo_world(folder: Path, port: int, programs: Path | None = None) -> Iterator[Demo]:
    """The demo's database running, migrated, with its world in it; the same world at every start."""
    with running(folder / "database", programs) as server:
        settings = _settings(folder, port, server)
        prepare(settings)
        if not _is_loaded(settings):
            run_part(settings, Part.WORKER, "catenary.app.demo_load")
        with beside(settings, Part.WORKER, "catenary.app.demo_later"):
            yield Demo(settings, demo_password(settings.secret), server.child)


def forget(folder: Path) -> None:
    """Take the demo's world away. Problems `occupied` while it is open, `folder_unusable` where that cannot be done."""
    if not (folder / "database").is_dir():
        return
    try:
        with unused(folder / "database"):
            for name in _OURS:
                _take_away(folder / name)
        if not any(folder.iterdir()):
            folder.rmdir()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise EMBEDDED.problem("folder_unusable", folder=str(folder), reason=reason) from error


def _take_away(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _is_loaded(settings: Configuration) -> bool:
    """Whether the world is there already, to the last thing that loading it does; asked without setting Django up."""
    with psycopg.connect(settings.databases[Part.WORKER]) as worker:
        worker.execute("SELECT set_config('catenary.door', 'system', true)")
        found = worker.execute(_LOADED).fetchone()
    return bool(found and found[0])


def _settings(folder: Path, port: int, server: Embedded) -> Configuration:
    told = configuration({"CATENARY_PROFILE": os.environ.get("CATENARY_PROFILE", "")})
    make_key(folder / "spool.key")
    make_key(folder / "interview.key")
    (folder / "inbox").mkdir(exist_ok=True)
    return evolve(
        told,
        data=folder,
        origin=f"http://localhost:{port}",
        databases={part: server.url(role) for part, role in _ROLES.items()},
        secret=_kept_secret(folder / "secret"),
        spool_key=folder / "spool.key",
        interview_key=folder / "interview.key",
        inbox=folder / "inbox",
        documents_key=folder / "documents.key",
        documents_index=folder / "documents.index",
        private_hosts=("127.0.0.1", "localhost"),
        demo=True,
    )


def _kept_secret(path: Path) -> str:
    """The installation's own secret, made at its first start."""
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text()


def demo_password(secret: str) -> str:
    """The one password of this installation's demo accounts, derived from its own secret."""
    return "demo-" + hmac.digest(secret.encode(), b"demo accounts", "sha256").hex()[:12]
