"""Clocks of a visit: pauses move them, nothing takes them away, and lateness is told by the published rule."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catenary.basis.findings import ProblemError
from catenary.core.assessment import clocks
from catenary.core.assessment.clocks import LADDERS, OWNERS, PUBLISHED, TERMS, ClockKind, Standing
from catenary.core.assessment.visit_words import Side
from catenary.core.mandate.model import Months

START = datetime(2031, 3, 31, 9, tzinfo=UTC)
DAY = timedelta(days=1)
hours = st.integers(0, 24 * 90).map(lambda count: timedelta(hours=count))


def test_comments_have_thirty_days_and_the_reply_six_months():
    assert clocks.begin(ClockKind.COMMENTS, START).first_due_at == START + 30 * DAY
    assert clocks.begin(ClockKind.REPLY, START).first_due_at == datetime(2031, 9, 30, 9, tzinfo=UTC)


def test_every_kind_has_a_length_and_an_owner_with_a_ladder():
    assert set(TERMS) == set(OWNERS) == set(ClockKind)
    assert set(LADDERS) == set(Side)


def test_a_clock_is_late_only_after_the_moment_it_is_due():
    clock = clocks.begin(ClockKind.COMMENTS, START)
    due = clock.first_due_at
    assert clock.standing(due) is Standing.RUNNING
    assert clock.standing(due + timedelta(microseconds=1)) is Standing.LATE


@given(before=hours, paused=hours, later=hours)
def test_a_pause_moves_what_is_due_by_exactly_its_length(before, paused, later):
    clock = clocks.begin(ClockKind.DRAFT, START)
    still = clocks.pause(clock, START + before, "strike of the airlines")
    going = clocks.resume(still, START + before + paused)
    assert going.due_at(START + before + paused + later) == clock.first_due_at + paused


@given(paused=hours, later=hours)
def test_while_it_stands_still_what_is_left_stays_the_same_and_nobody_is_told(paused, later):
    clock = clocks.pause(clocks.begin(ClockKind.COMMENTS, START), START + paused, "elections")
    moment = START + paused + later
    assert clock.due_at(moment) - moment == clock.first_due_at - (START + paused)
    assert clocks.reached(clock, moment) == ()
    assert clock.standing(moment) is Standing.PAUSED


@given(st.lists(hours.filter(bool), min_size=1, max_size=8))
def test_many_pauses_add_up(lengths):
    clock, now, still = clocks.begin(ClockKind.ANSWERS, START), START, timedelta(0)
    for place, length in enumerate(lengths):
        if place % 2:
            clock = clocks.resume(clocks.pause(clock, now, "reason"), now + length)
            still += length
        now += length
    assert clock.due_at(now) == clock.first_due_at + still


def test_an_ended_clock_ends_once_its_pause_with_it():
    still = clocks.pause(clocks.begin(ClockKind.TEAM, START), START + DAY, "illness")
    ended = clocks.end(still, START + 2 * DAY)
    assert ended.standing(START + 400 * DAY) is Standing.ENDED
    assert ended.pauses[-1].until == START + 2 * DAY
    assert ended.due_at(START + 400 * DAY) == ended.first_due_at + DAY
    with pytest.raises(ProblemError, match=r"visits\.no_such_clock"):
        clocks.pause(ended, START + 3 * DAY, "too late")


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_no_pause_without_a_reason(reason):
    with pytest.raises(ProblemError, match=r"visits\.reason_missing"):
        clocks.pause(clocks.begin(ClockKind.TEAM, START), START, reason)


def test_a_clock_is_not_paused_twice_nor_resumed_while_it_runs():
    clock = clocks.begin(ClockKind.TEAM, START)
    with pytest.raises(ProblemError, match=r"visits\.clock_runs"):
        clocks.resume(clock, START)
    with pytest.raises(ProblemError, match=r"visits\.clock_paused"):
        clocks.pause(clocks.pause(clock, START, "one"), START, "two")


@pytest.mark.parametrize("kind", ClockKind)
def test_lateness_climbs_its_ladder_rung_by_rung_and_ends_with_the_other_side(kind):
    clock = clocks.begin(kind, START)
    counts = [
        len(clocks.reached(clock, clock.first_due_at + days * DAY)) for days in (-8, -7, 0, 6, 7, 29, 30)
    ]
    assert counts == [0, 1, 2, 2, 3, 3, 4]
    assert {rung.side for rung in clocks.reached(clock, clock.first_due_at + 30 * DAY)} == set(Side)


@pytest.mark.parametrize("kind", sorted(PUBLISHED))
def test_what_is_published_is_never_shortened(kind):
    with pytest.raises(ProblemError, match=r"visits\.term_below_published"):
        clocks.checked_term(kind, timedelta(days=29))
    assert clocks.checked_term(kind, Months(7)) == Months(7)


def test_a_term_of_nothing_is_refused_and_a_months_term_counts_its_shortest():
    with pytest.raises(ProblemError, match=r"visits\.term_too_short"):
        clocks.checked_term(ClockKind.DRAFT, timedelta(hours=23))
    assert clocks.least_days(Months(1)) == 28
    assert clocks.least_days(Months(6)) == 181
