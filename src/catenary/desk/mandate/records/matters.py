"""What two persons decide about a record or its times: asking, deciding, and what follows."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from uuid import UUID

from attrs import evolve
from django.db import transaction

from catenary.core.mandate import flow as two_persons
from catenary.core.mandate.flow_table import Flow, State, Step
from catenary.core.mandate.model import Act, Actor
from catenary.core.mandate.problems import MANDATE
from catenary.desk.directory.models import Organisation
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.models import HeldRecord, RecordMatter
from catenary.desk.mandate.people.matters import neighbours
from catenary.desk.mandate.people.problems import PEOPLE
from catenary.desk.mandate.records.access import demand
from catenary.desk.mandate.records.notices import tell
from catenary.desk.mandate.records.services import locked
from catenary.desk.mandate.retention.clocks import set_dates
from catenary.desk.mandate.retention.tables import table_for
from catenary.desk.mandate.signed_in import SignedIn

_ACT = {
    Flow.UNMASKING: Act.ASK_UNMASKING,
    Flow.HOLD: Act.HOLD,
    Flow.LIFTING: Act.HOLD,
    Flow.ERASURE: Act.ERASE,
}
_OPEN = (State.ASKED, State.IN_FORCE)
_OTHERS_ROWS = ("organisation", "record", "asked_by", "decided_by", "reviewed_by", "ends")
"""Rows that who decides from afar may not see, and need not: the database keeps them whole."""


def by_rows(here: SignedIn) -> Actor:
    """Who acts, by the ids of rows: a matter of another organisation tells no more of the people in it."""
    watched = Organisation.objects.filter(public_id__in=here.supervises).values_list("pk", flat=True)
    return evolve(
        here.actor,
        person=str(here.person.pk),
        organisation=str(here.organisation.pk),
        supervises=frozenset(map(str, watched)),
    )


@transaction.atomic
def ask_unmasking(
    *,
    actor: SignedIn,
    record: UUID,
    reason: str,
    remote: Iterable[Organisation] = (),
    lasts: timedelta | None = None,
) -> RecordMatter:
    """Ask that a masked record be opened to oneself for a time; a second authority decides.

    Raises ProblemError with core's refusals, `mandate.not_masked`, `mandate.asked_already`, `mandate.record_erased`.
    """
    row = locked(record)
    if not row.masked:
        raise MANDATE.problem("not_masked")
    mine = RecordMatter.objects.filter(
        flow=Flow.UNMASKING, record=row, asked_by=actor.person, state__in=_OPEN
    )
    if any(_still_open(each, actor) for each in mine):
        raise MANDATE.problem("asked_already")
    return _ask(actor, Flow.UNMASKING, row, reason=reason, remote=remote, lasts=lasts)


@transaction.atomic
def ask_hold(
    *, actor: SignedIn, record: UUID, reason: str, remote: Iterable[Organisation] = ()
) -> RecordMatter:
    """Keep a record beyond its time from now on; it falls unless a second person confirms it.

    Where nobody approved it before, it is kept only once a second person confirms. Raises ProblemError with core's refusals,
    `mandate.held_already`, `mandate.asked_already`, `mandate.record_erased`.
    """
    row = locked(record)
    if row.held:
        raise MANDATE.problem("held_already")
    if any(_still_open(each, actor) for each in row.matters.filter(flow=Flow.HOLD, state=State.ASKED)):
        raise MANDATE.problem("asked_already")
    matter = _ask(actor, Flow.HOLD, row, reason=reason, remote=remote)
    row.held = two_persons.is_in_force(matter.as_core(), actor.now)
    set_dates(row, table_for(row.organisation))
    row.save()
    return matter


@transaction.atomic
def ask_lifting(
    *, actor: SignedIn, record: UUID, reason: str, remote: Iterable[Organisation] = ()
) -> RecordMatter:
    """Ask that the hold on a record end; until a second person confirms, it stands.

    Raises ProblemError with core's refusals, `mandate.not_held`, `mandate.asked_already`.
    """
    row = locked(record)
    holds = row.matters.filter(flow=Flow.HOLD, state__in=_OPEN)
    held = holds.exclude(endings__state=State.IN_FORCE).first()
    if held is None:
        raise MANDATE.problem("not_held")
    if any(_still_open(each, actor) for each in held.endings.filter(state__in=_OPEN)):
        raise MANDATE.problem("asked_already")
    return _ask(actor, Flow.LIFTING, row, reason=reason, remote=remote, ends=held)


@transaction.atomic
def ask_erasure(
    *, actor: SignedIn, record: UUID, reason: str, remote: Iterable[Organisation] = ()
) -> RecordMatter:
    """Ask that a record be erased before its time; until a second person confirms, it is not.

    Where a granted request names the record, `services.order_erasure` needs nobody else. Raises ProblemError with core's
    refusals, `mandate.erasure_ordered`, `mandate.asked_already`, `mandate.record_erased`.
    """
    row = locked(record)
    if row.ordered_at is not None:
        raise MANDATE.problem("erasure_ordered")
    if any(_still_open(each, actor) for each in row.matters.filter(flow=Flow.ERASURE, state=State.ASKED)):
        raise MANDATE.problem("asked_already")
    return _ask(actor, Flow.ERASURE, row, reason=reason, remote=remote)


def would_wait(actor: SignedIn, flow: Flow, record: HeldRecord) -> bool:
    """Whether asking for this now would have no effect before the second person confirms, since nobody approved it before."""
    return two_persons.is_asked_again(flow, _earlier(actor, flow, str(record.public_id)), actor.now)


def _earlier(actor: SignedIn, flow: Flow, about: str) -> Iterator[two_persons.Matter]:
    rows = RecordMatter.objects.filter(flow=flow, about=about, organisation=actor.organisation)
    return (row.as_core() for row in rows)


def _still_open(matter: RecordMatter, actor: SignedIn) -> bool:
    return two_persons.on_clock(matter.as_core(), actor.now).state in _OPEN


def _ask(
    actor: SignedIn,
    flow: Flow,
    row: HeldRecord,
    *,
    reason: str,
    remote: Iterable[Organisation],
    lasts: timedelta | None = None,
    ends: RecordMatter | None = None,
) -> RecordMatter:
    demand(actor, _ACT[flow], row)
    return begin(
        actor=actor,
        flow=flow,
        about=str(row.public_id),
        reason=reason,
        remote=remote,
        lasts=lasts,
        record=row,
        ends=ends,
    )


@transaction.atomic
def begin(
    *,
    actor: SignedIn,
    flow: Flow,
    about: str,
    reason: str,
    remote: Iterable[Organisation] = (),
    lasts: timedelta | None = None,
    record: HeldRecord | None = None,
    ends: RecordMatter | None = None,
    proposal: Mapping[str, str] | None = None,
) -> RecordMatter:
    """Write a matter that core lets the person ask for, and enter it. Raises ProblemError as core's `ask` does."""
    afar = [each.pk for each in remote]
    if not set(afar) <= {each.pk for each in neighbours(actor.organisation)}:
        raise PEOPLE.problem("remote_unknown")
    asked = two_persons.ask(
        flow,
        by_rows(actor),
        about,
        actor.now,
        reason=reason,
        remote=map(str, afar),
        lasts=lasts,
        earlier=_earlier(actor, flow, about),
    )
    matter = RecordMatter(
        flow=flow,
        organisation=actor.organisation,
        record=record,
        about=about,
        ends=ends,
        proposal=dict(proposal or {}),
        remote=afar,
        asked_by=actor.person,
        asked_at=asked.asked_at,
        reason=reason,
        lasts=lasts,
        asked_again=asked.asked_again,
    )
    matter.full_clean()
    matter.save(force_insert=True)
    _enter(matter, f"ask_{flow.value}", reason)
    tell(matter, actor.now)
    return matter


@transaction.atomic
def take_step(*, actor: SignedIn, matter: UUID, step: Step, reason: str = "") -> RecordMatter:
    """Confirm, refuse, withdraw, close or review a matter; what follows for the record is done by a job at once.

    Raises RecordMatter.DoesNotExist for one that is not seen, ProblemError as core's `take` does.
    """
    row = RecordMatter.objects.select_for_update(of=("self",)).get(public_id=matter)
    moved = two_persons.take(row.as_core(), step, by_rows(actor), actor.now, reason=reason)
    row.state, row.until = moved.state, moved.until
    if step in {Step.CONFIRM, Step.REFUSE}:
        row.decided_by, row.decided_at, row.decision = actor.person, moved.decided_at, reason
    if step is Step.REVIEW:
        row.reviewed_by, row.review = actor.person, reason
    row.full_clean(exclude=_OTHERS_ROWS)
    row.save()
    _enter(row, f"{step.value}_{row.flow}", reason)
    tell(row, actor.now)
    follow_up(row)
    return row


def follow_up(matter: RecordMatter) -> None:
    """Have the jobs draw the consequences, in the same transaction as the decision."""
    from catenary.desk.mandate.tasks_jobs.matters import settle_matter  # noqa: PLC0415  jobs call this module

    settle_matter.defer(matter=matter.pk)


def _enter(matter: RecordMatter, act: str, reason: str) -> None:
    """A record of another organisation goes by what the matter says of it."""
    record = matter.about if matter.record_id else ""
    enter(room="mandate", act=act, record=record, reason=reason, params={"matter": str(matter.public_id)})
