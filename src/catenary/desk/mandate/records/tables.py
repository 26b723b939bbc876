"""The list of records as a table of the shared parts."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from catenary.core.mandate.handling import combined
from catenary.core.mandate.model import DataClass
from catenary.desk.mandate.models import HeldRecord
from catenary.desk.mandate.records.forms import RecordFilter
from catenary.desk.mandate.records.queries import contents, next_clock, persons_in, standing_tag
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.shell.parts import Download
from catenary.desk.shell.tables import Column, Pager, Row, Shown, Table, canonical_query
from catenary.desk.shell.words import word


def columns() -> tuple[Column, ...]:
    """What is told of each record; its id only where nothing else names it."""
    return (
        Column("label", _("Record"), Shown.CODE),
        Column("data_class", _("Class of data")),
        Column("persons", _("About"), Shown.NAME),
        Column("organisation", _("Held by")),
        Column("received_at", _("Received"), Shown.TIME),
        Column("standing", _("Standing"), Shown.TAG),
        Column("next", _("Next"), Shown.CLOCK),
    )


def rows_of(here: SignedIn, records: Sequence[HeldRecord]) -> tuple[Row, ...]:
    """A row for each record, with what its fields tell of the person."""
    told = contents(records)
    return tuple(
        Row(
            {
                "label": record.label or str(record.public_id)[-12:],
                "data_class": word("data_class", record.data_class),
                "persons": persons_in(record, told.get(record.pk, {})) or None,
                "organisation": record.organisation.name,
                "received_at": record.received_at,
                "standing": standing_tag(record, here.now),
                "next": next_clock(record, here.now),
            },
            reverse("record", args=[record.public_id]),
        )
        for record in records
    )


def table_of(
    here: SignedIn, pager: Pager[HeldRecord], asked: dict[str, str], classes: tuple[DataClass, ...]
) -> Table:
    """One page of the list."""
    return Table(
        caption=_("Records under mandate"),
        columns=columns(),
        rows=rows_of(here, pager.rows),
        count=pager.count,
        empty=_("No record fits. Another class or standing may, or another purpose."),
        asked=asked,
        page=pager.page,
        pages=pager.pages,
        first=pager.first,
        last=pager.last,
        filters=RecordFilter(asked, classes=classes),
        twins=_twins(asked),
        handling=combined((each.as_held() for each in pager.rows), here.actor.organisation).handling.value,
        id="records",
    )


def _twins(asked: dict[str, str]) -> tuple[Download, ...]:
    kept = {name: value for name, value in asked.items() if name != "page"}
    return tuple(
        Download(label, canonical_query({**kept, "format": form}))
        for label, form in ((_("CSV"), "csv"), (_("JSON"), "json"))
    )
