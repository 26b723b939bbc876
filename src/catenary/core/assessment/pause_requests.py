"""A State asks that a clock stand still; the body grants it, for the State's reason, or declines with a reason of its own."""

from datetime import datetime
from enum import StrEnum
from typing import Final

from attrs import evolve, frozen

from catenary.core.assessment import visit_flow as flow
from catenary.core.assessment.clocks import ClockKind
from catenary.core.assessment.visit_flow import Course
from catenary.core.assessment.visit_problems import VISITS
from catenary.core.assessment.visit_words import Side
from catenary.core.mandate.model import Actor, Role

ASKERS: Final = frozenset({Role.FOCAL_POINT})
"""Who asks, for the State."""


class Outcome(StrEnum):
    """What became of a request."""

    OPEN = "open"
    GRANTED = "granted"
    DECLINED = "declined"


@frozen
class PauseRequest:
    """That a clock of a visit was asked to stand still, and why; of one that was declined, why not."""

    clock: ClockKind
    reason: str
    outcome: Outcome = Outcome.OPEN
    answer: str = ""


def ask(
    course: Course, kind: ClockKind, actor: Actor, sides: frozenset[Side], reason: str, *, is_asked: bool
) -> PauseRequest:
    """A request, while the clock runs and no other request for it is open (`is_asked`).

    Raises ProblemError `visits.step_not_yours`, `visits.visit_still`, `visits.no_such_clock`, `visits.clock_paused`,
    `visits.pause_asked`, `visits.reason_missing`.
    """
    if Side.STATE not in sides or not actor.roles & ASKERS:
        raise VISITS.problem("step_not_yours", act="ask_pause")
    if flow.demand_running(course, kind).is_paused:
        raise VISITS.problem("clock_paused", clock=kind.value)
    if is_asked:
        raise VISITS.problem("pause_asked", clock=kind.value)
    _demand_reason(reason)
    return PauseRequest(kind, reason)


def grant(
    course: Course, request: PauseRequest, actor: Actor, sides: frozenset[Side], now: datetime
) -> tuple[Course, PauseRequest]:
    """The visit with the clock standing still for the State's reason. Raises as `visit_flow.pause` does, and `visits.pause_answered`."""
    _demand_open(request)
    still = flow.pause(course, request.clock, actor, sides, now, request.reason)
    return still, evolve(request, outcome=Outcome.GRANTED)


def decline(
    course: Course, request: PauseRequest, actor: Actor, sides: frozenset[Side], answer: str
) -> PauseRequest:
    """The request declined, and why; the clock runs on. Raises as `grant` does, and ProblemError `visits.reason_missing`."""
    _demand_open(request)
    flow.demand_pauser(actor, sides)
    flow.demand_running(course, request.clock)
    _demand_reason(answer)
    return evolve(request, outcome=Outcome.DECLINED, answer=answer)


def _demand_open(request: PauseRequest) -> None:
    if request.outcome is not Outcome.OPEN:
        raise VISITS.problem("pause_answered", clock=request.clock.value)


def _demand_reason(words: str) -> None:
    if not words.strip():
        raise VISITS.problem("reason_missing")
