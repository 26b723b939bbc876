"""Who takes part: organisations as a table, and each on a page."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from catenary.desk.directory.models import Organisation
from catenary.desk.directory.queries import LISTING, answers_about
from catenary.desk.mandate.access import AT_THE_DESK
from catenary.desk.mandate.desk_page import desk_page
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn
from catenary.desk.shell.attachments.queries import attachments_of
from catenary.desk.shell.comments.queries import comments_on
from catenary.desk.shell.listing import show


@desk_page(AT_THE_DESK)
@require_GET
def organisations(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """Everybody who takes part, with twins."""
    return show(request, here, LISTING)


@desk_page(AT_THE_DESK)
@require_GET
def organisation(request: DeskRequest, here: SignedIn, organisation: UUID) -> HttpResponse:
    """One of them, with what was written and attached."""
    row = get_object_or_404(Organisation.objects.select_related("parent"), public_id=organisation)
    shown = {"organisation": row, "answers": answers_about(row)}
    shown["comments"] = comments_on("organisation", row.public_id)
    shown["files"] = attachments_of("organisation", row.public_id)
    return render(request, "directory/organisation.html", shown)
