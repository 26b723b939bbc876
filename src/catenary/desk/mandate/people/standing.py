"""Where matters of two persons and invitations stand now: the rows of access as the rules of core know them."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from catenary.core.mandate import flow
from catenary.core.mandate.flow_table import Flow, State
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import AccessMatter, Invitation, Person
from catenary.desk.mandate.models.people import MembershipState

_LIVING = (State.ASKED, State.IN_FORCE)


def as_core(row: AccessMatter) -> flow.Matter:
    """The matter as core decides about it; ids are public ones."""
    return flow.Matter(
        flow=Flow(row.flow),
        organisation=str(row.organisation.public_id),
        about=about(row),
        asked_by=str(row.asked_by.public_id),
        asked_at=row.asked_at,
        remote=frozenset(str(each.public_id) for each in remote_of(row)),
        lasts=row.lasts,
        state=State(row.state),
        decided_by=str(row.decided_by.public_id) if row.decided_by else None,
        decided_at=row.decided_at,
        until=row.until,
        asked_again=row.asked_again,
    )


def about(row: AccessMatter) -> str:
    """Whom or what it is about: a person, a machine client, or a class of data."""
    if row.about_person is not None:
        return str(row.about_person.public_id)
    return str(row.machine.public_id) if row.machine is not None else row.data_class


def remote_of(row: AccessMatter) -> Iterable[Organisation]:
    """The organisations whose approvers may decide from afar."""
    return Organisation.objects.filter(pk__in=row.remote) if row.remote else ()


def suspended_in(person: Person, now: datetime) -> frozenset[int]:
    """The rows of the organisations where the person is suspended now."""
    suspensions = AccessMatter.objects.filter(
        flow=Flow.SUSPENSION, about_person=person, state__in=_LIVING, lifted_by=None
    ).select_related("organisation", "asked_by", "about_person", "decided_by")
    return frozenset(row.organisation_id for row in suspensions if flow.is_in_force(as_core(row), now))


def suspension_of(person: Person, organisation: Organisation, now: datetime) -> AccessMatter | None:
    """The suspension that holds now for a person in an organisation."""
    rows = AccessMatter.objects.filter(
        flow=Flow.SUSPENSION,
        about_person=person,
        organisation=organisation,
        state__in=_LIVING,
        lifted_by=None,
    ).select_related("organisation", "asked_by", "about_person", "decided_by")
    return next((row for row in rows if flow.is_in_force(as_core(row), now)), None)


def open_emergencies(person: Person, organisation: Organisation, now: datetime) -> tuple[AccessMatter, ...]:
    """The emergency accesses of a person that are open now; the time decides, whether or not a job has run."""
    return tuple(
        AccessMatter.objects.filter(
            until__gt=now,
            flow=Flow.BREAK_GLASS,
            state=State.IN_FORCE,
            asked_by=person,
            organisation=organisation,
        ).select_related("organisation", "asked_by", "decided_by")
    )


def open_invitations() -> QuerySet[Invitation]:
    """Invitations that can be used now: not used yet, not withdrawn, not over."""
    return Invitation.objects.select_related("person", "organisation").filter(
        accepted_at=None, withdrawn_at=None, expires_at__gt=timezone.now()
    )


def belongs_elsewhere(person: Person, organisation: Organisation) -> bool:
    """Whether somebody holds, or is to hold, a role in another organisation too."""
    with acting(Declaration(door=Door.SIGN_IN)):
        elsewhere = person.memberships.exclude(organisation=organisation)
        return elsewhere.filter(state__in=[MembershipState.PROPOSED, MembershipState.ACTIVE]).exists()
