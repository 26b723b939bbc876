"""The door through which rooms put what they hold about a person under mandate."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from attrs import field, frozen
from django.db import transaction

from catenary.core.mandate.masking_table import MASKING
from catenary.core.mandate.model import DataClass, Handling, RetentionTable
from catenary.desk.directory.models import Organisation
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.models import HeldRecord, RecordAudience, RecordFields
from catenary.desk.mandate.retention.clocks import set_dates
from catenary.desk.mandate.retention.reach import reached_of, tell_changed
from catenary.desk.mandate.retention.tables import table_for


@frozen
class NewRecord:
    """What a room is to hold: `fields` by the names of core's value of that `kind`; label and reference tell of no person."""

    data_class: DataClass
    kind: str
    fields: Mapping[str, Any] = field(repr=False)
    received_at: datetime
    room: str
    reference: str = ""
    label: str = ""
    handling: Handling = Handling.RESTRICTED
    started_at: datetime | None = None
    linked_at: datetime | None = None
    audience: tuple[int, ...] = ()
    """Rows of the organisations it is shared with; nobody else where empty."""


def hold(*, organisation: Organisation, records: Iterable[NewRecord]) -> list[HeldRecord]:
    """Put records under mandate for an organisation, with their dates, and one entry for all of them.

    Whoever acts is declared, as the organisation or as a job. Raises ValueError for a kind whose masking core does not know in
    a class that is masked: nothing may be held that cannot be masked.
    """
    listed = list(records)
    return _held(organisation, listed) if listed else []


@transaction.atomic
def _held(organisation: Organisation, listed: Sequence[NewRecord]) -> list[HeldRecord]:
    table = table_for(organisation)
    rows = [_row(organisation, each, table) for each in listed]
    HeldRecord.objects.bulk_create(rows)
    RecordFields.objects.bulk_create(
        RecordFields(record=row, fields=dict(each.fields)) for row, each in zip(rows, listed, strict=True)
    )
    RecordAudience.objects.bulk_create(
        RecordAudience(record=row, owner=organisation, organisation_id=other)
        for row, each in zip(rows, listed, strict=True)
        for other in each.audience
    )
    tell_changed(reached_of(rows))
    enter(
        room="mandate",
        act="hold_records",
        params={"count": len(rows)},
        shown=[str(row.public_id) for row in rows],
    )
    return rows


@transaction.atomic
def start_clock(*, records: Iterable[UUID], at: datetime) -> int:
    """Begin the clock of records that is not counted from receipt: the border check, the close of a request.

    A clock that runs already is left as it is. Gives how many began.
    """
    waiting = HeldRecord.objects.filter(public_id__in=list(records), started_at=None, erased_at=None)
    found = list(waiting.select_related("organisation").select_for_update(of=("self",)))
    for record in found:
        record.started_at = at
        set_dates(record, table_for(record.organisation))
        record.save()
    return len(found)


def _row(organisation: Organisation, new: NewRecord, table: RetentionTable) -> HeldRecord:
    if table[new.data_class].masked_after is not None and new.kind not in MASKING:
        raise ValueError(f"core does not know how to mask a {new.kind}")
    row = HeldRecord(
        organisation=organisation,
        data_class=new.data_class.value,
        handling=new.handling.value,
        kind=new.kind,
        room=new.room,
        reference=new.reference,
        label=new.label,
        received_at=new.received_at,
        started_at=new.started_at,
        linked_at=new.linked_at,
    )
    set_dates(row, table)
    row.clean_fields(
        exclude={"organisation"}
    )  # a row that is there: asking for each record whether it is took longest
    return row
