"""Records under mandate over the web API: what they are, and, for a stated purpose, what they tell."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema

from catenary.core.mandate.model import Act, DataClass, Handling
from catenary.core.mandate.problems import MANDATE
from catenary.core.mandate.rules import may_open, purposes_for
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.models import HeldRecord, RecordFields
from catenary.desk.shell.web_api.access import knows
from catenary.desk.shell.web_api.caller import Caller, CallRequest
from catenary.desk.shell.web_api.cursors import Asked, Page, page_of

router = Router(auth=knows("mandate:read"))


class RecordOut(Schema):
    """What a record is; nothing of whom it is about."""

    id: UUID
    organisation: UUID
    data_class: DataClass
    handling: Handling
    kind: str
    label: str = Field(description="A flight and a day, a number; no personal data")
    received_at: datetime
    mask_at: datetime | None
    erase_at: datetime | None
    masked_at: datetime | None
    erased_at: datetime | None
    held: bool = Field(description="Under a legal hold")


class OpenedRecord(RecordOut):
    """The record with what it tells the caller now; of a masked record only what stays."""

    fields: dict[str, Any] | None = Field(description="Null once erased")


class RecordsAsked(Asked):
    """Which records."""

    data_class: DataClass | None = None


@router.get("/records", response=Page[RecordOut], operation_id="list_records")
def list_records(request: CallRequest, asked: Query[RecordsAsked]) -> dict[str, Any]:
    """The records that the caller's roles work with, the newest first; the log tells which were shown."""
    rows = HeldRecord.objects.filter(data_class__in=_classes(request.caller, asked.data_class))
    page = page_of(
        rows.select_related("organisation"),
        asked,
        _record,
        of=f"records {asked.data_class or ''}",
        newest_first=True,
    )
    _enter(request.caller, "list_records", shown=[str(each["id"]) for each in page["items"]])
    return page


@router.get("/records/{record}", response=OpenedRecord, operation_id="open_record")
def open_record(request: CallRequest, record: UUID) -> dict[str, Any]:
    """One record, opened for the purpose the caller stated; the log tells that it was."""
    row = get_object_or_404(HeldRecord.objects.select_related("organisation"), public_id=record)
    caller = request.caller
    if caller.task is None:
        raise MANDATE.problem("task_missing")
    may_open(caller.actor, row.as_held(), caller.task).demand()
    content = RecordFields.objects.filter(record=row).first()
    _enter(caller, "open_record", record=str(row.public_id))
    return {**_record(row), "fields": content.fields if content else None}


def _classes(caller: Caller, wanted: DataClass | None) -> list[str]:
    asked = [wanted] if wanted else list(DataClass)
    return [about.value for about in asked if purposes_for(caller.roles, Act.SEE, about)]


def _enter(caller: Caller, act: str, *, record: str = "", shown: list[str] | None = None) -> None:
    """Of a program the log has no person: it is named among the parameters."""
    params: dict[str, str | int | bool | None] = {"door": "web_api"}
    if caller.machine is not None:
        params["program"] = caller.public_id
    enter(room="mandate", act=act, record=record, params=params, shown=shown or ())


def _record(row: HeldRecord) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "organisation": row.organisation.public_id,
        "data_class": row.data_class,
        "handling": row.handling,
        "kind": row.kind,
        "label": row.label,
        "received_at": row.received_at,
        "mask_at": row.mask_at,
        "erase_at": row.erase_at,
        "masked_at": row.masked_at,
        "erased_at": row.erased_at,
        "held": row.held,
    }
