"""Looking for travellers, and the other journeys of one: for a purpose, each look entered in the ledger."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from catenary.core.mandate.model import Act, DataClass, DeskAct, Handling, Held
from catenary.desk.intake import person_search
from catenary.desk.intake.history import history_of
from catenary.desk.intake.journeys import Journeys, columns, records_in, rows_of, table_of
from catenary.desk.intake.models import Passage
from catenary.desk.intake.person_search import WORDS, By
from catenary.desk.intake.search_forms import TravellerSearchForm
from catenary.desk.intake.words import flight_name
from catenary.desk.mandate.access import demand, of_desk, on_record
from catenary.desk.mandate.desk_page import desk_page
from catenary.desk.mandate.records import exports
from catenary.desk.mandate.records.access import demand as demand_of_record
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn
from catenary.desk.mandate.tasks.asking import needs_task
from catenary.desk.shell.see_other import see

TRAFFIC = of_desk(DeskAct.SEE_TRAFFIC)


@require_http_methods(["GET", "POST"])
@desk_page(TRAFFIC)
@needs_task(DataClass.PASSENGER_INFORMATION)
def search_travellers(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """Ask; the answer has an address that tells nothing of what was asked."""
    _demand_any(here)
    form = TravellerSearchForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        stored = person_search.store(actor=here, question=form.cleaned_data["question"])
        return see("travellers_found", form.cleaned_data["by"], stored)
    return render(request, "intake/search.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
@desk_page(TRAFFIC)
@needs_task(DataClass.PASSENGER_INFORMATION)
def travellers_found(request: DeskRequest, here: SignedIn, by: str, search: UUID) -> HttpResponse:
    """The answer to what one asked, while it is kept."""
    if by not in {*By}:
        raise Http404
    _demand_any(here)
    stored = person_search.kept(actor=here, search=search)
    found = person_search.answer(actor=here, by=By(by), question=stored.query)
    if form := request.GET.get("format"):
        return _file(here, form, found)
    empty = _("Nobody was found whom your purpose lets you see. What is masked or erased is not found.")
    told = {"by": WORDS[By(by)], "question": stored.query, "found": found}
    return render(
        request, "intake/found.html", {**told, "table": table_of(here, found, _("Journeys found"), empty)}
    )


@require_GET
@desk_page(TRAFFIC)
@needs_task(DataClass.PASSENGER_INFORMATION)
def travel_history(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """The other journeys of a traveller, past and coming."""
    rows = Passage.objects.select_related("leg", "record__organisation")
    row = rows.get(public_id=public_id)
    demand_of_record(here, Act.SEE, row.record)
    found = history_of(actor=here, passage=row)
    if form := request.GET.get("format"):
        return _file(here, form, found)
    empty = _("No other journey is kept that your purpose lets you see.")
    told = {"passage": row, "flight": flight_name(row.leg.carrier, row.leg.number), "found": found}
    return render(
        request, "intake/history.html", {**told, "table": table_of(here, found, _("Other journeys"), empty)}
    )


def _demand_any(here: SignedIn) -> None:
    held = Held(here.actor.organisation, DataClass.PASSENGER_INFORMATION, Handling.RESTRICTED)
    demand(on_record(Act.SEE), here, held)


def _file(here: SignedIn, form: str, found: Journeys) -> HttpResponse:
    """Only what may be exported, with its handling code."""
    if form not in {"csv", "json"}:
        raise Http404
    allowed = exports.exportable(here, records_in(found))
    kept = [each for each in found.found if each.record in allowed]
    return exports.export(here, form, columns(), rows_of(kept), allowed)
