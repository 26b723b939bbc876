from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catenary.basis.findings import ProblemError
from catenary.core.assessment.agreement import (
    LEAST_UNITS,
    Scale,
    agreement,
    agreement_by_area,
    agreement_by_question,
    agreement_by_rater,
    alpha,
)
from catenary.core.assessment.ratings import Rating

# Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), example C: four observers, twelve units, missing data
FOUR_OBSERVERS = """
1 2 3 3 2 1 4 1 2 . . .
1 2 3 3 2 2 4 1 2 5 . 3
. 3 3 3 2 3 4 2 2 5 1 .
1 2 3 3 2 4 4 1 2 5 1 .
"""
ROWS = [line.split() for line in FOUR_OBSERVERS.strip().splitlines()]
UNITS = [[int(value) for value in unit if value != "."] for unit in zip(*ROWS, strict=True)]
levels = st.integers(1, 5)
tables = st.lists(st.lists(levels, min_size=1, max_size=5), min_size=2, max_size=12)


def dice():
    return np.random.default_rng(5)


def ratings_of(units, question="q", start=0):
    return [
        Rating(f"s{place + start}", question, f"r{rater}", level)
        for place, unit in enumerate(units)
        for rater, level in enumerate(unit)
    ]


@pytest.mark.parametrize(
    ("scale", "published"), [(Scale.NOMINAL, 0.743), (Scale.ORDINAL, 0.815), (Scale.INTERVAL, 0.849)]
)
def test_alpha_is_that_of_the_published_example(scale, published):
    assert round(alpha(UNITS, scale), 3) == published


def test_alpha_of_two_observers_with_two_values_is_the_published_one():
    # ibid., example A: ten units, two observers, binary data
    one = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
    other = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    assert round(alpha([list(pair) for pair in zip(one, other, strict=True)], Scale.NOMINAL), 3) == 0.095


def plainly(units, scale):
    """Straight from the definition, pair by pair."""
    units = [unit for unit in units if len(unit) > 1]
    every = sorted(level for unit in units for level in unit)
    if len(set(every)) < 2:
        return None

    def distance(one, other):
        low, high = sorted((one, other))
        if scale is Scale.NOMINAL:
            return float(one != other)
        if scale is Scale.INTERVAL:
            return (one - other) ** 2
        between = sum(low <= level <= high for level in every) - (every.count(low) + every.count(high)) / 2
        return 0 if one == other else between**2

    observed = sum(
        2 * distance(*pair) / (len(unit) - 1) for unit in units for pair in combinations(unit, 2)
    ) / len(every)
    expected = sum(2 * distance(*pair) for pair in combinations(every, 2)) / len(every) / (len(every) - 1)
    return 1 - observed / expected


@given(tables, st.sampled_from(Scale))
def test_alpha_is_what_counting_every_pair_gives(units, scale):
    assert alpha(units, scale) == pytest.approx(plainly(units, scale))


def test_what_is_not_known_or_does_not_apply_is_missing_and_never_zero():
    with_gaps = [*ratings_of(UNITS), *(Rating(f"s{each}", "q", "r9", None) for each in range(12))]
    assert agreement(with_gaps, dice()) == agreement(ratings_of(UNITS), dice())


def test_the_interval_holds_the_figure_and_shrinks_with_more_units():
    few, many = agreement(ratings_of(UNITS), dice()), agreement(ratings_of(UNITS * 20), dice())
    assert few.low < few.alpha < few.high
    assert many.high - many.low < (few.high - few.low) / 3
    assert few == agreement(ratings_of(UNITS), dice())


def test_too_few_units_give_no_number():
    found = agreement(ratings_of(UNITS[: LEAST_UNITS - 1]), dice())
    assert (found.alpha, found.low, found.high, found.is_low) == (None, None, None, None)
    assert found.reason.code == "ratings.few_units"


def test_everybody_giving_the_same_level_is_no_proof_of_agreement():
    found = agreement(ratings_of([[3, 3, 3]] * 30), dice())
    assert found.alpha is None
    assert found.reason.code == "ratings.no_variation"


def test_a_question_that_raters_read_differently_is_told_from_one_they_read_alike():
    alike = [[level, level, level] for level in (1, 2, 3, 4, 5)] * 4
    apart = [[level, 6 - level, 1 + level % 5] for level in (1, 2, 3, 4, 5)] * 4
    every = [*ratings_of(alike, "clear"), *ratings_of(apart, "vague")]
    found = agreement_by_question(every, dice())
    assert found["clear"].alpha == 1
    assert not found["clear"].is_low
    assert found["vague"].is_low
    by_area = agreement_by_area(every, {"clear": "a", "vague": "a"}, dice())
    assert found["vague"].alpha < by_area["a"].alpha < 1


def test_the_rater_who_disagrees_is_found():
    units = [[level, level, level, 6 - level] for level in (1, 2, 4, 5)] * 5
    found = agreement_by_rater(ratings_of(units), dice())
    assert found["r3"].alpha < 0 < min(found[each].alpha for each in ("r0", "r1", "r2"))


def test_a_rater_who_rated_alone_cannot_be_compared():
    alone = [Rating(f"t{each}", "q", "alone", 1 + each % 5) for each in range(30)]
    found = agreement_by_rater([*ratings_of(UNITS), *alone], dice())["alone"]
    assert (found.units, found.alpha) == (0, None)


def test_two_answers_of_one_rater_to_one_question_are_refused():
    with pytest.raises(ProblemError) as refused:
        agreement([Rating("s", "q", "r", 3), Rating("s", "q", "r", 4)], dice())
    assert refused.value.finding.code == "ratings.twice"


def test_a_level_beyond_the_scale_is_refused():
    with pytest.raises(ProblemError) as refused:
        agreement([Rating("s", "q", "r", 6)], dice())
    assert refused.value.finding.code == "ratings.no_such_level"
