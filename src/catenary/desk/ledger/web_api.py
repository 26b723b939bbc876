"""The log over the web API: its signed states, the entries one may see, and the proof of each."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from ninja import Field, Query, Router, Schema

from catenary.desk.ledger import queries
from catenary.desk.ledger.models import Checkpoint, Event
from catenary.desk.ledger.services import enter
from catenary.desk.shell.web_api.access import knows
from catenary.desk.shell.web_api.caller import CallRequest
from catenary.desk.shell.web_api.cursors import Asked, Page, page_of

router = Router(auth=knows("ledger:read"))


class CheckpointOut(Schema):
    """A signed state of the log."""

    size: int = Field(description="Entries")
    root: str = Field(description="The root hash (RFC 9162), in hexadecimal")
    note: str = Field(description="The signed note (C2SP tlog-checkpoint)")
    keys: list[str] = Field(description="The verifier keys of its signatures")
    signed_at: datetime


class EntryOut(Schema):
    """What the log tells of an act: codes and ids, never what was seen."""

    id: UUID
    at: datetime
    actor: str
    organisation: str
    room: str
    act: str
    purpose: str | None
    legal_basis: str | None
    records: list[str]
    index: int | None = Field(description="Its place, from 0; null until it has one")


@router.get("/ledger/checkpoints", response=Page[CheckpointOut], operation_id="list_checkpoints")
def list_checkpoints(request: CallRequest, asked: Query[Asked]) -> dict[str, Any]:
    """Signed states, the newest first; anybody at the desk may keep them."""
    return page_of(queries.checkpoints(), asked, _checkpoint, of="checkpoints", newest_first=True, by="size")


@router.get("/ledger/entries/{entry}", response=EntryOut, operation_id="read_entry")
def read_entry(request: CallRequest, entry: UUID) -> dict[str, Any]:
    """One entry that the caller may see: an act of their own, or one that they watch over; the log tells that it was read."""
    opened = _opened(entry)
    if request.caller.person is None or opened.event.person_id != request.caller.person.pk:
        enter(room="ledger", act="see", record=f"ledger.entry:{entry}", params={"door": "web_api"})
    return _entry(opened)


@router.get(
    "/ledger/entries/{entry}/proof",
    response={200: None},
    operation_id="read_proof",
    openapi_extra={
        "responses": {200: {"content": {"application/octet-stream": {"schema": {"type": "string"}}}}},
    },
)
def read_proof(request: CallRequest, entry: UUID) -> HttpResponse:
    """The entry with the proof that it stands under the newest checkpoint: a file for `catenary ledger verify`.

    404 for an entry that is not to be seen, or that no checkpoint counts yet.
    """
    proof = queries.proof_of(_opened(entry))
    if proof is None:
        raise Http404
    enter(room="ledger", act="take_proof", record=f"ledger.entry:{entry}", params={"door": "web_api"})
    name = f'attachment; filename="{entry}.proof"'
    return HttpResponse(proof, content_type="application/octet-stream", headers={"Content-Disposition": name})


def _opened(entry: UUID) -> queries.Opened:
    try:
        return queries.opened(entry)
    except Event.DoesNotExist as unseen:
        raise Http404 from unseen


def _checkpoint(row: Checkpoint) -> dict[str, Any]:
    return {
        "size": row.size,
        "root": bytes(row.root).hex(),
        "note": row.note,
        "keys": row.keys,
        "signed_at": row.signed_at,
    }


def _entry(opened: queries.Opened) -> dict[str, Any]:
    entry = opened.entry
    return {
        "id": entry.id,
        "at": entry.at,
        "actor": entry.actor,
        "organisation": entry.organisation,
        "room": entry.room,
        "act": entry.act,
        "purpose": entry.purpose,
        "legal_basis": entry.basis,
        "records": list(entry.records),
        "index": opened.index,
    }
