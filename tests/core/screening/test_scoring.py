"""Scores and thresholds: what they promise whatever the evidence and however long the list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catenary.core.screening.model import Band
from catenary.core.screening.scoring import (
    HALF,
    MATCH_SCORE,
    REFERENCE_ENTRIES,
    REVIEW_SCORE,
    Thresholds,
    nats_of,
    score_of,
    thresholds_for,
)

ENTRIES = st.integers(0, 5_000_000)


@given(st.floats(-40, 40), st.floats(-40, 40))
def test_more_evidence_never_scores_less(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert score_of(low) <= score_of(high)


def test_half_of_the_pairs_with_the_evidence_of_the_middle_are_one_person() -> None:
    assert score_of(HALF) == 0.5


@given(st.floats(-5, 20))
def test_evidence_that_reaches_a_score_is_not_below_the_least_that_does(nats: float) -> None:
    assert nats_of(score_of(nats)) <= nats + 1e-9


@given(st.integers(0, REFERENCE_ENTRIES), st.booleans())
def test_short_lists_have_the_shipped_thresholds(entries: int, born: bool) -> None:
    assert thresholds_for(entries, born=born) == Thresholds(REVIEW_SCORE, MATCH_SCORE)


@given(ENTRIES, ENTRIES, st.booleans())
def test_no_threshold_falls_when_a_list_grows(one: int, other: int, born: bool) -> None:
    short, long = (thresholds_for(entries, born=born) for entries in sorted((one, other)))
    assert short.review <= long.review
    assert short.match <= long.match


@given(ENTRIES, st.booleans())
def test_review_lies_below_match_on_every_list(entries: int, born: bool) -> None:
    limits = thresholds_for(entries, born=born)
    assert limits.review < limits.match


@given(ENTRIES)
def test_somebody_known_by_name_alone_is_shown_from_a_lower_score_on(entries: int) -> None:
    named, known = (thresholds_for(entries, born=born) for born in (False, True))
    assert named.review <= known.review
    assert named.match == known.match


@pytest.mark.parametrize(
    ("score", "band"), [(0.2999, None), (0.3, Band.REVIEW), (0.4999, Band.REVIEW), (0.5, Band.MATCH)]
)
def test_a_threshold_is_reached_by_its_own_score(score: float, band: Band | None) -> None:
    assert Thresholds(0.3, 0.5).band_of(score) is band
