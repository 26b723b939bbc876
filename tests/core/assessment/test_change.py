from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catenary.core.assessment.change import Found, Moves, Obstacle, compare, difference, earlier_codes
from catenary.core.assessment.kept_levels import logit_of, logit_sd
from catenary.core.assessment.rating_model import Interval
from catenary.core.measures.carrying import Carry, CarryOverMap, Pairing
from catenary.core.measures.model import UNKNOWN, Answer

LEVEL = Interval(2.0, 1.7, 2.4)
LATER = Interval(3.0, 2.6, 3.3)
SAME = CarryOverMap("E1", "E2", [Pairing("a", "a", Carry.SAME), Pairing("b", "B", Carry.REWORDED)])


def found(areas, level=LEVEL, **answers):
    told = {code: Answer.at(each) if each else UNKNOWN for code, each in answers.items()}
    return Found(areas, dict.fromkeys(areas.values(), level), told)


def changed(before, now, maps=()):
    return {each.area: each for each in compare(before, now, maps)}


def test_symmetric_intervals_differ_by_the_root_of_the_sum_of_squares():
    told = difference(Interval(2.0, 1.7, 2.3), Interval(3.0, 2.6, 3.4))
    assert (told.value, told.low, told.high) == pytest.approx((1.0, 1 - sqrt(0.25), 1 + sqrt(0.25)))


@given(st.floats(1.5, 4.5), st.floats(1.5, 4.5), st.floats(0.05, 0.3), st.floats(0.05, 0.3))
def test_the_interval_of_a_change_holds_about_ninety_of_a_hundred_draws(one, other, first, second):
    before, now = (interval(level, sd) for level, sd in ((one, first), (other, second)))
    told = difference(before, now)
    dice = np.random.default_rng(5)
    moved = drawn(now, dice) - drawn(before, dice)
    assert 0.87 < np.mean((told.low <= moved) & (moved <= told.high)) < 0.93


def interval(level, sd):
    place = logit_of(level)
    low, high = (1 + 4 / (1 + np.exp(-(place + side * 1.6448536269514722 * sd))) for side in (-1, 1))
    return Interval(level, low, high)


def drawn(told, dice):
    return 1 + 4 / (1 + np.exp(-(logit_of(told.value) + logit_sd(told) * dice.standard_normal(20_000))))


def test_an_area_is_compared_where_the_same_questions_were_rated():
    before = found({"a": "BOR", "b": "BOR"}, a=2, b=3)
    now = found({"a": "BOR", "B": "BOR"}, LATER, a=3, B=3)
    told = changed(before, now, [SAME])["BOR"]
    assert told.obstacle is None
    assert told.difference.value == pytest.approx(1.0)
    assert told.moves == Moves(1, 1, 0, 0, 0)


@pytest.mark.parametrize(
    ("before", "now", "obstacle"),
    [
        ({"a": "BOR"}, {"a": "BOR", "c": "BOR"}, Obstacle.OTHER_QUESTIONS),
        ({"a": "BOR", "c": "BOR"}, {"a": "BOR"}, Obstacle.OTHER_QUESTIONS),
        ({"a": "BOR", "b": "LAW"}, {"a": "BOR", "b": "BOR"}, Obstacle.OTHER_QUESTIONS),
        ({"x": "BOR"}, {"a": "BOR"}, Obstacle.ALL_NEW),
    ],
)
def test_other_questions_make_an_area_incomparable(before, now, obstacle):
    told = changed(found(before), found(now, LATER))["BOR"]
    assert (told.obstacle, told.difference) == (obstacle, None)


def test_what_is_not_known_has_no_change_and_is_no_level():
    areas = {"a": "BOR"}
    assert changed(found(areas, None), found(areas, LATER))["BOR"].obstacle is Obstacle.UNKNOWN_BEFORE
    assert changed(found(areas), found(areas, None))["BOR"].obstacle is Obstacle.UNKNOWN_NOW
    moves = changed(found(areas, a=2), found(areas, LATER, a=None))["BOR"].moves
    assert moves == Moves(0, 0, 0, 1, 0)


def test_without_a_map_nothing_is_compared_though_codes_are_alike():
    areas = {"a": "BOR"}
    told = changed(found(areas, a=2), found(areas, LATER, a=4), None)["BOR"]
    assert told.obstacle is Obstacle.NO_MAP
    assert told.moves == Moves(0, 0, 0, 0, 1)


def test_a_question_that_changed_on_the_way_is_lost_even_where_its_code_comes_back():
    onward = [
        CarryOverMap("E1", "E2", [Pairing("a", "a", Carry.CHANGED), Pairing("b", "c", Carry.SAME)]),
        CarryOverMap("E2", "E3", [Pairing("a", "a", Carry.SAME), Pairing("c", "b", Carry.REWORDED)]),
    ]
    assert earlier_codes({"a": "BOR", "b": "BOR"}, onward) == {"b": "b"}


@given(st.sets(st.sampled_from("abcdef")), st.lists(st.permutations("abcdef"), max_size=3))
def test_a_chain_of_maps_that_only_renames_loses_no_question(asked, orders):
    maps = [
        CarryOverMap(
            str(place),
            str(place + 1),
            [Pairing(*pair, Carry.SAME) for pair in zip("abcdef", order, strict=True)],
        )
        for place, order in enumerate(orders)
    ]
    assert set(earlier_codes(dict.fromkeys(asked, "BOR"), maps).values()) == asked
