from math import log, pi

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catenary.core.assessment.needs import geometric_mean, needs
from catenary.core.assessment.rating_model import AreaLevel, Interval
from catenary.core.assessment.ratings_problems import RATINGS
from catenary.core.assessment.sobol import variance_shares


def level(area, value, sd=0.2, case="s"):
    return AreaLevel(case, area, 40, 4, Interval(value, value - 0.1, value + 0.1), None, sd)


def unknown(area):
    return AreaLevel("s", area, 4, 1, None, RATINGS.finding("few_raters", raters=1))


def found(levels, weights=None, spread=0.3):
    return needs(levels, weights or {each.area: 1.0 for each in levels}, np.random.default_rng(3), spread)


def test_shares_of_variance_are_those_of_the_ishigami_function():
    # T. Ishigami, T. Homma (1990), a = 7, b = 0.1; shares in closed form, e.g. Saltelli, Global Sensitivity Analysis (2008)
    a, b = 7.0, 0.1
    one, other = np.random.default_rng(1).uniform(-pi, pi, (2, 2**15, 3))

    def ishigami(x):
        return np.sin(x[:, 0]) + a * np.sin(x[:, 1]) ** 2 + b * x[:, 2] ** 4 * np.sin(x[:, 0])

    parts = [(1 + b * pi**4 / 5) ** 2 / 2, a**2 / 8, 0.0]
    both = b**2 * pi**8 * (1 / 18 - 1 / 50)
    variance = sum(parts) + both
    shares = variance_shares(ishigami, one, other, [[0], [1], [2]])
    assert [each.first for each in shares] == pytest.approx([part / variance for part in parts], abs=0.02)
    totals = [(parts[0] + both) / variance, parts[1] / variance, both / variance]
    assert [each.total for each in shares] == pytest.approx(totals, abs=0.02)


def test_an_outcome_that_does_not_vary_has_no_shares():
    one, other = np.random.default_rng(1).normal(size=(2, 64, 2))
    assert variance_shares(lambda x: np.zeros(len(x)), one, other, [[0], [1]]) is None


def test_a_strong_area_does_not_hide_a_weak_one():
    assert geometric_mean([1, 5], [1, 1]) < geometric_mean([3, 3], [1, 1])
    uneven, even = found([level("a", 1.2), level("b", 4.8)]), found([level("a", 3), level("b", 3)])
    assert uneven.index < even.index


def test_needs_are_shares_of_what_is_missing_to_the_highest_level():
    result = found([level("a", 2.0), level("b", 4.0)], {"a": 1, "b": 3})
    need = {"a": log(5 / 2.0) / 4, "b": 3 * log(5 / 4.0) / 4}
    assert {each.area: each.need for each in result.areas} == pytest.approx(
        {area: value / sum(need.values()) for area, value in need.items()}
    )
    assert result.index == pytest.approx(geometric_mean([2, 4], [1, 3]))
    assert result.index_low < result.index < result.index_high


def test_what_is_clearly_apart_has_a_narrow_rank_and_what_is_not_has_a_wide_one():
    clear = found([level("a", 1.3, 0.05), level("b", 3, 0.05), level("c", 4.7, 0.05)], spread=0.05)
    assert [(each.area, each.low, each.rank, each.high) for each in clear.areas] == [
        ("a", 1, 1, 1),
        ("b", 2, 2, 2),
        ("c", 3, 3, 3),
    ]
    vague = found([level(area, 3.0, 1.0) for area in "abcde"])
    assert all((each.low, each.high) == (1, 5) for each in vague.areas)


def test_an_unknown_area_is_named_and_has_no_rank():
    result = found([level("a", 2.0), unknown("b"), level("c", 3.0)])
    assert result.unknown == ("b",)
    assert [each.area for each in result.areas] == ["a", "c"]


def test_a_state_of_which_nothing_is_known_has_no_index():
    result = found([unknown("a"), unknown("b")])
    assert (result.areas, result.index, result.unknown) == ((), None, ("a", "b"))


def test_the_area_whose_level_is_least_certain_makes_most_of_the_uncertainty():
    result = found([level("a", 3.0, 0.1), level("b", 3.0, 1.5), level("c", 3.0, 0.1)], spread=0.1)
    shares = {each.area: each.first_order for each in result.areas}
    assert shares["b"] > 0.8
    assert max(shares["a"], shares["c"]) < 0.1
    assert result.weights_first_order < 0.1


def test_with_certain_levels_only_the_weights_matter():
    result = found([level("a", 2.0, 1e-9), level("b", 4.0, 1e-9)])
    assert result.weights_first_order == pytest.approx(1, abs=0.1)
    assert result.weights_total == pytest.approx(1, abs=0.1)


@given(st.lists(st.floats(1.1, 4.9), min_size=1, max_size=6))
def test_ranks_follow_needs_and_lie_in_their_intervals(values):
    result = found([level(f"a{place}", value) for place, value in enumerate(values)])
    assert [each.rank for each in result.areas] == list(range(1, len(values) + 1))
    assert [each.need for each in result.areas] == sorted((each.need for each in result.areas), reverse=True)
    assert all(1 <= each.low <= each.rank <= each.high <= len(values) for each in result.areas)
    assert sum(each.need for each in result.areas) == pytest.approx(1)


def test_two_states_cannot_be_compared():
    with pytest.raises(ValueError, match="within one State"):
        found([level("a", 2.0), level("b", 2.0, case="t")])


@pytest.mark.parametrize("weights", [{"a": 1.0}, {"a": 1.0, "b": 0.0}])
def test_every_area_needs_a_weight(weights):
    with pytest.raises(ValueError, match="positive weight"):
        found([level("a", 2.0), level("b", 2.0)], weights)
