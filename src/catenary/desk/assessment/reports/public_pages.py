"""What anybody reads, signed in or not: reports that States let out, and nothing else of a visit."""

from uuid import UUID

from attrs import evolve
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.views.decorators.http import require_GET

from catenary.core.assessment.report_model import Report
from catenary.desk.assessment.models import ReleasedReport
from catenary.desk.assessment.reports import shown
from catenary.desk.assessment.reports.files import report_file


@require_GET
def published(request: HttpRequest) -> HttpResponse:
    """Every report that was let out."""
    return render(request, "assessment/reports/published.html", {"table": shown.published_table()})


@require_GET
def published_report(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One report, as far as it was let out, in its own language."""
    row = get_object_or_404(ReleasedReport, public_id=public_id)
    told = report_in(row)
    with translation.override(row.language):
        direction = "rtl" if translation.get_language_bidi() else "ltr"
        sections = shown.sections_told(told)
    context = {"row": row, "report": told, "direction": direction, "sections": sections}
    return render(request, "assessment/reports/published_report.html", context)


@require_GET
def published_file(request: HttpRequest, public_id: UUID, form: str) -> HttpResponse:
    """The same as a file: `pdf` to read and archive, `json` byte for byte as the ledger's entry names it."""
    row = get_object_or_404(ReleasedReport, public_id=public_id)
    name = f"report-{row.kind}-{row.language}"
    if form == "json":
        response = HttpResponse(bytes(row.content), content_type="application/json")
        response.headers["Content-Disposition"] = f'attachment; filename="{name}.json"'
        return response
    if form != "pdf":
        raise Http404
    return report_file(report_in(row), "pdf", name)


def report_in(row: ReleasedReport) -> Report:
    """The report that a row holds, with the entry of the ledger that proves it."""
    from catenary.formats.reports import json_form  # noqa: PLC0415  only where a report is read

    report = json_form.read(bytes(row.content))
    return evolve(report, imprint=evolve(report.imprint, proof=str(row.proof)))
