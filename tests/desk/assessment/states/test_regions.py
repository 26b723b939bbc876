"""A region's pattern is told of groups that are large enough, with no State beside a level; what is not known counts as that."""

import pytest
from attrs import evolve
from django.utils import timezone
from tests.desk.assessment.rating.made import FOCAL, LEADER, PARTNER
from tests.desk.assessment.states.made import STATES, levels, registered, visit_to

from catenary.core.assessment.pattern import LEAST_STATES
from catenary.core.assessment.visit_words import Stage

ADDRESS = "/assessment/areas/BOR?region=East"


@pytest.fixture
def region(edition):
    """`region(n)`: n States of the region have a level; the others were visited, and nothing can be said."""

    def of(known):
        registered()
        for place, name in enumerate(STATES):
            row = visit_to(name, edition, timezone.now().year - 1)
            levels(row, BOR=2.0 + place / 2 if place < known else None)

    return of


def told(browser, email=LEADER, address=ADDRESS):
    return browser(email).get(address).content.decode()


def test_a_region_with_too_few_levels_shows_nothing_and_says_so(region, browser):
    region(LEAST_STATES - 1)
    page = told(browser)
    assert "Too few States of this region have a level: nothing is shown." in page
    assert "<figure" not in page
    copy = told(browser, address=f"{ADDRESS}&format=csv").splitlines()
    assert len(copy) == 2


def test_a_pattern_has_its_intervals_table_source_and_copy_and_names_no_state(region, browser):
    region(LEAST_STATES)
    page = told(browser)
    main = page.partition("<main")[2].partition("</main")[0]
    assert "pattern-figure" in main
    assert "a quarter lie below" in main
    assert not any(name in main for name in STATES)
    copy = told(browser, address=f"{ADDRESS}&format=csv").splitlines()
    assert copy[2] == "share,level,from,to"
    assert len(copy) == 6


def test_what_is_not_known_counts_as_not_known(region, browser):
    region(LEAST_STATES)
    rows = browser(LEADER).get(ADDRESS).context["page"].regions.rows
    assert [(each.values["known"], each.values["unknown"]) for each in rows] == [(5, 1)]


def test_an_operator_may_ask_for_larger_groups(region, browser, settings):
    region(LEAST_STATES)
    settings.CATENARY = evolve(settings.CATENARY, least_states=LEAST_STATES + 1)
    assert "<figure" not in told(browser)


def test_levels_of_drafts_and_of_other_editions_do_not_count(region, edition, browser):
    region(LEAST_STATES - 1)
    row = visit_to("Utopia", edition, timezone.now().year, stage=Stage.DRAFTING)
    levels(row, BOR=4.0)
    assert "<figure" not in told(browser)


@pytest.mark.parametrize("email", [FOCAL, PARTNER])
def test_states_and_partners_read_no_pattern(region, browser, email):
    region(len(STATES))
    page = told(browser, email)
    assert "<figure" not in page
    assert "No region is told here" in page


def test_an_area_that_no_edition_has_is_not_found(edition, browser):
    assert browser(LEADER).get("/assessment/areas/NONE").status_code == 404
