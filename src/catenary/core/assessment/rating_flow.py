"""A panel rates one question: everybody alone, until all have handed in or the leader closes it with a reason; then it is shown.

A panel, as the rules know it, holds no level: who has handed in is all that anybody is told before. What was shown stays shown:
nobody is asked to rate alone afterwards, and a rating that is withdrawn then can not be given again. A visit that is stopped
stops rating and loses nothing.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from attrs import evolve, field, frozen

from catenary.basis.findings import Finding, ProblemError
from catenary.core.assessment.evidence import Piece
from catenary.core.assessment.panel_problems import RATING
from catenary.core.measures.model import Answer, AnswerKind, Question, paragraph

LEAST_ALONE: Final = 2
"""Raters without whom a panel is never shown by itself: the leader closes it, with a reason."""


class RatingState(StrEnum):
    """Where one rating stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    WITHDRAWN = "withdrawn"
    """After it was shown: everybody sees that it does not stand, and why."""


@frozen
class Given:
    """What one rater says: an answer, why, and on what evidence. A draft may lack all of it."""

    answer: Answer | None = None
    reason: str = field(default="", converter=paragraph)
    evidence: Sequence[Piece] = ()


@frozen
class Seat:
    """Somebody who was asked to rate the question, and how far they are."""

    rater: str
    submitted: bool = False
    withdrawn: bool = False
    recused: bool = False
    """Taken off the question, for a conflict of interest or another reason that is kept."""

    @property
    def rates(self) -> bool:
        """Whether a rating is expected of them."""
        return not self.recused

    @property
    def stands(self) -> bool:
        """Whether there is a rating that counts."""
        return self.submitted and not self.withdrawn and not self.recused


@frozen
class Panel:
    """Who rates one question of one visit, and whether the ratings have been shown."""

    seats: tuple[Seat, ...] = field(default=(), converter=tuple[Seat, ...])
    shown: bool = False
    agreed: bool = False
    stopped: bool = False
    """The State withdrew its consent, or the visit is paused: nothing is rated."""

    @property
    def waiting(self) -> int:
        """How many still have to hand in."""
        return sum(each.rates and not each.submitted for each in self.seats)

    def seat_of(self, rater: str) -> Seat | None:
        """The seat of somebody, if they have one."""
        return next((each for each in self.seats if each.rater == rater), None)


def add(panel: Panel, rater: str) -> Panel:
    """Ask one more to rate alone, also after others have handed in: theirs stay hidden until the newcomer has, too.

    Raises ProblemError `rating.stopped`, `.shown_already`, `.recused_before`, `.seated_already`.
    """
    _demand_open(panel)
    seat = panel.seat_of(rater)
    if seat is not None:
        raise RATING.problem("recused_before" if seat.recused else "seated_already")
    return evolve(panel, seats=(*panel.seats, Seat(rater)))


def recuse(panel: Panel, rater: str, reason: str) -> Panel:
    """Take somebody off the question; what they wrote is kept and counts no more. While nothing is shown, on a stopped visit too.

    Raises ProblemError `rating.agreed_already`, `.stopped`, `.not_seated`, `.recused`, `.reason_missing`.
    """
    if panel.agreed:
        raise RATING.problem("agreed_already")
    if panel.stopped and panel.shown:
        raise RATING.problem("stopped")
    seat = _seat(panel, rater)
    _demand_reason(reason)
    return _shown_when_done(_with(panel, evolve(seat, recused=True)))


def against_writing(panel: Panel, rater: str) -> Finding | None:
    """What keeps somebody from writing on their rating now; nothing where they may."""
    seat = panel.seat_of(rater)
    if seat is None:
        return RATING.finding("not_seated")
    if seat.recused:
        return RATING.finding("recused")
    if panel.stopped:
        return RATING.finding("stopped")
    if seat.submitted:
        return RATING.finding("submitted_already")
    return RATING.finding("shown_already") if panel.shown else None


def demand_writing(panel: Panel, rater: str) -> None:
    """Go on only if the rater may write. Raises ProblemError with what speaks against it."""
    if (found := against_writing(panel, rater)) is not None:
        raise ProblemError(found)


def lacking(question: Question, given: Given) -> Finding | None:
    """What a rating still lacks before it can be handed in; nothing where it is complete."""
    if given.answer is None:
        return RATING.finding("answer_missing")
    if (found := against_answer(question, given.answer)) is not None:
        return found
    if not given.reason:
        return RATING.finding("reason_missing")
    is_level = given.answer.kind is AnswerKind.LEVEL
    return RATING.finding("evidence_missing") if is_level and not given.evidence else None


def against_answer(question: Question, answer: Answer) -> Finding | None:
    """`rating.cannot_apply` where the question has no rule for that answer."""
    if answer.kind is AnswerKind.NOT_APPLICABLE and not question.not_applicable:
        return RATING.finding("cannot_apply", question=question.code)
    return None


def submit(panel: Panel, rater: str, question: Question, given: Given) -> Panel:
    """The panel after a rating was handed in; it is shown where that was the last.

    Raises ProblemError with what speaks against writing, or with what the rating lacks.
    """
    demand_writing(panel, rater)
    if (found := lacking(question, given)) is not None:
        raise ProblemError(found)
    return _shown_when_done(_with(panel, evolve(_seat(panel, rater), submitted=True)))


def take_back(panel: Panel, rater: str) -> Panel:
    """The panel after a rating went back to a draft, while nobody has seen it.

    Raises ProblemError `rating.not_seated`, `.recused`, `.stopped`, `.shown_already`, `.not_submitted`.
    """
    seat = _seat(panel, rater)
    _demand_open(panel)
    if not seat.submitted:
        raise RATING.problem("not_submitted")
    return _with(panel, evolve(seat, submitted=False))


def withdraw(panel: Panel, rater: str, reason: str) -> Panel:
    """The panel after somebody withdrew a rating that was shown; it is kept, and counts no more.

    Raises ProblemError `rating.not_seated`, `.recused`, `.agreed_already`, `.stopped`, `.not_submitted`, `.not_shown`,
    `.withdrawn_already`, `.reason_missing`.
    """
    seat = _seat(panel, rater)
    if panel.agreed:
        raise RATING.problem("agreed_already")
    if panel.stopped:
        raise RATING.problem("stopped")
    if not seat.submitted:
        raise RATING.problem("not_submitted")
    demand_shown(panel)
    if seat.withdrawn:
        raise RATING.problem("withdrawn_already")
    _demand_reason(reason)
    return _with(panel, evolve(seat, withdrawn=True))


def close(panel: Panel, reason: str, *, leads: bool) -> Panel:
    """The panel shown before everybody has handed in. Who has not does not rate it any more.

    Raises ProblemError `rating.leader_only`, `.stopped`, `.shown_already`, `.nothing_to_show`, `.reason_missing`.
    """
    if not leads:
        raise RATING.problem("leader_only")
    _demand_open(panel)
    if not any(each.stands for each in panel.seats):
        raise RATING.problem("nothing_to_show")
    _demand_reason(reason)
    return evolve(panel, shown=True)


def may_see(panel: Panel, reader: str, rater: str, state: RatingState, *, team: bool) -> bool:
    """Whether somebody may see a rating: their own always; another's once shown, of the team, and never a draft.

    Who was taken off the question sees nobody's but their own.
    """
    if reader == rater:
        return True
    seat = panel.seat_of(reader)
    if seat is not None and seat.recused:
        return False
    return panel.shown and state is not RatingState.DRAFT and (team or seat is not None)


def demand_shown(panel: Panel) -> None:
    """Go on only once ratings have been shown. Raises ProblemError `rating.not_shown`."""
    if not panel.shown:
        raise RATING.problem("not_shown", missing=panel.waiting)


def demand_edition(begun_with: str, now: str) -> None:
    """The edition never changes under raters. Raises ProblemError `rating.edition_other` where the two hashes differ."""
    if begun_with != now:
        raise RATING.problem("edition_other")


def _shown_when_done(panel: Panel) -> Panel:
    raters = sum(each.rates for each in panel.seats)
    return evolve(panel, shown=panel.shown or (raters >= LEAST_ALONE and not panel.waiting))


def _demand_open(panel: Panel) -> None:
    if panel.stopped:
        raise RATING.problem("stopped")
    if panel.shown:
        raise RATING.problem("shown_already")


def _demand_reason(reason: str) -> None:
    if not reason.strip():
        raise RATING.problem("reason_missing")


def _seat(panel: Panel, rater: str) -> Seat:
    seat = panel.seat_of(rater)
    if seat is None:
        raise RATING.problem("not_seated")
    if seat.recused:
        raise RATING.problem("recused")
    return seat


def _with(panel: Panel, seat: Seat) -> Panel:
    seats = (seat if each.rater == seat.rater else each for each in panel.seats)
    return evolve(panel, seats=tuple(seats))
