"""Carriers' messages over HTTP: taken as they are, acknowledged once they are committed; and what became of them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from ninja import Field, Router, Schema, Status

from catenary.basis.findings import Severity
from catenary.core.intake.model import Purpose
from catenary.core.intake.receipt import DeliveryState, MessageState
from catenary.core.mandate.model import DeskAct
from catenary.core.mandate.rules import may_act
from catenary.desk.intake.channels import LOOK, SEND, channel_of, declaration_of
from catenary.desk.intake.interactive import answered_now
from catenary.desk.intake.lasting import demand_lasting
from catenary.desk.intake.models import Delivery, Fault, Message
from catenary.desk.intake.outage.middleware import note_taken, taken
from catenary.desk.intake.patience import is_too_late
from catenary.desk.intake.problems import DELIVERY
from catenary.desk.intake.receiving import LARGEST_MIB, receive
from catenary.desk.mandate.acting import acting
from catenary.desk.shell.web_api.access import knows, knows_program
from catenary.desk.shell.web_api.api import BY_CONTENT
from catenary.desk.shell.web_api.caller import Caller, CallRequest
from catenary.desk.shell.web_api.problems import problem, register_statuses
from catenary.desk.shell.web_api.raw import take_raw

router = Router(auth=knows(LOOK))

MEDIA_TYPES = ("application/edifact", "application/octet-stream", "text/plain")
PER_MINUTE = 6000
"""Messages of one carrier: twice the fifty a second that a large one sends at its peak."""
_OCTETS = {"schema": {"type": "string", "format": "binary"}}
_LARGEST = LARGEST_MIB * 1024 * 1024

take_raw("/web-api/v1/messages", media_types=MEDIA_TYPES, per_minute=PER_MINUTE)
register_statuses(
    {
        "channel.none": 403,
        "delivery.channel_closed": 403,
        "delivery.too_large": 413,
        "delivery.spool_closed": 503,
    }
)


class DeliveryOut(Schema):
    """Something delivered: it is committed, and will be read."""

    id: UUID
    state: DeliveryState = Field(description="`received`: committed, and not read yet")
    received_at: datetime
    repeats: UUID | None = Field(
        description="The delivery that this one repeats, octet for octet or in what it says"
    )


class FaultOut(Schema):
    """A finding of one kind in a message; its values are told to nobody here."""

    code: str = Field(description="Stable; explained at `/problems/CODE`")
    severity: Severity
    count: int
    segment: int | None = Field(description="Where it stands first: the segment in the file, from 0")


class MessageOut(Schema):
    """One message of a delivery, as far as it was understood; nothing of whom it is about."""

    position: int
    kind: str = Field(description="`PAXLST`, `PNRGOV`; empty where it was not read")
    reference: str = Field(description="The message reference of its UNH")
    state: MessageState
    purpose: Purpose | None
    travellers: int
    bookings: int
    removed: int = Field(description="Sensitive parts that were taken out and not kept")
    faults: list[FaultOut]


class DeliveryTold(DeliveryOut):
    """What became of a delivery."""

    read_at: datetime | None
    octets: int
    messages: list[MessageOut]


@router.post(
    "/messages",
    response={202: DeliveryOut},
    auth=knows_program(SEND),
    operation_id="deliver_messages",
    openapi_extra={
        BY_CONTENT: True,
        "requestBody": {
            "required": True,
            "content": dict.fromkeys(MEDIA_TYPES, _OCTETS),
        },
        "responses": {
            200: {
                "description": "A CUSRES for each message, to a carrier that waits for answers before boarding",
                "content": {MEDIA_TYPES[0]: _OCTETS},
            }
        },
    },
)
def deliver_messages(request: CallRequest, response: HttpResponse) -> Status[dict[str, Any]] | HttpResponse:
    """Deliver a file of messages (UN/EDIFACT PAXLST, PADIS PNRGOV) as it is.

    202 says that it is committed: it will be read, and cannot be lost. Anything else says that it was not taken: send it
    again. No `Idempotency-Key` is needed, since the content tells a repetition: what is sent twice is kept once, and `repeats` names the first. The
    purpose and legal basis are those of the channel. A carrier that waits for answers before boarding gets 200 with a CUSRES at once; 202 where that
    could not be done, and then asks for the answer later.
    """
    caller = request.caller
    _demand_traffic(caller)
    assert caller.machine is not None
    channel = channel_of(caller.machine)
    data, now = _body(request), timezone.now()
    with acting(declaration_of(channel)):
        row = receive(channel=channel, data=data, now=now)
        at_once = channel.interactive and not is_too_late(request)
        told = answered_now(row, data, now) if at_once else None
    demand_lasting()
    if told is not None:
        return HttpResponse(told, content_type=MEDIA_TYPES[0], headers={"Location": _address(row)})
    response["Location"] = _address(row)
    return Status(202, _delivery(row))


@router.get("/deliveries/{delivery}", response=DeliveryTold, operation_id="read_delivery")
def read_delivery(request: CallRequest, delivery: UUID) -> dict[str, Any]:
    """What became of a delivery: a program asks for those of its own channel, a person for those of the organisation."""
    _demand_traffic(request.caller)
    row = get_object_or_404(_visible(request.caller), public_id=delivery)
    told = {"read_at": row.read_at, "octets": row.octets}
    messages = row.messages.prefetch_related("faults").order_by("position")
    return {**_delivery(row), **told, "messages": [_message(each) for each in messages]}


def _address(row: Delivery) -> str:
    return reverse("web_api:read_delivery", args=[row.public_id])


def _demand_traffic(caller: Caller) -> None:
    """Raises ProblemError, such as for a program whose role only one person gave."""
    may_act(caller.actor, DeskAct.SEE_TRAFFIC, str(caller.organisation.public_id)).demand()


def _visible(caller: Caller) -> "QuerySet[Delivery]":
    rows = Delivery.objects.select_related("repeats").filter(organisation=caller.organisation)
    return rows.filter(channel__program=caller.machine) if caller.machine else rows


def _body(request: CallRequest) -> bytes:
    """What was sent; no more of it is read than may be taken. Raises ProblemError `delivery.too_large`, `web_api.length_missing`."""
    if "Transfer-Encoding" in request.headers:
        raise problem("length_missing")  # RFC 9110 s.15.5.12
    if int(request.META.get("CONTENT_LENGTH") or 0) > _LARGEST:
        raise DELIVERY.problem("too_large", mebibytes=LARGEST_MIB)
    if (known := taken(request)) is not None:
        return known
    data = request.read(_LARGEST + 1)
    note_taken(request, data)
    return data


def _delivery(row: Delivery) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "state": row.state,
        "received_at": row.received_at,
        "repeats": row.repeats.public_id if row.repeats else None,
    }


def _message(row: Message) -> dict[str, Any]:
    return {
        "position": row.position,
        "kind": row.kind,
        "reference": row.reference,
        "state": row.state,
        "purpose": row.purpose or None,
        "travellers": row.travellers,
        "bookings": row.bookings,
        "removed": row.removed,
        "faults": [_fault(each) for each in row.faults.all()],
    }


def _fault(row: Fault) -> dict[str, Any]:
    return {"code": row.code, "severity": row.severity, "count": row.count, "segment": row.segment}
