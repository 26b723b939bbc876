"""The pages of files; rooms show the same part within their own pages."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from catenary.basis.findings import ProblemError
from catenary.core.uploads.rules import KINDS, LARGEST
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import AT_THE_DESK
from catenary.desk.mandate.desk_page import desk_page
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn
from catenary.desk.shell.attachments import queries, services
from catenary.desk.shell.models import Attachment
from catenary.desk.shell.once import once
from catenary.desk.shell.see_other import see
from catenary.desk.shell.sentences import sentence
from catenary.desk.shell.subjects import demand_subject

_SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""A file is never run, never sniffed, never kept by a cache, and never part of another page."""
ACCEPTS = ",".join(f".{ending}" for kind in KINDS for ending in kind.endings)


@desk_page(AT_THE_DESK)
@require_http_methods(["GET", "POST"])
@once
def attachments(request: DeskRequest, here: SignedIn, kind: str, record: UUID) -> HttpResponse:
    """The files of a record, and attaching another."""
    subject = demand_subject(here, kind, record)
    refusal = _attached(request, here, kind, record) if request.method == "POST" else ""
    if request.method == "POST" and not refusal:
        return see("attachments", kind, record)
    shown = {
        "subject": subject,
        "record_url": subject.address(record),
        "refusal": refusal,
        "accepts": ACCEPTS,
    }
    enter(room="shell", act="see_files", record=f"{kind}/{record}")
    shown |= {"files": queries.attachments_of(kind, record), "post_url": request.path, "limit": LARGEST}
    return render(request, "shell/attachments.html", shown, status=422 if refusal else 200)


@desk_page(AT_THE_DESK)
@require_http_methods(["GET", "POST"])
def attachment(request: DeskRequest, here: SignedIn, attachment: UUID) -> HttpResponse:
    """The file itself, to be saved and never shown within the desk; one that no scanner found clean after a POST says so."""
    row = get_object_or_404(Attachment.objects.select_related("organisation"), public_id=attachment)
    try:
        content = services.opened(actor=here, attachment=row, though_unscanned=request.method == "POST")
    except ProblemError as refusal:
        if refusal.finding.code != "uploads.not_scanned":
            raise
        enter(room="shell", act="see_files", record=f"{row.kind}/{row.record}")
        return render(request, "shell/unscanned.html", {"file": row})
    headers = {
        **_SAFE,
        "Content-Disposition": str(content_disposition_header(as_attachment=True, filename=row.name)),
    }
    return HttpResponse(content, content_type="application/octet-stream", headers=headers)


@desk_page(AT_THE_DESK)
@require_POST
def remove(request: DeskRequest, here: SignedIn, attachment: UUID) -> HttpResponse:
    """Take off a file that one attached oneself."""
    row = get_object_or_404(Attachment, public_id=attachment)
    services.remove(actor=here, attachment=row)
    return see("attachments", row.kind, row.record)


def _attached(request: DeskRequest, here: SignedIn, kind: str, record: UUID) -> str:
    file = request.FILES.get("file")
    if file is None:
        return _("Choose a file.")
    try:
        services.attach(actor=here, kind=kind, record=record, file=file)
    except ProblemError as refusal:
        return sentence(refusal.finding)
    return ""
