import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catenary.core.assessment.pattern import LEAST_STATES, pattern
from catenary.core.assessment.rating_model import Interval

LEVELS = st.floats(1.3, 4.7).map(lambda level: Interval(level, level - 0.2, level + 0.2))


def told(levels, least=LEAST_STATES):
    return pattern(levels, np.random.default_rng(2), least)


def at(*levels):
    return [Interval(level, level - 0.01, level + 0.01) for level in levels]


@given(st.lists(LEVELS, max_size=LEAST_STATES - 1), st.integers(0, LEAST_STATES))
def test_small_groups_are_told_nothing_whatever_an_operator_asks(levels, least):
    assert told(levels, least) is None


def test_an_operator_may_ask_for_more_states():
    levels = at(1.5, 2, 2.5, 3, 3.5, 4)
    assert told(levels, 6).states == 6
    assert told(levels, 7) is None


def test_half_of_well_known_levels_lie_below_their_median():
    found = told(at(1.5, 2.0, 3.0, 4.0, 4.5))
    values = [each.value for each in (found.quarter, found.half, found.three_quarters)]
    assert values == pytest.approx([2.0, 3.0, 4.0], abs=0.02)


@given(st.lists(LEVELS, min_size=LEAST_STATES, max_size=12))
@settings(deadline=None, max_examples=30)
def test_quarters_are_in_their_order_and_within_their_intervals(levels):
    found = told(levels)
    parts = (found.quarter, found.half, found.three_quarters)
    assert all(each.low <= each.value <= each.high for each in parts)
    assert found.quarter.value <= found.half.value <= found.three_quarters.value
