"""Flights, one flight, one traveller on it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from catenary.core.mandate.model import Act, DataClass, DeskAct, Handling, Held
from catenary.desk.intake import flight_page_parts as parts
from catenary.desk.intake.flight_queries import FlightShown, flight_shown, travellers_of
from catenary.desk.intake.flight_tables import flights_listing, travellers_listing
from catenary.desk.intake.models import FlightLeg, Passage
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import demand, of_desk, on_record
from catenary.desk.mandate.desk_page import desk_page
from catenary.desk.mandate.records.access import demand as demand_of_record
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn
from catenary.desk.mandate.tasks.asking import needs_task
from catenary.desk.shell.listing import FORMAT, show

TRAFFIC = of_desk(DeskAct.SEE_TRAFFIC)


@require_GET
@desk_page(TRAFFIC)
def flights(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """The departures ahead, or those asked for; nobody is named."""
    return show(request, here, flights_listing(here.now))


@require_GET
@desk_page(TRAFFIC)
@needs_task(DataClass.PASSENGER_INFORMATION)
def flight(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """One departure and everybody named for it; a copy needs the right to export."""
    shown = flight_shown(public_id)
    demand(on_record(Act.SEE), here, _passenger_information(here))
    if FORMAT in request.GET:
        _demand_export(here, shown.leg)
    return show(request, here, travellers_listing(shown.leg), _beside(here, shown))


@require_GET
@desk_page(TRAFFIC)
@needs_task(DataClass.PASSENGER_INFORMATION)
def traveller(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """One traveller on one departure, and what was told differently before."""
    rows = Passage.objects.select_related("leg", "record__organisation", "record__content")
    row = rows.get(public_id=public_id)
    demand_of_record(here, Act.SEE, row.record)
    shown = parts.traveller_shown(here, row)
    enter(room="intake", act="see_traveller", record=str(row.record.public_id), shown=shown.booking.records)
    return render(request, "intake/traveller.html", {"shown": shown})


def _passenger_information(here: SignedIn) -> Held:
    """What the unit's own lists hold, before any record of them is looked at."""
    return Held(here.actor.organisation, DataClass.PASSENGER_INFORMATION, Handling.RESTRICTED)


def _demand_export(here: SignedIn, leg: FlightLeg) -> None:
    """Whole or not at all: a copy with people missing would be taken for the flight's list."""
    for passage in travellers_of(leg).prefetch_related("record__audience"):
        demand_of_record(here, Act.EXPORT, passage.record)


def _beside(here: SignedIn, shown: FlightShown) -> dict[str, object]:
    return {
        "shown": shown,
        "facts": parts.flight_facts(here, shown),
        "noticed": parts.noticed(shown),
        "completeness": parts.completeness_answers(shown.completeness),
        "told_by": parts.message_events(shown.messages),
    }
