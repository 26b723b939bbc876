from datetime import date, timedelta

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from catenary.core.assessment.confidence import (
    STANDARD,
    Access,
    Evidence,
    SourceKind,
    Stance,
    Sureness,
    agreement_of,
    confidence,
    weight,
)

ON = date(2000, 6, 1)
LAW = Evidence("act 12", SourceKind.LEGAL_TEXT, date(1999, 1, 1), Access.PUBLIC, Stance.FOR)
RECORD = Evidence("register", SourceKind.OFFICIAL_RECORD, date(2000, 1, 1), Access.PARTIES, Stance.FOR)
COUNTS = Evidence("node", SourceKind.MEASURED_PRACTICE, date(2000, 5, 1), Access.PARTIES, Stance.FOR)
WITNESS = Evidence("interview 3", SourceKind.INTERVIEW, date(2000, 5, 1), Access.TEAM, Stance.AGAINST)
pieces = st.lists(
    st.builds(
        Evidence,
        st.text("abc", min_size=1, max_size=2),
        st.sampled_from(SourceKind),
        st.none() | st.dates(date(1980, 1, 1), date(2001, 1, 1)),
        st.sampled_from(Access),
        st.sampled_from(Stance),
    ),
    max_size=6,
)
levels = st.lists(st.integers(1, 5), max_size=6)


@given(levels, pieces)
def test_confidence_is_strength_times_agreement_or_not_enough_to_say(given_levels, evidence):
    found = confidence(given_levels, evidence, ON)
    assert 0 <= found.strength <= 1
    if len(given_levels) < 2:
        assert (found.value, found.sureness) == (None, Sureness.NOT_ENOUGH)
    else:
        assert found.value == pytest.approx(found.strength * found.agreement)


@given(pieces, st.integers(1, 5), st.integers(1, 5))
def test_the_level_itself_does_not_come_into_it(evidence, one, other):
    assert confidence([one] * 3, evidence, ON) == confidence([other] * 3, evidence, ON)


@given(pieces, st.sampled_from([LAW, RECORD, COUNTS]))
def test_evidence_for_never_lowers_and_evidence_against_never_raises_it(evidence, piece):
    before = confidence([3, 4], evidence, ON).strength
    assert confidence([3, 4], [*evidence, piece], ON).strength >= before - 1e-12
    against = evolve(piece, stance=Stance.AGAINST)
    assert confidence([3, 4], [*evidence, against], ON).strength <= before + 1e-12


def test_two_pieces_of_one_source_count_once():
    again = evolve(RECORD, made_on=date(1999, 1, 1))
    assert confidence([3, 3], [RECORD, again], ON) == confidence([3, 3], [RECORD], ON)


def test_without_evidence_full_agreement_is_worth_nothing():
    found = confidence([4, 4, 4], [], ON)
    assert (found.agreement, found.value, found.sureness) == (1, 0, Sureness.LOW)


def test_measured_practice_and_a_public_law_give_high_confidence_where_raters_agree():
    assert confidence([4, 4, 4], [LAW, RECORD, COUNTS], ON).sureness is Sureness.HIGH
    assert confidence([1, 4, 5], [LAW, RECORD, COUNTS], ON).sureness is Sureness.LOW
    contested = confidence([4, 4, 4], [LAW, RECORD, COUNTS, WITNESS], ON)
    assert contested.opposing > 0
    assert contested.sureness is Sureness.HIGH


def test_age_halves_what_a_record_counts_after_its_half_life():
    age = timedelta(days=round(365.25 * STANDARD.half_lives[RECORD.kind]))
    fresh, old = evolve(RECORD, made_on=ON), evolve(RECORD, made_on=ON - age)
    assert weight(old, ON) == pytest.approx(weight(fresh, ON) / 2, rel=1e-3)
    assert weight(evolve(RECORD, made_on=None), ON) == weight(fresh, ON) * STANDARD.undated
    assert weight(evolve(RECORD, made_on=ON + age), ON) == weight(fresh, ON)


def test_what_nobody_else_can_see_counts_less():
    by_access = [
        weight(evolve(LAW, access=each), ON) for each in (Access.PUBLIC, Access.PARTIES, Access.TEAM)
    ]
    assert by_access == sorted(by_access, reverse=True)
    assert len(set(by_access)) == 3


@pytest.mark.parametrize(
    ("given_levels", "agreed"),
    [([3, 3], 1), ([1, 5], 0), ([1, 1, 5, 5], 0), ([1, 5, 5], 0), ([3, 4], 0.75), ([2], None), ([], None)],
)
def test_agreement_runs_from_both_ends_of_the_scale_to_one_level(given_levels, agreed):
    assert agreement_of(given_levels) == agreed


def test_every_kind_of_source_and_access_has_its_weight():
    assert set(STANDARD.kinds) == set(STANDARD.half_lives) == set(SourceKind)
    assert set(STANDARD.access) == set(Access)
