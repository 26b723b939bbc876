"""Journeys of persons as searches and histories show them: who, on which flight, told by what, and how each was found.

What masking hides says so; a record whose fields the purpose does not open is left out.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final

from attrs import frozen
from django.urls import reverse
from django.utils.translation import gettext as _

from catenary.core.intake.presence import Presence
from catenary.core.mandate.handling import combined
from catenary.core.mandate.model import Act
from catenary.desk.intake.models import Booked, FlightLeg, Passage
from catenary.desk.intake.words import PRESENCES, flight_name, tag
from catenary.desk.mandate.models import HeldRecord, RecordFields
from catenary.desk.mandate.records.access import may
from catenary.desk.mandate.records.queries import persons_in
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.shell.parts import Download
from catenary.desk.shell.tables import Column, Row, Shown, Table, canonical_query

MOST: Final = 100
"""Journeys told at once; who looks for somebody narrows it down."""

How = Mapping[int, str]
"""In words, by the row of each record, how it was found."""


@frozen
class Journey:
    """One departure that a record tells of: a traveller of a passenger list, or a booking."""

    leg: FlightLeg
    record: HeldRecord
    fields: Mapping[str, Any]
    how: str
    passage: Passage | None = None

    @property
    def url(self) -> str:
        """The traveller on the flight, else the record of the booking."""
        if self.passage:
            return reverse("traveller", args=[self.passage.public_id])
        return reverse("record", args=[self.record.public_id])


@frozen
class Journeys:
    """What was found, the latest first, and whether there was more than is told."""

    found: tuple[Journey, ...] = ()
    cut: bool = False

    @property
    def records(self) -> list[str]:
        """For the ledger: whom a page showed."""
        return [str(each.record.public_id) for each in self.found]


def journeys_of(here: SignedIn, how: How) -> Journeys:
    """The journeys that these records tell of, as far as whoever is here may see them."""
    fields = dict(RecordFields.objects.filter(record__in=list(how)).values_list("record", "fields"))
    seen = [each for each in _rows(fields) if may(here, Act.SEE, each.record).allowed]
    found = [
        Journey(row.leg, row.record, fields[row.record_id], how[row.record_id], _passage(row)) for row in seen
    ]
    found.sort(key=lambda each: (each.leg.departs_on, each.leg.pk), reverse=True)
    return Journeys(tuple(islice(found, MOST)), len(found) > MOST)


def columns() -> tuple[Column, ...]:
    """What is told of each journey."""
    return (
        Column("traveller", _("Traveller"), Shown.NAME),
        Column("day", _("Day"), Shown.DATE),
        Column("flight", _("Flight"), Shown.CODE),
        Column("origin", _("From"), Shown.CODE),
        Column("destination", _("To"), Shown.CODE),
        Column("presence", _("Presence"), Shown.TAG),
        Column("how", _("How it was found")),
    )


def rows_of(journeys: Iterable[Journey]) -> tuple[Row, ...]:
    """A row for each."""
    return tuple(Row(_values(each), each.url) for each in journeys)


def table_of(here: SignedIn, journeys: Journeys, caption: str, empty: str) -> Table:
    """All that was found, on one page."""
    records = [each.record for each in journeys.found]
    rows = rows_of(journeys.found)
    return Table(
        caption=caption,
        columns=columns(),
        rows=rows,
        count=len(rows),
        empty=empty,
        first=1 if rows else 0,
        last=len(rows),
        twins=twins() if records and may(here, Act.EXPORT, records[0]).allowed else (),
        handling=combined((each.as_held() for each in records), here.actor.organisation).handling.value,
        id="journeys",
    )


def twins() -> tuple[Download, ...]:
    """The copies of a table whose address says nothing but which one it is."""
    return tuple(
        Download(label, canonical_query({"format": form}))
        for label, form in ((_("CSV"), "csv"), (_("JSON"), "json"))
    )


def _rows(records: Iterable[int]) -> Iterator[Passage | Booked]:
    ids = list(records)
    yield from Passage.objects.filter(record__in=ids).select_related("leg", "record__organisation")
    yield from Booked.objects.filter(record__in=ids, current=True).select_related(
        "leg", "record__organisation"
    )


def _passage(row: Passage | Booked) -> Passage | None:
    return row if isinstance(row, Passage) else None


def _values(each: Journey) -> dict[str, object]:
    presence = tag(PRESENCES, Presence(each.passage.presence)) if each.passage else _("booked")
    return {
        "traveller": persons_in(each.record, each.fields) or None,
        "day": each.leg.departs_on,
        "flight": flight_name(each.leg.carrier, each.leg.number),
        "origin": each.leg.origin,
        "destination": each.leg.destination or None,
        "presence": presence,
        "how": each.how,
    }


def records_in(journeys: Journeys) -> Sequence[HeldRecord]:
    """Each record once, for an export."""
    return list({each.record.pk: each.record for each in journeys.found}.values())
