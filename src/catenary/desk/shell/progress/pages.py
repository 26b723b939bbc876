"""The pages of long work."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from catenary.desk.mandate.access import AT_THE_DESK
from catenary.desk.mandate.desk_page import desk_page
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn
from catenary.desk.shell.models import LongWork
from catenary.desk.shell.progress import queries


@desk_page(AT_THE_DESK)
@require_GET
def all_work(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """One's own work, the newest first."""
    return render(request, "shell/all_work.html", {"works": queries.work_of(here.person)})


@desk_page(AT_THE_DESK)
@require_GET
def work(request: DeskRequest, here: SignedIn, work: UUID) -> HttpResponse:
    """How far it is; with JavaScript the page asks again by itself, without it reloads every ten seconds."""
    row = get_object_or_404(LongWork, public_id=work, person=here.person)
    return render(request, "shell/work.html", {"work": queries.shown(row)})
