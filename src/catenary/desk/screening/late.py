"""Travellers whom a job should have checked and none did: given to the workers again, so that nobody stays without an answer for good."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef
from procrastinate.contrib.django.models import ProcrastinateJob

from catenary.desk.intake.models import Passage
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.screening.models import Check

LATE: Final = timedelta(minutes=15)
"""So long after their message was read nobody should be without an answer."""
_LOOKED_BACK: Final = timedelta(hours=24)
_AT_ONCE: Final = 1000
_TASK: Final = "screening.check_message"


def messages_left(now: datetime) -> list[UUID]:
    """Messages of the last day with travellers of whom no check says anything, and whose job was given up or never was."""
    with acting(Declaration(door=Door.SYSTEM)):
        answered = Check.objects.filter(passage=OuterRef("pk"), counts=True)
        read = (now - _LOOKED_BACK, now - LATE)
        silent = Passage.objects.filter(last_message__delivery__read_at__range=read).exclude(Exists(answered))
        found = silent.order_by().values_list("last_message__public_id", flat=True).distinct()
        left = {str(each) for each in found[:_AT_ONCE]}
        under_way = ProcrastinateJob.objects.filter(
            task_name=_TASK, status__in=("todo", "doing"), args__message__in=list(left)
        )
        return [UUID(each) for each in sorted(left - {job.args["message"] for job in under_way})]
