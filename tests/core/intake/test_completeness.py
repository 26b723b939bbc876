import random

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from catenary.basis.dates import PartialDate
from catenary.basis.persons import PersonName
from catenary.core.intake.completeness import changed_fields, compare
from catenary.core.intake.model import TravelDocument, Traveller


def person(number, **told):
    base = Traveller(
        id=str(number),
        name=PersonName(f"NAME{number} ADA"),
        born=PartialDate(1980, 1 + number % 12, 1 + number % 28),
        documents=(TravelDocument("P", f"A{number:07d}", "UTO"),),
        booking_reference="ABC123",
        reference=str(number),
    )
    return evolve(base, **told)


def test_who_is_on_both_lists_is_met_who_is_on_one_is_missing_or_extra():
    found = compare([person(1), person(2)], [person(2, id="9"), person(3)])
    assert [(before.id, after.id) for before, after in found.met] == [("2", "9")]
    assert [each.id for each in found.missing] == ["1"]
    assert [each.id for each in found.extra] == ["3"]
    assert found.announced_share == 0.5


@pytest.mark.parametrize(
    "told",
    [
        {"name": PersonName("OTHER NAME"), "born": None, "reference": None},
        {"documents": (), "reference": None},
        {"documents": (), "born": None, "name": PersonName("SPELT NEW")},
    ],
)
def test_one_mark_is_enough_whichever_it_is(told):
    assert len(compare([person(1)], [person(1, **told)]).met) == 1


def test_a_name_alone_meets_nobody():
    bare = {"documents": (), "born": None, "reference": None}
    found = compare([person(1, **bare)], [person(1, **bare)])
    assert (len(found.missing), len(found.extra)) == (1, 1)


def test_a_document_that_two_persons_of_a_list_share_decides_nothing():
    shared = person(1).documents
    found = compare(
        [person(1, born=None, reference=None)],
        [person(1, born=None, reference=None), person(2, documents=shared)],
    )
    assert not found.met


def test_changed_fields_are_those_that_both_tell_differently():
    after = person(1, seat="12A", nationality="UTO", name=PersonName("NAME1 ADA MARIA"))
    assert changed_fields(person(1, seat="11C"), after) == ("name", "seat")


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40), st.randoms(use_true_random=False))
def test_everybody_is_counted_once_whatever_the_order(both, only_before, only_after, dice: random.Random):
    before = [person(number) for number in range(both + only_before)]
    after = [person(number) for number in (*range(both), *range(100, 100 + only_after))]
    dice.shuffle(before)
    dice.shuffle(after)
    found = compare(before, after)
    assert (len(found.met), len(found.missing), len(found.extra)) == (both, only_before, only_after)
    assert all(one.id == other.id for one, other in found.met)
    assert not found.changed
