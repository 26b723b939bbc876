import math
import re
from xml.etree import ElementTree as ET

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from catenary.desk.shell.chart_values import Chart, Kind, Scale, Series
from catenary.desk.shell.charts import Figure, drawing
from catenary.desk.shell.parts import Source
from catenary.desk.shell.svg import width_of, wrapped

SVG = "{http://www.w3.org/2000/svg}"
NUMBERS = st.floats(-1e9, 1e9, allow_nan=False)
XML_TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=30)


@st.composite
def charts(draw):
    kind = draw(st.sampled_from(Kind))
    names = draw(st.lists(XML_TEXT, min_size=1, max_size=6))
    low = 0 if kind is Kind.STACKED else -1e6
    value = st.none() | st.floats(low, 1e6, allow_nan=False)
    row = st.lists(value, min_size=len(names), max_size=len(names))
    series = [Series(draw(XML_TEXT), draw(row)) for _ in range(draw(st.integers(1, 6)))]
    return Chart("c", draw(XML_TEXT), draw(XML_TEXT), names, series, kind, draw(st.sampled_from(["", "%"])))


def example(**changes):
    told = {
        "key": "c", "title": "Answered", "description": "More than before.", "categories": ("A", "B"),
        "series": (Series("2025", (4, 8)), Series("2026", (6, None))), "kind": Kind.GROUPED,
    }  # fmt: skip
    return Chart(**{**told, **changes})


def drawn(chart, **options):
    return ET.fromstring(drawing(chart, **options))


def inside(picture, ends=("x", "width")):
    wide = float(picture.get("viewBox").split()[2])
    for rect in picture.iter(f"{SVG}rect"):
        x, width = (float(rect.get(name)) for name in ends)
        assert -0.01 <= x <= wide + 0.01
        assert -0.01 <= x + width <= wide + 0.01


@given(charts(), st.booleans())
def test_every_chart_is_well_formed_and_stays_in_its_frame(chart, rtl):
    inside(drawn(chart, rtl=rtl))


@given(charts())
def test_no_picture_has_a_style_or_script_of_its_own(chart):
    text = str(drawing(chart))
    assert not re.search(r"<style|<script|\sstyle=|\son\w+=", text)


@given(charts())
def test_a_picture_that_reads_from_the_right_is_the_other_turned_round(chart):
    ltr, rtl = drawn(chart, rtl=False), drawn(chart, rtl=True)
    wide = float(ltr.get("viewBox").split()[2])
    for one, other in zip(ltr.iter(f"{SVG}rect"), rtl.iter(f"{SVG}rect"), strict=True):
        turned = wide - float(one.get("x")) - float(one.get("width"))
        assert math.isclose(float(other.get("x")), turned, abs_tol=0.02)


def test_a_picture_names_and_describes_itself():
    picture = drawn(example())
    assert picture.get("role") == "img"
    assert picture.get("aria-labelledby") == "c-title c-desc"
    assert picture.find(f"{SVG}title").text == "Answered"
    assert picture.find(f"{SVG}desc").text == "More than before."


def test_a_bar_is_as_long_as_its_value():
    bars = [rect for rect in drawn(example()).iter(f"{SVG}rect") if rect.find(f"{SVG}title") is not None]
    lengths = {bar.find(f"{SVG}title").text: float(bar.get("width")) for bar in bars}
    assert math.isclose(lengths["B, 2025: 8"], 2 * lengths["A, 2025: 4"], rel_tol=0.001)
    assert math.isclose(lengths["A, 2026: 6"], 1.5 * lengths["A, 2025: 4"], rel_tol=0.001)


def test_what_is_not_known_is_no_bar_but_a_dash():
    picture = drawn(example())
    titles = [title.text for title in picture.iter(f"{SVG}title")]
    assert not [title for title in titles if title.startswith("B, 2026")]
    assert "–" in "".join(text.text for text in picture.iter(f"{SVG}text"))


def test_a_line_has_a_gap_where_nothing_is_known():
    series = (Series("one", (1, 2, None, 4, 5)),)
    picture = drawn(example(categories=tuple("ABCDE"), series=series, kind=Kind.LINES))
    assert len(list(picture.iter(f"{SVG}polyline"))) == 2
    assert len(list(picture.iter(f"{SVG}path"))) == 4


def test_series_differ_in_more_than_colour():
    bars = drawn(example(series=tuple(Series(name, (1, 2)) for name in "abcdef")))
    hatches = [line for line in bars.iter(f"{SVG}line") if line.get("class") == "ground-line"]
    assert hatches
    lines = drawn(example(series=tuple(Series(name, (1, 2)) for name in "abcdef"), kind=Kind.LINES))
    assert len({line.get("stroke-dasharray") for line in lines.iter(f"{SVG}polyline")}) == 6
    assert len({mark.get("d") for mark in lines.iter(f"{SVG}path")}) == 6


def test_an_interval_is_drawn_from_its_low_to_its_high_end():
    plain = example(series=(Series("one", (4, 8)),), kind=Kind.BARS)
    spans = example(series=(Series("one", (4, 8), ((3, 5), None)),), kind=Kind.BARS)
    assert len(list(drawn(spans).iter(f"{SVG}line"))) - len(list(drawn(plain).iter(f"{SVG}line"))) == 6


@pytest.mark.parametrize(
    "changes",
    [
        {"series": ()},
        {"series": (Series("short", (1,)),)},
        {"series": tuple(Series(str(at), (1, 2)) for at in range(7))},
        {"series": (Series("one", (1, 2), ((1, 2),)),)},
        {"series": (Series("one", (1, -2)),), "kind": Kind.STACKED},
    ],
)
def test_what_cannot_be_drawn_honestly_is_refused(changes):
    with pytest.raises(ValueError, match=r"series|value"):
        example(**changes)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_a_value_that_is_no_number_is_refused(value):
    with pytest.raises(ValueError, match="not finite"):
        Series("one", (value,))


@given(st.lists(NUMBERS, max_size=8), st.floats(10, 1000))
def test_a_scale_holds_zero_and_every_value_between_round_marks(values, length):
    scale = Scale.of(values, length)
    assert scale.low <= 0 <= scale.high
    assert all(-0.001 * length <= scale.at(value) <= 1.001 * length for value in values)
    assert 2 <= len(scale.marks()) <= 14


@given(XML_TEXT, st.floats(20, 400))
def test_a_label_never_takes_more_room_than_it_has(text, room):
    assert all(width_of(line, 13) <= max(room, width_of("…", 13)) for line in wrapped(text, 13, room))


def test_the_table_of_a_figure_tells_every_value_and_what_is_not_known():
    figure = Figure.of(example(unit="%", about="Kind"), Source("invented"))
    assert figure.headings == ("Kind", "2025 (%)", "2026 (%)")
    assert figure.rows == (("A", 4, 6), ("B", 8, None))


def test_a_chart_follows_the_direction_of_the_language():
    with translation.override("ar"):
        assert drawn(example()).get("direction") == "rtl"
    with translation.override("ru"):
        assert drawn(example()).get("direction") == "ltr"
