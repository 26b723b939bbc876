"""A channel of the invented unit, and a spool whose key is the test's own."""

from datetime import UTC, datetime

import pyrage
import pytest
from tests.desk.conftest import reach

from catenary.app.embedded import WEB, WORKER
from catenary.core.intake.receipt import Way
from catenary.core.mandate.model import Purpose
from catenary.desk.directory.models import Organisation
from catenary.desk.intake.models import Channel
from catenary.desk.mandate.acting import Declaration, acting

UNIT = "Utopia Passenger Information Unit"
NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)


@pytest.fixture
def spool(tmp_path, settings):
    identity = pyrage.x25519.Identity.generate()
    (tmp_path / "spool.key").write_text(f"{identity}\n")
    (tmp_path / "recipient.txt").write_text(f"{identity.to_public()}\n")
    settings.SPOOL_KEY_FILE = tmp_path / "spool.key"
    settings.SPOOL_RECIPIENT_FILE = tmp_path / "recipient.txt"
    settings.AIRPORT_ZONES = {"UTP": "Etc/GMT-2", "QMV": "Etc/GMT+3", "QLS": "Etc/GMT-5"}
    return tmp_path


@pytest.fixture
def as_worker(postgres, django_db_setup, django_db_blocker):
    """What the test does, it does as the workers' jobs; asked for before `db`, whose transaction begins after it."""
    with django_db_blocker.unblock():
        reach(postgres.url(WORKER))
        try:
            yield
        finally:
            reach(postgres.url(WEB))


@pytest.fixture
def unit(db, spool):
    """Everything in the test is done for the unit, as a program of it would."""
    organisation = Organisation.objects.get(name=UNIT)
    with acting(Declaration(organisation=organisation.pk, purpose=Purpose.BORDER_CHECK.value, basis="")):
        yield organisation


@pytest.fixture
def channel(unit):
    return Channel.objects.create(organisation=unit, name="Utopia Wings", way=Way.DIRECTORY.value)
