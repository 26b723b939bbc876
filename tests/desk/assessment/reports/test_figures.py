"""The charts of an assessment: what is drawn is in the table, in both directions of reading."""

import xml.etree.ElementTree as ET

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from catenary.core.assessment.report_model import Dot, Profile, ProfileHeadings, Strip, StripRow
from catenary.desk.assessment.reports.figures import WIDTH, profile_figure, strip_figure

HEADS = ProfileHeadings("Area", "Level", "Interval", "Visit before")
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=40)
SVG = "{http://www.w3.org/2000/svg}"


def profile(*dots):
    return Profile("Levels", "All told", HEADS, dots, "ratings")


def places(figure, tag):
    """Where things of a kind stand across."""
    drawn = ET.fromstring(str(figure.drawing))
    if tag == "path":
        return [float(each.get("transform")[10:].split()[0]) for each in drawn.iter(f"{SVG}path")]
    return [float(each.get("x")) for each in drawn.iter(f"{SVG}{tag}")]


def test_a_higher_level_stands_further_along_and_arabic_reads_from_the_right():
    dots = profile(Dot("A", 2.0, 1.5, 2.5), Dot("B", 4.0, 3.5, 4.5))
    with override("en"):
        low, high = places(profile_figure("p", dots), "path")
    with override("ar"):
        turned = places(profile_figure("p", dots), "path")
    assert low < high
    assert turned == pytest.approx([WIDTH - low, WIDTH - high])


def test_what_is_not_known_has_no_dot_and_is_told():
    figure = profile_figure("p", profile(Dot("Borders"), Dot("B", 3.0, 2.0, 4.0, 2.5)))
    assert len(places(figure, "path")) == 2 + 2
    assert "Borders" in figure.note
    assert figure.rows == (("Borders", None, None, None, None), ("B", 3.0, 2.0, 4.0, 2.5))


@given(st.lists(st.builds(Dot, WORDS, st.none() | st.floats(1, 5)), max_size=4))
@settings(deadline=None, max_examples=25)
def test_whatever_areas_are_called_the_picture_is_sound_and_within_its_frame(dots):
    figure = profile_figure("p", profile(*dots))
    assert all(0 <= each <= WIDTH for each in places(figure, "text"))
    assert len(figure.rows) == len(dots)


@given(
    st.lists(
        st.builds(StripRow, WORDS, st.lists(st.none() | st.integers(1, 5), max_size=45).map(tuple)),
        max_size=4,
    )
)
@settings(deadline=None, max_examples=25)
def test_every_cell_is_drawn_within_the_frame_and_counted_in_the_table(rows):
    figure = strip_figure("s", Strip("Gaps", "All told", tuple(rows), "1 is low", "the team"))
    cells = places(figure, "rect")
    assert len(cells) == sum(len(each.levels) for each in rows)
    assert all(0 <= each <= WIDTH - 22 for each in cells)
    assert [sum(row[1:]) for row in figure.rows] == [len(each.levels) for each in rows]
