"""A briefing prepares one member: their part, the days, what was adopted or published; nothing of what is being rated."""

import re
import zipfile
from datetime import date
from io import BytesIO

import docx
import pytest
from attrs import evolve
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from tests.desk.assessment.rating.made import (
    ANALYST,
    ASSESSOR,
    FOCAL,
    LEADER,
    PARTNER,
    SECOND,
    SECRETARY,
    a_visit,
    assigned,
    at,
    moved_to,
    rate,
)
from tests.desk.assessment.reports.made import decided, drafted_visit, taken_up
from tests.desk.assessment.visits.made import a_meeting
from tests.desk.conftest import person_of
from tests.formats.reports.test_pdf import streams

from catenary.core.assessment.report_model import (
    BriefingSection,
    FindingTold,
    Profile,
    ReportKind,
    Strip,
    Table,
)
from catenary.core.assessment.visit_words import DocumentKind, Meets, Stage
from catenary.core.mandate.model import Handling
from catenary.desk.assessment.briefing.access import briefed_member
from catenary.desk.assessment.briefing.building import briefing_of
from catenary.desk.assessment.models import Member, SelfScore
from catenary.desk.assessment.reports.releasing import release_report
from catenary.desk.assessment.visits import papers
from catenary.desk.ledger.models import Event
from catenary.formats.reports import json_form

REASON = "Heard at the northern crossing only"


@pytest.fixture
def visit(db):
    return a_visit()


def member(visit, email):
    with at(LEADER):
        return Member.objects.get(visit=visit, person=person_of(email))


def briefed(act_as, visit, of, by=None, language="en"):
    """The briefing of somebody, as somebody reads it."""
    row = member(visit, of)
    with act_as(by or of) as here:
        return briefing_of(here, briefed_member(here, row.public_id), language)


def section(report, kind):
    return next(each for each in report.sections if each.kind is kind)


@pytest.mark.parametrize(("language", "day"), [("en", "14 Sept 2026"), ("ar", "14 سبتمبر 2026")])
def test_days_are_written_as_the_tables_of_the_desk_write_them(visit, act_as, language, day):
    with at(LEADER):
        type(visit).objects.filter(pk=visit.pk).update(begins_on=date(2026, 9, 14), ends_on=date(2026, 9, 25))
    told = briefed(act_as, visit, ASSESSOR, language=language)
    assert any(day in fact.value.text for fact in told.facts)


def tables(report, kind):
    return [each.block for each in section(report, kind).blocks if isinstance(each.block, Table)]


def cells(table):
    return [[cell.text for cell in row] for row in table.rows]


def words(report):
    return json_form.write(report).decode()


def address(name, row, *more):
    return reverse(name, args=[row.public_id, *more])


@pytest.mark.parametrize(
    ("email", "status"),
    [(ASSESSOR, 200), (SECRETARY, 200), (LEADER, 200), (SECOND, 404), (PARTNER, 404), (ANALYST, 404), (FOCAL, 404)],
)  # fmt: skip
def test_a_briefing_opens_for_its_member_and_the_bodys_secretariat_alone(visit, browser, email, status):
    row, desk = member(visit, ASSESSOR), browser(email)
    assert desk.get(address("member_briefing", row)).status_code == status
    assert desk.get(address("briefing_file", row, "en", "docx")).status_code == status


def test_who_has_not_said_yes_is_not_briefed_and_nobody_is_once_the_visit_stands_still(visit, browser):
    row, desk = member(visit, ASSESSOR), browser(ASSESSOR)
    moved_to(visit, "withdrawn")
    assert desk.get(address("member_briefing", row)).status_code == 422
    moved_to(visit, "preparing")
    with at(LEADER):
        visit.seats_on = [each for each in visit.seats_on if not each.startswith(f"{row.person_id}/")]
        visit.save()
    for email in (ASSESSOR, SECRETARY):
        assert browser(email).get(address("member_briefing", row)).status_code == 404


def test_the_pages_of_a_visit_lead_a_member_to_their_briefing_and_the_secretariat_to_each(visit, browser):
    for email in (ASSESSOR, PARTNER):
        own = address("member_briefing", member(visit, email))
        assert own in browser(email).get(address("visit", visit)).content.decode()
    row = member(visit, PARTNER)
    shown = {
        each: browser(each).get(address("visit_member", row)).content.decode() for each in (SECRETARY, SECOND)
    }
    assert address("member_briefing", row) in shown[SECRETARY]
    assert address("member_briefing", row) not in shown[SECOND]
    assert "/briefing" not in browser(FOCAL).get(address("visit", visit)).content.decode()


def test_ones_own_part_names_each_question_with_its_requirement_and_paragraph(visit, act_as):
    assigned(act_as, visit, ASSESSOR, SECOND, areas=("BOR",))
    (table,) = tables(briefed(act_as, visit, ASSESSOR), BriefingSection.OWN_PART)
    assert table.caption == "Borders"
    assert cells(table)[0] == [
        "BOR-01-l",
        "Law",
        "How far is BOR-01 in law?",
        "What BOR-01 asks",
        "S/RES/2396 (2017), paragraph 15",
    ]
    assert len(table.rows) == 2
    assert not tables(briefed(act_as, visit, PARTNER), BriefingSection.OWN_PART)


def test_before_anybody_was_asked_ones_areas_tell_the_questions(visit, act_as):
    row = member(visit, PARTNER)
    with at(LEADER):
        Member.objects.filter(pk=row.pk).update(areas=["PRR"])
    report = briefed(act_as, visit, PARTNER)
    (table,) = tables(report, BriefingSection.OWN_PART)
    assert [each[0] for each in cells(table)] == ["PRR-10-l", "PRR-10-p"]
    assert "No question is assigned yet" in words(report)


def test_nothing_that_is_being_rated_changes_a_briefing_neither_before_it_is_shown_nor_after(visit, act_as):
    rows = assigned(act_as, visit, ASSESSOR, SECOND)
    before = {
        each: json_form.digest(briefed(act_as, visit, ASSESSOR, each)) for each in (ASSESSOR, SECRETARY)
    }
    with at(FOCAL):
        now = timezone.now()
        SelfScore.objects.create(
            visit=visit, visited=visit.visited, question="BOR-01-l", answer="level", level=5, reason=REASON,
            by=person_of(FOCAL), saved_at=now, handed_in_at=now,
        )  # fmt: skip
    rate(act_as, SECOND, rows["BOR-01-l"], 4, REASON)
    assert {each: json_form.digest(briefed(act_as, visit, ASSESSOR, each)) for each in before} == before
    rate(act_as, ASSESSOR, rows["BOR-01-l"], 2, REASON)
    assert {each: json_form.digest(briefed(act_as, visit, ASSESSOR, each)) for each in before} == before
    assert before[ASSESSOR] == before[SECRETARY]
    assert REASON not in words(briefed(act_as, visit, ASSESSOR))


def test_the_bodys_own_are_told_what_the_last_adopted_visit_found_and_nothing_earlier(act_as):
    last = drafted_visit(act_as)
    taken_up(act_as, last)
    visit = a_visit(edition=last.edition)
    kinds = {
        type(each.block) for each in section(briefed(act_as, visit, ASSESSOR), BriefingSection.KNOWN).blocks
    }
    assert not kinds & {Profile, Strip, FindingTold}
    moved_to(last, Stage.ADOPTED)
    known = section(briefed(act_as, visit, ASSESSOR), BriefingSection.KNOWN)
    (finding,) = [each.block for each in known.blocks if isinstance(each.block, FindingTold)]
    assert finding.title.text == "Checks are not made"
    assert any(isinstance(each.block, Strip) for each in known.blocks)


def test_an_expert_of_a_partner_is_told_what_was_published_whoever_opens_the_briefing(act_as):
    last = drafted_visit(act_as)
    taken_up(act_as, last)
    moved_to(last, Stage.ADOPTED)
    visit = a_visit(edition=last.edition)
    for reader in (PARTNER, SECRETARY):
        assert "Checks are not made" not in words(briefed(act_as, visit, PARTNER, reader))
        assert "Visits on record" not in words(briefed(act_as, visit, PARTNER, reader))
    decided(last, "full", ())
    with act_as(SECRETARY) as here:
        for kind, language in ((ReportKind.SHORT, "en"), (ReportKind.FULL, "en"), (ReportKind.SHORT, "fr")):
            release_report(actor=here, visit=last.public_id, kind=kind, language=language)
    for reader in (PARTNER, SECRETARY):
        assert "Checks are not made" in words(briefed(act_as, visit, PARTNER, reader))
    told = section(briefed(act_as, visit, PARTNER, language="es"), BriefingSection.KNOWN)
    (finding,) = [each.block for each in told.blocks if isinstance(each.block, FindingTold)]
    assert finding.title.language == "en"


def test_meetings_stand_day_by_day_and_those_the_state_does_not_know_of_by_their_time_alone(visit, act_as):
    a_meeting(act_as, visit)
    a_meeting(act_as, visit, Meets.VICTIMS, with_state=False)
    report = briefed(act_as, visit, ASSESSOR)
    rows = [row for table in tables(report, BriefingSection.PROGRAMME) for row in cells(table)]
    assert [row[3] for row in rows] == ["Ministry of the Interior", "–"]
    assert "An association" not in words(report)
    assert "Victims" not in words(report)


def test_documents_are_listed_with_their_handling_codes_and_the_rules_of_conduct_follow(visit, act_as):
    with act_as(LEADER) as here:
        papers.add_document(
            actor=here, visit=visit.public_id, kind=DocumentKind.LAW, title="Border Act", language="en",
            handling=Handling.OFFICIAL, file=SimpleUploadedFile("file.txt", b"Article 1"),
        )  # fmt: skip
    report = briefed(act_as, visit, ASSESSOR)
    (table,) = tables(report, BriefingSection.DOCUMENTS)
    assert cells(table)[0][::3] == ["Border Act", "Official"]
    conduct = words(evolve(report, sections=(section(report, BriefingSection.CONDUCT),)))
    assert all(
        each in conduct for each in ("pseudonym", "reprisals", "alone", "conflict of interest", "handling")
    )


@pytest.mark.parametrize(("language", "direction"), [("fr", "ltr"), ("ar", "rtl")])
def test_a_briefing_is_shown_and_taken_away_in_a_language_with_its_handling_on_every_page(
    visit, act_as, browser, language, direction
):
    assigned(act_as, visit, ASSESSOR, SECOND)
    row, desk = member(visit, ASSESSOR), browser(ASSESSOR)
    page = desk.get(address("member_briefing", row), {"language": language}).content.decode()
    assert re.search(rf'lang="{language}" dir="{direction}"', page)
    made = desk.get(address("briefing_file", row, language, "pdf"))
    assert re.search(rb"/Lang ?\(" + language.encode(), streams(made.content))
    assert made.headers["X-Characters-Replaced"] == "0"
    paper = desk.get(address("briefing_file", row, language, "docx")).content
    document = docx.Document(BytesIO(paper))
    assert document.core_properties.language == language
    handling = briefed(act_as, visit, ASSESSOR, language=language).handling
    assert document.sections[0].header.paragraphs[0].text == handling
    turned = b"w:bidi" in zipfile.ZipFile(BytesIO(paper)).read("word/document.xml")
    assert turned == (direction == "rtl")


def test_a_briefing_is_made_before_the_questions_are_chosen(visit, act_as, browser):
    with at(LEADER):
        visit.edition, visit.edition_digest = None, ""
        visit.save()
    row, desk = member(visit, ASSESSOR), browser(ASSESSOR)
    assert "What I rate" in words(briefed(act_as, visit, ASSESSOR))
    for form, begins in (("pdf", b"%PDF"), ("docx", b"PK")):
        assert desk.get(address("briefing_file", row, "en", form)).content.startswith(begins)


def test_a_copy_is_entered_in_the_ledger_and_other_forms_and_languages_are_none(visit, browser):
    row, desk = member(visit, ASSESSOR), browser(ASSESSOR)
    assert desk.get(address("briefing_file", row, "en", "json")).status_code == 404
    assert desk.get(address("briefing_file", row, "tlh", "pdf")).status_code == 404
    assert desk.get(address("member_briefing", row), {"language": "tlh"}).status_code == 404
    assert desk.get(address("briefing_file", row, "en", "docx")).status_code == 200
    with at(ASSESSOR):
        (entry,) = Event.objects.filter(act="copy_briefing")
    assert "docx" in str(entry.__dict__)
