"""Flights, and the travellers of one, as tables of the shared parts."""

from datetime import datetime
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catenary.core.intake.model import Role
from catenary.core.intake.presence import LegState
from catenary.core.mandate.model import Handling
from catenary.desk.intake.flight_queries import flights_of, is_listed, standing_of, travellers_of
from catenary.desk.intake.forms import FlightFilter
from catenary.desk.intake.local_times import airport_time
from catenary.desk.intake.models import FlightLeg, Passage
from catenary.desk.intake.more_columns import (
    flight_columns,
    flight_values,
    traveller_columns,
    traveller_values,
)
from catenary.desk.intake.traveller_telling import cell
from catenary.desk.intake.words import CAPACITIES, CLOSINGS, LEGS, flight_name, tag
from catenary.desk.shell.listing import Listing, Persons
from catenary.desk.shell.numbers import day
from catenary.desk.shell.tables import Column, Row, Shown

MOST_ON_BOARD = 1_000
"""More than any airliner carries: the copy of one flight's list is never cut."""


def flights_listing(now: datetime) -> Listing:
    """The departures of the unit; nobody is named."""
    return Listing(
        name="flights",
        caption=gettext_lazy("Flights"),
        columns=_flight_columns,
        empty=gettext_lazy("No flight fits. Ask for those that departed, or for all."),
        rows=partial(flights_of, now=now),
        row=_flight_row,
        filters=FlightFilter,
        template="intake/flights.html",
    )


def travellers_listing(leg: FlightLeg) -> Listing:
    """Everybody named for one departure: a list of persons, entered in the ledger as it is shown."""
    listed = is_listed(leg)
    return Listing(
        name="travellers",
        caption=gettext_lazy("Travellers"),
        columns=_traveller_columns,
        empty=gettext_lazy("The carrier has named nobody for this flight yet."),
        rows=lambda _asked: travellers_of(leg),
        row=lambda passage: _traveller_row(leg, passage, listed=listed),
        order={"name": "record__content__fields__name__full", "seat": "record__content__fields__seat"},
        persons=Persons("intake", Handling.RESTRICTED, cap=MOST_ON_BOARD, record=_record_of),
        template="intake/flight.html",
    )


def _flight_columns() -> tuple[Column, ...]:
    return (
        Column("flight", _("Flight"), Shown.CODE),
        Column("origin", _("From"), Shown.CODE, sortable=True),
        Column("destination", _("To"), Shown.CODE, sortable=True),
        Column("local", _("Departs, local time"), Shown.NAME),
        Column("departs_at", _("Departs (UTC)"), Shown.TIME, sortable=True),
        Column("state", _("State"), Shown.TAG),
        Column("travellers", _("Travellers"), Shown.NUMBER, sortable=True),
        *flight_columns(),
    )


def _flight_row(leg: FlightLeg) -> Row:
    values: dict[str, object] = {
        "flight": flight_name(leg.carrier, leg.number),
        "origin": leg.origin,
        "destination": leg.destination or None,
        "local": airport_time(leg.origin, leg.departs_at).local or day(leg.departs_on),
        "departs_at": leg.departs_at,
        "state": tag(LEGS, LegState(leg.state)),
        "travellers": getattr(leg, "travellers", None),
    }
    return Row({**values, **flight_values(leg)}, reverse("flight", args=[leg.public_id]))


def _traveller_columns() -> tuple[Column, ...]:
    return (
        Column("name", _("Name"), Shown.NAME, sortable=True),
        Column("born", _("Date of birth"), Shown.DATE),
        Column("nationality", _("Nationality"), Shown.CODE),
        Column("documents", _("Travel documents"), Shown.CODE),
        Column("seat", _("Seat"), Shown.CODE, sortable=True),
        Column("role", _("On board as")),
        Column("standing", _("Standing"), Shown.TAG),
        Column("changed", _("Changes"), Shown.NUMBER, sortable=True),
        *traveller_columns(),
    )


def _traveller_row(leg: FlightLeg, passage: Passage, *, listed: bool) -> Row:
    told = {name: cell(passage, name) for name in ("name", "born", "nationality", "documents", "seat")}
    values = {
        **told,
        "role": str(CAPACITIES[Role(passage.role)]),
        "standing": tag(CLOSINGS, standing_of(leg, passage, listed=listed)),
        "changed": getattr(passage, "changed", None),
    }
    return Row({**values, **traveller_values(passage)}, reverse("traveller", args=[passage.public_id]))


def _record_of(passage: Passage) -> str:
    return str(passage.record.public_id)
