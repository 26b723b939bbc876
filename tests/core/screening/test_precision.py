"""Shares of what was found to be true, and when an outcome can be recorded."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catenary.basis.findings import ProblemError
from catenary.core.screening.judging import CandidateState
from catenary.core.screening.outcomes import BorderOutcome, demand_recordable
from catenary.core.screening.precision import LEAST, Share

NOW = datetime(2031, 5, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(0, 10, 0.0, 0.2775), (15, 148, 0.0624, 0.1605), (20, 20, 0.8389, 1.0), (81, 263, 0.2553, 0.3662)],
)
def test_the_interval_is_wilsons(part, whole, low, high):
    """Two of the four are the worked examples of R. G. Newcombe, Statistics in Medicine 17 (1998) 857-872, table I."""
    assert Share(part, whole).interval == pytest.approx((low, high), abs=5e-5)


def test_of_too_few_no_share_is_told():
    few = Share(3, LEAST - 1)
    assert (few.value, few.interval, few.enough) == (None, None, False)


@given(st.integers(LEAST, 10_000), st.data())
def test_the_interval_holds_the_share_and_stays_between_none_and_all(whole, data):
    share = Share(data.draw(st.integers(0, whole)), whole)
    low, high = share.interval
    assert 0 <= low <= share.value + 1e-12
    assert share.value - 1e-12 <= high <= 1


def recordable(
    outcome=BorderOutcome.OTHER_PERSON, note="", state=CandidateState.CONFIRMED, ago=timedelta(hours=1)
):
    demand_recordable(state, outcome, note, happened_at=NOW - ago, found_at=NOW - timedelta(hours=5), now=NOW)


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"state": CandidateState.OPEN}, "not_confirmed"),
        ({"state": CandidateState.CLEARED}, "not_confirmed"),
        ({"outcome": BorderOutcome.OTHER_ACTION, "note": " "}, "note_missing"),
        ({"ago": -timedelta(minutes=6)}, "in_the_future"),
        ({"ago": timedelta(hours=6)}, "before_found"),
    ],
)
def test_what_cannot_be_is_not_recorded(told, code):
    with pytest.raises(ProblemError) as refusal:
        recordable(**told)
    assert refusal.value.finding.code == f"outcomes.{code}"


def test_clocks_of_the_border_may_differ_a_little():
    recordable(ago=-timedelta(minutes=4))
    recordable(outcome=BorderOutcome.OTHER_ACTION, note="Handed over to customs.")
