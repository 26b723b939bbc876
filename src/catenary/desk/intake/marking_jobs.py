"""Jobs that note what travellers and bookings are found by, and join them; job arguments are ids only."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from catenary.core.mandate.model import Purpose
from catenary.desk.intake.earlier_bookings import take_up
from catenary.desk.intake.joins import join_leg
from catenary.desk.intake.marking import mark_records_of
from catenary.desk.intake.models import Booked, FlightLeg, Message, Passage, PassageChange
from catenary.desk.mandate.acting import Declaration, Door, acting

AT_ONCE: Final = 2000
_AGAIN: Final = RetryStrategy(max_attempts=10, exponential_wait=3)
_JOIN: Final = "intake.join_flight"


def after_reading(message: Message) -> None:
    """Have a job look at what a message told; in the transaction that keeps it."""
    mark_message.defer(message=str(message.public_id))


@app.task(name="intake.mark_message", retry=_AGAIN)
def mark_message(message: str) -> None:
    """Mark what one message told, and have its departures joined where they have bookings."""
    with acting(Declaration(door=Door.SYSTEM)):
        organisation = Message.objects.values_list("organisation_id", flat=True).get(public_id=UUID(message))
    with acting(_for_unit(organisation)):
        row = Message.objects.select_for_update().get(public_id=UUID(message))
        take_up(row)
        mark_records_of(row)
        _have_joined(row)
        row.marked = True
        row.save(update_fields=["marked"])


@app.task(name=_JOIN, retry=_AGAIN)
def join_flight(leg: str) -> None:
    """Join the travellers of a departure with its bookings; where the same waits to be done again later, that does it."""
    with acting(Declaration(door=Door.SYSTEM)):
        found = FlightLeg.objects.values_list("pk", "organisation_id").get(public_id=UUID(leg))
        later = ProcrastinateJob.objects.filter(task_name=_JOIN, status="todo", args__leg=leg).exists()
    if not later:
        with acting(_for_unit(found[1])):
            join_leg(leg=found[0], now=timezone.now())


@app.periodic(cron="*/5 * * * *")
@app.task(name="intake.mark_earlier", queueing_lock="intake.mark_earlier")
def mark_earlier(timestamp: int) -> None:
    """Messages that were kept before there were marks, and those whose job was lost, a portion at a time."""
    with acting(Declaration(door=Door.SYSTEM)):
        waiting = Message.objects.filter(marked=False, record__isnull=False).order_by("pk")[:AT_ONCE]
        ids = [str(each) for each in waiting.values_list("public_id", flat=True)]
        under_way = ProcrastinateJob.objects.filter(
            task_name="intake.mark_message", status__in=("todo", "doing"), args__message__in=ids
        )
        known = {job.args["message"] for job in under_way}
        for each in ids:
            if each not in known:
                mark_message.defer(message=each)


def _have_joined(message: Message) -> None:
    """Only departures with bookings: most carriers send none. One job at a time for each departure."""
    for leg in _legs_of(message):
        join_flight.configure(lock=f"{_JOIN} {leg}").defer(leg=str(leg))


def _legs_of(message: Message) -> Iterable[UUID]:
    """Departures on which the message named, changed or took off somebody, or has bookings."""
    spoken_of = (
        Passage.objects.filter(last_message=message).values_list("leg", flat=True),
        PassageChange.objects.filter(message=message).values_list("passage__leg", flat=True),
        Booked.objects.filter(message__in=[message.pk, message.corrects_id]).values_list("leg", flat=True),
    )
    keys = {key for rows in spoken_of for key in rows.order_by().distinct()}
    with_bookings = Booked.objects.filter(leg=OuterRef("pk"))
    return FlightLeg.objects.filter(Exists(with_bookings), pk__in=keys).values_list("public_id", flat=True)


def _for_unit(organisation: int) -> Declaration:
    return Declaration(organisation=organisation, purpose=Purpose.OPERATION.value, door=Door.SYSTEM)
