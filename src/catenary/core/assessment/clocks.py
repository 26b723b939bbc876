"""The clocks of a visit: how long each step may take, whose it is, how a pause moves it, and who is told when it is late.

Thirty days for comments and six months for the reply are the published practice of the committee's visits. The other lengths
are this software's own, and each body sets its own (`terms`); what is published is never shortened.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from attrs import evolve, field, frozen

from catenary.core.assessment.visit_problems import VISITS
from catenary.core.assessment.visit_words import Side
from catenary.core.mandate.model import Months, Role, Span


class ClockKind(StrEnum):
    """What time is counted for."""

    CONSENT = "consent"
    TEAM = "team"
    DESK_REVIEW = "desk_review"
    SELF_SCORE = "self_score"
    PROGRAMME = "programme"
    VISIT = "visit"
    DRAFT = "draft"
    COMMENTS = "comments"
    ANSWERS = "answers"
    ADOPTION = "adoption"
    PUBLICATION = "publication"
    REPLY = "reply"
    FOLLOW_UP = "follow_up"


class Standing(StrEnum):
    """How a clock stands at a moment."""

    RUNNING = "running"
    PAUSED = "paused"
    LATE = "late"
    ENDED = "ended"


OWNERS: Final[Mapping[ClockKind, Side]] = MappingProxyType(
    {
        ClockKind.CONSENT: Side.STATE,
        ClockKind.TEAM: Side.BODY,
        ClockKind.DESK_REVIEW: Side.BODY,
        ClockKind.SELF_SCORE: Side.STATE,
        ClockKind.PROGRAMME: Side.STATE,
        ClockKind.VISIT: Side.BODY,
        ClockKind.DRAFT: Side.BODY,
        ClockKind.COMMENTS: Side.STATE,
        ClockKind.ANSWERS: Side.BODY,
        ClockKind.ADOPTION: Side.BODY,
        ClockKind.PUBLICATION: Side.STATE,
        ClockKind.REPLY: Side.STATE,
        ClockKind.FOLLOW_UP: Side.STATE,
    }
)
"""Who has to act before the time is over."""

TERMS: Final[Mapping[ClockKind, Span]] = MappingProxyType(
    {
        ClockKind.CONSENT: timedelta(days=60),
        ClockKind.TEAM: timedelta(days=45),
        ClockKind.DESK_REVIEW: timedelta(days=60),
        ClockKind.SELF_SCORE: timedelta(days=60),
        ClockKind.PROGRAMME: timedelta(days=45),
        ClockKind.VISIT: timedelta(days=14),
        ClockKind.DRAFT: timedelta(days=60),
        ClockKind.COMMENTS: timedelta(days=30),
        ClockKind.ANSWERS: timedelta(days=21),
        ClockKind.ADOPTION: timedelta(days=30),
        ClockKind.PUBLICATION: timedelta(days=60),
        ClockKind.REPLY: Months(6),
        ClockKind.FOLLOW_UP: Months(18),
    }
)
"""How long each may take where the body set nothing else."""

PUBLISHED: Final = frozenset({ClockKind.COMMENTS, ClockKind.REPLY})
"""Lengths that are published; a body may give more, never less."""


@frozen
class Pause:
    """A time in which a clock stood still, and why; both sides read the reason."""

    at: datetime
    reason: str
    until: datetime | None = None


def _pauses(pauses: "tuple[Pause, ...] | list[Pause]") -> tuple[Pause, ...]:
    return tuple(pauses)


@frozen
class Clock:
    """Time that runs for one step of a visit. It ends once, and is never taken away."""

    kind: ClockKind
    began_at: datetime
    first_due_at: datetime
    """When it would have ended had it never been paused."""
    pauses: tuple[Pause, ...] = field(default=(), converter=_pauses)
    ended_at: datetime | None = None

    @property
    def is_paused(self) -> bool:
        """It stands still now."""
        return self.ended_at is None and bool(self.pauses) and self.pauses[-1].until is None

    def due_at(self, now: datetime) -> datetime:
        """When it ends, with the time that it stood still added; while it stands still, that time grows."""
        until = self.ended_at or now
        return self.first_due_at + sum(
            ((each.until or max(until, each.at)) - each.at for each in self.pauses), timedelta(0)
        )

    def standing(self, now: datetime) -> Standing:
        """How it stands at a moment; what is due now is late from the next."""
        if self.ended_at is not None:
            return Standing.ENDED
        if self.is_paused:
            return Standing.PAUSED
        return Standing.LATE if now > self.due_at(now) else Standing.RUNNING


def begin(
    kind: ClockKind, at: datetime, terms: Mapping[ClockKind, Span] = TERMS, until: datetime | None = None
) -> Clock:
    """A clock that runs from now, for the term of its kind or until a moment that is given."""
    return Clock(kind, at, until if until is not None else after(terms.get(kind, TERMS[kind]), at))


def after(span: Span, start: datetime) -> datetime:
    """The end of a span that began then."""
    return span.after(start) if isinstance(span, Months) else start + span


def pause(clock: Clock, at: datetime, reason: str) -> Clock:
    """The clock standing still. Raises ProblemError `visits.reason_missing`, `visits.no_such_clock`, `visits.clock_paused`."""
    if not reason.strip():
        raise VISITS.problem("reason_missing")
    if clock.ended_at is not None:
        raise VISITS.problem("no_such_clock", clock=clock.kind.value)
    if clock.is_paused:
        raise VISITS.problem("clock_paused", clock=clock.kind.value)
    return evolve(clock, pauses=(*clock.pauses, Pause(at, reason)))


def resume(clock: Clock, at: datetime) -> Clock:
    """The clock running again, with what was left on it. Raises ProblemError `visits.clock_runs`."""
    if not clock.is_paused:
        raise VISITS.problem("clock_runs", clock=clock.kind.value)
    return evolve(clock, pauses=(*clock.pauses[:-1], evolve(clock.pauses[-1], until=at)))


def end(clock: Clock, at: datetime) -> Clock:
    """The clock ended; a pause that lasted until then ends with it."""
    going = resume(clock, at) if clock.is_paused else clock
    return evolve(going, ended_at=at)


def checked_term(kind: ClockKind, span: Span) -> Span:
    """A body's own length of a step. Raises ProblemError `visits.term_too_short`, `visits.term_below_published`."""
    days = least_days(span)
    if days < 1:
        raise VISITS.problem("term_too_short", clock=kind.value)
    if kind in PUBLISHED and days < least_days(TERMS[kind]):
        raise VISITS.problem("term_below_published", clock=kind.value, published=least_days(TERMS[kind]))
    return span


def least_days(span: Span) -> int:
    """How many whole days a span has at least, whenever it begins: of `n` months, that is 59 days for two."""
    if isinstance(span, Months):
        return min(
            (span.after(start) - start).days
            for start in (datetime(2001, month, 1) for month in range(1, 13))  # noqa: DTZ001  no zone moves whole days
        )
    return span.days


@frozen
class Rung:
    """Who is told so long after a clock was due; before it was due, where the time is negative."""

    after: timedelta
    side: Side
    roles: frozenset[Role]


_EXPERTS: Final = frozenset({Role.ASSESSOR, Role.REVIEWER})
_LEAD: Final = frozenset({Role.REVIEWER})
_SECRETARY: Final = frozenset({Role.COMMITTEE_SECRETARY})
_FOCAL: Final = frozenset({Role.FOCAL_POINT})

LADDERS: Final[Mapping[Side, tuple[Rung, ...]]] = MappingProxyType(
    {
        Side.BODY: (
            Rung(timedelta(days=-7), Side.BODY, _EXPERTS),
            Rung(timedelta(0), Side.BODY, _LEAD),
            Rung(timedelta(days=7), Side.BODY, _SECRETARY),
            Rung(timedelta(days=30), Side.STATE, _FOCAL),
        ),
        Side.STATE: (
            Rung(timedelta(days=-7), Side.STATE, _FOCAL),
            Rung(timedelta(0), Side.STATE, _FOCAL),
            Rung(timedelta(days=7), Side.BODY, _LEAD),
            Rung(timedelta(days=30), Side.BODY, _SECRETARY),
        ),
    }
)
"""The published rule of lateness, by whose clock it is: first those who act, then those above them, then the other side."""


def reached(clock: Clock, now: datetime) -> tuple[Rung, ...]:
    """The rungs that a clock has come to; none more while it stands still or once it ended."""
    if clock.standing(now) in {Standing.PAUSED, Standing.ENDED}:
        return ()
    due = clock.due_at(now)
    return tuple(rung for rung in LADDERS[OWNERS[clock.kind]] if now >= due + rung.after)
