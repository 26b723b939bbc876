import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.core.measures.editions import UNHURRIED, editions, requirement, small_edition, with_requirement

from catenary.basis.findings import ProblemError
from catenary.core.measures.model import NOT_APPLICABLE, UNKNOWN, Answer, Prerequisite
from catenary.core.measures.prerequisites import (
    Standing,
    cycles,
    freed_by,
    in_order,
    is_ready,
    missing_before,
    unlocks,
)

SMALL = small_edition()
ANSWERS = st.sampled_from([UNKNOWN, NOT_APPLICABLE, *map(Answer.at, range(1, 6))])


def chain(length):
    """Requirements of which each needs the one before."""
    made = [
        requirement(f"BOR-{n}", prerequisites=[Prerequisite(f"BOR-{n - 1}", 3, "Because")] if n else [])
        for n in range(length)
    ]
    return evolve(SMALL, requirements=made[::-1], questions=[], vignettes=[])


@UNHURRIED
@given(editions())
def test_every_requirement_comes_after_all_it_needs_and_each_once(edition):
    order = in_order(edition)
    assert sorted(order) == sorted(edition.requirement_of)
    for code in order:
        for needed in edition.requirement_of[code].prerequisites:
            assert order.index(needed.needs) < order.index(code)


@UNHURRIED
@given(editions(), st.data())
def test_what_is_missing_before_a_requirement_comes_first_first_and_is_really_missing(edition, data):
    levels = data.draw(st.dictionaries(st.sampled_from([*edition.requirement_of]), ANSWERS))
    code = data.draw(st.sampled_from([*edition.requirement_of]))
    missing = missing_before(edition, code, levels)
    assert bool(missing) != is_ready(edition, code, levels)
    places = [in_order(edition).index(each.prerequisite.needs) for each in missing]
    assert places == sorted(places)
    for each in missing:
        answer = levels.get(each.prerequisite.needs, UNKNOWN)
        assert answer == UNKNOWN or answer.level < each.prerequisite.level
        assert each.requirement == code or code in unlocks(edition, each.requirement)


@UNHURRIED
@given(editions(), st.data())
def test_what_a_step_frees_waited_for_it_and_for_nothing_else(edition, data):
    levels = data.draw(st.dictionaries(st.sampled_from([*edition.requirement_of]), ANSWERS))
    code = data.draw(st.sampled_from([*edition.requirement_of]))
    freed = freed_by(edition, code, 5, levels)
    for each in freed:
        assert {missing.prerequisite.needs for missing in missing_before(edition, each, levels)} >= {code}
        assert each in unlocks(edition, code)
    assert all(is_ready(edition, each, {**levels, code: Answer.at(5)}) for each in freed)


def test_a_circle_has_no_order_and_is_named():
    knot = with_requirement(SMALL, "BOR-1", prerequisites=[Prerequisite("BOR-3", 2, "Because")])
    assert cycles(knot) == (("BOR-1", "BOR-3", "BOR-2", "BOR-1"),)
    with pytest.raises(ProblemError) as told:
        in_order(knot)
    assert told.value.finding.params["path"] == "BOR-1 > BOR-3 > BOR-2 > BOR-1"


def test_two_knots_are_both_named():
    edition = SMALL
    for code, needs in (("BOR-1", "BOR-2"), ("HUM-1", "CIV-1"), ("CIV-1", "HUM-1")):
        edition = with_requirement(edition, code, prerequisites=[Prerequisite(needs, 2, "Because")])
    assert {frozenset(circle) for circle in cycles(edition)} == {
        frozenset({"BOR-1", "BOR-2"}),
        frozenset({"HUM-1", "CIV-1"}),
    }


def test_a_chain_longer_than_any_stack_is_walked():
    edition = chain(3000)
    assert in_order(edition)[:2] == ("BOR-0", "BOR-1")
    assert len(missing_before(edition, "BOR-2999", {})) == 2999


@pytest.mark.parametrize(
    ("answer", "standing"),
    [
        (UNKNOWN, Standing.UNKNOWN),
        (Answer.at(1), Standing.BELOW),
        (Answer.at(2), Standing.BELOW),
        (Answer.at(3), None),
        (Answer.at(5), None),
        (NOT_APPLICABLE, None),
    ],
)
def test_unknown_below_and_not_applicable_are_told_apart(answer, standing):
    missing = missing_before(SMALL, "BOR-2", {"BOR-1": answer})
    assert [each.standing for each in missing] == ([standing] if standing else [])


def test_where_a_prerequisite_is_met_what_it_needed_itself_is_not_asked_again():
    assert missing_before(SMALL, "BOR-3", {"BOR-2": Answer.at(2), "BOR-1": Answer.at(1)}) == ()
    assert [each.prerequisite.needs for each in missing_before(SMALL, "BOR-3", {})] == ["BOR-1", "BOR-2"]


def test_a_requirement_unlocks_what_needs_it_through_others_too():
    assert unlocks(SMALL, "BOR-1") == ("BOR-2", "BOR-3")
    assert unlocks(SMALL, "BOR-3") == ()


def test_a_step_frees_only_what_waited_for_nothing_else():
    levels = {"BOR-1": Answer.at(1), "BOR-2": Answer.at(1)}
    assert freed_by(SMALL, "BOR-1", 3, levels) == ("BOR-2",)
    assert freed_by(SMALL, "BOR-1", 2, levels) == ()
