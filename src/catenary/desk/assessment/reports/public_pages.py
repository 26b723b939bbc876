"""What anybody reads, signed in or not: reports that States let out, and nothing else of a visit."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_GET

from catenary.desk.assessment.models import ReleasedPdf, ReleasedReport
from catenary.desk.assessment.reports import shown
from catenary.desk.assessment.reports.files import a_file, pdf_file
from catenary.desk.assessment.reports.published import report_in

_KEPT_BY_READERS: Final = "public, max-age=3600"
_TYPESET_WITHIN: Final = 300
"""Seconds until the next look for what is to be typeset."""


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
def published_file(request: HttpRequest, public_id: UUID, form: str) -> HttpResponseBase:
    """The same as a file: `pdf` to read and archive, `json` byte for byte as the ledger's entry names it.

    Both are kept bytes, with their digest as ETag: whoever has them is told so, and nothing is typeset for who asks. A PDF of a
    release from before PDFs were kept is answered with 503 until the workers have made it.
    """
    row = get_object_or_404(ReleasedReport.objects.defer("content"), public_id=public_id)
    name = f"report-{row.kind}-{row.language}"
    if form == "json":
        return _kept(request, row.digest, lambda: a_file(bytes(row.content), "json", name))
    if form != "pdf":
        raise Http404
    pdf = ReleasedPdf.objects.defer("content").filter(report=row).first()
    if pdf is None:
        return _not_yet(request, row)
    return _kept(request, pdf.digest, lambda: pdf_file(bytes(pdf.content), pdf.replaced, name))


def _kept(request: HttpRequest, digest: str, whole: Callable[[], HttpResponse]) -> HttpResponseBase:
    """The file, or that whoever asks has it already."""
    tag = quote_etag(digest)
    answer = get_conditional_response(request, etag=tag) or whole()
    answer.headers["ETag"] = tag
    answer.headers["Cache-Control"] = _KEPT_BY_READERS
    return answer


def _not_yet(request: HttpRequest, row: ReleasedReport) -> HttpResponse:
    answer = render(request, "assessment/reports/not_typeset.html", {"row": row}, status=503)
    answer.headers["Retry-After"] = str(_TYPESET_WITHIN)
    return answer
