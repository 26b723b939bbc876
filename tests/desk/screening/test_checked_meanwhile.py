"""A check and a message about the same traveller at the same moment: what the message tells is looked at all the same."""

import psycopg
import pytest
from attrs import evolve
from django.db import transaction
from django.utils import timezone
from tests.desk.beside import Beside
from tests.desk.conftest import organisation_of, reach
from tests.desk.screening import border

from catenary.app.embedded import OWNER, WORKER
from catenary.core.intake.receipt import Way
from catenary.core.screening.model import Status
from catenary.desk.intake.models import Channel, Passage
from catenary.desk.intake.receiving import receive
from catenary.desk.intake.tasks import read_delivery
from catenary.desk.mandate.acting import acting
from catenary.desk.screening.checking import check_passages, unanswered
from catenary.desk.screening.jobs import for_unit
from catenary.desk.screening.models import Check

RENAMED = evolve(border.HUMPHREY, name=border.ZEPHYRINE.name)


@pytest.fixture
def unit(own_database, sealed_spool):
    reach(own_database(WORKER))
    return organisation_of(border.LOADER)


@pytest.fixture
def outside(unit, own_database):
    with psycopg.connect(own_database(OWNER), autocommit=True) as looks_on:
        yield looks_on


def received(unit, number, traveller=border.HUMPHREY):
    with acting(for_unit(unit.pk)):
        channel, _ = Channel.objects.get_or_create(
            organisation=unit, name="Utopia Wings", way=Way.DIRECTORY.value
        )
        data = border.message(traveller, number=number)
        return receive(channel=channel, data=data, now=timezone.now())


def test_who_is_checked_while_a_message_about_them_is_read_is_checked_again(unit, outside):
    first, second = received(unit, 1), received(unit, 2, RENAMED)
    read_delivery(delivery=str(first.public_id))
    reading = Beside(lambda: read_delivery(delivery=str(second.public_id)))
    with acting(for_unit(unit.pk)), transaction.atomic():
        check_passages(passages=Passage.objects.all(), now=timezone.now())
        reading.begin_and_wait(outside)
        check_passages(passages=Passage.objects.all(), now=timezone.now())
        Check.objects.filter(counts=True).update(status=Status.NO_MATCH)
    reading.end()
    with acting(for_unit(unit.pk)):
        second.refresh_from_db()
        [told] = Passage.objects.filter(last_message__delivery=second)
        assert list(unanswered(Passage.objects.all(), second.read_at)) == [told]
