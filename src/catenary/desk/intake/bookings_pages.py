"""Who travels together on a flight, by its bookings; and taking back that a traveller is a person of a booking."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from catenary.core.mandate.model import Act, DataClass, DeskAct, Handling, Held
from catenary.desk.intake.booking_parts import parties_on
from catenary.desk.intake.bookings_table import columns, rows_of, table_of
from catenary.desk.intake.joins import undo_join
from catenary.desk.intake.models import FlightLeg, Join
from catenary.desk.intake.words import flight_name
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import demand, of_desk, on_record
from catenary.desk.mandate.desk_page import desk_page
from catenary.desk.mandate.people.forms import ReasonForm
from catenary.desk.mandate.people.pages.answers import Words, form_page
from catenary.desk.mandate.records import exports
from catenary.desk.mandate.records.access import demand as demand_of_record
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn
from catenary.desk.mandate.tasks.asking import needs_task
from catenary.desk.shell.once import once
from catenary.desk.shell.see_other import see

TRAFFIC = of_desk(DeskAct.SEE_TRAFFIC)
_UNDO = Words(
    _("Not the same person"),
    _(
        "Say why the traveller is not the person of the booking. They are never joined again by themselves, whatever the carrier sends."
    ),
    _("They are two persons"),
    _("Traveller and booking are not joined any more."),
    warning=True,
)


@require_GET
@desk_page(TRAFFIC)
@needs_task(DataClass.PASSENGER_RECORD)
def flight_bookings(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """The bookings of a departure with everybody they are for; a copy needs the right to export each."""
    leg = FlightLeg.objects.get(public_id=public_id)
    demand(
        on_record(Act.SEE),
        here,
        Held(here.actor.organisation, DataClass.PASSENGER_RECORD, Handling.RESTRICTED),
    )
    found = parties_on(leg)
    if form := request.GET.get("format"):
        return _file(here, form, leg)
    records = [str(row.record.public_id) for row, _told, _joins in found]
    enter(room="intake", act="see_bookings", params={"count": len(records)}, shown=records)
    told = {"leg": leg, "name": flight_name(leg.carrier, leg.number), "table": table_of(here, found)}
    return render(request, "intake/bookings.html", told)


@require_http_methods(["GET", "POST"])
@desk_page(TRAFFIC)
@needs_task(DataClass.PASSENGER_RECORD, act=Act.EDIT)
@once
def undo(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Say that a traveller is not the person of a booking."""
    row = Join.objects.select_related("passage__record__organisation").get(public_id=public_id)
    demand_of_record(here, Act.EDIT, row.passage.record)

    def act(told: dict[str, Any]) -> HttpResponse:
        undo_join(actor=here, join=public_id, **told)
        return see("traveller", row.passage.public_id)

    form = ReasonForm(request.POST or None)
    return form_page(request, form, _UNDO, act, "intake/undo_join.html", passage=row.passage)


def _file(here: SignedIn, form: str, leg: FlightLeg) -> HttpResponse:
    if form not in {"csv", "json"}:
        raise Http404
    found = parties_on(leg)
    allowed = exports.exportable(here, [row.record for row, _told, _joins in found])
    kept = [each for each in found if each[0].record in allowed]
    return exports.export(here, form, columns(), rows_of(kept), allowed)
