import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from catenary.basis.dates import PartialDate
from catenary.basis.persons import PersonName
from catenary.core.intake.joining import Met, Strength, compare, join
from catenary.core.intake.model import TravelDocument, Traveller

PASSENGER = Traveller(
    id="p",
    name=PersonName("OSTERLIN TORVALD"),
    born=PartialDate(1980, 5, 17),
    documents=(TravelDocument("P", "A1234567", "UTO"),),
    booking_reference="ABC123",
    seat="12A",
)
BOOKED = evolve(PASSENGER, id="b", name=PersonName("TORVALD OSTERLIN"))
BARE = evolve(BOOKED, born=None, documents=(), seat=None)


def test_locator_name_and_document_make_it_sure_and_are_the_evidence():
    found = compare(PASSENGER, BOOKED)
    assert found.strength is Strength.SURE
    assert found.met >= {Met.LOCATOR, Met.NAME, Met.DOCUMENT, Met.BIRTH, Met.SEAT}
    assert not found.against


def test_locator_and_name_alone_are_likely():
    assert compare(PASSENGER, BARE).strength is Strength.LIKELY


def test_a_contradiction_is_shown_and_lowers_a_sure_join():
    found = compare(PASSENGER, evolve(BOOKED, born=PartialDate(1981, 5, 17)))
    assert (found.strength, found.against) == (Strength.LIKELY, {Met.BIRTH})


def test_a_changed_seat_is_no_contradiction_of_a_person():
    found = compare(PASSENGER, evolve(BOOKED, seat="30F"))
    assert (found.strength, found.against) == (Strength.SURE, {Met.SEAT})


@pytest.mark.parametrize(
    "other",
    [
        evolve(BARE, booking_reference=None),
        evolve(BOOKED, documents=(TravelDocument("P", "X9", "UTO"),), born=PartialDate(1999)),
        evolve(BARE, name=PersonName("SOMEBODY ELSE")),
    ],
)
def test_too_little_or_a_twofold_contradiction_joins_nobody(other):
    assert compare(PASSENGER, other) is None


def test_of_two_that_may_be_it_alike_neither_is_joined():
    assert join([PASSENGER], [BARE, evolve(BARE, id="twin")]) == []


def test_the_surer_join_wins_over_a_relative_in_the_same_booking():
    relative = evolve(
        BOOKED, id="r", born=PartialDate(2010, 1, 1), documents=(TravelDocument("P", "B7", "UTO"),)
    )
    (found,) = join([PASSENGER], [relative, BOOKED])
    assert found.booked is BOOKED


@given(st.permutations(range(8)))
def test_joins_do_not_depend_on_the_order_and_take_nobody_twice(order):
    def told(number, ident):
        return evolve(
            PASSENGER,
            id=ident,
            name=PersonName(f"NAME{number} ADA"),
            born=PartialDate(1980, 1 + number, 1),
            documents=(TravelDocument("P", f"D{number}", "UTO"),),
            seat=f"{number}A",
        )

    found = join([told(n, f"p{n}") for n in range(8)], [told(n, f"b{n}") for n in order])
    assert sorted((each.passenger.id, each.booked.id) for each in found) == [
        (f"p{n}", f"b{n}") for n in range(8)
    ]
