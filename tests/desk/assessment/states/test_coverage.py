"""Coverage: which State was visited when, in years; no level, and its table and copy tell the same."""

import xml.etree.ElementTree as ET

import pytest
from django.utils import timezone
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.desk.assessment.rating.made import FOCAL, LEADER, SECRETARY
from tests.desk.assessment.states.made import levels, registered, visit_to

from catenary.core.assessment.visit_words import Stage
from catenary.desk.assessment.states.coverage import WIDTH, coverage_figure
from catenary.desk.assessment.states.known import Known

SVG = "{http://www.w3.org/2000/svg}"
STATE = st.builds(
    Known,
    st.text("QXZ", min_size=3, max_size=3),
    st.text("abc ", max_size=30),
    st.sampled_from(["East", "West", "A region with a name that does not fit into one line"]),
    st.lists(st.integers(1990, 2030), max_size=2).map(tuple),
    st.integers(0, 2),
)


@pytest.fixture
def visited(edition):
    """Marvona was visited, Vorelle is being visited, the other States of the region never were."""
    registered()
    levels(visit_to("Marvona", edition, timezone.now().year - 3), BOR=1.3)
    visit_to("Vorelle", edition, timezone.now().year, stage=Stage.PREPARING)


def test_the_map_tells_years_and_no_level_and_its_table_and_copy_say_the_same(visited, browser):
    answer = browser(LEADER).get("/assessment/states")
    figure, table = answer.context["figure"], answer.context["table"]
    year = timezone.now().year - 3
    assert {row[0]: row[2] for row in figure.rows}["Marvona"] == str(year)
    assert {row[0]: row[2] for row in figure.rows}["Vorelle"] == "no visit on record"
    assert "1.3" not in figure.drawing
    copy = browser(LEADER).get(f"/assessment/states{figure.downloads[0].url}").content.decode()
    assert f"Marvona,QMR,East,{year},1,1" in copy
    assert "Vorelle,QVR,East,no visit on record,0,1" in copy
    assert table.count == len(figure.rows) == len(copy.splitlines()) - 1
    assert figure.source.text


def test_a_state_is_told_of_itself_alone_and_only_secretaries_are_led_to_the_committee(visited, browser):
    own = browser(FOCAL).get("/assessment/states")
    assert [each.values["code"] for each in own.context["table"].rows] == ["QMR"]
    link = 'href="/assessment/committee"'
    assert link not in own.content.decode()
    assert link in browser(SECRETARY).get("/assessment/states").content.decode()


@given(st.lists(STATE, min_size=1, max_size=60), st.sampled_from(["en", "ar"]))
@settings(deadline=None, max_examples=25)
def test_whatever_states_there_are_each_has_its_tile_within_the_frame(states, language):
    states.sort(key=lambda each: each.region)
    with override(language):
        drawn = ET.fromstring(coverage_figure(states, 2030, ()).drawing)
    height = float(drawn.get("viewBox").split()[-1])
    tiles = [each for each in drawn.iter(f"{SVG}rect") if each.find(f"{SVG}title") is not None]
    assert len(tiles) == len(states)
    assert all(0 <= float(each.get("x")) <= WIDTH - 40 for each in tiles)
    assert all(
        float(each.get("y")) + float(each.get("height")) <= height for each in drawn.iter(f"{SVG}rect")
    )
    places = {(each.get("x"), each.get("y")) for each in tiles}
    assert len(places) == len(tiles)
