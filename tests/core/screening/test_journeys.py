import pytest
from attrs import evolve

from catenary.basis.dates import PartialDate
from catenary.basis.persons import PersonName, Sex
from catenary.core.intake.booking import (
    Agency,
    Baggage,
    BookedSegment,
    Booking,
    HistoryEntry,
    Payment,
    SegmentKind,
)
from catenary.core.intake.model import Traveller
from catenary.core.screening.journeys import journey_of, journey_without_booking
from catenary.core.screening.targeting_facts import Fact


def stretch(origin, destination, departs, arrives):
    return BookedSegment(
        carrier="UX", origin=origin, destination=destination, departs_local=departs, arrives_local=arrives
    )


OUT = (
    stretch("UTP", "QMV", "2026-12-01T08:00", "2026-12-01T10:00"),
    stretch("QMV", "QLS", "2026-12-01T12:00", "2026-12-01T20:00"),
)
BACK = (stretch("QLS", "UTP", "2026-12-11T09:00", "2026-12-11T18:00"),)
ADA = Traveller(
    "1",
    PersonName("ADA OSTERLIN", "OSTERLIN", "ADA"),
    sex=Sex.FEMALE,
    born=PartialDate(1990, 6, 1),
    nationality="UTO",
)
BOOKING = Booking(
    "ABC123",
    created_at="2026-11-21T10:00:00Z",
    ticketed_at="2026-11-30T20:00:00Z",
    party_size=1,
    segments=OUT + BACK,
    payment=(Payment("CC", payer=("OTTO KRALJEV",)),),
    agency=Agency(iata_number="12345675"),
    baggage=(Baggage(traveller="1", pieces=2), Baggage(traveller="2", pieces=9)),
    history=(HistoryEntry("X", item=OUT[0]), HistoryEntry("A", item=OUT[0]), HistoryEntry("A", text="seat")),
)


def test_out_and_back_is_told_with_its_stay_and_what_lies_between():
    told = journey_of(ADA, BOOKING)
    assert (told.codes[Fact.ORIGIN], told.codes[Fact.DESTINATION], told.codes[Fact.VIA]) == (
        {"UTP"},
        {"QLS"},
        {"QMV"},
    )
    assert told.numbers[Fact.STAY_DAYS] == 9
    assert told.flags[Fact.ONE_WAY] is False


def test_a_journey_that_does_not_come_back_is_one_way_and_has_no_stay():
    told = journey_of(ADA, evolve(BOOKING, segments=OUT))
    assert told.flags[Fact.ONE_WAY] is True
    assert told.codes[Fact.DESTINATION] == {"QLS"}
    assert Fact.STAY_DAYS not in told.numbers


def test_numbers_are_counted_to_the_first_departure():
    numbers = journey_of(ADA, BOOKING).numbers
    assert (numbers[Fact.BOOKED_DAYS_BEFORE], numbers[Fact.TICKETED_HOURS_BEFORE]) == (9, 12)
    assert (numbers[Fact.CHANGES], numbers[Fact.BAGS], numbers[Fact.PARTY_SIZE]) == (2, 2, 1)
    assert numbers[Fact.AGE] == 36


@pytest.mark.parametrize(("payer", "another"), [(("OTTO KRALJEV",), True), (("A OSTERLIN",), False)])
def test_a_payer_who_shares_no_word_of_the_name_is_another(payer, another):
    told = journey_of(ADA, evolve(BOOKING, payment=(Payment("CC", payer=payer),)))
    assert told.flags[Fact.PAID_BY_ANOTHER] is another


@pytest.mark.parametrize(("surname", "unrelated"), [("KRALJEV", True), ("OSTERLIN KRALJEV", False)])
def test_a_child_without_an_adult_of_its_name_is_told(surname, unrelated):
    child = evolve(ADA, born=PartialDate(2016, 1, 1))
    adult = Traveller("2", PersonName(f"OTTO {surname}", surname, "OTTO"), born=PartialDate(1980, 1, 1))
    told = journey_of(child, BOOKING, (child, adult))
    assert told.flags[Fact.CHILD_WITH_UNRELATED_ADULTS] is unrelated
    assert Fact.CHILD_WITH_UNRELATED_ADULTS not in journey_of(adult, BOOKING, (child, adult)).flags


def test_what_a_booking_does_not_tell_stays_absent():
    told = journey_of(Traveller("1", PersonName("ADA")), Booking(None))
    assert (dict(told.codes), dict(told.numbers), dict(told.flags)) == ({}, {}, {})


def test_what_is_no_flight_is_no_part_of_the_way():
    hotel = BookedSegment(SegmentKind.HOTEL, origin="QMB")
    assert journey_of(ADA, evolve(BOOKING, segments=(hotel, *OUT))).codes[Fact.ORIGIN] == {"UTP"}


def test_without_a_booking_the_flight_is_known_and_not_whether_anybody_comes_back():
    told = journey_without_booking(ADA, OUT[0])
    assert (told.codes[Fact.ORIGIN], told.codes[Fact.DESTINATION]) == ({"UTP"}, {"QMV"})
    assert told.codes[Fact.CARRIER] == {"UX"}
    assert dict(told.flags) == {}
    assert dict(told.numbers) == {Fact.AGE: 36}
