from datetime import timedelta

import pytest
from attrs import evolve

from catenary.basis.persons import PersonName
from catenary.core.intake.receipt import DeliveryState, MessageState
from catenary.desk.intake.models import FlightLeg, Message, Passage, PassageChange, Spooled
from catenary.desk.intake.reading import read
from catenary.desk.intake.receiving import receive
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import HeldRecord, RecordFields
from catenary.formats.edifact.writing import Envelope, Style
from catenary.formats.paxlst.write import PassengerList, write_paxlst
from catenary.world.dice import Dice
from catenary.world.flights import departure
from catenary.world.messages import carrier_files
from catenary.world.people import innocent_travellers

from .conftest import NOW

pytestmark = pytest.mark.usefixtures("as_worker")  # reading is a job


@pytest.fixture
def made():
    return departure(0, list(innocent_travellers(7, 60)), Dice.keyed(7, "reading"))


def deliver(channel, data):
    row = receive(channel=channel, data=data, now=NOW)
    with acting(as_job(channel)):
        read(delivery=row.public_id, now=NOW)
    row.refresh_from_db()
    return row


def as_job(channel):
    return Declaration(organisation=channel.organisation_id, door=Door.SYSTEM)


def written(made, travellers, function="745", reference="1"):
    told = PassengerList(
        flight=made.flight, travellers=tuple(travellers), reference=reference, function=function,
        reporting_party="UTOPIA WINGS", contact=("1", "2"),
    )  # fmt: skip
    return write_paxlst(told, Envelope("UX", "UTOPIU", NOW.replace(tzinfo=None), reference), Style())


def fields_of(passage):
    with acting(Declaration(door=Door.SYSTEM)):
        return RecordFields.objects.get(record=passage.record).fields


def test_everybody_on_a_list_is_on_the_flight_and_under_mandate(channel, made):
    people = made.travellers[:12]
    row = deliver(channel, written(made, people))
    assert row.state == DeliveryState.READ
    (leg,) = FlightLeg.objects.filter(organisation=channel.organisation, carrier=made.flight.carrier)
    passages = list(Passage.objects.filter(leg=leg))
    assert [fields_of(each)["name"]["full"] for each in passages] == [
        each.name.full.upper() for each in people
    ]
    assert {each.record.data_class for each in passages} == {"passenger_information"}
    assert not Spooled.objects.filter(delivery=row).exists()


def test_a_later_list_changes_who_is_there_and_keeps_what_was(channel, made):
    people = made.travellers[:5]
    deliver(channel, written(made, people))
    renamed = evolve(people[0], seat="99Z", name=PersonName("NEW NAME", "NEW", "NAME"))
    deliver(channel, written(made, [renamed, *people[1:]], function="745+CP", reference="2"))
    first = Passage.objects.order_by("id").first()
    assert Passage.objects.count() == 5
    assert fields_of(first)["seat"] == "99Z"
    assert fields_of(first)["former"][0]["seat"] == people[0].seat
    assert PassageChange.objects.get(passage=first).fields == ["name", "seat"]


def late(channel, data, hours):
    """What came so much earlier and is read only now, as after an outage."""
    row = receive(channel=channel, data=data, now=NOW - timedelta(hours=hours))
    with acting(as_job(channel)):
        read(delivery=row.public_id, now=NOW)
    return row


def test_what_is_read_late_changes_nothing_that_a_later_message_said_and_loses_nothing_of_its_own(
    channel, made
):
    person = evolve(made.travellers[0], seat="12C", documents=())
    earlier = evolve(made.travellers[0], seat="30A")
    deliver(channel, written(made, [person]))
    row = late(channel, written(made, [earlier], reference="0"), hours=1)
    passage = Passage.objects.get()
    fields = fields_of(passage)
    assert (fields["seat"], fields.get("former")) == ("12C", [])
    assert [each["number"] for each in fields["documents"]] == [each.number for each in earlier.documents]
    assert passage.last_message.delivery_id != row.pk
    assert PassageChange.objects.get().fields == ["documents"]


def test_what_is_read_late_takes_nobody_back_onto_a_flight(channel, made):
    people = made.travellers[:2]
    deliver(channel, written(made, people))
    row = receive(channel=channel, data=written(made, people, "745+XR", "3"), now=NOW + timedelta(minutes=5))
    with acting(as_job(channel)):
        read(delivery=row.public_id, now=NOW)
    presences = list(Passage.objects.values_list("presence", flat=True))
    late(channel, written(made, [evolve(each, seat="1A") for each in people], reference="4"), hours=1)
    assert list(Passage.objects.values_list("presence", flat=True)) == presences


def leaving(made, minute):
    """The same departure between airports whose zones are known, at another minute of the same hours."""
    (leg,) = made.flight.legs
    moved = [
        evolve(stop, airport=airport, at_local=f"{stop.at_local[:14]}{minute:02}{stop.at_local[16:]}")
        for stop, airport in ((leg.departure, "QMV"), (leg.arrival, "UTP"))
    ]
    flight = evolve(made.flight, legs=(evolve(leg, departure=moved[0], arrival=moved[1]),))
    return evolve(made, flight=flight)


def minutes(made):
    legs = FlightLeg.objects.filter(carrier=made.flight.carrier)
    return [(leg.departs_at.minute, leg.arrives_at.minute) for leg in legs]


def test_the_times_of_a_flight_are_those_of_the_message_that_came_last_whichever_is_read_last(channel, made):
    deliver(channel, written(leaving(made, 20), made.travellers[:1]))
    late(channel, written(leaving(made, 40), made.travellers[1:2], reference="0"), hours=1)
    assert minutes(made) == [(20, 20)]
    assert Passage.objects.count() == 2
    late(channel, written(leaving(made, 50), made.travellers[2:3], reference="2"), hours=-1)
    assert minutes(made) == [(50, 50)]


def test_a_message_that_is_read_late_tells_the_times_that_nobody_told(channel, made):
    deliver(channel, written(leaving(made, 20), made.travellers[:1]))
    FlightLeg.objects.update(arrives_at=None)
    late(channel, written(leaving(made, 40), made.travellers[1:2], reference="0"), hours=1)
    assert minutes(made) == [(20, 40)]


def test_a_record_that_cannot_be_read_back_keeps_no_later_list_of_the_flight_from_being_read(channel, made):
    deliver(channel, written(made, made.travellers[:2]))
    first = Passage.objects.order_by("id").first()
    with acting(as_job(channel)):
        RecordFields.objects.filter(record=first.record).update(fields={"name": 5, "id": "1"})
    row = deliver(channel, written(made, made.travellers[:3], reference="2"))
    assert row.state == DeliveryState.READ
    assert Passage.objects.filter(last_message__delivery=row).count() == 3


def test_the_same_content_in_another_envelope_is_kept_once(channel, made):
    first = deliver(channel, written(made, made.travellers[:3]))
    again = deliver(channel, written(made, made.travellers[:3], reference="77"))
    assert (again.state, again.repeats) == (DeliveryState.REPEATED, first)
    assert Passage.objects.count() == 3


def test_who_was_taken_off_a_flight_and_is_told_again_is_on_it_again(channel, made):
    people = made.travellers[:2]
    deliver(channel, written(made, people))
    deliver(channel, written(made, people, reference="2").replace(b"BGM+745'", b"BGM+745+XR'"))
    assert set(Passage.objects.values_list("presence", flat=True)) == {"cancelled"}
    third = deliver(channel, written(made, people, reference="3"))
    assert (third.state, third.repeats) == (DeliveryState.READ, None)
    assert Passage.objects.filter(last_message__delivery=third, presence="expected").count() == 2
    again = deliver(channel, written(made, people, reference="4"))
    assert (again.state, again.repeats) == (DeliveryState.REPEATED, third)


def test_bytes_of_a_repetition_lead_to_the_delivery_that_was_read(channel, made):
    first = deliver(channel, written(made, made.travellers[:3]))
    other = written(made, made.travellers[:3], reference="77")
    assert [deliver(channel, other).repeats for _ in range(2)] == [first, first]


def test_what_nobody_could_read_is_taken_again(channel):
    rows = [deliver(channel, b"this is no message") for _ in range(2)]
    assert [(each.state, each.repeats) for each in rows] == [(DeliveryState.QUARANTINED, None)] * 2
    assert Spooled.objects.filter(delivery__in=rows).count() == 2


def test_a_delivery_read_twice_is_kept_once(channel, made):
    row = deliver(channel, written(made, made.travellers[:3]))
    with acting(as_job(channel)):
        read(delivery=row.public_id, now=NOW)
    assert Passage.objects.count() == 3


def test_what_holds_nothing_readable_stays_sealed_and_waits_for_a_person(channel):
    row = deliver(channel, b"this is no message")
    assert row.state == DeliveryState.QUARANTINED
    assert Spooled.objects.filter(delivery=row).exists()
    assert not Message.objects.filter(delivery=row).exists()


def test_every_file_of_the_world_is_read_and_each_fault_is_counted(channel, made):
    for file in carrier_files(made, Dice.keyed(7, "files")):
        row = deliver(channel, file.data)
        assert row.state == DeliveryState.READ
        for message in row.messages.all():
            assert message.state == MessageState.KEPT
            kept = fields_of(message)
            assert kept["text"].startswith("UNH")
            assert sum(fault.count for fault in message.faults.all()) == len(kept["findings"])


def test_bookings_are_passenger_records_and_name_nobody_on_board(channel, made):
    files = list(carrier_files(made, Dice.keyed(7, "files")))
    deliver(channel, files[-1].data)
    assert HeldRecord.objects.filter(room="intake", kind="Booking", data_class="passenger_record").exists()
    assert not Passage.objects.exists()
