"""Giving and ending roles: ordinary ones by the administrator, sensitive ones by two persons."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from catenary.core.mandate.flow_table import Flow
from catenary.core.mandate.model import DeskAct, Role
from catenary.core.mandate.rules import is_sensitive, may_hold
from catenary.desk.directory.models import Organisation
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import demand, of_desk
from catenary.desk.mandate.models import AccessMatter, Membership, Person
from catenary.desk.mandate.models.people import MembershipState
from catenary.desk.mandate.people import matters
from catenary.desk.mandate.people.problems import PEOPLE
from catenary.desk.mandate.people.standing import suspension_of
from catenary.desk.mandate.signed_in import SignedIn

_LIVING = (MembershipState.PROPOSED, MembershipState.ACTIVE)


@transaction.atomic
def grant(
    *, actor: SignedIn, person: Person, role: Role, reason: str, remote: Iterable[Organisation] = ()
) -> Membership:
    """Give somebody a role in the actor's organisation; a sensitive one is not held until a second person confirms it.

    Raises ProblemError: `people.own_role`, `people.role_held`, `mandate.roles_incompatible`, and those of asking a matter.
    """
    demand(of_desk(DeskAct.GRANT_ROLE), actor)
    if person == actor.person:
        raise PEOPLE.problem("own_role")
    living = roles_of(person, actor.organisation)
    if role in living:
        raise PEOPLE.problem("role_held")
    may_hold(living | {role}).demand()
    membership = _new(actor, person, role, reason)
    if is_sensitive(role):
        row = AccessMatter(flow=Flow.GRANT, about_person=person, membership=membership)
        matters.ask(actor=actor, row=row, reason=reason, remote=remote)
    else:
        enter(room="mandate", act="role_given", record=str(membership.public_id), reason=reason,
              params={"role": role.value})  # fmt: skip
    return membership


@transaction.atomic
def end(*, actor: SignedIn, membership: Membership, reason: str) -> Membership:
    """End a role at once; the sessions that acted with it end with it. Raises ProblemError `people.own_role`, `people.role_not_held`."""
    demand(of_desk(DeskAct.GRANT_ROLE), actor, membership.organisation)
    row = Membership.objects.select_for_update().get(pk=membership.pk)
    if row.person_id == actor.person.pk:
        raise PEOPLE.problem("own_role")
    if row.state != MembershipState.ACTIVE:
        raise PEOPLE.problem("role_not_held")
    row.state, row.ended_at = MembershipState.ENDED, timezone.now()
    row.full_clean()
    row.save()
    enter(
        room="mandate", act="role_ended", record=str(row.public_id), reason=reason, params={"role": row.role}
    )
    return row


@transaction.atomic
def suspend(
    *, actor: SignedIn, person: Person, reason: str, remote: Iterable[Organisation] = ()
) -> AccessMatter:
    """Suspend somebody in the actor's organisation: at once, and for good once a second person confirms.

    Where their last suspension here was refused, fell or was withdrawn, it takes effect only once confirmed, whoever asks.
    Raises ProblemError `people.already_suspended`, `people.matter_open`, and those of asking a matter.
    """
    demand(of_desk(DeskAct.SUSPEND), actor)
    _locked(person, actor.organisation)
    now = timezone.now()
    if suspension_of(person, actor.organisation, now) is not None:
        raise PEOPLE.problem("already_suspended")
    if matters.is_asked(Flow.SUSPENSION, person, actor.organisation, now):
        raise PEOPLE.problem("matter_open")
    row = AccessMatter(flow=Flow.SUSPENSION, about_person=person)
    return matters.ask(actor=actor, row=row, reason=reason, remote=remote)


def suspension_would_wait(person: Person, organisation: Organisation) -> bool:
    """Whether suspending somebody now would take effect only once a second person confirms."""
    row = AccessMatter(flow=Flow.SUSPENSION, about_person=person)
    return matters.would_wait(row, organisation, timezone.now())


@transaction.atomic
def reinstate(
    *, actor: SignedIn, person: Person, reason: str, remote: Iterable[Organisation] = ()
) -> AccessMatter:
    """Ask that a suspended person may return; until a second person confirms they stay suspended.

    Raises ProblemError `people.not_suspended`, `people.matter_open`, and those of asking a matter.
    """
    demand(of_desk(DeskAct.SUSPEND), actor)
    _locked(person, actor.organisation)
    now = timezone.now()
    if suspension_of(person, actor.organisation, now) is None:
        raise PEOPLE.problem("not_suspended")
    if matters.is_asked(Flow.REINSTATEMENT, person, actor.organisation, now):
        raise PEOPLE.problem("matter_open")
    row = AccessMatter(flow=Flow.REINSTATEMENT, about_person=person)
    return matters.ask(actor=actor, row=row, reason=reason, remote=remote)


def roles_of(person: Person, organisation: Organisation) -> frozenset[Role]:
    """The roles a person holds or is to hold in an organisation; locked until the transaction ends."""
    living = Membership.objects.select_for_update().filter(
        person=person, organisation=organisation, state__in=_LIVING
    )
    return frozenset(Role(each.role) for each in living)


def _new(actor: SignedIn, person: Person, role: Role, reason: str) -> Membership:
    sensitive = is_sensitive(role)
    decided_at: datetime | None = None if sensitive else timezone.now()
    membership = Membership(
        person=person,
        organisation=actor.organisation,
        role=role,
        state=MembershipState.PROPOSED if sensitive else MembershipState.ACTIVE,
        proposed_by=actor.person,
        decided_at=decided_at,
        reason=reason.strip(),
    )
    membership.full_clean(exclude=["person"])  # row security shows a newcomer once the row is there
    membership.save()
    return membership


def _locked(person: Person, organisation: Organisation) -> None:
    """Two people who ask the same at once are taken one after the other."""
    list(Membership.objects.select_for_update().filter(person=person, organisation=organisation))
