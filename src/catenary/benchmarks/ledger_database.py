"""A database of a desk for what is measured on the ledger: its own, on the embedded server, gone afterwards."""

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "catenary.app.settings")
for _name, _value in {
    "DATABASE_URL": "postgresql://catenary_web@/not_started",
    "CATENARY_SECRET_KEY": secrets.token_urlsafe(40),
    "CATENARY_ORIGIN": "http://localhost",
    "CATENARY_DEMO": "1",
}.items():
    os.environ.setdefault(_name, _value)

import django  # noqa: E402  the settings stand above

django.setup()

from attrs import evolve  # noqa: E402
from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402

from catenary.app.configuration import Part  # noqa: E402
from catenary.app.embedded import OWNER, WEB, WORKER, running  # noqa: E402
from catenary.app.serving import prepare_database  # noqa: E402
from catenary.app.settings import database_of  # noqa: E402
from catenary.core.ledger.ports import Signer  # noqa: E402
from catenary.core.mandate.model import OrganisationKind, Purpose, Role  # noqa: E402
from catenary.desk.directory.models import Organisation  # noqa: E402
from catenary.desk.ledger.models import Leaf  # noqa: E402
from catenary.desk.ledger.sequencing import order_batch  # noqa: E402
from catenary.desk.ledger.services import enter  # noqa: E402
from catenary.desk.ledger.signing import sign_growth  # noqa: E402
from catenary.desk.mandate.acting import Declaration, Door, acting  # noqa: E402
from catenary.desk.mandate.models import Membership, Person  # noqa: E402

_ROLES = {Part.MIGRATE: OWNER, Part.WEB: WEB, Part.WORKER: WORKER}
_SYSTEM = Declaration(door=Door.SYSTEM)
_SIGN_IN = Declaration(door=Door.SIGN_IN)


@contextmanager
def ledger_database() -> Iterator[Callable[[str], str]]:
    """A migrated database with one officer in it; gives the addresses by role."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)
        with running(Path(folder) / "database") as server:
            addresses = {part: server.url(role) for part, role in _ROLES.items()}
            prepare_database(evolve(settings.CATENARY, databases=addresses, data=Path(folder)))
            connect(server.url(WORKER))
            _make_officer()
            try:
                yield server.url
            finally:
                connection.close()


def connect(address: str) -> None:
    """From now on this process asks the database there."""
    connection.close()
    connection.settings_dict.update(database_of(address))


def some_writer() -> Declaration:
    """Somebody who enters acts."""
    with acting(_SIGN_IN):
        held = Membership.objects.filter(role=Role.PASSENGER_DATA_OFFICER)[0]
        return Declaration(held.person_id, held.organisation_id, Purpose.BORDER_CHECK, "eu-2016-681/6.2")


def enter_one(writer: Declaration) -> UUID:
    """One entry, committed."""
    with acting(writer):
        return enter(room="screening", act="judge", record="screening.candidate:42", params={"score": 91})


def order_all() -> None:
    """Give every waiting entry its place."""
    while order_batch():
        pass


def sign(key: Signer) -> None:
    """Sign what the log has become."""
    sign_growth([key], datetime.now(UTC))


def places() -> list[UUID]:
    """The entries in the order of the log."""
    with acting(_SYSTEM):
        return list(Leaf.objects.order_by("index").values_list("event", flat=True))


def _make_officer() -> None:
    with acting(_SYSTEM):
        unit = Organisation.objects.create(kind=OrganisationKind.UNIT, name="Utopia Passenger Unit")
        person = Person.objects.create(email="officer@utopia.example", name="Ana Liebsch")
        Membership.objects.create(
            person=person, organisation=unit, role=Role.PASSENGER_DATA_OFFICER, state="active"
        )
