"""From the plan of a visit to its follow-up: who takes which step, what it demands, which clocks it starts and ends.

What is not in `STEPS` cannot be done. Consent is the State's to give, to refuse and to take back at any time before adoption:
then everything is kept, nothing goes on, and the clocks stand still until the State agrees again. The State hears of a visit
when its consent is asked, and decides itself what of an adopted report is published.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from attrs import evolve, field, frozen

from catenary.basis.findings import Finding, ProblemError
from catenary.core.assessment import clocks
from catenary.core.assessment.clocks import Clock, ClockKind, Standing
from catenary.core.assessment.visit_demands import Demand, Grounds, unmet
from catenary.core.assessment.visit_problems import VISITS
from catenary.core.assessment.visit_words import NOT_ON_THE_SPOT, STILL, Side, Stage, VisitAct
from catenary.core.mandate.model import Actor, Role
from catenary.core.measures.model import VisitKind


def _clocks(given: Iterable[Clock]) -> tuple[Clock, ...]:
    return tuple(given)


@frozen
class Course:
    """A visit as its flow knows it: kind, stage, and every clock that ever ran on it."""

    kind: VisitKind
    stage: Stage = Stage.PLANNED
    clocks: tuple[Clock, ...] = field(default=(), converter=_clocks)
    stopped_in: Stage | None = None
    """Where it stood when consent was withdrawn."""

    def running(self, kind: ClockKind) -> Clock | None:
        """The clock of that kind that has not ended, standing still or not."""
        return next((each for each in self.clocks if each.kind is kind and each.ended_at is None), None)


@frozen
class Step:
    """Where an act leads, who takes it, what it demands, which clocks it ends and starts."""

    to: Stage | None
    """None: the visit stays where it is."""
    side: Side
    roles: frozenset[Role]
    demands: tuple[Demand, ...] = ()
    ends: tuple[ClockKind, ...] = ()
    starts: tuple[ClockKind, ...] = ()
    kinds: frozenset[VisitKind] = frozenset(VisitKind)


_TEAM: Final = frozenset({Role.ASSESSOR, Role.REVIEWER})
_LEAD: Final = frozenset({Role.REVIEWER, Role.COMMITTEE_SECRETARY})
_SECRETARY: Final = frozenset({Role.COMMITTEE_SECRETARY})
_FOCAL: Final = frozenset({Role.FOCAL_POINT})
_ALONE: Final = frozenset({VisitKind.SELF_ASSESSMENT})
_TOGETHER: Final = frozenset(VisitKind) - _ALONE
_TRAVELLING: Final = frozenset(VisitKind) - NOT_ON_THE_SPOT
_B, _S, _C = Side.BODY, Side.STATE, ClockKind
_READY: Final = (Demand.EDITION, Demand.SELECTION)
_TEAM_READY: Final = (Demand.TEAM, Demand.CONFLICTS)

_BEGINNING: Final[Mapping[tuple[Stage, VisitAct], Step]] = {
    (Stage.PLANNED, VisitAct.ASK_CONSENT): Step(
        Stage.CONSENT_ASKED, _B, _LEAD, (Demand.DATES,), starts=(_C.CONSENT,), kinds=_TOGETHER
    ),
    (Stage.PLANNED, VisitAct.BEGIN_ALONE): Step(
        Stage.COMPOSING, _B, _LEAD | _FOCAL, (Demand.DATES,), starts=(_C.TEAM,), kinds=_ALONE
    ),
    (Stage.CONSENT_ASKED, VisitAct.GIVE_CONSENT): Step(
        Stage.COMPOSING, _S, _FOCAL, ends=(_C.CONSENT,), starts=(_C.TEAM,), kinds=_TOGETHER
    ),
    (Stage.CONSENT_ASKED, VisitAct.REFUSE_CONSENT): Step(
        Stage.REFUSED, _S, _FOCAL, ends=(_C.CONSENT,), kinds=_TOGETHER
    ),
}

_PREPARING: Final[Mapping[tuple[Stage, VisitAct], Step]] = {
    (Stage.COMPOSING, VisitAct.SETTLE_TEAM): Step(
        Stage.PREPARING,
        _B,
        _LEAD | _FOCAL,
        (*_READY, *_TEAM_READY),
        ends=(_C.TEAM,),
        starts=(_C.DESK_REVIEW, _C.SELF_SCORE, _C.PROGRAMME),
    ),
    (Stage.PREPARING, VisitAct.FINISH_DESK_REVIEW): Step(
        None, _B, _TEAM | _FOCAL, (Demand.DESK_REVIEW_OPEN,), ends=(_C.DESK_REVIEW,)
    ),
    (Stage.PREPARING, VisitAct.HAND_IN_SELF_SCORE): Step(
        None, _S, _FOCAL, (Demand.SELF_SCORE_OPEN,), ends=(_C.SELF_SCORE,)
    ),
    (Stage.PREPARING, VisitAct.DO_WITHOUT_SELF_SCORE): Step(
        None, _B, _LEAD, (Demand.SELF_SCORE_LATE, Demand.REASON), ends=(_C.SELF_SCORE,), kinds=_TOGETHER
    ),
    (Stage.PREPARING, VisitAct.AGREE_PROGRAMME): Step(
        None, _S, _FOCAL, (Demand.PROGRAMME_OPEN, Demand.MEETINGS), ends=(_C.PROGRAMME,), kinds=_TRAVELLING
    ),
    (Stage.PREPARING, VisitAct.BEGIN_VISIT): Step(
        Stage.VISITING,
        _B,
        _TEAM,
        (Demand.PREPARED, *_TEAM_READY),
        starts=(_C.VISIT,),
        kinds=_TRAVELLING,
    ),
    (Stage.PREPARING, VisitAct.BEGIN_DRAFTING): Step(
        Stage.DRAFTING,
        _B,
        _TEAM | _FOCAL,
        (Demand.PREPARED, *_TEAM_READY),
        starts=(_C.DRAFT,),
        kinds=NOT_ON_THE_SPOT,
    ),
    (Stage.VISITING, VisitAct.END_VISIT): Step(
        Stage.DRAFTING, _B, _TEAM, ends=(_C.VISIT,), starts=(_C.DRAFT,), kinds=_TRAVELLING
    ),
}

_REPORTING: Final[Mapping[tuple[Stage, VisitAct], Step]] = {
    (Stage.DRAFTING, VisitAct.SEND_DRAFT): Step(
        Stage.COMMENTING, _B, _LEAD, ends=(_C.DRAFT,), starts=(_C.COMMENTS,), kinds=_TOGETHER
    ),
    (Stage.COMMENTING, VisitAct.HAND_IN_COMMENTS): Step(
        Stage.ANSWERING, _S, _FOCAL, ends=(_C.COMMENTS,), starts=(_C.ANSWERS,), kinds=_TOGETHER
    ),
    (Stage.COMMENTING, VisitAct.CLOSE_COMMENTS): Step(
        Stage.ANSWERING,
        _B,
        _LEAD,
        (Demand.COMMENTS_LATE,),
        ends=(_C.COMMENTS,),
        starts=(_C.ANSWERS,),
        kinds=_TOGETHER,
    ),
    (Stage.ANSWERING, VisitAct.SEND_FOR_ADOPTION): Step(
        Stage.ADOPTING,
        _B,
        _LEAD,
        (Demand.COMMENTS_ANSWERED,),
        ends=(_C.ANSWERS,),
        starts=(_C.ADOPTION,),
        kinds=_TOGETHER,
    ),
    (Stage.DRAFTING, VisitAct.SEND_FOR_ADOPTION): Step(
        Stage.ADOPTING, _B, _LEAD | _FOCAL, ends=(_C.DRAFT,), starts=(_C.ADOPTION,), kinds=_ALONE
    ),
    (Stage.ADOPTING, VisitAct.SEND_BACK): Step(
        Stage.ANSWERING,
        _B,
        _SECRETARY,
        (Demand.REASON,),
        ends=(_C.ADOPTION,),
        starts=(_C.ANSWERS,),
        kinds=_TOGETHER,
    ),
    (Stage.ADOPTING, VisitAct.ADOPT): Step(
        Stage.ADOPTED,
        _B,
        _SECRETARY | _FOCAL,
        (Demand.OTHER_PERSON,),
        ends=(_C.ADOPTION,),
        starts=(_C.PUBLICATION, _C.REPLY),
    ),
}

_AFTER: Final[Mapping[tuple[Stage, VisitAct], Step]] = {
    (Stage.ADOPTED, VisitAct.REPLY): Step(
        Stage.FOLLOWING,
        _S,
        _FOCAL,
        (Demand.WORDS,),
        ends=(_C.REPLY,),
        starts=(_C.FOLLOW_UP,),
        kinds=_TOGETHER,
    ),
    (Stage.ADOPTED, VisitAct.GO_ON_WITHOUT_REPLY): Step(
        Stage.FOLLOWING,
        _B,
        _LEAD,
        (Demand.REPLY_LATE, Demand.REASON),
        ends=(_C.REPLY,),
        starts=(_C.FOLLOW_UP,),
        kinds=_TOGETHER,
    ),
    (Stage.ADOPTED, VisitAct.FOLLOW_UP): Step(
        Stage.FOLLOWING, _B, _LEAD | _FOCAL, starts=(_C.FOLLOW_UP,), kinds=_ALONE
    ),
    **{
        (stage, VisitAct.DECIDE_PUBLICATION): Step(
            None, _S, _FOCAL, (Demand.PUBLICATION,), ends=(_C.PUBLICATION,)
        )
        for stage in (Stage.ADOPTED, Stage.FOLLOWING)
    },
    **{
        (stage, VisitAct.LEAVE_UNPUBLISHED): Step(
            None,
            _B,
            _SECRETARY,
            (Demand.PUBLICATION_LATE, Demand.REASON),
            ends=(_C.PUBLICATION,),
            kinds=_TOGETHER,
        )
        for stage in (Stage.ADOPTED, Stage.FOLLOWING)
    },
    (Stage.FOLLOWING, VisitAct.CLOSE): Step(
        Stage.CLOSED,
        _B,
        _LEAD | _FOCAL,
        (Demand.PUBLICATION_DECIDED, Demand.REASON),
        ends=(_C.FOLLOW_UP,),
    ),
}

WITHDRAWABLE: Final = (
    Stage.COMPOSING,
    Stage.PREPARING,
    Stage.VISITING,
    Stage.DRAFTING,
    Stage.COMMENTING,
    Stage.ANSWERING,
    Stage.ADOPTING,
)
"""From when the State agreed until the report is adopted."""
CANCELLABLE: Final = (Stage.PLANNED, Stage.CONSENT_ASKED, Stage.COMPOSING, Stage.PREPARING)

_STOPPING: Final[Mapping[tuple[Stage, VisitAct], Step]] = {
    **{
        (stage, VisitAct.WITHDRAW_CONSENT): Step(Stage.WITHDRAWN, _S, _FOCAL, kinds=_TOGETHER)
        for stage in WITHDRAWABLE
    },
    (Stage.WITHDRAWN, VisitAct.RENEW_CONSENT): Step(None, _S, _FOCAL, kinds=_TOGETHER),
    **{
        (stage, VisitAct.CANCEL): Step(
            Stage.CANCELLED, _B, _LEAD | _FOCAL, (Demand.REASON,), ends=tuple(ClockKind)
        )
        for stage in (*CANCELLABLE, Stage.WITHDRAWN)
    },
}

STEPS: Final[Mapping[tuple[Stage, VisitAct], Step]] = {
    **_BEGINNING,
    **_PREPARING,
    **_REPORTING,
    **_AFTER,
    **_STOPPING,
}
"""Every step there is."""

_UNUSED: Final[Mapping[VisitKind, frozenset[ClockKind]]] = {
    VisitKind.DESK_REVIEW: frozenset({_C.PROGRAMME}),
    VisitKind.SELF_ASSESSMENT: frozenset({_C.PROGRAMME, _C.SELF_SCORE, _C.REPLY}),
}
"""Clocks that a kind of visit has no use for: nobody travels, nobody else scores, nobody replies to themselves."""
_FOCAL_ALONE: Final = frozenset({VisitKind.SELF_ASSESSMENT})
"""In a self-assessment the national coordinator takes the steps of a body too; with another body, never."""

PAUSERS: Final[Mapping[Side, frozenset[Role]]] = {_B: _LEAD, _S: frozenset()}
"""Who stops and starts clocks: the body, for either side, and both read why."""


def take(course: Course, act: VisitAct, actor: Actor, sides: frozenset[Side], grounds: Grounds) -> Course:
    """The visit after somebody's step, its clocks ended and started.

    Raises ProblemError with the first of `against`, or `visits.clock_went_back`.
    """
    for finding in against(course, act, actor, sides, grounds):
        raise ProblemError(finding)
    _demand_forward(course, grounds.now)
    if act is VisitAct.WITHDRAW_CONSENT:
        return _stopped(course, grounds)
    if act is VisitAct.RENEW_CONSENT:
        return _gone_on(course, grounds.now)
    step = STEPS[course.stage, act]
    ended = tuple(
        clocks.end(each, grounds.now) if each.kind in step.ends and each.ended_at is None else each
        for each in course.clocks
    )
    return evolve(
        course,
        stage=step.to or course.stage,
        clocks=(*ended, *_started(course.kind, step, grounds)),
        stopped_in=None,
    )


def against(
    course: Course, act: VisitAct, actor: Actor, sides: frozenset[Side], grounds: Grounds
) -> tuple[Finding, ...]:
    """Everything that speaks against a step now; nothing where it may be taken.

    First `visits.step_impossible`, `visits.step_other_kind`, `visits.step_other_side`, `visits.step_not_yours`; where none of
    these, everything that a demand of the step says.
    """
    step = STEPS.get((course.stage, act))
    if step is None:
        return (VISITS.finding("step_impossible", act=act.value, stage=course.stage.value),)
    if course.kind not in step.kinds:
        return (VISITS.finding("step_other_kind", act=act.value, kind=course.kind.value),)
    if step.side not in sides:
        return (VISITS.finding("step_other_side", act=act.value, side=step.side.value),)
    if not actor.roles & _takers(step, course.kind):
        return (VISITS.finding("step_not_yours", act=act.value),)
    found = (unmet(each, course.clocks, actor, grounds) for each in step.demands)
    return tuple(finding for finding in found if finding)


def ways(course: Course, actor: Actor, sides: frozenset[Side]) -> tuple[VisitAct, ...]:
    """The steps that somebody's side and roles take from here, whether or not their demands are met."""
    return tuple(
        act
        for (stage, act), step in STEPS.items()
        if stage is course.stage
        and course.kind in step.kinds
        and step.side in sides
        and actor.roles & _takers(step, course.kind)
    )


def pause(
    course: Course, kind: ClockKind, actor: Actor, sides: frozenset[Side], now: datetime, reason: str
) -> Course:
    """The visit with a clock standing still, and why. Raises as `clocks.pause`, and `visits.step_not_yours`, `visits.visit_still`."""
    demand_pauser(actor, sides)
    clock = demand_running(course, kind)
    return _with(course, clock, clocks.pause(clock, now, reason))


def resume(course: Course, kind: ClockKind, actor: Actor, sides: frozenset[Side], now: datetime) -> Course:
    """The visit with a clock running again. Raises as `pause` does, and `visits.clock_runs`."""
    demand_pauser(actor, sides)
    clock = demand_running(course, kind)
    return _with(course, clock, clocks.resume(clock, now))


def demand_pauser(actor: Actor, sides: frozenset[Side]) -> None:
    """Go on only for who stops and starts clocks. Raises ProblemError `visits.step_not_yours`."""
    if not any(actor.roles & PAUSERS[side] for side in sides):
        raise VISITS.problem("step_not_yours", act="pause")


def demand_running(course: Course, kind: ClockKind) -> Clock:
    """The clock that has not ended, on a visit where anything is done. Raises ProblemError `visits.visit_still`, `visits.no_such_clock`."""
    if course.stage in STILL:
        raise VISITS.problem("visit_still", stage=course.stage.value)
    clock = course.running(kind)
    if clock is None:
        raise VISITS.problem("no_such_clock", clock=kind.value)
    return clock


def late(course: Course, now: datetime) -> tuple[Clock, ...]:
    """The clocks whose time is over."""
    return tuple(each for each in course.clocks if each.standing(now) is Standing.LATE)


def _takers(step: Step, kind: VisitKind) -> frozenset[Role]:
    if step.side is Side.STATE or kind in _FOCAL_ALONE:
        return step.roles
    return step.roles - _FOCAL


def _started(kind: VisitKind, step: Step, grounds: Grounds) -> tuple[Clock, ...]:
    unused = _UNUSED.get(kind, frozenset())
    return tuple(
        clocks.begin(each, grounds.now, grounds.terms, grounds.until.get(each))
        for each in step.starts
        if each not in unused
    )


def _stopped(course: Course, grounds: Grounds) -> Course:
    """Withdrawn: whatever runs stands still; whatever stands still stays so, for the reason it had."""
    reason = grounds.reason.strip() or VisitAct.WITHDRAW_CONSENT.value
    still = tuple(
        clocks.pause(each, grounds.now, reason) if each.ended_at is None and not each.is_paused else each
        for each in course.clocks
    )
    return evolve(course, stage=Stage.WITHDRAWN, stopped_in=course.stage, clocks=still)


def _gone_on(course: Course, now: datetime) -> Course:
    """Agreed again: everything that stands still runs, whatever stopped it."""
    running = tuple(clocks.resume(each, now) if each.is_paused else each for each in course.clocks)
    return evolve(course, stage=course.stopped_in or Stage.COMPOSING, stopped_in=None, clocks=running)


def _with(course: Course, before: Clock, now: Clock) -> Course:
    return evolve(course, clocks=tuple(now if each is before else each for each in course.clocks))


def _demand_forward(course: Course, now: datetime) -> None:
    moments = (moment for each in course.clocks for moment in (each.began_at, each.ended_at) if moment)
    if any(now < moment for moment in moments):
        raise VISITS.problem("clock_went_back")
