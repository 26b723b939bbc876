"""Taking a step of a visit: what core allows, what it does to the clocks, what is written down, who is told."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from catenary.basis.findings import Finding
from catenary.core.assessment import visit_flow as flow
from catenary.core.assessment.clocks import ClockKind
from catenary.core.assessment.visit_words import Publication, Side, Stage, VisitAct
from catenary.core.mandate.model import Role
from catenary.desk.assessment.access import SEE, locked_visit, sides_of
from catenary.desk.assessment.models import PublicationDecision, StepTaken, Visit
from catenary.desk.assessment.rating.standings import newest_run
from catenary.desk.assessment.visits.keeping import save_row
from catenary.desk.assessment.visits.stored import clock_rows, course_of, grounds_of, store
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import demand
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.shell.notices.services import notify_roles

MOVED: Final = "visit_moved"
_TOLD: Final = {
    Side.BODY: (Role.ASSESSOR, Role.REVIEWER, Role.COMMITTEE_SECRETARY),
    Side.STATE: (Role.FOCAL_POINT,),
}


@transaction.atomic
def take_step(
    *,
    actor: SignedIn,
    visit: UUID,
    act: VisitAct,
    reason: str = "",
    words: str = "",
    publication: Publication | None = None,
    sections: Sequence[str] = (),
) -> Visit:
    """Move a visit on. Comments of the State are handed in with its step, and what is published is kept as it decided.

    What is adopted is adopted with the levels that stand at that moment, or with none.

    Raises ProblemError with the first thing that speaks against it (`visit_flow.against`), Visit.DoesNotExist.
    """
    demand(SEE, actor)
    row = locked_visit(visit)
    clocks, before, sides = list(clock_rows(row)), Stage(row.stage), sides_of(actor, row)
    now = actor.now
    grounds = grounds_of(row, now, reason=reason, words=words, publication=publication, sections=sections)
    course = flow.take(course_of(row, clocks), act, actor.actor, sides, grounds)
    side = flow.STEPS[before, act].side
    store(row, clocks, course, actor.organisation)
    _consequences(row, act, actor, now)
    _decide_publication(row, act, actor, publication, sections)
    save_row(row)
    _write_down(row, act, before, side, actor, reason, words)
    _tell_other_side(row, side)
    return row


@transaction.atomic
def pause_clock(*, actor: SignedIn, visit: UUID, clock: ClockKind, reason: str) -> Visit:
    """Let a clock stand still; both sides read why. Raises ProblemError as `visit_flow.pause` does."""
    demand(SEE, actor)
    row = locked_visit(visit)
    clocks = list(clock_rows(row))
    course = flow.pause(course_of(row, clocks), clock, actor.actor, sides_of(actor, row), actor.now, reason)
    store(row, clocks, course, actor.organisation)
    _enter_clock(row, "pause_clock", clock, reason)
    return row


@transaction.atomic
def resume_clock(*, actor: SignedIn, visit: UUID, clock: ClockKind) -> Visit:
    """Let a clock run again with what was left on it. Raises ProblemError as `visit_flow.resume` does."""
    demand(SEE, actor)
    row = locked_visit(visit)
    clocks = list(clock_rows(row))
    course = flow.resume(course_of(row, clocks), clock, actor.actor, sides_of(actor, row), actor.now)
    store(row, clocks, course, actor.organisation)
    _enter_clock(row, "resume_clock", clock, "")
    return row


def open_ways(here: SignedIn, visit: Visit) -> tuple[tuple[VisitAct, tuple[Finding, ...]], ...]:
    """The steps that are for whoever is here, each with what still speaks against it; what they write themselves is not asked yet."""
    course, sides = course_of(visit, list(clock_rows(visit))), sides_of(here, visit)
    grounds = grounds_of(visit, here.now, reason="-", words="-", publication=Publication.NONE)
    return tuple(
        (act, flow.against(course, act, here.actor, sides, grounds))
        for act in flow.ways(course, here.actor, sides)
    )


def _consequences(row: Visit, act: VisitAct, actor: SignedIn, now: datetime) -> None:
    if act in {VisitAct.ASK_CONSENT, VisitAct.BEGIN_ALONE}:
        row.asked_at = now
    if act is VisitAct.SEND_FOR_ADOPTION:
        row.sent_by = actor.person
    if act is VisitAct.ADOPT:
        row.adopted_at, row.adopted_run_id = now, newest_run(row)
    if act is VisitAct.HAND_IN_SELF_SCORE:
        row.self_scores.filter(handed_in_at=None).update(handed_in_at=now)
    if act is VisitAct.HAND_IN_COMMENTS:
        row.comments.filter(sent_at=None).update(sent_at=now)


def _decide_publication(
    row: Visit, act: VisitAct, actor: SignedIn, publication: Publication | None, sections: Sequence[str]
) -> None:
    if act not in {VisitAct.DECIDE_PUBLICATION, VisitAct.LEAVE_UNPUBLISHED}:
        return
    by_default = act is VisitAct.LEAVE_UNPUBLISHED
    extent = Publication.NONE if by_default or publication is None else publication
    decided = PublicationDecision(
        visit=row,
        body_id=row.body_id,
        visited_id=row.visited_id,
        extent=extent,
        sections=sorted(sections) if extent is Publication.PARTIAL else [],
        by_default=by_default,
        decided_by=actor.person,
        decided_at=actor.now,
    )
    save_row(decided)


def _write_down(
    row: Visit, act: VisitAct, before: Stage, side: Side, actor: SignedIn, reason: str, words: str
) -> None:
    step = StepTaken(
        visit=row,
        body_id=row.body_id,
        visited_id=row.visited_id,
        act=act,
        from_stage=before,
        to_stage=row.stage,
        side=side,
        by=actor.person,
        organisation=actor.organisation,
        taken_at=actor.now,
        reason=reason,
        words=words,
    )
    save_row(step)
    told = {"step": act.value, "from": before.value, "to": row.stage}
    enter(room="assessment", act="take_step", record=str(row.public_id), reason=reason, params=told)


def _tell_other_side(row: Visit, side: Side) -> None:
    if row.body_id == row.visited_id or row.asked_at is None:
        return
    other, organisation = (Side.STATE, row.visited) if side is Side.BODY else (Side.BODY, row.body)
    notify_roles(
        organisation=organisation,
        roles=_TOLD[other],
        kind=MOVED,
        url=reverse("visit", args=[row.public_id]),
    )


def _enter_clock(row: Visit, act: str, clock: ClockKind, reason: str) -> None:
    enter(
        room="assessment",
        act=act,
        record=str(row.public_id),
        reason=reason,
        params={"clock": clock.value},
    )
