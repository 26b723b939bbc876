"""The threshold of a list: measured, then proposed by one person, and put into force by another, or refused."""

from uuid import UUID

from django.db import transaction

from catenary.basis.findings import ProblemError
from catenary.core.screening.list_thresholds import refusal
from catenary.core.screening.publication import PublicationState
from catenary.core.screening.threshold_problems import THRESHOLDS
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import demand
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.screening.lists import LOAD, PUBLISH, open_list_for_change, require_reason
from catenary.desk.screening.lists_in_use import index_in_use
from catenary.desk.screening.models import Measurement, Threshold, WatchList
from catenary.desk.screening.rescreening import ask_everybody
from catenary.desk.screening.thresholds.measuring import told_by


@transaction.atomic
def ask_measurement(*, actor: SignedIn, watch_list: UUID) -> Measurement:
    """Have a job count what thresholds of the list would mean. Raises ProblemError with core's refusal, `editions.list_closed`."""
    from catenary.desk.screening.tasks import measure_thresholds  # noqa: PLC0415  jobs import what they do

    demand(LOAD, actor)
    row = Measurement(
        organisation=actor.organisation,
        list=open_list_for_change(watch_list),
        asked_by=actor.person,
        asked_at=actor.now,
    )
    row.full_clean()
    row.save()
    enter(room="screening", act="ask_measurement", record=str(row.public_id), params={"list": row.list.code})
    measure_thresholds.defer(measurement=str(row.public_id))
    return row


@transaction.atomic
def propose(*, actor: SignedIn, watch_list: UUID, shift: int, reason: str) -> Threshold:
    """Propose a threshold with what was measured for it; it counts once a second person has put it into force.

    Raises ProblemError with core's refusals (`list_thresholds.refusal`), `thresholds.waits_already`, `editions.reason_missing`,
    `editions.list_closed`.
    """
    demand(LOAD, actor)
    listed = open_list_for_change(watch_list)
    require_reason(reason)
    measured = newest_measurement(listed)
    _demand_sound(actor, listed, shift, measured)
    if Threshold.objects.filter(list=listed, state=PublicationState.LOADED).exists():
        raise THRESHOLDS.problem("waits_already")
    assert measured is not None
    row = Threshold(
        organisation=actor.organisation,
        list=listed,
        shift=shift,
        measurement=measured,
        proposed_by=actor.person,
        proposed_at=actor.now,
        reason=reason,
    )
    row.full_clean()
    row.save()
    _enter(row, "propose_threshold", reason)
    return row


@transaction.atomic
def put_in_force(*, actor: SignedIn, threshold: UUID, reason: str) -> Threshold:
    """Hold the list to the threshold from now on, and have everybody on flights to come checked by it.

    Raises ProblemError with core's refusals, `thresholds.decided_already`, `thresholds.own_proposal`, `editions.reason_missing`,
    `editions.list_closed`.
    """
    row = _waiting(actor, threshold, reason)
    listed = open_list_for_change(row.list.public_id)
    _demand_sound(actor, listed, row.shift, row.measurement)
    Threshold.objects.filter(list=listed, state=PublicationState.PUBLISHED).update(
        state=PublicationState.REPLACED
    )
    _decide(actor, row, PublicationState.PUBLISHED, reason)
    index = index_in_use(row.organisation)
    if index is not None:
        ask_everybody(actor=actor, index=index)
    _enter(row, "put_threshold_in_force", reason)
    return row


@transaction.atomic
def refuse(*, actor: SignedIn, threshold: UUID, reason: str) -> Threshold:
    """Leave the threshold as it is. Raises as `put_in_force` does, but for core's refusals of the figure."""
    row = _waiting(actor, threshold, reason)
    _decide(actor, row, PublicationState.REFUSED, reason)
    _enter(row, "refuse_threshold", reason)
    return row


def shift_in_force(watch_list: WatchList) -> int:
    """Tenths of nats asked for beyond what ships; nought where nobody has moved it."""
    found = Threshold.objects.filter(list=watch_list, state=PublicationState.PUBLISHED)
    return found.values_list("shift", flat=True).first() or 0


def newest_measurement(watch_list: WatchList) -> Measurement | None:
    """What was measured last for the list."""
    return Measurement.objects.filter(list=watch_list, measured_at__isnull=False).first()


def _demand_sound(actor: SignedIn, listed: WatchList, shift: int, measured: Measurement | None) -> None:
    why_not = refusal(shift, shift_in_force(listed), told_by(measured), actor.now)
    if why_not is not None:
        raise ProblemError(why_not)


def _waiting(actor: SignedIn, threshold: UUID, reason: str) -> Threshold:
    demand(PUBLISH, actor)
    rows = Threshold.objects.select_related("list", "organisation", "measurement")
    row = rows.select_for_update(of=("self",)).get(public_id=threshold)
    if row.state != PublicationState.LOADED:
        raise THRESHOLDS.problem("decided_already")
    if row.proposed_by_id == actor.person.pk:
        raise THRESHOLDS.problem("own_proposal")
    require_reason(reason)
    return row


def _decide(actor: SignedIn, row: Threshold, state: PublicationState, reason: str) -> None:
    row.state, row.decided_at, row.decided_by, row.decided_reason = state, actor.now, actor.person, reason
    row.full_clean()
    row.save()


def _enter(row: Threshold, act: str, reason: str) -> None:
    measured = told_by(row.measurement)
    expected = str(measured.expected(row.shift)) if measured else None
    enter(
        room="screening",
        act=act,
        record=str(row.public_id),
        reason=reason,
        params={"list": row.list.code, "shift": row.shift, "expected_per_10000": expected},
    )
