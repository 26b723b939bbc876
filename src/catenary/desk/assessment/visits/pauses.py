"""A State asks for a pause of a clock, and the body grants or declines it: kept, told to the other side, entered in the ledger."""

from typing import Final
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from catenary.core.assessment import pause_requests as rules
from catenary.core.assessment.clocks import ClockKind
from catenary.core.assessment.pause_requests import ASKERS, Outcome
from catenary.core.assessment.visit_flow import PAUSERS
from catenary.core.assessment.visit_problems import VISITS
from catenary.core.assessment.visit_words import Side
from catenary.desk.assessment.access import SEE, locked_visit, sides_of
from catenary.desk.assessment.models import PauseRequest, Visit
from catenary.desk.assessment.visits.keeping import save_row
from catenary.desk.assessment.visits.stored import clock_rows, course_of, store
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import demand
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.shell.notices.services import notify_roles

ASKED: Final = "visit_pause_asked"
ANSWERED: Final = "visit_pause_answered"


@transaction.atomic
def ask_pause(*, actor: SignedIn, visit: UUID, clock: ClockKind, reason: str) -> PauseRequest:
    """Ask the body, for the State, to let a clock stand still. Raises ProblemError as `pause_requests.ask` does."""
    demand(SEE, actor)
    row = locked_visit(visit)
    clocks = list(clock_rows(row))
    is_asked = row.pause_requests.filter(
        clock__kind=clock, clock__ended_at=None, outcome=Outcome.OPEN
    ).exists()
    asked = rules.ask(
        course_of(row, clocks), clock, actor.actor, sides_of(actor, row), reason, is_asked=is_asked
    )
    request = PauseRequest(
        clock=next(each for each in clocks if each.kind == clock and each.ended_at is None),
        visit=row,
        body_id=row.body_id,
        visited_id=row.visited_id,
        reason=asked.reason,
        asked_by=actor.person,
        asked_at=actor.now,
    )
    save_row(request)
    notify_roles(organisation=row.body, roles=PAUSERS[Side.BODY], kind=ASKED, url=_address(row))
    _enter(request, "ask_pause", reason)
    return request


@transaction.atomic
def grant_pause(*, actor: SignedIn, request: UUID) -> PauseRequest:
    """Let the clock stand still for the State's reason. Raises ProblemError as `pause_requests.grant` does."""
    asked, row = _open(actor, request)
    clocks = list(clock_rows(row))
    course = course_of(row, clocks)
    still, answered = rules.grant(course, asked.as_core(), actor.actor, sides_of(actor, row), actor.now)
    store(row, clocks, still, actor.organisation)
    _answer(actor, asked, answered)
    _enter(asked, "grant_pause", answered.answer)
    return asked


@transaction.atomic
def decline_pause(*, actor: SignedIn, request: UUID, reason: str) -> PauseRequest:
    """Let the clock run on, and say why. Raises ProblemError as `pause_requests.decline` does."""
    asked, row = _open(actor, request)
    course = course_of(row, list(clock_rows(row)))
    answered = rules.decline(course, asked.as_core(), actor.actor, sides_of(actor, row), reason)
    _answer(actor, asked, answered)
    _enter(asked, "decline_pause", answered.answer)
    return asked


def _open(actor: SignedIn, request: UUID) -> tuple[PauseRequest, Visit]:
    """The request and its visit, locked. A request ends with its clock, though another of the same kind may run by now."""
    demand(SEE, actor)
    visit = locked_visit(PauseRequest.objects.select_related("visit").get(public_id=request).visit.public_id)
    asked = PauseRequest.objects.select_related("clock", "visited", "visit").get(public_id=request)
    if asked.clock.ended_at is not None:
        raise VISITS.problem("no_such_clock", clock=asked.clock.kind)
    return asked, visit


def _answer(actor: SignedIn, request: PauseRequest, answered: rules.PauseRequest) -> None:
    request.outcome, request.answer = answered.outcome, answered.answer
    request.answered_by, request.answered_at = actor.person, actor.now
    save_row(request)
    notify_roles(organisation=request.visited, roles=ASKERS, kind=ANSWERED, url=_address(request.visit))


def _address(visit: Visit) -> str:
    return reverse("visit", args=[visit.public_id])


def _enter(request: PauseRequest, act: str, reason: str) -> None:
    visit, told = str(request.visit.public_id), {"clock": request.clock.kind}
    enter(room="assessment", act=act, record=visit, reason=reason, params={**told})
