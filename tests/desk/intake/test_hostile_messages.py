"""Whatever a message holds, its delivery is read to an end: what no column can take is cut or left out, never a job that fails."""

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.desk.intake.carriers import LIST, UNIT

from catenary.core.intake.receipt import DeliveryState, MessageState, Way
from catenary.desk.directory.models import Organisation
from catenary.desk.intake.models import Channel, Delivery, FlightLeg, Passage
from catenary.desk.intake.reading import read
from catenary.desk.intake.receiving import receive
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import RecordFields

pytestmark = pytest.mark.usefixtures("as_worker")


@pytest.fixture
def channel(db, spool):
    with acting(Declaration(door=Door.SYSTEM)):
        unit = Organisation.objects.get(name=UNIT)
        return Channel.objects.create(organisation=unit, name="Utopia Wings", way=Way.DIRECTORY)


def read_to_an_end(channel, data):
    with acting(Declaration(organisation=channel.organisation_id, door=Door.SYSTEM)):
        row = receive(channel=channel, data=data, now=timezone.now())
        if row.state == DeliveryState.RECEIVED:
            read(delivery=row.public_id, now=timezone.now())
        return Delivery.objects.get(pk=row.pk)


FLIGHTS = {
    "no designator": b"TDT+20'",
    "no carrier": b"TDT+20+0042'",
    "a long carrier": b"TDT+20+" + b"X" * 40 + b"0042+++" + b"X" * 40 + b"'",
    "a long number": b"TDT+20+UW" + b"4" * 40 + b"+++UW'",
}


@pytest.mark.parametrize("flight", FLIGHTS)
def test_travellers_of_a_flight_that_is_named_badly_are_kept_on_it(channel, flight):
    row = read_to_an_end(channel, LIST.replace(b"TDT+20+UW0042+++UW'", FLIGHTS[flight]))
    assert row.state == DeliveryState.READ
    with acting(Declaration(door=Door.SYSTEM)):
        (leg,) = FlightLeg.objects.all()
        assert Passage.objects.filter(leg=leg).count() == 1


def test_travellers_who_are_on_no_flight_that_can_be_told_wait_for_a_person_in_quarantine(channel):
    unknown = LIST.replace(b"DTM+189:2611221000:201'", b"").replace(b"DTM+232:2611221400:201'", b"")
    row = read_to_an_end(channel, unknown)
    with acting(Declaration(door=Door.SYSTEM)):
        assert not FlightLeg.objects.exists()
        (message,) = row.messages.all()
        assert (message.state, message.travellers) == (MessageState.QUARANTINED, 1)
        assert "timetable.departure_unknown" in {each.code for each in message.faults.all()}


FLIGHT = b"TDT+20+UW0042+++UW'LOC+125+UTP'DTM+189:2611221000:201'LOC+87+QMV'DTM+232:2611221400:201'"
TWICE = {
    "the very same": (FLIGHT, FLIGHT),
    "one as far as columns go": tuple(FLIGHT.replace(b"0042", b"1234567890" + end) for end in (b"1", b"2")),
}
UNTOLD = b"DTM+329:610704'NAT+2+UTO'DOC+P:110:111+L898902C3'"


@pytest.mark.parametrize("flights", TWICE)
@pytest.mark.parametrize("left_out", [b"", UNTOLD], ids=["known by a document", "known by a name alone"])
def test_a_flight_that_a_message_names_twice_has_each_traveller_once(channel, flights, left_out):
    row = read_to_an_end(channel, LIST.replace(FLIGHT, b"".join(TWICE[flights])).replace(left_out, b""))
    assert row.state == DeliveryState.READ
    with acting(Declaration(door=Door.SYSTEM)):
        assert (FlightLeg.objects.count(), Passage.objects.count()) == (1, 1)


WORDS = {
    "a long airport": (b"LOC+125+UTP'", b"LOC+125+" + b"U" * 99 + b"'"),
    "a long reference": (b"UNH+1+", b"UNH+" + b"1" * 99 + b"+"),
    "a long name": (b"OSTERLIN:TORVALD", b"O" * 9000 + b":TORVALD"),
    "octets that no text has": (b"OSTERLIN", b"OST\x00ER\x01LIN\xff"),
    "a document number that no text has": (b"L898902C3", b"L8989\x0002C3"),
    "an airport that no text has": (b"LOC+125+UTP", b"LOC+125+U\x00P"),
}


@pytest.mark.parametrize("words", WORDS)
def test_what_no_column_can_take_keeps_nobody_from_being_kept(channel, words):
    before, after = WORDS[words]
    assert before in LIST
    row = read_to_an_end(channel, LIST.replace(before, after))
    assert row.state == DeliveryState.READ
    with acting(Declaration(door=Door.SYSTEM)):
        assert Passage.objects.count() == 1
        assert not any(
            "\x00" in str(each.fields) for each in RecordFields.objects.filter(record__room="intake")
        )


@given(st.integers(0, len(LIST) - 1), st.binary(max_size=12), st.integers(0, 40))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_list_that_is_damaged_anywhere_is_read_to_an_end(channel, place, put, taken):
    row = read_to_an_end(channel, LIST[:place] + put + LIST[place + taken :])
    assert row.state != DeliveryState.RECEIVED
