"""Figures in the browser of both sides: written fate by fate, faults by figure, small numbers for those of the visit alone."""

import csv
import io
import json

import pytest
from tests.desk.assessment.fighters.test_figures import TOLD, handed_in, kept
from tests.desk.assessment.visits import made
from tests.desk.assessment.visits.made import ASSESSOR, FOCAL, SECRETARY

from catenary.core.assessment.report_model import ReportKind, Table
from catenary.core.measures.fighters import ASKED, Amount, Cell, Fate
from catenary.desk.assessment.fighters import figures
from catenary.desk.assessment.reports.building import report_of


@pytest.fixture
def visit(db, act_as):
    return made.preparing(act_as)


def at(visit, *rest):
    return "/".join([f"/assessment/visits/{visit.public_id}/fighters", *rest])


def fields(**told):
    return {"source": "Register", "as_of": "2025-03", "rest_unknown": "on", **told}


def test_the_state_writes_fate_by_fate_and_hands_in_and_the_team_reads(act_as, visit, browser):
    page = browser(FOCAL)
    assert "8 figures are not told yet" in page.get(at(visit)).content.decode()
    for fate in Fate:
        sent = page.post(at(visit, fate.value), fields(many_all_all="20-40", many_male_all="١٢"))
        assert sent.status_code == 303
    assert "20–40" in page.get(at(visit)).content.decode()
    assert "20–40" not in browser(ASSESSOR).get(at(visit)).content.decode()
    assert page.post(at(visit, "hand-in"), {}).status_code == 303
    seen = browser(ASSESSOR).get(at(visit)).content.decode()
    assert "20–40" in seen
    assert "Register (2025-03)" in seen


def test_a_cell_that_is_neither_number_nor_range_is_told_beside_it_and_nothing_is_lost(
    act_as, visit, browser
):
    page = browser(FOCAL)
    for wrong in ("many", "9" * 20, "1-2-3", "-4"):
        sent = page.post(at(visit, "left"), fields(many_female_all=wrong, many_all_all="77"))
        told = sent.content.decode()
        assert sent.status_code == 422
        assert 'href="#id_many_female_all"' in told
        assert 'value="77"' in told
        assert f'value="{wrong}"' in told
    assert page.post(at(visit, "left"), fields(as_of="May")).status_code == 422


def test_what_does_not_add_up_is_told_by_figure_while_it_is_written(act_as, visit, browser):
    page = browser(FOCAL)
    page.post(at(visit, "killed"), fields(many_all_all="5", many_male_all="9"))
    words = "The parts of Killed: All add up to at least 9, more than the 5 told"
    assert words in page.get(at(visit)).content.decode()
    shown = page.get(at(visit, "killed")).content.decode()
    assert words in shown
    assert 'href="#id_many_all_all"' in shown
    refused = page.post(at(visit, "hand-in"), {})
    assert refused.status_code == 422


def test_who_has_not_seen_what_another_wrote_does_not_overwrite_it(act_as, visit, browser):
    page = browser(FOCAL)
    opened = page.get(at(visit, "killed")).context["form"]["version"].value()
    assert page.post(at(visit, "killed"), fields(many_all_all="50", version=opened)).status_code == 303
    second = page.post(at(visit, "killed"), fields(many_all_all="60", version=opened))
    assert second.status_code == 422
    assert "The record was changed since you read it; read it again" in second.content.decode()
    assert page.post(at(visit, "left"), fields(many_all_all="99", version=opened)).status_code == 303
    again = page.get(at(visit, "killed")).context["form"]
    assert again["many_all_all"].value() == "50"
    read = fields(many_all_all="60", version=again["version"].value())
    assert page.post(at(visit, "killed"), read).status_code == 303


def test_a_figure_with_a_source_of_its_own_comes_back_beside_it(act_as, visit, browser):
    page = browser(FOCAL)
    page.post(at(visit, "left"), fields(many_all_all="50", many_male_all="40", source_male_all="Police"))
    shown = page.get(at(visit, "left")).content.decode()
    assert 'name="source_male_all" value="Police"' in shown
    assert 'name="source" value="Register"' in shown


def test_small_numbers_are_seen_by_those_of_the_visit_alone(act_as, visit, browser):
    handed_in(act_as, visit)
    assert "withheld" not in browser(ASSESSOR).get(at(visit)).content.decode()
    told = browser(SECRETARY).get(at(visit)).content.decode()
    assert "withheld" in told
    copied = json.loads(browser(SECRETARY).get(at(visit) + "?format=json").content)
    (female,) = [row for row in copied["rows"] if (row["fate"], row["sex"]) == ("left", "female")]
    assert (female["standing"], female["least"], female["most"]) == ("withheld", None, None)


def test_a_copy_tells_numbers_as_numbers_and_unknown_as_unknown(act_as, visit, browser):
    handed_in(act_as, visit)
    text = browser(ASSESSOR).get(at(visit) + "?format=csv").content.decode()
    rows = list(csv.DictReader(io.StringIO(text.partition("\n")[2])))
    assert len(rows) == len(ASKED)
    (killed,) = [row for row in rows if (row["fate"], row["sex"], row["age"]) == ("killed", "all", "all")]
    assert (killed["standing"], killed["least"], killed["most"]) == ("told", "20", "40")
    assert sum(row["standing"] == "unknown" for row in rows) == len(ASKED) - len(TOLD)


def test_a_question_and_its_answer_go_to_and_fro_in_the_browser(act_as, visit, browser):
    handed_in(act_as, visit)
    team, state = browser(ASSESSOR), browser(FOCAL)
    told = {"about": "left", "text": "Since when are they counted?", "language": "en"}
    assert team.post(at(visit, "ask"), told).status_code == 303
    shown = state.get(at(visit)).content.decode()
    assert "Since when are they counted?" in shown
    assert "Questions about figures: Marvona" in state.get("/").content.decode()
    with act_as(FOCAL):
        question = figures.questions_about(visit)[0].public_id
    assert (
        state.post(f"/assessment/figure-questions/{question}", {"answer": "Since 2012."}).status_code == 303
    )
    assert "Since 2012." in team.get(at(visit)).content.decode()
    body = browser(SECRETARY)
    assert "Questions of the team" not in body.get(at(visit)).content.decode()
    assert body.get(f"/assessment/figure-questions/{question}").status_code == 404


def test_what_waits_is_told_on_the_home_page_until_it_is_handed_in(act_as, visit, browser):
    words = "Figures of foreign terrorist fighters: Marvona"
    kept(act_as, visit)
    assert words in browser(FOCAL).get("/").content.decode()
    handed_in(act_as, visit)
    assert words not in browser(FOCAL).get("/").content.decode()


def reported(act_as, visit, email):
    with act_as(email) as here:
        report = report_of(visit, ReportKind.FULL, "en", here.now.date())
    (section,) = [each for each in report.sections if each.key == "figures"]
    return [each.block for each in section.blocks]


def test_a_report_tells_the_figures_without_small_numbers_whoever_takes_it(act_as, visit):
    (nothing,) = reported(act_as, visit, ASSESSOR)
    assert "handed in no figures" in nothing.text.text
    handed_in(act_as, visit, {**TOLD, Cell(Fate.KILLED): Amount(20, 40)})
    for email in (ASSESSOR, FOCAL, SECRETARY):
        table, *_rest = reported(act_as, visit, email)
        assert isinstance(table, Table)
        rows = {row[0].text: [cell.text for cell in row[1:]] for row in table.rows}
        assert rows["All"][:2] == ["120", "20–40"]
        assert rows["Female"][0] == "withheld"
        assert "3" not in {cell for row in rows.values() for cell in row}


def test_no_figure_can_be_written_before_the_team_is_settled(db, act_as, browser):
    visit = made.agreed(act_as)
    assert browser(FOCAL).get(at(visit, "left")).status_code == 404
