"""Reports of a visit: sections kept in versions, released as the State decided, by a second person, and read by anybody."""

import hashlib

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.desk.assessment.rating.made import ASSESSOR, FOCAL, LEADER, SECRETARY, moved_to
from tests.desk.assessment.reports.made import decided, drafted_visit, taken_up
from tests.desk.conftest import organisation_of, person_of

from catenary.basis.findings import ProblemError
from catenary.core.assessment.report import find
from catenary.core.assessment.report_model import ReportKind, SectionKind
from catenary.core.assessment.visit_words import Stage
from catenary.desk.assessment.models import ReleasedPdf, ReleasedReport, SectionText, Visit
from catenary.desk.assessment.reports import published, releasing
from catenary.desk.assessment.reports.building import report_of
from catenary.desk.assessment.reports.finding import choose_concerns
from catenary.desk.assessment.reports.releasing import release_report
from catenary.desk.assessment.reports.sections import write_section
from catenary.desk.mandate.acting import Declaration, acting
from catenary.formats.reports import json_form, pdf


def refused(code):
    return pytest.raises(ProblemError, match=code)


@pytest.fixture
def visit(db, act_as):
    row = drafted_visit(act_as)
    finding = taken_up(act_as, row)
    with act_as(ASSESSOR) as here:
        choose_concerns(actor=here, visit=row.public_id, findings=[finding.public_id])
        write_section(
            actor=here,
            visit=row.public_id,
            section=SectionKind.NARRATIVE,
            language="en",
            text="SECRET FIRST\n\nThe team was well received.",
            seen=0,
        )
    return row


@pytest.fixture
def adopted(visit):
    moved_to(visit, Stage.ADOPTED)
    return visit


def test_sections_are_kept_in_versions_and_nobody_overwrites_what_they_have_not_seen(visit, act_as):
    def write(section=SectionKind.NARRATIVE, seen=0):
        return write_section(
            actor=here, visit=visit.public_id, section=section, language="en", text="x", seen=seen
        )

    with act_as(LEADER) as here:
        with refused("report.text_stale"):
            write()
        with refused("report.section_not_written"):
            write(SectionKind.CONCERNS)
        assert write(seen=1).number == 2
        assert SectionText.objects.count() == 2


def test_every_report_of_a_visit_comes_out_in_every_language(visit, act_as):
    with act_as(ASSESSOR) as here:
        row = Visit.objects.select_related("visited", "body", "edition").get(pk=visit.pk)
        for language in ("en", "fr", "ar", "zh-hans"):
            for kind in ReportKind:
                report = report_of(row, kind, language, here.now.date())
                assert report.language == language
                assert pdf.write(report).content.startswith(b"%PDF")
        short = report_of(row, ReportKind.SHORT, "en", here.now.date())
    assert find(short, "G1").block.text.text == "Nobody makes the checks that the law asks for."
    assert find(short, "1.2").block.text.text == "The team was well received."


def test_only_what_the_state_named_is_released_and_anybody_reads_it(adopted, act_as):
    decision = decided(adopted)
    with act_as(SECRETARY) as here:
        kept = release_report(actor=here, visit=adopted.public_id, kind=ReportKind.SHORT, language="en")
    with acting(Declaration()):
        row = ReleasedReport.objects.get()
        assert not Visit.objects.exists()
    report = json_form.read(bytes(row.content))
    assert [each.key for each in report.sections] == ["concerns", "method"]
    assert b"SECRET FIRST" not in bytes(row.content)
    assert report.withheld
    assert hashlib.sha256(bytes(row.content)).hexdigest() == row.digest == kept.digest
    assert row.decision_id == decision.pk
    assert row.proof


def test_a_release_takes_the_states_decision_an_adopted_report_and_a_second_person(visit, act_as):
    def release():
        return release_report(actor=here, visit=visit.public_id, kind=ReportKind.SHORT, language="en")

    with act_as(SECRETARY) as here, refused("report.not_adopted"):
        release()
    moved_to(visit, Stage.ADOPTED)
    with act_as(ASSESSOR) as here, refused("report.secretary_only"):
        release()
    with act_as(SECRETARY) as here, refused("report.nothing_decided"):
        release()
    decided(visit, "none", ())
    with act_as(SECRETARY) as here, refused("report.nothing_released"):
        release()
    decided(visit, "full", ())
    with act_as(SECRETARY) as here:
        release()
        with refused("report.released_already"):
            release()


def test_what_was_released_is_changed_by_nobody(adopted, act_as):
    decided(adopted)
    with act_as(SECRETARY) as here:
        release_report(actor=here, visit=adopted.public_id, kind=ReportKind.SHORT, language="en")
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT has_table_privilege(current_user, 'assessment_releasedreport', 'UPDATE, DELETE')"
            )
            assert cursor.fetchone() == (False,)


@pytest.fixture
def typeset(monkeypatch):
    """Every report that is typeset from here on."""
    made, write = [], pdf.write

    def counted(report, *more, **others):
        made.append(report.title)
        return write(report, *more, **others)

    monkeypatch.setattr(pdf, "write", counted)
    return made


def released(act_as, visit):
    decided(visit)
    with act_as(SECRETARY) as here:
        return release_report(actor=here, visit=visit.public_id, kind=ReportKind.SHORT, language="en")


@pytest.mark.parametrize("form", ["pdf", "json"])
def test_a_released_report_is_typeset_once_and_everybody_gets_the_same_bytes(adopted, act_as, typeset, form):
    row = released(act_as, adopted)
    first, second = (Client().get(address(row, form)) for _ in range(2))
    assert first.content == second.content
    assert hashlib.sha256(first.content).hexdigest() == first.headers["ETag"].strip('"')
    assert first.headers["Cache-Control"] == "public, max-age=3600"
    assert not first.cookies
    assert len(typeset) == 1
    again = Client().get(address(row, form), headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    other = Client().get(address(row, form), headers={"if-none-match": '"another"'})
    assert (other.status_code, other.content) == (200, first.content)


def test_what_was_released_before_files_were_kept_is_typeset_by_a_job_and_never_for_who_asks(
    at_work, db, act_as, typeset, monkeypatch
):
    row = drafted_visit(act_as)
    moved_to(row, Stage.ADOPTED)
    with monkeypatch.context() as before:
        before.setattr(releasing, "keep_pdf", lambda *_: None)
        kept = released(act_as, row)
    asked = Client().get(address(kept, "pdf"))
    assert (asked.status_code, asked.headers["Retry-After"]) == (503, "300")
    assert not typeset
    assert published.typeset_released(now=timezone.now()) == 1
    assert published.typeset_released(now=timezone.now()) == 0
    assert [Client().get(address(kept, "pdf")).status_code for _ in range(2)] == [200, 200]
    assert len(typeset) == 1


def test_nobody_else_puts_a_file_in_the_place_of_a_released_report(adopted, act_as):
    row = released(act_as, adopted)
    told = {"content": b"%PDF", "digest": "0" * 64, "replaced": 0, "made_at": row.released_at}
    for declaration in (Declaration(), declared(ASSESSOR)):
        with acting(declaration), pytest.raises(DatabaseError), transaction.atomic():
            ReleasedPdf.objects.create(report=row, **told)
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege(current_user, 'assessment_releasedpdf', 'UPDATE, DELETE')")
        assert cursor.fetchone() == (False,)


def declared(email):
    return Declaration(person_of(email).pk, organisation_of(email).pk)


def address(row, form):
    return reverse("published_file", args=[row.public_id, form])


def test_the_state_reads_the_draft_only_once_it_is_sent(visit, act_as):
    with act_as(FOCAL):
        assert not SectionText.objects.exists()
    moved_to(visit, Stage.COMMENTING)
    with act_as(FOCAL) as here:
        row = Visit.objects.select_related("visited", "body", "edition").get(pk=visit.pk)
        report = report_of(row, ReportKind.SHORT, "en", here.now.date())
    assert find(report, "G1") is not None
    method = next(each for each in report.sections if each.kind is SectionKind.METHOD)
    assert "ratings they rest on: 8" in method.blocks[0].block.text.text
