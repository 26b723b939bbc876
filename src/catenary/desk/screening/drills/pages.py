"""Drills: a supervisor begins and ends them, and reads what came of them."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from catenary.desk.mandate.desk_page import desk_page
from catenary.desk.mandate.people.pages.answers import Words, form_page
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn
from catenary.desk.screening.drills.forms import BeginDrillForm
from catenary.desk.screening.drills.setting import begin_drill
from catenary.desk.screening.drills.setting import end_drill as end
from catenary.desk.screening.drills.shown import drill_view, drills_table
from catenary.desk.screening.lists import PUBLISH
from catenary.desk.screening.lists_forms import ReasonForm
from catenary.desk.screening.models import Drill, WatchList
from catenary.desk.shell.once import once
from catenary.desk.shell.see_other import see

_FORM = "screening/lists/form.html"
_BEGIN = Words(
    _("Begin a drill"),
    _(
        "An invented person stands among the entries of the list. Officers are told that it was a drill once they have judged, "
        "or when it ends. Carriers are told nothing of it, and no figure counts it."
    ),
    _("Begin the drill"),
    _("The drill has begun: the index is being built with the invented entry."),
)
_END = Words(
    _("End the drill"),
    _("The invented entry leaves the list, and candidates of it fall away."),
    _("End the drill"),
    _("The drill has ended."),
)


@require_GET
@desk_page(PUBLISH)
def drills(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """Every drill and what came of it."""
    return render(request, "screening/drills/drills.html", {"table": drills_table(here)})


@require_GET
@desk_page(PUBLISH)
def drill(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """One drill."""
    row = Drill.objects.select_related("list", "set_by").get(
        public_id=public_id, organisation=here.organisation
    )
    return render(request, "screening/drills/drill.html", {"view": drill_view(row)})


@require_http_methods(["GET", "POST"])
@desk_page(PUBLISH)
@once
def begin(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """An invented person on a list."""
    row = WatchList.objects.get(public_id=public_id)

    def act(told: dict[str, Any]) -> HttpResponse:
        return see("drill", begin_drill(actor=here, watch_list=public_id, **told).public_id)

    return form_page(request, BeginDrillForm(request.POST or None), _BEGIN, act, _FORM, row=row)


@require_http_methods(["GET", "POST"])
@desk_page(PUBLISH)
@once
def end_drill(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Before its day."""
    row = Drill.objects.select_related("list").get(public_id=public_id)

    def act(told: dict[str, Any]) -> HttpResponse:
        return see("drill", end(actor=here, drill=public_id, **told).public_id)

    return form_page(request, ReasonForm(request.POST or None), _END, act, _FORM, row=row.list)
