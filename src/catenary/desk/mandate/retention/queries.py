"""What pages of retention show: times that hold, what is due, receipts."""

from collections.abc import Iterator
from datetime import timedelta

from attrs import frozen
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catenary.core.mandate.model import PERSONAL, Months, RetentionClass, Span
from catenary.core.mandate.retention import RecordClock
from catenary.core.mandate.retention_report import DueCount, report
from catenary.core.mandate.retention_table import DEFAULT_RETENTION
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.models import HeldRecord, RetentionReceipt
from catenary.desk.mandate.records.words import RETENTION_ACTS, RULES
from catenary.desk.mandate.retention.tables import table_for
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.shell.clocks import duration
from catenary.desk.shell.tables import Column, Row, Shown
from catenary.desk.shell.words import word

AHEAD = timedelta(days=30)
LATEST = 50
_BATCH = 2000


@frozen
class Times:
    """How long one class of data is kept in an organisation."""

    data_class: str
    masked: str
    erased: str
    linked: str
    source: str
    own: bool
    """A State's law has changed the default."""


def times_of(organisation: Organisation) -> tuple[Times, ...]:
    """Every class that tells of a person."""
    table = table_for(organisation)
    return tuple(_times(row) for about, row in table.items() if about in PERSONAL)


def _times(row: RetentionClass) -> Times:
    return Times(
        data_class=word("data_class", row.data_class),
        masked=in_words(row.masked_after),
        erased=in_words(row.erased_after),
        linked=in_words(row.erased_after_linked),
        source=row.source,
        own=row != DEFAULT_RETENTION[row.data_class],
    )


def in_words(span: Span | None) -> str:
    """A time in words; a dash where none runs."""
    if span is None:
        return "–"
    if isinstance(span, Months):
        return ngettext("%(count)d month", "%(count)d months", span.count) % {"count": span.count}
    return duration(span)


def due_of(here: SignedIn) -> tuple[DueCount, ...]:
    """What is due in the organisation now and within `AHEAD`, in numbers."""
    return report(_clocks(here), table_for(here.organisation), here.now, AHEAD)


def _clocks(here: SignedIn) -> Iterator[RecordClock]:
    until = here.now + AHEAD
    soon = Q(mask_at__lte=until, masked_at=None) | Q(erase_at__lte=until)
    rows = HeldRecord.objects.filter(soon, organisation=here.organisation, erased_at=None)
    for row in rows.only(
        "public_id", "data_class", "received_at", "started_at", "linked_at", "held", "ordered_at", "masked_at",
        "erased_at",
    ).iterator(_BATCH):  # fmt: skip
        yield row.clock


def due_columns() -> tuple[Column, ...]:
    """What the report tells of each class, act and rule."""
    return (
        Column("data_class", _("Class of data")),
        Column("act", _("What is due")),
        Column("rule", _("By the rule")),
        Column("now", _("Now"), Shown.NUMBER),
        Column("soon", _("Within 30 days"), Shown.NUMBER),
        Column("waiting", _("Kept by a legal hold"), Shown.NUMBER),
        Column("oldest", _("Oldest"), Shown.TIME),
    )


def due_rows(counts: tuple[DueCount, ...]) -> tuple[Row, ...]:
    """The report as rows of a table: numbers only."""
    return tuple(
        Row(
            {
                "data_class": word("data_class", each.data_class),
                "act": str(RETENTION_ACTS[each.act]),
                "rule": str(RULES[each.rule]),
                "now": each.now,
                "soon": each.soon,
                "waiting": each.waiting,
                "oldest": each.oldest or "–",
            }
        )
        for each in counts
    )


def receipts_of(organisation: Organisation) -> list[RetentionReceipt]:
    """The latest receipts of an organisation."""
    return list(RetentionReceipt.objects.filter(organisation=organisation)[:LATEST])
