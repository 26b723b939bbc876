"""How records travel."""

from itertools import pairwise

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from catenary.core.mandate.handling import (
    REACH,
    STRICTNESS,
    combined,
    handling_of,
    may_export,
    may_reach,
    may_travel,
)
from catenary.core.mandate.model import PERSONAL, Act, DataClass, Handling, Held

OWN, FRIEND, OTHER, STRANGER = "own", "friend", "other", "stranger"
SHARED = Held(OWN, DataClass.PRACTICE, Handling.OFFICIAL, {FRIEND, OTHER})
SECRET = evolve(SHARED, handling=Handling.ORIGINATOR_CONTROLLED)


def refusal(decision):
    return decision.refusal and decision.refusal.code.removeprefix("mandate.")


@pytest.mark.parametrize("handling", Handling)
def test_an_empty_audience_is_nobody_else_whatever_the_code(handling):
    alone = Held(OWN, DataClass.PRACTICE, handling)
    assert may_reach(alone, OWN).allowed
    assert refusal(may_reach(alone, FRIEND)) == "organisation_other"
    assert refusal(may_travel(alone, by=OWN, to=FRIEND)) == "audience_lacks"
    assert combined([alone], OWN).audience == frozenset()


def test_the_originator_sends_to_its_audience_and_nobody_else():
    for held in (SHARED, SECRET):
        assert may_travel(held, by=OWN, to=FRIEND).allowed
        assert refusal(may_travel(held, by=OWN, to=STRANGER)) == "audience_lacks"
        assert refusal(may_travel(held, by=STRANGER, to=FRIEND)) == "organisation_other"


def test_what_its_originator_controls_never_travels_further():
    assert refusal(may_travel(SECRET, by=FRIEND, to=OTHER)) == "handling_forbids"
    assert refusal(may_export(SECRET, FRIEND)) == "handling_forbids"
    assert may_export(SECRET, OWN).allowed
    assert may_travel(SECRET, by=FRIEND, to=OWN).allowed


def test_what_is_restricted_is_for_the_receivers_own_use():
    held = evolve(SHARED, handling=Handling.RESTRICTED)
    assert may_export(held, FRIEND).allowed
    assert refusal(may_travel(held, by=FRIEND, to=OTHER)) == "handling_forbids"


def test_what_is_official_may_go_on_within_its_audience():
    assert may_travel(SHARED, by=FRIEND, to=OTHER).allowed
    assert refusal(may_travel(SHARED, by=FRIEND, to=STRANGER)) == "audience_lacks"


def test_personal_data_is_never_less_than_restricted():
    for about in DataClass:
        marked = handling_of(evolve(SHARED, data_class=about, handling=Handling.PUBLIC))
        assert marked == (Handling.RESTRICTED if about in PERSONAL else Handling.PUBLIC)
    assert handling_of(evolve(SECRET, data_class=DataClass.EVIDENCE)) is Handling.ORIGINATOR_CONTROLLED


def test_a_stricter_code_never_lets_another_organisation_do_more():
    codes = sorted(Handling, key=STRICTNESS.__getitem__)
    for milder, stricter in pairwise(codes):
        assert REACH[stricter] <= REACH[milder]


def test_no_code_lets_another_organisation_change_a_record():
    for acts in REACH.values():
        assert not acts & {Act.EDIT, Act.PUBLISH, Act.LINK, Act.HOLD, Act.ERASE, Act.ASK_UNMASKING}


def test_an_export_of_nothing_goes_to_nobody():
    assert combined([], OWN).audience == frozenset()
    assert combined([], OWN).handling is Handling.RESTRICTED


def test_an_export_takes_the_strictest_code_and_those_whom_all_name():
    marking = combined([SHARED, evolve(SECRET, audience={OTHER, STRANGER})], OWN)
    assert marking.handling is Handling.ORIGINATOR_CONTROLLED
    assert marking.audience == {OTHER}


names = st.sampled_from(["a", "b", "c", "d"])
records = st.builds(Held, names, st.sampled_from(DataClass), st.sampled_from(Handling), st.frozensets(names))


@given(st.lists(records, max_size=4), names)
def test_an_export_reaches_exactly_those_to_whom_every_record_may_be_sent(listed, by):
    marking = combined(listed, by)
    expected = {
        to
        for to in "abcd"
        if listed and to != by and all(may_travel(held, by=by, to=to).allowed for held in listed)
    }
    assert marking.audience == expected
    assert all(STRICTNESS[handling_of(held)] <= STRICTNESS[marking.handling] for held in listed)


@given(records, names, names)
def test_whoever_receives_a_record_may_read_it(held, by, to):
    if may_travel(held, by=by, to=to).allowed:
        assert may_reach(held, to).allowed
