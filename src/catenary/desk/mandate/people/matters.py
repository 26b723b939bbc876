"""Matters of two persons in rows: asked, decided, moved by the clock; and what each decision does."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from catenary.core.mandate import flow
from catenary.core.mandate.flow_table import Flow, State, Step
from catenary.desk.directory.models import Organisation
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import AccessMatter, Membership, Person
from catenary.desk.mandate.models.people import MembershipState
from catenary.desk.mandate.people.problems import PEOPLE
from catenary.desk.mandate.people.signing_out import remove_factors
from catenary.desk.mandate.people.standing import about, as_core, belongs_elsewhere
from catenary.desk.mandate.people.telling import tell
from catenary.desk.mandate.signed_in import SignedIn

_LIVING = (State.ASKED, State.IN_FORCE)
_WITH = ("organisation", "asked_by", "about_person", "machine", "decided_by", "membership")


@transaction.atomic
def ask(
    *, actor: SignedIn, row: AccessMatter, reason: str, remote: Iterable[Organisation] = ()
) -> AccessMatter:
    """Ask for a matter whose row says what it is about. Raises ProblemError as `core.mandate.flow.ask` does."""
    afar = list(remote)
    if not {each.pk for each in afar} <= {each.pk for each in neighbours(actor.organisation)}:
        raise PEOPLE.problem("remote_unknown")
    asked = flow.ask(
        Flow(row.flow),
        actor.actor,
        about(row),
        timezone.now(),
        reason=reason,
        remote=[str(each.public_id) for each in afar],
        lasts=row.lasts,
        earlier=_earlier(row, actor.organisation),
    )
    row.organisation, row.asked_by = actor.organisation, actor.person
    row.asked_at, row.reason, row.asked_again = asked.asked_at, reason.strip(), asked.asked_again
    row.remote = [each.pk for each in afar]
    row.full_clean()
    row.save()
    _enter(row, "asked", reason)
    tell(row)
    return row


@transaction.atomic
def decide(*, actor: SignedIn, matter: UUID, step: Step, reason: str = "") -> AccessMatter:
    """Take a step: confirm, refuse, withdraw, close or review. Raises ProblemError as `core.mandate.flow.take` does."""
    row = load(matter)
    moved = flow.take(as_core(row), step, actor.actor, timezone.now(), reason=reason)
    row.state, row.until = moved.state, moved.until
    if step in {Step.CONFIRM, Step.REFUSE}:
        row.decided_by, row.decided_at = actor.person, moved.decided_at
    _EFFECTS.get((Flow(row.flow), moved.state), _nothing)(row)
    if reason.strip():
        row.decision_reason = reason.strip()
    row.full_clean(exclude=_WITH)  # rows of others, which who acts here may not see, and need not
    row.save()
    _enter(row, _PAST[step], reason)
    tell(row)
    return row


def load(matter: UUID) -> AccessMatter:
    """The matter, locked until the transaction ends. Raises AccessMatter.DoesNotExist where it may not be known of."""
    return AccessMatter.objects.select_for_update(of=("self",)).select_related(*_WITH).get(public_id=matter)


def is_asked(kind: Flow, person: Person, organisation: Organisation, now: datetime) -> bool:
    """Whether such a matter about a person waits for its second person now."""
    asked = AccessMatter.objects.select_related(*_WITH).filter(
        flow=kind, about_person=person, organisation=organisation, state=State.ASKED
    )
    return any(flow.on_clock(as_core(row), now).state is State.ASKED for row in asked)


def would_wait(row: AccessMatter, organisation: Organisation, now: datetime) -> bool:
    """Whether asking for this now would have no effect before the second person confirms, since nobody approved it before."""
    return flow.is_asked_again(Flow(row.flow), _earlier(row, organisation), now)


def on_clock(now: datetime) -> int:
    """Write down what time has done: matters that fell or ended, and those that wake somebody. For the workers' job.

    Nothing waits for it: every decision looks at the time itself. Gives how many rows moved.
    """
    with acting(Declaration(door=Door.SYSTEM)):
        rows = list(
            AccessMatter.objects.select_for_update(of=("self",), skip_locked=True)
            .select_related(*_WITH)
            .filter(state__in=_LIVING)
        )
        return sum(_moved(row, now) for row in rows)


def neighbours(organisation: Organisation) -> tuple[Organisation, ...]:
    """The organisations that can be asked to decide from afar: the one above, those beside it, and those below."""
    near = Organisation.objects.filter(closed_at=None).exclude(pk=organisation.pk)
    family = near.filter(parent=organisation)
    if organisation.parent_id is not None:
        family = (
            family | near.filter(pk=organisation.parent_id) | near.filter(parent_id=organisation.parent_id)
        )
    return tuple(family.distinct())


def _earlier(row: AccessMatter, organisation: Organisation) -> Iterator[flow.Matter]:
    rows = AccessMatter.objects.select_related(*_WITH).filter(
        flow=row.flow,
        organisation=organisation,
        about_person=row.about_person,
        machine=row.machine,
        data_class=row.data_class,
    )
    return (as_core(each) for each in rows)


def _moved(row: AccessMatter, now: datetime) -> bool:
    before = as_core(row)
    standing = flow.on_clock(before, now)
    woken = standing.state is State.ASKED and now >= flow.escalates_at(before) and row.escalated_at is None
    if standing.state is before.state and not woken:
        return False
    _EFFECTS.get((Flow(row.flow), standing.state), _nothing)(row)
    row.state = standing.state
    row.escalated_at = now if woken else row.escalated_at
    row.save(update_fields=["state", "escalated_at"])
    with acting(Declaration(organisation=row.organisation_id, door=Door.SYSTEM)):
        _enter(row, "escalated" if woken else standing.state.value, "")
        tell(row)
    return True


def _enter(row: AccessMatter, act: str, reason: str) -> None:
    params = {"about": row.data_class or None, "role": row.membership.role if row.membership else None}
    params["organisation"] = str(row.organisation.public_id)
    told = {name: value for name, value in params.items() if value is not None}
    enter(room="mandate", act=f"{row.flow}_{act}", record=str(row.public_id), reason=reason, params=told)


def _nothing(row: AccessMatter) -> None:
    """Most decisions are the row alone: who asks looks at it and at the time."""


def _membership_becomes(state: MembershipState) -> Callable[[AccessMatter], None]:
    def change(row: AccessMatter) -> None:
        if row.membership is not None:
            Membership.objects.filter(pk=row.membership.pk, state=MembershipState.PROPOSED).update(
                state=state, decided_at=timezone.now(), decided_by=row.decided_by
            )

    return change


def _lift(row: AccessMatter) -> None:
    AccessMatter.objects.filter(
        flow=Flow.SUSPENSION,
        about_person=row.about_person,
        organisation=row.organisation,
        lifted_by=None,
    ).update(lifted_by=row)


def _remove_factors(row: AccessMatter) -> None:
    """Asked again here whether the account is the organisation's alone: days may have passed."""
    assert row.about_person is not None
    if belongs_elsewhere(row.about_person, row.organisation):
        raise PEOPLE.problem("belongs_elsewhere")
    remove_factors(row.about_person)


_EFFECTS: Mapping[tuple[Flow, State], Callable[[AccessMatter], None]] = MappingProxyType(
    {
        (Flow.GRANT, State.IN_FORCE): _membership_becomes(MembershipState.ACTIVE),
        (Flow.GRANT, State.REFUSED): _membership_becomes(MembershipState.REFUSED),
        (Flow.GRANT, State.WITHDRAWN): _membership_becomes(MembershipState.REFUSED),
        (Flow.GRANT, State.LAPSED): _membership_becomes(MembershipState.EXPIRED),
        (Flow.REINSTATEMENT, State.IN_FORCE): _lift,
        (Flow.FACTOR_RESET, State.IN_FORCE): _remove_factors,
    }
)
_PAST = {
    Step.CONFIRM: "confirmed",
    Step.REFUSE: "refused",
    Step.WITHDRAW: "withdrawn",
    Step.CLOSE: "closed",
    Step.REVIEW: "reviewed",
}
