"""Late steps told by the published rule: each rung of a clock's ladder once, to the roles it names, on the side it names."""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from catenary.core.assessment.clocks import LADDERS, OWNERS, ClockKind, Rung, reached
from catenary.core.assessment.visit_words import STILL, Side
from catenary.desk.assessment.models import VisitClock
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.shell.notices.services import notify_roles

LATE: Final = "visit_late"
SOON: Final = "visit_soon"
_EARLIEST: Final = min(rung.after for ladder in LADDERS.values() for rung in ladder)


def tell_late(*, now: datetime) -> int:
    """Tell of every rung that a clock has come to since it was last told of; for workers. Gives how many rungs were told."""
    with acting(Declaration(door=Door.SYSTEM)):
        running = VisitClock.objects.filter(ended_at=None, first_due_at__lte=now - _EARLIEST)
        waiting = list(running.exclude(visit__stage__in=STILL).values_list("pk", "body_id"))
    return sum(_tell(clock, body, now) for clock, body in waiting)


def _tell(clock: int, body: int, now: datetime) -> int:
    with acting(Declaration(organisation=body, door=Door.SYSTEM)), transaction.atomic():
        rows = VisitClock.objects.select_related("visit__body", "visit__visited").select_for_update(
            of=("self",)
        )
        row = rows.filter(Q(pk=clock), ended_at=None).first()
        if row is None:
            return 0
        rungs = reached(row.as_core(), now)[row.told :]
        for rung in rungs:
            _notify(row, rung)
        if rungs:
            row.told += len(rungs)
            row.save(update_fields=["told"])
            told: dict[str, str | int | bool | None] = {
                "clock": row.kind,
                "rung": row.told,
                "rungs": len(LADDERS[OWNERS[ClockKind(row.kind)]]),
            }
            enter(room="assessment", act="tell_late", record=str(row.visit.public_id), params=told)
        return len(rungs)


def _notify(row: VisitClock, rung: Rung) -> None:
    organisation = row.visit.body if rung.side is Side.BODY else row.visit.visited
    notify_roles(
        organisation=organisation,
        roles=rung.roles,
        kind=SOON if rung.after.total_seconds() < 0 else LATE,
        url=reverse("visit", args=[row.visit.public_id]),
    )
