"""Answers to carriers over HTTP: what stands now of everybody whom a delivery names, and what became another answer since."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from catenary.core.mandate.model import DeskAct
from catenary.core.mandate.rules import may_act
from catenary.desk.intake.channels import LOOK, channel_of, declaration_of
from catenary.desk.intake.models import Channel, Delivery
from catenary.desk.mandate.acting import acting
from catenary.desk.screening.carrier_answers import answer_delivery
from catenary.desk.screening.models import AnswerChange
from catenary.desk.screening.problems import ANSWERS
from catenary.desk.screening.telling_carriers import fetched
from catenary.desk.shell.web_api.access import knows_program
from catenary.desk.shell.web_api.caller import CallRequest
from catenary.desk.shell.web_api.cursors import Since, part_since
from catenary.desk.shell.web_api.problems import register_statuses

router = Router(auth=knows_program(LOOK))
MEDIA_TYPE = "application/edifact"

register_statuses({"answers.not_read": 409, "answers.nobody": 404})


@router.get(
    "/deliveries/{delivery}/answer",
    operation_id="read_answer",
    openapi_extra={
        "responses": {
            200: {
                "description": "A CUSRES for each message, as things stand now",
                "content": {MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}}},
            }
        }
    },
)
def read_answer(request: CallRequest, delivery: UUID) -> HttpResponse:
    """What a carrier may do with everybody whom its delivery named: ask again after 409, while it is not read yet."""
    channel = _channel(request)
    row = Delivery.objects.filter(channel=channel, public_id=delivery).select_related("repeats").first()
    if row is None:
        raise ANSWERS.problem("nobody")
    first = row.repeats or row
    if first.read_at is None:
        raise ANSWERS.problem("not_read")
    with acting(declaration_of(channel)):
        told = answer_delivery(first, timezone.now())
    if told is None:
        raise ANSWERS.problem("nobody")
    return HttpResponse(told, content_type=MEDIA_TYPE)


class ChangedAnswer(Schema):
    """An answer that became another after the carrier had been told one."""

    id: UUID
    version: int = Field(
        description="Counts the answers about the traveller on the flight: a higher one is newer"
    )
    changed_at: datetime
    delivery: UUID = Field(description="The delivery that had named the traveller")
    is_newest: bool = Field(
        description="False where a newer answer was given or follows, or the flight has left: act on nothing"
    )
    cusres: str | None = Field(description="The answer, a CUSRES (BGM 132), where it is the newest")


class ChangedAnswers(Schema):
    """What changed after a known change, the oldest first."""

    items: list[ChangedAnswer]
    next: str = Field(description="What to ask with as `since` next time, whether or not there was anything")
    more: bool = Field(description="Whether more is there already")


@router.get("/answers", response=ChangedAnswers, operation_id="list_changed_answers")
def list_changed_answers(request: CallRequest, asked: Query[Since]) -> dict[str, Any]:
    """Answers that changed without the carrier asking, those of its own channel. Asking again with the same `since` gives them again."""
    channel, now = _channel(request), timezone.now()
    with acting(declaration_of(channel)):
        rows = AnswerChange.objects.filter(channel=channel).select_related(
            "message__delivery", "channel", "passage__leg"
        )
        given, following, more = part_since(rows, asked, of=f"answers {channel.public_id}")
        told = fetched(given, now)
    items = [{**_changed(each), "is_newest": bool(told[each.pk]), "cusres": told[each.pk]} for each in given]
    return {"items": items, "next": following, "more": more}


def _changed(row: AnswerChange) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "version": row.version,
        "changed_at": row.changed_at,
        "delivery": row.message.delivery.public_id,
    }


def _channel(request: CallRequest) -> Channel:
    caller = request.caller
    may_act(caller.actor, DeskAct.SEE_TRAFFIC, str(caller.organisation.public_id)).demand()
    assert caller.machine is not None
    return channel_of(caller.machine)
