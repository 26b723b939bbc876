"""Answers to carriers over HTTP: what stands now of everybody whom a delivery names."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from ninja import Router

from catenary.core.mandate.model import DeskAct
from catenary.core.mandate.rules import may_act
from catenary.desk.intake.channels import LOOK, channel_of, declaration_of
from catenary.desk.intake.models import Delivery
from catenary.desk.mandate.acting import acting
from catenary.desk.screening.carrier_answers import answer_delivery
from catenary.desk.screening.problems import ANSWERS
from catenary.desk.shell.web_api.access import knows_program
from catenary.desk.shell.web_api.caller import CallRequest
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
    caller = request.caller
    may_act(caller.actor, DeskAct.SEE_TRAFFIC, str(caller.organisation.public_id)).demand()
    assert caller.machine is not None
    channel = channel_of(caller.machine)
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
