"""The committee's page: what was sent to it or adopted, by what is due, for its secretaries alone."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.desk.assessment.rating.made import ASSESSOR, FOCAL, LEADER, PARTNER, SECRETARY
from tests.desk.assessment.states.made import SYSTEM, visit_to

from catenary.core.assessment.clocks import ClockKind
from catenary.core.assessment.visit_words import Stage
from catenary.desk.assessment.models import VisitClock
from catenary.desk.mandate.acting import acting

PAGE = "/assessment/committee"


def clock(visit, kind, days, **changes):
    now = timezone.now()
    with acting(SYSTEM):
        return VisitClock.objects.create(
            visit=visit, body=visit.body, visited=visit.visited, kind=kind, began_at=now - timedelta(days=60),
            first_due_at=now + timedelta(days=days, hours=1), **changes,
        )  # fmt: skip


@pytest.fixture
def due(edition):
    """One visit for each thing that is due, and one that is none of the committee's business yet."""
    year = timezone.now().year
    for name, stage, kind, days in (
        ("Aqira", Stage.ADOPTING, ClockKind.ADOPTION, 12),
        ("Vorelle", Stage.ADOPTED, ClockKind.PUBLICATION, -3),
        ("Hollemar", Stage.ADOPTED, ClockKind.REPLY, 90),
        ("Marvona", Stage.FOLLOWING, ClockKind.FOLLOW_UP, 300),
        ("Utopia", Stage.COMMENTING, ClockKind.COMMENTS, 5),
    ):
        clock(visit_to(name, edition, year, stage=stage), kind, days)


def rows(browser):
    tables = browser(SECRETARY).get(PAGE).context["tables"]
    return {each.id: [row.values["state"] for row in each.rows] for each in tables}


def test_each_thing_that_is_due_stands_under_its_heading_with_the_days_left(due, browser):
    assert rows(browser) == {
        "due-adoption": ["Aqira"],
        "due-publication": ["Vorelle"],
        "due-reply": ["Hollemar"],
        "due-follow-up": ["Marvona"],
    }
    page = browser(SECRETARY).get(PAGE).content.decode()
    assert "due in 12 days" in page
    assert "overdue by 2 days" in page
    assert "Utopia" not in page.partition("<main")[2]


def test_what_ends_first_stands_first_and_what_ended_stands_nowhere(due, edition, browser):
    soon = visit_to("Tamberin", edition, timezone.now().year, stage=Stage.ADOPTING)
    clock(soon, ClockKind.ADOPTION, 2)
    clock(soon, ClockKind.REPLY, 2, ended_at=timezone.now())
    found = rows(browser)
    assert found["due-adoption"] == ["Tamberin", "Aqira"]
    assert found["due-reply"] == ["Hollemar"]


def test_only_its_secretaries_open_it(due, browser):
    assert [browser(each).get(PAGE).status_code for each in (ASSESSOR, LEADER, FOCAL, PARTNER)] == [403] * 4


def test_each_table_has_its_copies_and_each_row_leads_on(due, browser):
    (table,) = (each for each in browser(SECRETARY).get(PAGE).context["tables"] if each.id == "due-reply")
    copy = browser(SECRETARY).get(f"{PAGE}{table.twins[0].url}").content.decode().splitlines()
    assert copy[0] == "state,kind,due,standing,stage"
    assert copy[1].startswith("Hollemar,")
    assert browser(SECRETARY).get(table.rows[0].url).status_code == 200
