"""Thresholds of single lists: what may be chosen, what has to be measured first, and candidates held to them."""

from datetime import UTC, datetime, timedelta

import pytest
from attrs import evolve

from catenary.core.screening.list_thresholds import (
    LASTS,
    MOST_PER_10_000,
    SHIFTS,
    ByList,
    Measured,
    refusal,
    shifted,
    warnings,
)
from catenary.core.screening.model import Person
from catenary.core.screening.scoring import Thresholds, nats_of

AT = datetime(2030, 5, 1, tzinfo=UTC)
MEASURED = Measured(
    travellers=2_000,
    found={-15: 120, -5: 40, 0: 20, 5: 12, 20: 2},
    same=40,
    missed={-15: 0, 0: 0, 5: 2, 20: 3},
    measured_at=AT,
)


def code_of(shift, in_force=0, measured=MEASURED, now=AT):
    found = refusal(shift, in_force, measured, now)
    return found.code.removeprefix("thresholds.") if found else None


def test_candidates_are_told_per_10_000_travellers():
    assert MEASURED.expected(0) == 100.0
    assert MEASURED.expected(30) == 0.0
    assert evolve(MEASURED, travellers=0).expected(0) == 0.0


@pytest.mark.parametrize(
    ("shift", "in_force", "refused"),
    [
        (-5, 0, None),
        (5, 0, None),
        (0, 0, "as_it_is"),
        (7, 0, "shift_odd"),
        (-15, 0, "too_many"),
        (20, 0, "misses_known"),
        (0, 20, None),
    ],
)
def test_a_threshold_may_neither_bother_one_traveller_in_twenty_nor_miss_one_known_pair_in_twenty(
    shift, in_force, refused
):
    assert code_of(shift, in_force) == refused


def test_nothing_is_refused_for_being_nearer_to_what_it_is_refused_for_than_what_stands():
    crowded = evolve(MEASURED, found=dict.fromkeys(SHIFTS, MEASURED.travellers))
    assert crowded.expected(5) >= MOST_PER_10_000
    assert code_of(5, 0, crowded) is None
    blind = evolve(MEASURED, missed=dict.fromkeys(SHIFTS, 40), found={})
    assert code_of(-5, 0, blind) is None


def test_what_was_not_measured_or_long_ago_is_not_decided():
    assert code_of(5, measured=None) == "not_measured"
    assert code_of(5, measured=evolve(MEASURED, travellers=0)) == "not_measured"
    assert code_of(5, now=AT + LASTS) is None
    assert code_of(5, now=AT + LASTS + timedelta(seconds=1)) == "not_measured"


def test_what_should_be_known_before_is_told():
    told = {each.code for each in warnings(5, evolve(MEASURED, travellers=10))}
    assert told == {"thresholds.few_travellers", "thresholds.misses_some"}
    assert [each.code for each in warnings(0, evolve(MEASURED, same=0))] == ["thresholds.nobody_known"]


@pytest.mark.parametrize("shift", SHIFTS)
def test_a_shift_moves_the_evidence_asked_for_by_as_many_tenths_of_nats(shift):
    moved = shifted(Thresholds(), shift)
    assert nats_of(moved.review) - nats_of(Thresholds().review) == pytest.approx(shift / 10, abs=2e-2)
    assert moved.match == Thresholds().match


@pytest.mark.parametrize("shift", [-15, -5, 10, 30])
def test_each_list_is_held_to_its_own_threshold_and_the_others_to_what_ships(people, screener_of, shift):
    entries = [evolve(each.entry, list="a" if at % 2 else "b") for at, each in enumerate(people[:300])]
    screener = screener_of(entries)
    moved = ByList(screener, {"a": shift})
    for each in people[:60]:
        person = Person(names=each.entry.names[-1:] and (each.entry.names[-1].name,), sex=each.entry.sex)
        shipped, found = screener.screen(person), moved.screen(person)
        assert [one for one in found if one.list == "b"] == [one for one in shipped if one.list == "b"]
        ours = {one.entry for one in found if one.list == "a"}
        theirs = {one.entry for one in shipped if one.list == "a"}
        assert ours >= theirs if shift < 0 else ours <= theirs
        least = shifted(screener.limits(born=False), shift).review
        assert all(one.score >= least for one in found if one.list == "a")
