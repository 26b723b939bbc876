"""Pages of reports: what is written and taken away, drafts with comments, letting a report out."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from catenary.basis.findings import ProblemError
from catenary.core.assessment.report_model import ReportKind, SectionKind
from catenary.desk.assessment.access import SEE, seen_visit
from catenary.desk.assessment.models import Visit
from catenary.desk.assessment.reports import shown
from catenary.desk.assessment.reports.access import RELEASE, may_write
from catenary.desk.assessment.reports.building import report_of
from catenary.desk.assessment.reports.files import TYPES, ratings_file, report_file
from catenary.desk.assessment.reports.forms import CommentedDraftForm, ReleaseForm, SectionForm
from catenary.desk.assessment.reports.pages import FORM
from catenary.desk.assessment.reports.releasing import decision_on, release_report
from catenary.desk.assessment.reports.sections import WRITTEN, newest, titles_of, write_section
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import decision
from catenary.desk.mandate.desk_page import desk_page
from catenary.desk.mandate.people.pages.answers import Words, form_page
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn
from catenary.desk.shell.once import once
from catenary.desk.shell.see_other import see
from catenary.desk.shell.sentences import sentence

_SECTION = Words(
    _("Write a section"),
    _("Every version is kept, with who wrote it."),
    _("Keep the section"),
    _("The section is kept."),
)
_RELEASE = Words(
    _("Let a report out"),
    _("What the State decided to publish is published, and nothing else. It cannot be taken back."),
    _("Publish it"),
    _("The report is published."),
    warning=True,
)


@require_GET
@desk_page(SEE)
def report(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """The reports of a visit in one language: sections that people write, files, what was let out."""
    row, language = seen_visit(public_id), request.GET.get("language", request.LANGUAGE_CODE)
    if language not in dict(settings.LANGUAGES):
        raise Http404
    decided = decision_on(row)
    told = {
        "row": row,
        "language": language,
        "languages": shown.languages_of(row),
        "sections": shown.sections_shown(row, language),
        "reports": shown.reports_shown(row, language),
        "released": row.released.defer("content"),
        "decided": decided,
        "decided_sections": titles_of(row, decided.sections) if decided else (),
        "may_write": may_write(here, row),
        "may_release": decision(RELEASE, here).allowed and row.body_id == here.organisation.pk,
    }
    return render(request, "assessment/reports/report.html", told)


@require_GET
@desk_page(SEE)
def levels(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Where the State stands by what was agreed, and what comes first."""
    row = seen_visit(public_id)
    if row.edition is None:
        raise Http404
    told = {"row": row, "blocks": shown.levels_told(row, request.LANGUAGE_CODE)}
    return render(request, "assessment/reports/levels.html", told)


@require_http_methods(["GET", "POST"])
@desk_page(SEE)
@once
def section(
    request: DeskRequest, here: SignedIn, public_id: UUID, section: str, language: str
) -> HttpResponse:
    """Write a section in one language."""
    row = seen_visit(public_id)
    if section not in {each.value for each in WRITTEN} or language not in dict(settings.LANGUAGES):
        raise Http404
    kind = SectionKind(section)
    kept = newest(row, kind, language)
    initial = {"seen": kept.number if kept else 0, "text": kept.text if kept else ""}

    def act(told: dict[str, Any]) -> HttpResponse:
        write_section(actor=here, visit=public_id, section=kind, language=language, **told)
        return see("visit_report", public_id)

    form = SectionForm(request.POST or None, initial=initial)
    return form_page(request, form, _SECTION, act, FORM, visit=row, about=shown.section_title(kind))


@require_GET
@desk_page(SEE)
def file(
    request: DeskRequest, here: SignedIn, public_id: UUID, kind: str, language: str, form: str
) -> HttpResponse:
    """A report as a file."""
    row = seen_visit(public_id)
    known = kind in {each.value for each in ReportKind} and language in dict(settings.LANGUAGES)
    if not known or form not in TYPES or form == "xlsx":
        raise Http404
    made = report_of(row, ReportKind(kind), language, here.now.date())
    _enter_copy(row, {"report": kind, "language": language, "form": form})
    return report_file(made, form, f"report-{kind}-{language}")


@require_GET
@desk_page(SEE)
def ratings(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """What was said of every question that was agreed on, as a workbook."""
    row = seen_visit(public_id)
    _enter_copy(row, {"report": "ratings", "form": "xlsx"})
    return ratings_file(row, "ratings")


@require_http_methods(["GET", "POST"])
@desk_page(SEE)
def comments(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Read the comments out of a draft that people commented on; nothing of the file is kept."""
    from catenary.formats.reports import docx_comments  # noqa: PLC0415  slow to load

    row, found = seen_visit(public_id), None
    form = CommentedDraftForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            found = docx_comments.read(form.cleaned_data["file"].read())
        except ProblemError as refusal:
            form.add_error("file", sentence(refusal.finding))
        else:
            told: dict[str, str | int | bool | None] = {"comments": len(found)}
            enter(room="assessment", act="read_draft_comments", record=str(row.public_id), params=told)
    told_page = {"row": row, "form": form, "found": found}
    return render(request, "assessment/reports/comments.html", told_page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@desk_page(RELEASE)
@once
def release(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Let out what the State decided to."""
    row = seen_visit(public_id)

    def act(told: dict[str, Any]) -> HttpResponse:
        kept = release_report(
            actor=here, visit=public_id, kind=ReportKind(told["kind"]), language=told["language"]
        )
        return see("published_report", kept.public_id)

    return form_page(request, ReleaseForm(request.POST or None), _RELEASE, act, FORM, visit=row)


def _enter_copy(row: Visit, told: dict[str, str | int | bool | None]) -> None:
    enter(room="assessment", act="copy_report", record=str(row.public_id), params=told)
