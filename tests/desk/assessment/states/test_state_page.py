"""A State's page: the State's own alone, nothing before the draft is sent, every chart with its table, source and copy."""

import re

import pytest
from attrs import evolve
from django.utils import timezone
from tests.desk.assessment.rating.made import ASSESSOR, FOCAL, LEADER, PARTNER, SECRETARY, at, method
from tests.desk.assessment.states.made import SYSTEM, agreed, levels, visit_to
from tests.desk.conftest import organisation_of, person_of

from catenary.core.assessment.visit_words import Stage
from catenary.desk.assessment.models import ReleasedReport, VisitFinding
from catenary.desk.mandate.acting import acting
from catenary.desk.measures.models import CarryOver, EditionText
from catenary.desk.measures.models import Edition as EditionRow
from catenary.formats.measures.json_form import edition_digest, write_edition_json

ALL = {"BOR_01_l": 3, "BOR_01_p": 2, "PRR_10_l": 4, "PRR_10_p": None}
OFFICER = "tom.ashgrove@piu.utopia.example"
FIGURES = ("levels", "gaps", "needs")


@pytest.fixture
def visit(edition):
    """Marvona, adopted, with levels and agreed answers."""
    row = visit_to("Marvona", edition, timezone.now().year - 1)
    levels(row, BOR=2.4, PRR=3.6)
    agreed(row, **ALL)
    return row


@pytest.fixture
def page(visit, browser):
    """The text of Marvona's page as somebody sees it."""

    def of(email=LEADER, query=""):
        return browser(email).get(f"/assessment/states/QMR{query}").content.decode()

    return of


def status(browser, email, code="QMR"):
    return browser(email).get(f"/assessment/states/{code}").status_code


def test_a_state_sees_its_own_page_and_learns_of_no_other(visit, edition, browser):
    levels(visit_to("Vorelle", edition, timezone.now().year), BOR=1.5)
    assert [status(browser, FOCAL, code) for code in ("QMR", "QVR", "QQQ")] == [200, 404, 404]
    listed = browser(FOCAL).get("/assessment/states").content.decode()
    assert "Marvona" in listed
    assert "Vorelle" not in listed


def test_the_body_sees_every_page_of_a_state_it_visited_and_an_officer_none(visit, browser):
    assert [status(browser, each) for each in (LEADER, ASSESSOR, SECRETARY)] == [200, 200, 200]
    assert status(browser, OFFICER) in {403, 404}


@pytest.mark.parametrize("email", [LEADER, ASSESSOR, SECRETARY, FOCAL])
def test_nobody_reads_levels_on_the_page_before_the_draft_was_sent_to_the_state(edition, browser, email):
    row = visit_to("Marvona", edition, timezone.now().year, stage=Stage.DRAFTING)
    levels(row, BOR=2.4, PRR=3.6)
    agreed(row, **ALL)
    told = browser(email).get("/assessment/states/QMR").content.decode()
    assert "<svg" not in told.partition("<main")[2].replace("table-sort", "")
    assert "2.4" not in told
    for name in FIGURES:
        copy = browser(email).get(f"/assessment/states/QMR/files/{name}").content.decode()
        assert len(copy.splitlines()) == 1


def test_a_partner_sees_what_the_state_released_and_nothing_else(visit, browser):
    assert status(browser, PARTNER) == 404
    _released(visit)
    told = browser(PARTNER).get("/assessment/states/QMR").content.decode()
    assert "Short assessment: Marvona" in told
    assert "<figure" not in told
    assert "Comprehensive visit" not in told


def _released(visit):
    now, body, focal = timezone.now(), organisation_of(LEADER), person_of(FOCAL)
    with acting(SYSTEM):
        decision = visit.publications.create(
            body=body, visited=visit.visited, extent="full", decided_by=focal, decided_at=now
        )
        ReleasedReport.objects.create(
            visit=visit, body=body, visited=visit.visited, decision=decision, kind="short", language="en", title="Short assessment: Marvona",
            state="Marvona", edition="T-1", content=b"{}", digest="0" * 64, proof=visit.public_id,
            released_by=person_of(SECRETARY), released_at=now,
        )  # fmt: skip


def test_every_chart_has_its_table_source_and_copy(page, browser):
    told = page()
    for name in FIGURES:
        figure = re.search(rf'<figure[^>]*id="{name}-figure".*?</figure>', told, re.DOTALL)[0]
        assert "<svg" in figure
        assert "<tbody" in figure
        assert re.search(rf'id="{name}-figure-source"><p class="govuk-body">\w', figure)
        address = re.search(r'href="([^"]+)" download>CSV', figure)[1]
        lines = browser(LEADER).get(address.replace("&amp;", "&")).content.decode().splitlines()
        assert lines[1].strip(chr(34)).startswith("# source: ")
        assert len(lines) >= 5


def test_needs_are_ranked_within_the_state_with_the_interval_of_each_rank(page, browser, visit):
    copy = browser(LEADER).get("/assessment/states/QMR/files/needs").content.decode().splitlines()
    assert copy[2].startswith("area,rank,from,to,need_percent")
    assert [each.split(",")[:2] for each in copy[3:]] == [["Borders", "1"], ["Prosecution", "2"]]
    assert "States are never compared with each other" in page()


def test_an_area_that_is_not_enough_to_say_has_no_rank(visit, page, browser):
    levels(visit, BOR=2.4, PRR=None)
    told = page()
    assert "needs-figure" not in told
    assert "Not enough to say: Prosecution" in told


def test_the_road_ahead_leaves_what_is_unknown_to_be_found_out_and_findings_are_those_taken_up(visit, page):
    with acting(SYSTEM):
        told = {"visit": visit, "body": visit.body, "visited": visit.visited, "made_at": timezone.now()}
        kept = {"kind": "gap", "requirement": "BOR-01", "language": "en", "version": 1}
        VisitFinding.objects.create(
            **told, **kept, state="taken_up", title="Checks are not made", text="None"
        )
        VisitFinding.objects.create(**told, **kept, state="left", title="A slip", text="None")
    shown = page(FOCAL)
    assert "raise to level 4" in shown
    assert "Checks are not made" in shown
    assert "A slip" not in shown


def test_a_visit_before_is_compared_where_the_same_was_asked_and_told_apart_where_not(
    visit, edition, page, browser
):
    before = visit_to("Marvona", edition, timezone.now().year - 4)
    levels(before, BOR=1.9, PRR=3.5)
    agreed(before, BOR_01_l=2, BOR_01_p=2, PRR_10_l=4)
    told = page(FOCAL)
    assert "change-figure" in told
    assert "not comparable: not the same questions were asked both times" in told
    copy = browser(FOCAL).get("/assessment/states/QMR/files/change").content.decode().splitlines()
    borders, prosecution = (each.split(",") for each in copy[3:])
    assert borders[:4] == ["Borders", "1.9", "2.4", "0.5"]
    assert float(borders[4]) < 0.5 < float(borders[5])
    assert borders[6:11] == ["1", "1", "0", "0", "0"]
    assert prosecution[3:6] == ["", "", ""]
    assert "By another visit" in told
    assert "change-figure" not in page(FOCAL, f"?visit={before.public_id}")


def test_under_another_edition_only_what_the_carry_over_map_ties_is_compared(edition, browser):
    later = _following(edition)
    year = timezone.now().year
    for row, year_of, levels_of in ((edition, year - 3, (2.0, 3.0)), (later, year - 1, (3.0, 3.2))):
        visit = visit_to("Marvona", row, year_of)
        levels(visit, BOR=levels_of[0], PRR=levels_of[1])
        agreed(visit, **ALL)
    copy = browser(FOCAL).get("/assessment/states/QMR/files/change").content.decode().splitlines()
    borders, prosecution = (each.split(",") for each in copy[3:])
    assert borders[:4] == ["Borders", "2.0", "3.0", "1.0"]
    assert prosecution[-1] == "not comparable: none of its questions was asked before"


def _following(edition):
    """Another frozen edition: questions about borders mean the same, those about prosecution changed."""
    whole, now, body = evolve(method(), code="T-2"), timezone.now(), organisation_of(ASSESSOR)
    digest = edition_digest(whole)
    pairs = [
        {"before": each.code, "after": each.code, "verdict": "same" if each.code < "C" else "changed", "decided_by": "", "reason": ""}
        for each in whole.questions
    ]  # fmt: skip
    with at(ASSESSOR):
        maker = person_of(ASSESSOR)
        row = EditionRow.objects.create(
            organisation=body, code="T-2", title=whole.title, language="en", complete=False, digest=digest,
            follows=edition, made_by=maker, made_at=now,
        )  # fmt: skip
        EditionText.objects.create(
            edition=row, digest=digest, canonical=write_edition_json(whole), by=maker, at=now
        )
        CarryOver.objects.create(edition=row, pairings=pairs)
        row.state, row.rounds, row.comments_until = "consulted", 1, now.date()
        row.save()
        row.state, row.frozen_by, row.frozen_at = "frozen", person_of(SECRETARY), now
        row.save()
    return row


def test_visits_clocks_and_the_edition_of_each_visit_are_listed(page):
    told = page(FOCAL)
    assert method().code in told
    assert "No clock runs." in told


def test_what_is_no_visit_of_the_state_is_not_drawn(page, edition):
    other = visit_to("Vorelle", edition, timezone.now().year)
    levels(other, BOR=4.7)
    told = page(LEADER, f"?visit={other.public_id}")
    assert "<figure" not in told
