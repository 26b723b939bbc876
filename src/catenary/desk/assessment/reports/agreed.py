"""What was agreed at a visit, as findings and reports are made from it: answers, evidence, what raters gave alone."""

from collections.abc import Iterable, Mapping

from attrs import frozen
from django.db.models import QuerySet

from catenary.core.assessment.confidence import Stance
from catenary.core.assessment.findings import Agreed as AgreedLevels
from catenary.core.assessment.findings import Piece
from catenary.core.assessment.rating_flow import RatingState
from catenary.core.assessment.roadmap import Standpoint, Step, roadmap
from catenary.core.measures.model import Answer, AnswerKind, Edition
from catenary.desk.assessment.models import (
    Agreed,
    ExpertAnswer,
    Rating,
    RatingEvidence,
    Seat,
    Visit,
)
from catenary.desk.assessment.rating.of_visit import edition_of


@frozen
class Outcome:
    """A visit's edition, what was agreed on its questions, the evidence, and the levels given alone, each by question."""

    edition: Edition
    answers: Mapping[str, Answer]
    pieces: Mapping[str, tuple[Piece, ...]]
    given: Mapping[str, tuple[int, ...]]

    @property
    def levels(self) -> AgreedLevels:
        """As draft findings are proposed from it."""
        return AgreedLevels(self.edition, self.answers, self.pieces)

    def road(self) -> tuple[Step, ...]:
        """What comes first."""
        return roadmap(Standpoint.of(self.edition, self.answers, self.given))


def outcome_of(visit: Visit) -> Outcome:
    """What was agreed so far, as far as whoever acts may see."""
    agreed = Agreed.objects.filter(panel__visit=visit).values_list("panel__question", "answer", "level")
    answers = {question: Answer(AnswerKind(answer), level) for question, answer, level in agreed}
    return Outcome(edition_of(visit), answers, _pieces(visit, answers), _given(visit, answers))


def _pieces(visit: Visit, questions: Iterable[str]) -> Mapping[str, tuple[Piece, ...]]:
    rows = evidence_of(visit, questions).values_list("panel__question", "public_id", "stance")
    found: dict[str, list[Piece]] = {}
    for question, public_id, stance in rows:
        found.setdefault(question, []).append(Piece(str(public_id), Stance(stance)))
    return {question: tuple(pieces) for question, pieces in found.items()}


def evidence_of(visit: Visit, questions: Iterable[str]) -> "QuerySet[RatingEvidence]":
    """What raters who count named on these questions, in the order it was named."""
    rows = RatingEvidence.objects.filter(
        panel__visit=visit,
        panel__question__in=list(questions),
        rating__state=RatingState.SUBMITTED,
    )
    return rows.exclude(rating__seat__in=_taken_off(visit)).order_by("pk")


def _taken_off(visit: Visit) -> "QuerySet[Seat]":
    """Seats of those who were taken off a question. The State sees no seats: joined to them, ratings would be lost to it."""
    return Seat.objects.filter(visit=visit, recused_at__isnull=False)


def _given(visit: Visit, questions: Iterable[str]) -> Mapping[str, tuple[int, ...]]:
    rows = Rating.objects.filter(
        panel__visit=visit,
        panel__question__in=list(questions),
        state=RatingState.SUBMITTED,
        level__isnull=False,
    ).exclude(seat__in=_taken_off(visit))
    to_state = ExpertAnswer.objects.filter(
        panel__visit=visit, panel__question__in=list(questions), level__isnull=False
    )  # all that the State learns of them
    told = rows.values_list("panel__question", "level") or to_state.values_list("panel__question", "level")
    found: dict[str, list[int]] = {}
    for question, level in told:
        found.setdefault(question, []).append(level or 0)
    return {question: tuple(levels) for question, levels in found.items()}
