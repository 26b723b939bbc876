"""Two who join the travellers of one departure at the same moment: the second waits, and finds them joined."""

import psycopg
import pytest
from django.db import transaction
from tests.desk.beside import Beside
from tests.desk.conftest import organisation_of, reach
from tests.desk.intake import bookings

from catenary.app.embedded import OWNER, WORKER
from catenary.core.intake.receipt import Way
from catenary.desk.intake.joins import join_leg
from catenary.desk.intake.models import Channel, FlightLeg, Join
from catenary.desk.mandate.acting import acting


@pytest.fixture
def desk(own_database, spool, monkeypatch):
    """A unit whose carrier told travellers and bookings, and nobody has joined them."""
    monkeypatch.setattr(bookings, "join_leg", lambda **_: None)
    reach(own_database(WORKER))
    unit, made = organisation_of("tom.ashgrove@piu.utopia.example"), bookings.made_for("joined meanwhile")
    desk = bookings.Desk(unit, None, made)
    with acting(desk.declared):
        desk.channel = Channel.objects.create(organisation=unit, name="Utopia Wings", way=Way.DIRECTORY.value)
    party = bookings.party_of(made, 2)
    desk.passengers(*party)
    desk.bookings(party)
    return desk


@pytest.fixture
def outside(desk, own_database):
    with psycopg.connect(own_database(OWNER), autocommit=True) as looks_on:
        yield looks_on


def join_all(desk):
    with acting(desk.declared):
        for leg in FlightLeg.objects.values_list("pk", flat=True):
            join_leg(leg=leg, now=bookings.NOW)
        return True


def test_travellers_of_a_departure_are_joined_once_whoever_comes_second(desk, outside):
    second = Beside(lambda: join_all(desk))
    with transaction.atomic():
        join_all(desk)
        second.begin_and_wait(outside)
    assert second.end()
    with acting(desk.declared):
        assert Join.objects.count() == 2
