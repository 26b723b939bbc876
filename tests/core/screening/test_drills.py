"""What may be a drill, and what came of one."""

from datetime import UTC, datetime, timedelta

import pytest

from catenary.core.screening.drills import (
    LONGEST,
    DrillOutcome,
    Met,
    is_revealed,
    outcome,
    refusal,
    time_to_judge,
)
from catenary.core.screening.judging import CandidateState

AT = datetime(2030, 5, 1, tzinfo=UTC)


def met(state, found=0, judged=None):
    return Met(state, AT + timedelta(hours=found), None if judged is None else AT + timedelta(hours=judged))


def test_a_drill_ends_after_it_has_begun_and_within_a_month():
    assert refusal(AT, AT + LONGEST) is None
    assert refusal(AT, AT).code == "drills.ends_before"
    assert refusal(AT, AT + LONGEST + timedelta(seconds=1)).code == "drills.too_long"


@pytest.mark.parametrize(
    ("states", "ended", "expected"),
    [
        ((), False, DrillOutcome.WAITS),
        ((), True, DrillOutcome.MISSED),
        ((CandidateState.OPEN,), False, DrillOutcome.FOUND),
        ((CandidateState.SECOND,), True, DrillOutcome.MISSED),
        ((CandidateState.OPEN, CandidateState.CLEARED), False, DrillOutcome.DISMISSED),
        ((CandidateState.CLEARED, CandidateState.CONFIRMED), True, DrillOutcome.RECOGNISED),
    ],
)
def test_the_best_of_what_came_of_it_is_told(states, ended, expected):
    assert outcome([met(each) for each in states], ended=ended) is expected


def test_time_runs_from_finding_to_the_first_judgement():
    assert time_to_judge([]) is None
    assert time_to_judge([met(CandidateState.OPEN)]) is None
    several = [met(CandidateState.OPEN), met(CandidateState.SECOND, 1, 4), met(CandidateState.SECOND, 2, 3)]
    assert time_to_judge(several) == timedelta(hours=3)


def test_nobody_learns_that_it_is_a_drill_before_it_is_decided_or_has_ended():
    waiting = {CandidateState.OPEN, CandidateState.SECOND, CandidateState.DISAGREED}
    for state in CandidateState:
        assert is_revealed(state, ended=True)
        assert not (state in waiting and is_revealed(state, ended=False))
    assert is_revealed(CandidateState.CONFIRMED, ended=False)
