"""A desk at the border for what is measured there: a database of its own, a unit of the fictional world, its built list."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from attrs import evolve, frozen

from catenary.app.configuration import SERVED, Configuration, Part, environment_of
from catenary.app.embedded import OWNER, WEB, WORKER, Embedded, running
from catenary.app.serving import prepare_database
from catenary.app.spool_key import RECIPIENT_FILE, make_key, publish_recipient
from catenary.benchmarks.desk_browser import wait_for
from catenary.benchmarks.ledger_database import connect
from catenary.benchmarks.planted_list import LIST_NAME, build, write_list
from catenary.benchmarks.surroundings import apart
from catenary.core.screening.publication import IndexState
from catenary.world.people import FictionalPerson

from django.conf import settings  # isort: skip  settings are named by the database's module
from django.db import connection  # isort: skip
from catenary.app.demo_rooms import load_world  # isort: skip
from catenary.desk.directory.models import Organisation  # isort: skip
from catenary.desk.mandate.acting import Declaration, Door, acting  # isort: skip
from catenary.desk.screening.jobs import for_unit  # isort: skip
from catenary.desk.screening.lists_in_use import folder_of  # isort: skip
from catenary.desk.screening.models import BuiltIndex, WatchList  # isort: skip

UNIT: Final = "Utopia Passenger Information Unit"
_ROLES = {Part.MIGRATE: OWNER, Part.WEB: WEB, Part.WORKER: WORKER}
_PLANTS = 8
_START_SECONDS = 90


@frozen
class BorderDesk:
    """A desk whose unit has one list in force; `listed` are people of the list as travellers, distorted."""

    configuration: Configuration
    url: Callable[[str], str]
    """The address of the database by role."""
    unit: Organisation
    names: int
    """How many names the list has."""
    listed: tuple[FictionalPerson, ...]
    server: Embedded


@frozen
class Service:
    """A desk in service."""

    address: str
    process: subprocess.Popen[bytes]

    def wait(self) -> None:
        """Until it is ready to work."""
        wait_for(self.process, f"{self.address}/readyz", _START_SECONDS)


@contextmanager
def border_desk(names: int) -> Iterator[BorderDesk]:
    """A migrated database with the fictional world and a list of at least so many names; this process acts as its worker."""
    with TemporaryDirectory(prefix="catenary-bench-") as kept:
        folder = Path(kept)
        folder.chmod(0o711)
        with running(folder / "database") as server:
            told = _configured(folder, server)
            prepare_database(told)
            publish_recipient(told)
            work_for(told, server.url(WORKER))
            try:
                load_world()
                yield _with_list(told, server, names)
            finally:
                connection.close()


def work_for(told: Configuration, address: str) -> None:
    """From now on this process is one of that desk's, and asks its database there."""
    settings.CATENARY, settings.SPOOL_KEY_FILE = told, told.spool_key
    settings.SPOOL_RECIPIENT_FILE = told.data / RECIPIENT_FILE
    connect(address)


@contextmanager
def served(desk: BorderDesk) -> Iterator[str]:
    """The whole desk in service as `catenary serve` starts it; gives its address."""
    with in_service(desk) as service:
        yield service.address


@contextmanager
def in_service(desk: BorderDesk) -> Iterator[Service]:
    """The same, with the process that keeps all others running."""
    with closing(socket.socket()) as tried:
        tried.bind(("127.0.0.1", 0))
        port = tried.getsockname()[1]
    told = evolve(desk.configuration, origin=f"http://localhost:{port}")
    command = [sys.executable, "-m", "catenary", "serve", "--bind", f"127.0.0.1:{port}", "--quiet"]
    parts = (environment_of(told, part) for part in SERVED)
    environment = {name: value for each in parts for name, value in each.items() if value}
    process = subprocess.Popen(  # noqa: S603  our own command
        command, env={**os.environ, **environment, "CATENARY_PART": Part.WEB.value}, stderr=subprocess.DEVNULL
    )
    try:
        service = Service(told.origin, process)
        service.wait()
        yield service
    finally:
        process.terminate()
        process.wait()


def _configured(folder: Path, server: Embedded) -> Configuration:
    key = folder / "spool.key"
    make_key(key)
    databases = {part: server.url(role) for part, role in _ROLES.items()}
    return evolve(settings.CATENARY, databases=databases, data=folder, spool_key=key)


def _with_list(told: Configuration, server: Embedded, names: int) -> BorderDesk:
    """The list stands as if two persons had let it in; its index is built apart, so that this process stays as large as a worker."""
    with acting(Declaration(door=Door.SYSTEM)):
        unit = Organisation.objects.get(name=UNIT)
    source = told.data / "list.csv"
    planted = write_list(source, names, _PLANTS)
    now = datetime.now(UTC)
    with acting(for_unit(unit.pk)):
        WatchList.objects.create(
            organisation=unit,
            code=LIST_NAME,
            name="A fictional list",
            legal_ground="Utopia, Border Act s.14",
            review_by=(now + timedelta(days=365)).date(),
        )
        index = BuiltIndex.objects.create(
            organisation=unit, state=IndexState.IN_USE, entries=planted.entries, asked_at=now, ready_at=now
        )
    folder_of(index).parent.mkdir(parents=True)
    apart(build, source, folder_of(index))
    listed = tuple(each.traveller for each in planted.plants)
    return BorderDesk(told, server.url, unit, planted.names, listed, server)
