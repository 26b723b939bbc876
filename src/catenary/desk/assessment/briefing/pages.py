"""A member's briefing as a page, and as a file to take away."""

from typing import Final
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_GET

from catenary.desk.assessment.access import SEE
from catenary.desk.assessment.briefing.access import briefed_member
from catenary.desk.assessment.briefing.building import briefing_of
from catenary.desk.assessment.reports.files import report_file
from catenary.desk.assessment.reports.shown import languages_of, sections_told
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.desk_page import desk_page
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn

FORMS: Final = ("pdf", "docx")


@require_GET
@desk_page(SEE)
def briefing(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """What prepares a member, in one language."""
    row = briefed_member(here, public_id)
    language = _known(request.GET.get("language", request.LANGUAGE_CODE))
    report = briefing_of(here, row, language)
    with translation.override(language):
        direction = "rtl" if translation.get_language_bidi() else "ltr"
        sections = sections_told(report)
    told = {
        "row": row,
        "report": report,
        "sections": sections,
        "direction": direction,
        "language": language,
        "languages": languages_of(row.visit),
        "forms": FORMS,
    }
    return render(request, "assessment/briefing/briefing.html", told)


@require_GET
@desk_page(SEE)
def file(request: DeskRequest, here: SignedIn, public_id: UUID, language: str, form: str) -> HttpResponse:
    """The same as a file; that somebody took it is entered in the ledger."""
    row = briefed_member(here, public_id)
    if form not in FORMS:
        raise Http404
    report = briefing_of(here, row, _known(language))
    told: dict[str, str | int | bool | None] = {"member": str(public_id), "language": language, "form": form}
    enter(room="assessment", act="copy_briefing", record=str(row.visit.public_id), params=told)
    return report_file(report, form, f"briefing-{language}")


def _known(language: str) -> str:
    if language not in dict(settings.LANGUAGES):
        raise Http404
    return language
