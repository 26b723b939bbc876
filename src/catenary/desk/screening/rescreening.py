"""Travellers checked again once another index is in use: flights to come at once, past ones where a law allows it."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from catenary.core.mandate.model import DeskAct, Purpose
from catenary.core.screening.publication import IndexState
from catenary.desk.intake.models import Passage
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import demand, of_desk
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.screening.checking import check_passages
from catenary.desk.screening.lists_in_use import index_in_use
from catenary.desk.screening.models import BuiltIndex, Rescreening
from catenary.desk.screening.problems import CHECKS

BATCH: Final = 500
_A_DAY: Final = timedelta(days=1)
_PURPOSES: Final = frozenset({Purpose.BORDER_CHECK, Purpose.TERRORISM, Purpose.SERIOUS_CRIME})


def ask_rescreening(*, index: BuiltIndex, now: datetime) -> Rescreening:
    """Have everybody on flights to come checked again, by a job of the same transaction."""
    return _ask(Rescreening(organisation=index.organisation, index=index, asked_at=now))


@transaction.atomic
def rescreen_past(*, actor: SignedIn) -> Rescreening:
    """Have past flights checked again too, as far as their travellers are kept and not masked, under the task's legal basis.

    Raises ProblemError with core's refusal, `checks.no_index`, `checks.basis_missing`, `checks.rescreening_runs`.
    """
    demand(of_desk(DeskAct.PUBLISH_LIST), actor)
    task, index = actor.core_task, index_in_use(actor.organisation)
    if index is None:
        raise CHECKS.problem("no_index")
    if task is None or task.purpose not in _PURPOSES:
        raise CHECKS.problem("basis_missing")
    if Rescreening.objects.filter(index=index, finished_at=None).exists():
        raise CHECKS.problem("rescreening_runs")
    new = Rescreening(
        organisation=actor.organisation,
        index=index,
        basis=task.basis,
        asked_by=actor.person,
        asked_at=actor.now,
    )
    return _ask(new)


def _ask(row: Rescreening) -> Rescreening:
    from catenary.desk.screening.tasks import rescreen  # noqa: PLC0415  jobs import what they do

    row.to_do = _passages(row).count()
    row.full_clean()
    row.save()
    enter(
        room="screening",
        act="ask_rescreening",
        record=str(row.public_id),
        params={"to_do": row.to_do, "basis": row.basis or None},
    )
    rescreen.defer(rescreening=str(row.public_id))
    return row


@transaction.atomic
def rescreen_batch(*, rescreening: UUID, now: datetime, batch: int = BATCH) -> bool:
    """Check the next travellers again; whether any are left. One that is cut off goes on where it was.

    It ends early once another index is in use, which has a re-screening of its own.
    """
    rows = Rescreening.objects.select_related("index", "organisation").select_for_update(of=("self",))
    row = rows.get(public_id=rescreening)
    if row.finished_at is not None:
        return False
    standing = row.index.state == IndexState.IN_USE
    found = list(_passages(row).filter(pk__gt=row.last).order_by("pk")[:batch]) if standing else []
    check_passages(passages=found, now=now)
    row.done += len(found)
    row.last = found[-1].pk if found else row.last
    if len(found) < batch:
        row.finished_at = now
    row.full_clean()
    row.save()
    return row.finished_at is None


def _passages(row: Rescreening) -> QuerySet[Passage]:
    """Who is to be checked again: not whose data is masked or gone."""
    kept = Passage.objects.filter(
        organisation=row.organisation, record__masked_at=None, record__erased_at=None
    )
    return kept if row.basis else kept.filter(_to_come(row.asked_at))


def _to_come(now: datetime) -> Q:
    """A flight that has not arrived; of one whose times are not known, the day tells."""
    unknown = Q(leg__departs_at=None, leg__arrives_at=None, leg__departs_on__gte=(now - _A_DAY).date())
    return Q(leg__arrives_at__gt=now) | Q(leg__arrives_at=None, leg__departs_at__gt=now - _A_DAY) | unknown
