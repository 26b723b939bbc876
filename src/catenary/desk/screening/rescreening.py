"""Travellers checked again once another index is in use: flights to come at once, past ones where a law allows it.

Where the index was built upon the one before, only those are checked whole whom a change may concern; of everybody else the
check before stands, and says what checking them whole would say (docs/decisions/0007-what-a-change-of-lists-reaches.md).
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from attrs import frozen
from django.db import transaction
from django.db.models import Q, QuerySet

from catenary.core.mandate.model import DeskAct
from catenary.core.screening.publication import ChangeOf, IndexState
from catenary.desk.directory.models import Organisation
from catenary.desk.intake.models import Passage
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import demand, of_desk
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.screening.changed import standing_of
from catenary.desk.screening.checking import check_passages
from catenary.desk.screening.concerned import Row, concerned, rows_of, with_other_documents
from catenary.desk.screening.following import since_when
from catenary.desk.screening.grounds import ground
from catenary.desk.screening.lists_in_use import index_in_use
from catenary.desk.screening.models import BuiltIndex, Rescreening
from catenary.desk.screening.past_flights import PURPOSES, basis_in_force
from catenary.desk.screening.problems import CHECKS
from catenary.desk.screening.registers import state_of_register

BATCH: Final = 500
LOOKED_AT: Final = 20_000
"""Travellers looked at in one transaction, where only those are checked whom a change may concern, a batch of them at most."""
_A_DAY: Final = timedelta(days=1)


def ask_rescreening(*, index: BuiltIndex, now: datetime) -> Rescreening:
    """Have everybody on flights to come checked again, by a job of the same transaction.

    Past flights too, as far as their travellers are kept and not masked, where the organisation has said on which law.
    """
    basis = basis_in_force(index.organisation)
    row = Rescreening(
        organisation=index.organisation,
        index=index,
        since=since_when(index, past=bool(basis)),
        basis=basis,
        asked_at=now,
    )
    return _ask(row)


def ask_everybody(*, actor: SignedIn, index: BuiltIndex) -> Rescreening:
    """Have everybody checked whole, as where what is asked of a candidate is no longer what it was."""
    row = Rescreening(
        organisation=index.organisation,
        index=index,
        basis=basis_in_force(index.organisation),
        asked_by=actor.person,
        asked_at=actor.now,
    )
    return _ask(row)


@transaction.atomic
def ask_for_documents(*, organisation: Organisation, now: datetime) -> Rescreening | None:
    """Have documents looked up again where the register is no longer what it was; None where it is, or where there is none."""
    state = state_of_register()
    asked = Rescreening.objects.filter(organisation=organisation, of=ChangeOf.DOCUMENTS)
    if not state or asked.values_list("register", flat=True).first() == state:
        return None
    row = Rescreening(
        organisation=organisation,
        of=ChangeOf.DOCUMENTS,
        index=index_in_use(organisation),
        basis=basis_in_force(organisation),
        register=state,
        asked_at=now,
    )
    return _ask(row)


@transaction.atomic
def rescreen_past(*, actor: SignedIn) -> Rescreening:
    """Have past flights checked again too, as far as their travellers are kept and not masked, under the task's legal basis.

    Raises ProblemError with core's refusal, `checks.no_index`, `checks.basis_missing`, `checks.rescreening_runs`.
    """
    demand(of_desk(DeskAct.PUBLISH_LIST), actor)
    task, index = actor.core_task, index_in_use(actor.organisation)
    if index is None:
        raise CHECKS.problem("no_index")
    if task is None or task.purpose not in PURPOSES:
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
        params={"to_do": row.to_do, "basis": row.basis or None, "of": str(row.of)},
    )
    rescreen.defer(rescreening=str(row.public_id))
    return row


@transaction.atomic
def rescreen_batch(*, rescreening: UUID, now: datetime, batch: int | None = None) -> bool:
    """Look at the next travellers again; whether any are left. One that is cut off goes on where it was.

    It ends early once another index is in use, which has a re-screening of its own.
    """
    rows = Rescreening.objects.select_related("index", "since", "organisation")
    row = rows.select_for_update(of=("self",)).get(public_id=rescreening)
    if row.finished_at is not None:
        return False
    if _is_overtaken(row):
        return _end(row, now)
    looked = _look(row, now, batch)
    row.done += looked.count
    row.reached += looked.reached
    row.last = looked.last
    if not looked.is_all:
        row.full_clean()
        row.save()
        return True
    row.completed = True
    return _end(row, now)


@frozen
class _Looked:
    """What came of looking at the next travellers."""

    count: int
    reached: int
    last: int
    is_all: bool


def _look(row: Rescreening, now: datetime, batch: int | None) -> _Looked:
    most = batch or LOOKED_AT
    if row.of == ChangeOf.DOCUMENTS:
        rows = rows_of(_passages(row), row.last, most)
        return _check_found(row, rows, with_other_documents(rows, ground(row.organisation, now)), now, most)
    standing = standing_of(row, now)
    if standing is None:
        return _check_whole(row, now, batch or BATCH)
    rows = rows_of(_passages(row), row.last, most)
    return _check_found(row, rows, concerned(rows, standing), now, most)


def _check_found(
    row: Rescreening, rows: Sequence[Row], found: Sequence[int], now: datetime, most: int
) -> _Looked:
    """Only so many are checked in one transaction that judges and carriers do not wait long; the others are looked at next."""
    some = found[:BATCH]
    check_passages(passages=Passage.objects.filter(pk__in=some), now=now)
    if len(found) > len(some):
        last = some[-1]
        return _Looked(sum(each.passage <= last for each in rows), len(some), last, is_all=False)
    last = rows[-1].passage if rows else row.last
    return _Looked(len(rows), len(found), last, len(rows) < most)


def _check_whole(row: Rescreening, now: datetime, most: int) -> _Looked:
    found = list(_passages(row).filter(pk__gt=row.last).order_by("pk")[:most])
    check_passages(passages=found, now=now)
    return _Looked(len(found), len(found), found[-1].pk if found else row.last, len(found) < most)


def _is_overtaken(row: Rescreening) -> bool:
    if row.of == ChangeOf.DOCUMENTS:
        return False
    return row.index is None or row.index.state != IndexState.IN_USE


def _end(row: Rescreening, now: datetime) -> bool:
    row.finished_at = now
    row.full_clean()
    row.save()
    enter(
        room="screening",
        act="end_rescreening",
        record=str(row.public_id),
        params={"done": row.done, "reached": row.reached, "completed": row.completed},
    )
    return False


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
