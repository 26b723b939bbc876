"""What pages of people show: frozen views of rows, with no data of a traveller anywhere."""

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from attrs import frozen
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from catenary.core.mandate import flow
from catenary.core.mandate.flow_table import ARRANGEMENTS, Flow, State, Step
from catenary.core.mandate.model import DeskAct, Role
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.access import decision, of_desk
from catenary.desk.mandate.models import (
    AccessMatter,
    FailedAttempt,
    Invitation,
    MachineClient,
    Membership,
    Person,
)
from catenary.desk.mandate.models.people import MembershipState
from catenary.desk.mandate.people import invitation_codes
from catenary.desk.mandate.people.standing import (
    as_core,
    open_invitations,
    remote_of,
    suspended_in,
    suspension_of,
)
from catenary.desk.mandate.people.words import FLOWS, STATES
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.shell.clocks import clock
from catenary.desk.shell.parts import Colour, Tag, Told, TwoPersons
from catenary.desk.shell.sentences import sentence
from catenary.desk.shell.words import ROLES

_WATCH = frozenset({Role.DATA_PROTECTION_OFFICER, Role.OVERSIGHT})
_LIVING = (MembershipState.PROPOSED, MembershipState.ACTIVE)
_DONE_AT_ONCE = (Flow.GRANT, Flow.REINSTATEMENT, Flow.FACTOR_RESET)
"""Confirmed, they are done: nothing is open that could be ended."""
_WITH = ("organisation", "asked_by", "about_person", "machine", "decided_by", "membership")


@frozen
class PersonLine:
    """Somebody of the organisation, in a list."""

    person: Person
    roles: tuple[Membership, ...]
    standing: Tag


@frozen
class PersonPage:
    """Somebody of the organisation, on a page of their own."""

    person: Person
    roles: tuple[Membership, ...]
    suspension: AccessMatter | None
    invitation: Invitation | None
    matters: tuple[AccessMatter, ...]


def people_of(organisation: Organisation) -> tuple[PersonLine, ...]:
    """Everybody who holds, held or is to hold a role in the organisation."""
    held: defaultdict[Person, list[Membership]] = defaultdict(list)
    rows = Membership.objects.filter(organisation=organisation).select_related("person", "organisation")
    for membership in rows.order_by("person__name", "role"):
        held[membership.person].append(membership)
    now = timezone.now()
    return tuple(_line(person, tuple(roles), organisation, now) for person, roles in held.items())


def person_of(organisation: Organisation, public_id: UUID) -> PersonPage:
    """One of them. Raises Person.DoesNotExist for somebody of another organisation, as for nobody."""
    person = Person.objects.filter(memberships__organisation=organisation).distinct().get(public_id=public_id)
    now = timezone.now()
    matters = AccessMatter.objects.filter(organisation=organisation, about_person=person)
    return PersonPage(
        person=person,
        roles=tuple(
            Membership.objects.filter(organisation=organisation, person=person).order_by("role", "-id")
        ),
        suspension=suspension_of(person, organisation, now),
        invitation=_invitations(organisation).filter(person=person).first(),
        matters=tuple(matters.select_related(*_WITH)[:20]),
    )


def open_matters(here: SignedIn) -> tuple[AccessMatter, ...]:
    """Matters that wait or are in force and concern who is here, of this organisation or to be decided from afar."""
    rows = AccessMatter.objects.filter(state__in=[State.ASKED, State.IN_FORCE], lifted_by=None)
    lasting = rows.exclude(flow__in=_DONE_AT_ONCE, state=State.IN_FORCE)
    now = timezone.now()
    return tuple(
        row
        for row in lasting.select_related(*_WITH)
        if flow.on_clock(as_core(row), now).state in {State.ASKED, State.IN_FORCE} and concerns(row, here)
    )


def concerns(row: AccessMatter, here: SignedIn) -> bool:
    """Whether somebody may read a matter, whose reason tells of a person: whom it names, who is told of it, who decides or watches.

    What is not an emergency concerns those besides who see the people of the organisation.
    """
    if here.person.pk in {row.asked_by_id, row.about_person_id, row.decided_by_id} or here.roles & _WATCH:
        return True
    told = (
        flow.to_tell(as_core(row), timezone.now()) if row.organisation == here.organisation else frozenset()
    )
    if here.roles & told or steps_for(row, here):
        return True
    return (
        row.flow != Flow.BREAK_GLASS and decision(of_desk(DeskAct.SEE_PEOPLE), here, row.organisation).allowed
    )


def steps_for(row: AccessMatter, here: SignedIn) -> tuple[Step, ...]:
    """The steps that somebody may take in a matter now."""
    matter, now = as_core(row), timezone.now()
    asked_of_people = (Step.CONFIRM, Step.REFUSE, Step.WITHDRAW, Step.CLOSE, Step.REVIEW)
    return tuple(step for step in asked_of_people if flow.may_take(matter, step, here.actor, now).allowed)


def two_persons(row: AccessMatter, here: SignedIn, decide_url: str) -> TwoPersons:
    """The matter as the panel of two persons shows it."""
    matter, now = as_core(row), timezone.now()
    arrangement = ARRANGEMENTS[matter.flow]
    may = flow.may_take(matter, Step.CONFIRM, here.actor, now)
    return TwoPersons(
        what=str(what(row)),
        proposed_by=row.asked_by.name,
        proposed_at=row.asked_at,
        reason=Told(row.reason),
        meanwhile=sentence(flow.interim(matter)),
        who_may=tuple(str(ROLES[role]) for role in sorted(arrangement.seconds)),
        afar=", ".join(each.name for each in remote_of(row)),
        escalates=clock(flow.escalates_at(matter), now),
        escalates_to=", ".join(str(ROLES[role]) for role in sorted(arrangement.escalates_to)),
        decide_url=decide_url if may.allowed else "",
        why_not="" if may.refusal is None else sentence(may.refusal),
        version=row.state,
    )


def what(row: AccessMatter) -> str:
    """What a matter asks for, in words."""
    return str(FLOWS[Flow(row.flow)])


def standing(row: AccessMatter) -> Tag:
    """Where a matter stands now."""
    state = flow.on_clock(as_core(row), timezone.now()).state
    return Tag(str(STATES[state]), Colour.BLUE if state is State.ASKED else Colour.GREY)


def invitations_of(organisation: Organisation) -> tuple[Invitation, ...]:
    """Links that were sent and not used yet."""
    return tuple(_invitations(organisation))


def invitation_for(row: AccessMatter, here: SignedIn) -> Invitation | None:
    """The invitation of the person a matter is about, where who is here may make its code."""
    waiting = open_invitations().filter(organisation=row.organisation, person=row.about_person).first()
    return waiting if waiting and invitation_codes.may_make(here, waiting) else None


def machines_of(organisation: Organisation) -> tuple[MachineClient, ...]:
    """The organisation's programs, those that ended too."""
    return tuple(MachineClient.objects.filter(organisation=organisation).select_related("made_by"))


def matters_of(client: MachineClient) -> tuple[AccessMatter, ...]:
    """The matters in which two persons decided about a program."""
    return tuple(AccessMatter.objects.filter(machine=client).select_related(*_WITH))


def recent_attempts(limit: int = 500) -> tuple[FailedAttempt, ...]:
    """Failed attempts at the accounts of one's own organisation, and at addresses that nobody has; newest first."""
    return tuple(FailedAttempt.objects.select_related("person")[:limit])


def _invitations(organisation: Organisation) -> QuerySet[Invitation]:
    return open_invitations().filter(organisation=organisation).select_related("invited_by", "code_by")


def _line(
    person: Person, roles: tuple[Membership, ...], organisation: Organisation, now: datetime
) -> PersonLine:
    living = tuple(role for role in roles if role.state in _LIVING)
    if organisation.pk in suspended_in(person, now):
        tag = Tag(_("suspended"), Colour.RED)
    elif not person.has_usable_password():
        tag = Tag(_("invited"), Colour.BLUE)
    elif living:
        tag = Tag(_("active"), Colour.GREEN)
    else:
        tag = Tag(_("no role any more"))
    return PersonLine(person, living, tag)
