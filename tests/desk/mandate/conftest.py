"""Records under mandate for tests: held for the units of the fictional world, and the jobs that run as the worker."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from catenary.app.embedded import WORKER
from catenary.app.settings import database_of
from catenary.core.mandate.model import DataClass
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import HeldRecord
from catenary.desk.mandate.records.holding import NewRecord, hold

OFFICER = "tom.ashgrove@piu.utopia.example"
SUPERVISOR = "greta.holmwood@piu.utopia.example"
DPO = "nadia.fenwick@piu.utopia.example"
ADMINISTRATOR = "oskar.lindmere@piu.utopia.example"
AUTHORITY = "halima.orsay@justice.utopia.example"
FOREIGN_OFFICER = "lucia.arvelo@piu.marvona.example"
OVERSIGHT = "edmund.ravel@oversight.utopia.example"
CRIME = ("terrorism", "eu-2016-681-6")
BORDER = ("border_check", "icao-9-api")
RIGHTS = ("rights", "eu-2016-680-rights")
WATCH = ("oversight", "eu-2016-680-oversight")
SECRET = "ZEPHYRINE QUILLFEATHER"
"""A traveller's name that stands nowhere else."""


def _booking(days, **more):
    fields = {
        "locator": "ABC123",
        "travellers": [SECRET],
        "contacts": [{"kind": "email", "value": "Z@MAIL.EXAMPLE"}],
        "remarks": [{"text": SECRET}],
        "segments": [{"carrier": "QM", "number": "12", "seats": 1}],
    }
    told = {"data_class": DataClass.PASSENGER_RECORD, "kind": "Booking", "room": "test", **more}
    return NewRecord(fields=fields, received_at=datetime.now(UTC) - timedelta(days=days), **told)


@pytest.fixture
def booking():
    """`booking(days, **more)`: a booking of so many days ago, of somebody whose name is `SECRET`; not held yet."""
    return _booking


@pytest.fixture
def unit(db):
    return Organisation.objects.get(name="Utopia Passenger Information Unit")


@pytest.fixture
def foreign_unit(db):
    return Organisation.objects.get(name__startswith="Unidad")


@pytest.fixture
def held():
    """`held(days=3, **more)`: a booking the unit has held for so many days. Beside `db` or inside `with worker:`."""

    def put(days=3, organisation=None, **more):
        owner = organisation or Organisation.objects.get(name="Utopia Passenger Information Unit")
        with acting(Declaration(organisation=owner.pk)):
            (row,) = hold(organisation=owner, records=[_booking(days, **more)])
        return row

    return put


class Worker:
    """The jobs' own database connection, and what they see."""

    def __init__(self, address):
        self._address = address

    def __enter__(self):
        self._before = dict(connection.settings_dict)
        connection.close()
        connection.settings_dict.update(database_of(self._address))
        return self

    def __exit__(self, *_):
        connection.close()
        connection.settings_dict.update(self._before)


@pytest.fixture
def worker(own_database):
    """`with worker:` what is inside runs as the jobs do, on a copy of the database, and commits."""
    return Worker(own_database(WORKER))


@pytest.fixture
def everything():
    """Every record there is, as jobs see them; inside `with worker:` only."""

    def rows(**wanted):
        with acting(Declaration(door=Door.SYSTEM)):
            return list(HeldRecord.objects.filter(**wanted))

    return rows
