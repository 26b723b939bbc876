"""Findings and reports as people meet them: forms, files, comments out of a draft, and the public page."""

import re
from io import BytesIO

import docx
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.desk.assessment.rating.made import ASSESSOR, FOCAL, LEADER, SECRETARY, moved_to
from tests.desk.assessment.reports.made import decided, drafted_visit, proposed, taken_up

from catenary.core.assessment.visit_words import Stage
from catenary.desk.assessment.models import ReleasedReport, SectionText, VisitFinding

SECRET = "Nobody outside may read this."


@pytest.fixture
def visit(db, act_as):
    return drafted_visit(act_as)


def address(name, thing, *more):
    return reverse(name, args=[thing.public_id, *more])


def test_a_finding_is_proposed_written_chosen_and_left_by_forms(visit, act_as, browser):
    desk = browser(ASSESSOR)
    assert desk.post(address("propose_findings", visit)).status_code == 303
    with act_as(ASSESSOR):
        row = VisitFinding.objects.get(key="BOR-01.gap")
    page = desk.get(address("write_finding", row))
    evidence = [str(each) for each in row.evidence]
    told = {
        "seen": 0, "kind": "gap", "title": "Checks are not made", "text": "Nobody checks.", "language": "en",
        "questions": row.questions, "evidence": evidence, "reason": "",
    }  # fmt: skip
    assert all(each in page.content.decode() for each in evidence)
    assert desk.post(address("write_finding", row), {**told, "text": ""}).status_code == 422
    assert desk.post(address("write_finding", row), told).status_code == 303
    assert desk.post(address("write_finding", row), told).status_code == 422
    assert desk.post(address("choose_concerns", visit), {"place_1": str(row.public_id)}).status_code == 303
    shown = desk.get(address("visit_findings", visit)).content.decode()
    assert "Checks are not made" in shown
    assert desk.post(address("leave_finding", row), {"seen": 1, "reason": ""}).status_code == 422
    assert desk.post(address("leave_finding", row), {"seen": 1, "reason": "Said twice"}).status_code == 303
    assert "Said twice" in desk.get(address("visit_finding", row)).content.decode()


def test_the_state_finds_no_finding_before_the_draft_is_sent(visit, act_as, browser):
    row = proposed(act_as, visit)["BOR-01.gap"]
    desk = browser(FOCAL)
    assert desk.get(address("visit_finding", row)).status_code == 404
    assert "BOR-01" not in desk.get(address("visit_findings", visit)).content.decode()


def test_reports_and_ratings_are_taken_away_as_files(visit, act_as, browser):
    taken_up(act_as, visit)
    desk = browser(LEADER)
    assert desk.get(address("visit_report", visit)).status_code == 200
    for kind, language in (("short", "ar"), ("full", "fr")):
        made = desk.get(address("report_file", visit, kind, language, "pdf"))
        assert made.content.startswith(b"%PDF")
        assert made.headers["X-Characters-Replaced"] == "0"
    assert desk.get(address("report_file", visit, "short", "en", "xlsx")).status_code == 404
    book = openpyxl.load_workbook(BytesIO(desk.get(address("ratings_file", visit)).content))
    rows = {each[0]: each[3:] for each in book.active.iter_rows(min_row=2, values_only=True)}
    assert rows["BOR-01-p"] == (1, 1, 1)
    assert rows["PRR-10-p"][0] is None


def test_levels_and_what_comes_first_are_drawn_and_told(visit, browser):
    page = browser(LEADER).get(address("visit_levels", visit)).content.decode()
    assert page.count("<svg") >= 1
    assert "BOR-01" in page
    assert "Makes possible" in page


def test_the_parts_of_a_page_have_names_of_their_own_that_scripts_find(visit, act_as, browser):
    moved_to(visit, Stage.ADOPTED)
    decided(visit, "full", ())
    desk = browser(SECRETARY)
    assert desk.post(address("release_report", visit), {"kind": "short", "language": "en"}).status_code == 303
    row = ReleasedReport.objects.get()
    for page in (address("published_report", row), address("visit_levels", visit)):
        shown = desk.get(page).content.decode()
        names = re.findall(r'\bid="([^"]+)"', shown)
        assert len(names) == len(set(names))
        tabs = re.findall(r'govuk-tabs__tab" href="#([^"]+)"', shown)
        assert tabs
        assert set(tabs) <= set(names)
        assert not any("." in each for each in tabs)


def test_comments_come_back_out_of_a_draft(visit, act_as, browser):
    taken_up(act_as, visit)
    desk = browser(LEADER)
    draft = docx.Document(BytesIO(desk.get(address("report_file", visit, "full", "en", "docx")).content))
    line = next(each for each in draft.paragraphs if "G1 ·" in each.text)
    draft.add_comment(line.runs[0], text="Half of them are checked", author="Ana Rey")
    out = BytesIO()
    draft.save(out)
    sent = desk.post(
        address("draft_comments", visit), {"file": SimpleUploadedFile("draft.docx", out.getvalue())}
    )
    assert "Half of them are checked" in sent.content.decode()
    assert line.text.split()[0] in sent.content.decode()
    broken = desk.post(address("draft_comments", visit), {"file": SimpleUploadedFile("draft.docx", b"x")})
    assert broken.status_code == 422


def test_the_state_decides_upon_sections_as_its_reports_call_them(visit, act_as, browser):
    taken_up(act_as, visit)
    moved_to(visit, Stage.ADOPTED)
    state = browser(FOCAL)
    form = address("visit_step", visit, "decide_publication")
    shown = state.get(form).content.decode()
    assert all(each in shown for each in ("First concerns", "How it was assessed", "Borders", "Prosecution"))
    told = {"publication": "partial", "sections": ["concerns", "BOR"]}
    assert state.post(form, {"reason": "As agreed"}).status_code == 422
    assert state.post(form, {**told, "sections": ["BOR", "facts"]}).status_code == 422
    assert state.post(form, told).status_code == 303
    for page in (address("visit", visit), address("visit_report", visit)):
        assert "First concerns; Borders" in state.get(page).content.decode()


def test_the_public_page_shows_only_what_the_state_released(visit, act_as, browser):
    taken_up(act_as, visit)
    desk = browser(ASSESSOR)
    section = address("write_section", visit, "narrative", "en")
    assert desk.post(section, {"seen": 0, "text": SECRET}).status_code == 303
    assert desk.post(section, {"seen": 0, "text": "x"}).status_code == 422
    with act_as(ASSESSOR):
        assert SectionText.objects.get().text == SECRET
    moved_to(visit, Stage.ADOPTED)
    decided(visit, "partial", ("profile", "method"))
    secretary = browser(SECRETARY)
    assert secretary.get(address("visit_report", visit)).status_code == 200
    done = secretary.post(address("release_report", visit), {"kind": "short", "language": "en"})
    assert done.status_code == 303
    row = ReleasedReport.objects.get()
    anybody = Client()
    page = anybody.get(address("published_report", row)).content.decode()
    assert SECRET not in page
    assert row.digest in page
    assert "rated by several experts alone" in page
    assert "Nobody makes the checks" not in page
    assert anybody.get(reverse("published_reports")).status_code == 200
    assert anybody.get(address("published_file", row, "json")).content == bytes(row.content)
    assert anybody.get(address("published_file", row, "pdf")).content.startswith(b"%PDF")
    assert anybody.get(address("visit_report", visit)).status_code == 302
