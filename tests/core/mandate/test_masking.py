"""Masking reaches every field of intake, or says that it stays."""

import typing

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catenary.basis.dates import PartialDate
from catenary.basis.persons import PersonName
from catenary.core.intake import booking, model
from catenary.core.mandate.masking import categories_in, category_of, mask, masked_names
from catenary.core.mandate.masking_table import MASKING, Inside
from catenary.core.mandate.model import MaskedCategory

KINDS = {name: kind for room in (booking, model) for name, kind in vars(room).items() if attrs.has(kind)}

HELD_BY_DESKS = {"CarrierMessage", "Candidate", "ListChanges", "RuleFinding"}
"""What desks hold that is no value of intake by that name: a message as redacted text, and what screening found."""
OF_INTAKE = sorted(MASKING.keys() - HELD_BY_DESKS)


def kinds_within(annotation):
    found = {annotation.__name__} if isinstance(annotation, type) and attrs.has(annotation) else set()
    return found.union(*(kinds_within(part) for part in typing.get_args(annotation)))


def field_types(kind):
    return typing.get_type_hints(KINDS[kind])


@pytest.mark.parametrize("kind", OF_INTAKE)
def test_every_field_of_intake_is_masked_or_stays_by_name(kind):
    assert set(MASKING[kind]) == {field.name for field in attrs.fields(KINDS[kind])}


@pytest.mark.parametrize("kind", OF_INTAKE)
def test_what_holds_further_values_has_the_rows_of_their_kind(kind):
    for name, rule in MASKING[kind].items():
        if isinstance(rule, Inside):
            assert kinds_within(field_types(kind)[name]) == {rule.kind}
            assert rule.kind in MASKING


@pytest.mark.parametrize("kind", OF_INTAKE)
def test_what_stays_holds_no_values_that_nobody_judged(kind):
    harmless = {"RecordLocator", "Money"}
    for name, rule in MASKING[kind].items():
        if rule is None:
            assert kinds_within(field_types(kind)[name]) <= harmless, name


def test_every_kind_in_the_table_is_reached_from_a_traveller_or_a_booking():
    reached, waiting = set(), ["Traveller", "Booking"]
    while waiting:
        kind = waiting.pop()
        reached.add(kind)
        inner = {rule.kind for rule in MASKING[kind].values() if isinstance(rule, Inside)}
        waiting += inner - reached
    assert reached == set(OF_INTAKE)


@pytest.mark.parametrize("kind", sorted(HELD_BY_DESKS))
def test_what_only_desks_hold_is_masked_whole(kind):
    assert set(MASKING[kind].values()) == {MaskedCategory.PASSENGER_INFORMATION}


def test_all_six_categories_of_the_directive_are_used():
    used = {rule for rules in MASKING.values() for rule in rules.values()}
    assert set(MaskedCategory) <= used


SECRET = "SECRET"
TRAVELLER = model.Traveller(
    "1",
    PersonName(SECRET, SECRET, SECRET),
    born=PartialDate(1971, 3, 9),
    birth_place=SECRET,
    nationality=SECRET,
    documents=(model.TravelDocument("P", SECRET, SECRET),),
    booking_reference="ABC123",
    reference=SECRET,
    address=SECRET,
    contacts=(SECRET,),
    references=(model.Reference("TN", SECRET),),
    remarks=(SECRET,),
    other_names=(PersonName(SECRET),),
    other_nationalities=(SECRET,),
)
AGENCY = booking.Agency(system="1A", office="VIEQQ0001", details=(SECRET,))
BOOKING = booking.Booking(
    "ABC123",
    travellers=("1", "2"),
    party_size=2,
    group_name=SECRET,
    segments=(booking.BookedSegment(carrier="ZZ", number="12", seats=2, description=SECRET),),
    contacts=(booking.Contact(booking.ContactKind.PHONE, SECRET),),
    payment=(booking.Payment("CC", number=SECRET),),
    agency=AGENCY,
    frequent_flyer=(booking.FrequentFlyer("ZZ", SECRET),),
    tickets=(booking.Ticket("9991234567890", traveller="1", restrictions=(SECRET,), fare_details=(SECRET,)),),
    seats=(booking.Seat("12A", booking.SeatSource.CHECK_IN, 0, "1"),),
    check_in=(booking.CheckIn(0, "1", text=SECRET),),
    remarks=(booking.Remark(booking.RemarkKind.OTHER, SECRET),),
    services=(booking.ServiceRequest("UMNR", text=SECRET, details=(SECRET,), traveller="1"),),
    splits=(booking.Split(2),),
    history=(booking.HistoryEntry("A", by=AGENCY, item=booking.FormerName(SECRET), text=SECRET),),
    unread=(SECRET,),
)


def test_a_masked_traveller_tells_nobody():
    masked = mask(attrs.asdict(TRAVELLER), "Traveller")
    assert SECRET not in repr(masked)
    told = {name: value for name, value in masked.items() if value not in (None, [])}
    assert told == {"id": "1", "role": model.Role.PASSENGER, "booking_reference": "ABC123"}


def test_a_masked_booking_keeps_the_journey_and_loses_the_people():
    masked = mask(attrs.asdict(BOOKING), "Booking")
    assert SECRET not in repr(masked)
    assert masked["locator"] == "ABC123"
    assert masked["segments"][0]["number"] == "12"
    assert masked["seats"] == [
        {
            "number": "12A",
            "source": booking.SeatSource.CHECK_IN,
            "segment": 0,
            "traveller": None,
            "cabin": None,
            "status": None,
            "characteristics": (),
        }
    ]
    assert (masked["travellers"], masked["party_size"], masked["segments"][0]["seats"]) == ([], None, None)
    assert masked["splits"] == [{"travellers": None, "locators": ()}]
    assert masked["agency"]["office"] == "VIEQQ0001"
    assert masked["services"][0]["code"] == "UMNR"


@pytest.mark.parametrize(("value", "kind"), [(TRAVELLER, "Traveller"), (BOOKING, "Booking")])
def test_masking_twice_is_masking_once_and_keeps_every_key(value, kind):
    fields = attrs.asdict(value)
    once = mask(fields, kind)
    assert mask(once, kind) == once
    assert set(once) == set(fields)


def test_a_field_nobody_has_judged_is_masked():
    assert mask({"shoe_size": 43, "id": "1"}, "Traveller") == {"shoe_size": None, "id": "1"}
    assert category_of("Traveller", "shoe_size")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(
    st.dictionaries(st.sampled_from(sorted({*MASKING["Booking"], "else"})), json_values),
)
def test_whatever_stands_where_values_should_nothing_masked_survives(fields):
    masked = mask(fields, "Booking")
    for name in masked.keys() & masked_names("Booking"):
        assert masked[name] in (None, [])


def test_what_would_be_lost_is_named_by_category_only():
    assert categories_in(attrs.asdict(BOOKING), "Booking") == set(MaskedCategory) - {
        MaskedCategory.PASSENGER_INFORMATION
    }
    assert categories_in(mask(attrs.asdict(BOOKING), "Booking"), "Booking") == set()


def test_pages_know_what_is_hidden():
    assert category_of("Booking", "payment") is MaskedCategory.PAYMENT
    assert category_of("Booking", "locator") is None
    assert category_of("Booking", "segments") is None
    assert {"name", "documents", "born"} < masked_names("Traveller")
