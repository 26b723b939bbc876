"""The team of a visit: proposed, invited, agreed to with a declaration of interests; conflicts decided; recusals kept.

A seat opens the visit to somebody: from the invitation on they see what it is, from their yes on they take part. Who declared
something that is a conflict takes part only once two persons decided to keep them.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Final
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from catenary.core.assessment import conflicts
from catenary.core.assessment.conflicts import Declared, Doubt
from catenary.core.assessment.visit_problems import VISITS
from catenary.core.assessment.visit_words import (
    ConflictGround,
    ConflictState,
    MemberState,
    Side,
    Stage,
    TeamTask,
)
from catenary.core.mandate.model import Actor, OrganisationKind, Role
from catenary.desk.assessment.access import (
    ANYBODY,
    SEE,
    demand_moving,
    demand_side,
    locked_visit,
    seat_of,
    stage_of,
)
from catenary.desk.assessment.models import Conflict, Interest, Member, Visit
from catenary.desk.assessment.visits.keeping import save_row
from catenary.desk.directory.models import Organisation
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import demand
from catenary.desk.mandate.acting import Declaration, acting
from catenary.desk.mandate.models import Person
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.shell.notices.services import notify, notify_roles

INVITED: Final = "visit_invited"
OBJECTED: Final = "visit_objected"
COMPOSERS: Final = frozenset({Role.REVIEWER, Role.COMMITTEE_SECRETARY})
OBJECTS_IN: Final = frozenset({Stage.COMPOSING, Stage.PREPARING})
_GONE: Final = (MemberState.DECLINED, MemberState.RECUSED, MemberState.LEFT)
_UNSETTLED: Final = (ConflictState.OPEN, ConflictState.KEEP_PROPOSED)


@transaction.atomic
def propose_member(
    *,
    actor: SignedIn,
    visit: UUID,
    task: TeamTask,
    person: UUID | None = None,
    organisation: UUID | None = None,
    areas: Iterable[str] = (),
    expertise: str = "",
) -> Member:
    """Put a colleague, or an expert whom a partner will name, on the list of a team. The State does not see it yet.

    Raises ProblemError `visits.step_not_yours`, `visits.nobody_named`, `visits.member_twice`, `visits.not_a_partner`, and as
    `demand_moving` does.
    """
    row = _composed(actor, visit)
    member = Member(
        visit=row,
        body_id=row.body_id,
        visited_id=row.visited_id,
        task=task,
        areas=sorted(areas),
        expertise=expertise,
        proposed_by=actor.person,
        proposed_at=actor.now,
    )
    if person is not None:
        member.person = Person.objects.get(public_id=person)
        member.name, member.organisation = member.person.name, actor.organisation
        if Member.objects.filter(visit=row, person=member.person).exists():
            raise VISITS.problem("member_twice")
    else:
        member.organisation = _partner(organisation)
    save_row(member)
    _enter(row, "propose_member", member)
    return member


@transaction.atomic
def invite_member(*, actor: SignedIn, member: UUID) -> Member:
    """Ask somebody to come, and to declare their interests; from now on the State sees who it is.

    Raises ProblemError `visits.step_not_yours`, `visits.invited_already`, and as `demand_moving` does.
    """
    row, visit = _member_of(actor, member)
    if row.state != MemberState.PROPOSED:
        raise VISITS.problem("invited_already")
    row.state = MemberState.INVITED
    save_row(row)
    _seat(visit)
    url = reverse("visit_member", args=[row.public_id])
    if row.person is not None:
        notify(people=[row.person], organisation=row.organisation, kind=INVITED, url=url)
    else:
        notify_roles(organisation=row.organisation, roles=[Role.PARTNER], kind=INVITED, url=url)
    _enter(visit, "invite_member", row)
    return row


@transaction.atomic
def accept_invitation(
    *,
    actor: SignedIn,
    member: UUID,
    nationalities: Sequence[str],
    past_posts: Sequence[str] = (),
    paid_work: Sequence[str] = (),
    other: str = "",
    languages: Sequence[str] = (),
) -> Member:
    """Say yes, and declare what may bear on one's judgement of the State. What is a conflict waits for a decision.

    Raises ProblemError `visits.not_invited`, `visits.nationality_missing`, `visits.member_twice`, and as `demand_moving` does.
    """
    row, visit = _invited(actor, member)
    if _is_listed_already(row, actor):
        raise VISITS.problem("member_twice")
    declared = Declared(nationalities, past_posts, paid_work, other)
    if not declared.nationalities:
        raise VISITS.problem("nationality_missing")
    row.person, row.name = actor.person, actor.person.name
    row.nationalities, row.languages = sorted(declared.nationalities), list(languages)
    row.state, row.answered_at = MemberState.ON, actor.now
    _declare(row, declared, actor)
    grounds = conflicts.found(declared, visit.visited.country)
    for ground in grounds:
        _raise(row, ground, Side.BODY, declared.other if ground is ConflictGround.DECLARED else "", actor)
    save_row(row)
    _take_seat(visit, row, actor, on=not grounds)
    _enter(visit, "accept_invitation", row, conflicts=len(grounds))
    return row


@transaction.atomic
def decline_invitation(*, actor: SignedIn, member: UUID, reason: str = "") -> Member:
    """Say no; no reason has to be given. Raises ProblemError `visits.not_invited`.

    Who is on the list already says no for their organisation: nobody is named twice. Who said no no longer sees the visit, unless
    another invitation lets them.
    """
    row, visit = _invited(actor, member)
    if not _is_listed_already(row, actor):
        row.person, row.name = row.person or actor.person, row.name or actor.person.name
    row.state, row.answered_at, row.reason = MemberState.DECLINED, actor.now, reason
    save_row(row)
    _give_up_seat(visit)
    _enter(visit, "decline_invitation", row)
    return row


@transaction.atomic
def recuse(*, actor: SignedIn, member: UUID, reason: str) -> Member:
    """Step down oneself, at any time, because of a conflict. It is listed; both sides read that it was.

    They no longer see the visit, unless another seat lets them. Raises ProblemError `visits.not_invited`, `visits.reason_missing`.
    """
    demand(SEE, actor)
    row = _locked_member(member)
    if row.person_id != actor.person.pk or row.state != MemberState.ON:
        raise VISITS.problem("not_invited")
    _require(reason)
    visit = locked_visit(row.visit.public_id)
    row.state, row.reason = MemberState.RECUSED, reason
    save_row(row)
    _give_up_seat(visit)
    _enter(visit, "recuse", row)
    return row


@transaction.atomic
def remove_member(*, actor: SignedIn, member: UUID, reason: str) -> Member:
    """Take somebody off the team, whatever the reason is but a conflict. Raises ProblemError as `invite_member` does, `visits.reason_missing`."""
    row, visit = _member_of(actor, member)
    _require(reason)
    row.state, row.reason = MemberState.LEFT, reason
    save_row(row)
    _seat(visit)
    _enter(visit, "remove_member", row)
    return row


@transaction.atomic
def object_to(*, actor: SignedIn, member: UUID, words: str) -> Conflict:
    """The State objects to somebody, while the team is composed and prepares. They stay on it until people decided.

    Raises ProblemError `visits.step_other_side`, `visits.step_not_yours`, `visits.too_late_to_object`, `visits.reason_missing`.
    """
    demand(SEE, actor)
    row = Member.objects.select_related("visit__body").get(public_id=member)
    visit = row.visit
    demand_side(actor, visit, Side.STATE, "object_to_member")
    if Role.FOCAL_POINT not in actor.roles:
        raise VISITS.problem("step_not_yours", act="object_to_member")
    if stage_of(visit) not in OBJECTS_IN or row.state in _GONE:
        raise VISITS.problem("too_late_to_object")
    _require(words)
    raised = _raise(row, ConflictGround.OBJECTION, Side.STATE, words, actor)
    url = reverse("visit_team", args=[visit.public_id])
    notify_roles(organisation=visit.body, roles=COMPOSERS, kind=OBJECTED, url=url)
    _enter(visit, "object_to_member", row)
    return raised


@transaction.atomic
def decide_conflict(*, actor: SignedIn, conflict: UUID, keep: bool, reason: str) -> Conflict:
    """Take somebody off, alone; or propose to keep them, which a second person confirms with the same words of decision.

    Raises ProblemError `visits.step_other_side`, and as `core.assessment.conflicts` does.
    """
    demand(SEE, actor)
    row = Conflict.objects.select_related("member").select_for_update(of=("self",)).get(public_id=conflict)
    visit = locked_visit(row.visit.public_id)
    demand_side(actor, visit, Side.BODY, "decide_conflict")
    act = _deed(row, keep)
    doubt = act(_as_doubt(row), actor.actor, reason)
    row.state = doubt.state
    if act is conflicts.confirm_keeping:
        row.confirmed_by, row.confirmed_at = actor.person, actor.now
    else:
        row.decided_by, row.decided_at, row.decision = actor.person, actor.now, reason
        row.confirmed_by, row.confirmed_at = None, None
    save_row(row)
    if doubt.state is ConflictState.EXCLUDED:
        Member.objects.filter(pk=row.member_id).update(state=MemberState.RECUSED, reason=reason)
    _seat(visit)
    _enter(visit, "decide_conflict", row.member, decision=doubt.state.value)
    return row


def _deed(row: Conflict, keep: bool) -> Callable[[Doubt, Actor, str], Doubt]:
    if not keep:
        return conflicts.exclude
    proposed = row.state == ConflictState.KEEP_PROPOSED
    return conflicts.confirm_keeping if proposed else conflicts.propose_keeping


def _as_doubt(row: Conflict) -> Doubt:
    """People go by their public ids, as core's actors do; colleagues of the body are known, others cannot decide here."""
    about = row.member.person if row.member.organisation_id == row.body_id else None
    decided = row.decided_by
    return Doubt(
        about=str(about.public_id) if about else "",
        state=ConflictState(row.state),
        decided_by=str(decided.public_id) if decided else "",
    )


def _composed(actor: SignedIn, visit: UUID) -> Visit:
    """The visit, for whoever composes its team now."""
    demand(SEE, actor)
    row = locked_visit(visit)
    demand_side(actor, row, Side.BODY, "compose_team")
    alone = row.body_id == row.visited_id and Role.FOCAL_POINT in actor.roles
    if not actor.roles & COMPOSERS and not alone:
        raise VISITS.problem("step_not_yours", act="compose_team")
    demand_moving(row)
    return row


def _member_of(actor: SignedIn, member: UUID) -> tuple[Member, Visit]:
    row = _locked_member(member)
    return row, _composed(actor, row.visit.public_id)


def _locked_member(member: UUID) -> Member:
    rows = Member.objects.select_related("visit", "visit__body", "organisation", "person")
    return rows.select_for_update(of=("self",)).get(public_id=member)


def _invited(actor: SignedIn, member: UUID) -> tuple[Member, Visit]:
    """A member who may answer now, and is whoever acts: named, or one of the partner that is asked."""
    demand(SEE, actor)
    row = _locked_member(member)
    is_named = row.person_id == actor.person.pk
    is_asked = (
        row.person_id is None and row.organisation_id == actor.organisation.pk and Role.PARTNER in actor.roles
    )
    if row.state != MemberState.INVITED or not (is_named or is_asked):
        raise VISITS.problem("not_invited")
    visit = locked_visit(row.visit.public_id)
    demand_moving(visit)
    return row, visit


def _is_listed_already(row: Member, actor: SignedIn) -> bool:
    """Whether whoever answers an invitation stands on the visit's list by another one, whatever became of that."""
    return Member.objects.filter(visit=row.visit_id, person=actor.person).exclude(pk=row.pk).exists()


def _partner(organisation: UUID | None) -> Organisation:
    if organisation is None:
        raise VISITS.problem("nobody_named")
    found = Organisation.objects.get(public_id=organisation)
    if found.kind != OrganisationKind.PARTNER:
        raise VISITS.problem("not_a_partner")
    return found


def _declare(row: Member, declared: Declared, actor: SignedIn) -> None:
    interest = Interest(
        member=row,
        visit_id=row.visit_id,
        body_id=row.body_id,
        person=actor.person,
        past_posts=sorted(declared.past_posts),
        paid_work=sorted(declared.paid_work),
        other=declared.other,
        declared_at=actor.now,
    )
    save_row(interest)


def _raise(row: Member, ground: ConflictGround, side: Side, words: str, actor: SignedIn) -> Conflict:
    conflict = Conflict(
        visit_id=row.visit_id,
        body_id=row.body_id,
        visited_id=row.visited_id,
        member=row,
        ground=ground,
        side=side,
        words=words,
        raised_by=actor.person,
        raised_at=actor.now,
    )
    save_row(conflict)
    return conflict


def _seat(visit: Visit) -> None:
    """Give seats as the members stand: whoever was asked, who is on without an undecided conflict of their own, who leads.

    For the body, which sees them all; experts change their own seat alone.
    """
    members = list(visit.members.exclude(state=MemberState.PROPOSED))
    doubted = set(
        visit.conflicts.filter(state__in=_UNSETTLED, side=Side.BODY).values_list("member_id", flat=True)
    )
    seats = {each.pk: f"{each.person_id or ANYBODY}/{each.organisation_id}" for each in members}
    on = [each for each in members if each.state == MemberState.ON and each.pk not in doubted]
    visit.seats_asked = sorted(
        {seats[each.pk] for each in members if each.state in {MemberState.INVITED, MemberState.ON}}
    )
    visit.seats_on = sorted(seats[each.pk] for each in on)
    visit.leader_seat = next((seats[each.pk] for each in on if each.task == TeamTask.LEADER), "")
    visit.save(update_fields=["seats_asked", "seats_on", "leader_seat"])


def _take_seat(visit: Visit, row: Member, actor: SignedIn, *, on: bool) -> None:
    seat = seat_of(actor)
    _answer_seat(visit, actor)
    if on:
        visit.seats_on = sorted({*visit.seats_on, seat})
        if row.task == TeamTask.LEADER and not visit.leader_seat:
            visit.leader_seat = seat
    visit.save(update_fields=["seats_asked", "seats_on", "leader_seat"])


def _answer_seat(visit: Visit, actor: SignedIn) -> None:
    """Whoever answered sees the visit in their own name; others of their organisation only while it is asked for somebody else."""
    partner = actor.organisation
    open_still = visit.members.filter(organisation=partner, person=None, state=MemberState.INVITED).exists()
    answered = set() if open_still else {f"{ANYBODY}/{partner.pk}"}
    visit.seats_asked = sorted({*visit.seats_asked, seat_of(actor)} - answered)


def _give_up_seat(visit: Visit) -> None:
    """Seats as the members stand, given by the body: the database lets nobody write a row that they do not see any more."""
    with acting(Declaration(organisation=visit.body_id)):
        _seat(visit)


def _require(reason: str) -> None:
    if not reason.strip():
        raise VISITS.problem("reason_missing")


def _enter(visit: Visit, act: str, member: Member, **params: str | int) -> None:
    told: dict[str, str | int | bool | None] = {
        "member": str(member.public_id),
        "task": member.task,
        **params,
    }
    enter(room="assessment", act=act, record=str(visit.public_id), params=told)
