"""Pages of the frame rendered without a database, as each language shows them; the jobs' own connection; a record."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from catenary.app.embedded import WORKER
from catenary.app.settings import database_of
from catenary.core.mandate.model import DataClass
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.acting import Declaration, acting
from catenary.desk.mandate.records.holding import NewRecord, hold

TASK = SimpleNamespace(purpose="terrorism", basis="eu-2016-681-6")


def at_the_desk(**changes):
    """Somebody invented, as the context processor tells of them."""
    told = {
        "demo": True,
        "person": "Amina <Solheim>",
        "organisation": "Passenger Information Unit of Ardonia",
        "elsewhere": (),
        "roles": ("passenger_data_officer", "supervisor"),
        "task": TASK,
        "strong": True,
        "links": (
            SimpleNamespace(label="Home", address="/"),
            SimpleNamespace(label="Queue", address="/queue"),
        ),
        "notifications": 3,
    }
    return SimpleNamespace(**{**told, **changes})


@pytest.fixture
def somebody():
    """`somebody(**changes)`: who is at the desk, changed."""
    return at_the_desk


@pytest.fixture
def render():
    """`render(template, language="en", scheme=None, keys=None, **context)`: the page as text."""

    def rendered(template, language="en", scheme=None, keys=None, **context):
        request = RequestFactory().get("/queue")
        cookies = {"scheme": scheme, "keys": keys}
        request.COOKIES |= {name: value for name, value in cookies.items() if value}
        with translation.override(language):
            return render_to_string(template, {"shell": at_the_desk(), **context}, request=request)

    return rendered


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
def held():
    """`held()`: a booking of Zephyrine Quillfeather that the unit of Utopia holds."""

    def put():
        owner = Organisation.objects.get(name="Utopia Passenger Information Unit")
        fields = {"locator": "ABC123", "travellers": ["ZEPHYRINE QUILLFEATHER"]}
        booking = NewRecord(
            data_class=DataClass.PASSENGER_RECORD,
            kind="Booking",
            fields=fields,
            received_at=datetime.now(UTC),
            room="test",
        )
        with acting(Declaration(organisation=owner.pk)):
            (row,) = hold(organisation=owner, records=[booking])
        return row

    return put
