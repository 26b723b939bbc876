"""Charts of a State: within their frame, turned round in Arabic, what cannot be compared without a mark."""

import xml.etree.ElementTree as ET

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from catenary.core.assessment.change import AreaChange, Moves, Obstacle
from catenary.core.assessment.needs import AreaNeed, Needs
from catenary.core.assessment.rating_model import Interval
from catenary.desk.assessment.states.figures import (
    CHANGE_KEYS,
    NEEDS_KEYS,
    WIDTH,
    change_figure,
    needs_figure,
)

SVG = "{http://www.w3.org/2000/svg}"
NAMES = {"a": "Borders", "b": "Prosecution"}


def moved(area, value):
    level = Interval(3.0, 2.7, 3.3)
    return AreaChange(
        area, level, level, Interval(value, value - 0.4, value + 0.4), None, Moves(1, 2, 0, 0, 0)
    )


def apart(area):
    return AreaChange(area, None, None, None, Obstacle.NO_MAP, Moves(0, 0, 0, 0, 3))


def marks(figure):
    drawn = ET.fromstring(str(figure.drawing))
    return [float(each.get("transform")[10:].split()[0]) for each in drawn.iter(f"{SVG}path")]


def change(*changes):
    return change_figure(changes, NAMES, (2021, 2025), ("adopted then", "the newest run"))


def test_a_rise_stands_further_along_and_arabic_reads_from_the_right():
    both = (moved("a", -0.8), moved("b", 0.9))
    with override("en"):
        fell, rose = marks(change(*both))
    with override("ar"):
        turned = marks(change(*both))
    assert fell < rose
    assert turned == pytest.approx([WIDTH - fell, WIDTH - rose])


def test_what_cannot_be_compared_has_no_mark_and_says_why():
    figure = change(moved("a", 0.5), apart("b"))
    assert len(marks(figure)) == 1
    assert figure.rows[1][-1].startswith("not comparable: no carry-over map")
    assert figure.rows[1][3:6] == (None, None, None)


def test_next_to_nothing_is_told_without_a_sign():
    figure = change(moved("a", -0.01))
    assert str(figure.rows[0][3]) == "0.0"
    assert "-0.0" not in figure.drawing


@given(st.lists(st.floats(-4, 4), min_size=1, max_size=6))
@settings(deadline=None, max_examples=30)
def test_every_change_is_drawn_within_the_frame(values):
    figure = change(*(moved("a", each) for each in values))
    assert all(0 <= each <= WIDTH for each in marks(figure))
    drawn = ET.fromstring(str(figure.drawing))
    assert all(
        0 <= float(line.get(end)) <= WIDTH for line in drawn.iter(f"{SVG}line") for end in ("x1", "x2")
    )
    assert all(len(row) == len(CHANGE_KEYS) for row in figure.rows)


def test_ranks_are_told_with_what_the_order_hangs_on_and_shares_stay_within_a_hundred():
    areas = [AreaNeed("a", 1, 1, 2, 0.9, 0.7, 1.02, 1.01), AreaNeed("b", 2, 1, 2, 0.6, 0.3, -0.01, None)]
    figure = needs_figure(Needs(areas, ["b"], 3.0, 2.8, 3.2, 0.25, 0.3), NAMES, "the newest run")
    assert figure.rows == (("Borders", 1, 1, 2, 70, 90, 100, 100), ("Prosecution", 2, 1, 2, 30, 60, 0, None))
    assert figure.note == "25 % of the doubt comes from the weights alone. Not enough to say: Prosecution"
    assert all(len(row) == len(NEEDS_KEYS) for row in figure.rows)
