"""The bookings of a flight as a table: one row for each person, those of one booking together."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from django.urls import reverse
from django.utils.translation import gettext as _

from catenary.core.mandate.model import Act, Handling
from catenary.desk.intake.booking_parts import companions, strength_tag
from catenary.desk.intake.bookings import ToldBooking
from catenary.desk.intake.models import Booked, Join
from catenary.desk.mandate.records.access import may
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.shell.parts import Colour, Download, Tag
from catenary.desk.shell.tables import Column, Row, Shown, Table, canonical_query

Party: TypeAlias = tuple[Booked, ToldBooking, Mapping[str, Join]]


def columns() -> tuple[Column, ...]:
    """What is told of each person."""
    return (
        Column("locator", _("Booking reference"), Shown.CODE),
        Column("together", _("Travel together"), Shown.NUMBER),
        Column("name", _("Name"), Shown.NAME),
        Column("seat", _("Seat"), Shown.CODE),
        Column("joined", _("On the passenger list"), Shown.TAG),
    )


def rows_of(parties: Iterable[Party]) -> tuple[Row, ...]:
    """A row for each person; it leads to the traveller, else to the booking."""
    return tuple(row for party in parties for row in _rows(*party))


def table_of(here: SignedIn, parties: Sequence[Party]) -> Table:
    """All of them: no airliner holds so many that pages are needed."""
    rows = rows_of(parties)
    exports = parties and may(here, Act.EXPORT, parties[0][0].record).allowed
    return Table(
        caption=_("Bookings"),
        columns=columns(),
        rows=rows,
        count=len(rows),
        empty=_("The carrier has told no booking for this flight, or what it told is masked."),
        first=1 if rows else 0,
        last=len(rows),
        twins=_twins() if exports else (),
        handling=Handling.RESTRICTED.value,
        id="bookings",
    )


def _rows(booked: Booked, told: ToldBooking, joins: Mapping[str, Join]) -> Iterable[Row]:
    record = reverse("record", args=[booked.record.public_id])
    for person, each in zip(told.persons, companions(told, joins), strict=True):
        join = joins.get(person.id)
        values: dict[str, object] = {
            "locator": told.booking.locator,
            "together": len(told.persons),
            "name": each.name,
            "seat": each.seat or None,
            "joined": strength_tag(join.strength) if join else Tag(_("not met"), Colour.GREY),
        }
        yield Row(values, each.url or record)


def _twins() -> tuple[Download, ...]:
    return tuple(
        Download(label, canonical_query({"format": form}))
        for label, form in ((_("CSV"), "csv"), (_("JSON"), "json"))
    )
