"""Pages of States: all that are seen with their coverage, one of them, an area across a region, what the committee has before it."""

from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from catenary.core.assessment.clocks import ClockKind
from catenary.desk.assessment.access import SEE
from catenary.desk.assessment.states import committee as due
from catenary.desk.assessment.states import copies, coverage, regions, shown
from catenary.desk.assessment.states.access import COMMITTEE
from catenary.desk.assessment.states.known import known_states, seen_state
from catenary.desk.assessment.states.words import DUE
from catenary.desk.mandate.access import decision
from catenary.desk.mandate.desk_page import desk_page
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn
from catenary.desk.shell.listing import FORMAT
from catenary.desk.shell.parts import Download
from catenary.desk.shell.twins import csv_twin, json_twin

_TWINS: Final = {"csv": csv_twin, "json": json_twin}


@require_GET
@desk_page(SEE)
def states(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """Every State that is seen: when it was last visited, as tiles, as a table and as its copies."""
    known, form = known_states(here), request.GET.get(FORMAT, "")
    if form in _TWINS:
        return _TWINS[form]("states", coverage.columns(), [coverage.row_of(each) for each in known], {})
    files = (Download(_("CSV"), f"?{FORMAT}=csv"), Download(_("JSON"), f"?{FORMAT}=json"))
    told = {
        "figure": coverage.coverage_figure(known, here.now.year, files) if known else None,
        "table": coverage.states_table(known, files),
        "areas": regions.area_links(here),
        "committee": decision(COMMITTEE, here).allowed,
    }
    return render(request, "assessment/states/states.html", told)


@require_GET
@desk_page(SEE)
def state(request: DeskRequest, here: SignedIn, code: str) -> HttpResponse:
    """One State, by its newest visit or the one that is asked for."""
    known = seen_state(here, code)
    page = shown.state_page(here, known, request.LANGUAGE_CODE, request.GET.get("visit", ""))
    return render(request, "assessment/states/state.html", {"page": page})


@require_GET
@desk_page(SEE)
def file(request: DeskRequest, here: SignedIn, code: str, name: str) -> HttpResponse:
    """The figures of a chart of a State, as CSV."""
    if name not in copies.KEYS:
        raise Http404
    known = seen_state(here, code)
    return copies.chart_copy(known, name, request.LANGUAGE_CODE, request.GET.get("visit", ""))


@require_GET
@desk_page(SEE)
def area(request: DeskRequest, here: SignedIn, code: str) -> HttpResponse:
    """An area across the States of a region, where they are enough."""
    page = regions.area_page(here, code, request.GET.get("region", ""))
    if request.GET.get(FORMAT) == "csv":
        return copies.figure_copy(f"{code}-pattern", regions.KEYS, page.figure, {"edition": page.edition})
    return render(request, "assessment/states/area.html", {"page": page})


@require_GET
@desk_page(COMMITTEE)
def committee(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """What is due before the committee, and copies of each of its tables."""
    kind, form = request.GET.get("due", ""), request.GET.get(FORMAT, "")
    if form in _TWINS and kind in DUE:
        rows = due.committee_rows(here)[ClockKind(kind)]
        return _TWINS[form](f"due-{kind}", due.columns(), rows, {})
    return render(request, "assessment/states/committee.html", {"tables": due.committee_tables(here)})
