"""Three scores of one question, side by side: what the State says of itself, what experts said alone, what was agreed.

None replaces another. What is not there is not there: it is neither unknown nor zero.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from attrs import frozen

from catenary.basis.findings import Finding
from catenary.core.assessment.confidence import Confidence, confidence
from catenary.core.assessment.evidence import Piece
from catenary.core.assessment.panel_problems import RATING, SELF_SCORE
from catenary.core.assessment.rating_model import LEAST_RATINGS
from catenary.core.measures.model import Answer


@frozen
class Scores:
    """Of one question in one visit."""

    question: str
    own: Answer | None = None
    """The State's own score."""
    experts: Sequence[Answer] = ()
    """What each rater gave alone, in no order that tells who."""
    agreed: Answer | None = None

    @property
    def expert_levels(self) -> Sequence[int]:
        """The experts' levels, the lowest first; who did not know or found it not to apply gave none."""
        return sorted(each.level for each in self.experts if each.level is not None)

    @property
    def moved(self) -> int | None:
        """Levels by which the agreed one lies above the State's own; None where either gave no level."""
        if self.own is None or self.agreed is None or self.own.level is None or self.agreed.level is None:
            return None
        return self.agreed.level - self.own.level


@frozen
class Apart:
    """How the State's own levels lie beside the agreed ones, counted by questions where both are levels."""

    same: int
    own_higher: int
    own_lower: int


def apart(scores: Iterable[Scores]) -> Apart:
    """The counts over some questions."""
    moved = [each.moved for each in scores if each.moved is not None]
    return Apart(sum(by == 0 for by in moved), sum(by < 0 for by in moved), sum(by > 0 for by in moved))


def confidence_of(answers: Iterable[Answer], pieces: Iterable[Piece], on: date) -> Confidence:
    """How sure the experts may be called, told apart from the level they gave."""
    levels = [each.level for each in answers if each.level is not None]
    return confidence(levels, [each.weighed for each in pieces], on)


def one_level_only(answers: Iterable[Answer]) -> Finding | None:
    """What a rater is told, and nobody else, who gave one level to everything: `rating.middle_only`; None below ten levels."""
    levels = [each.level for each in answers if each.level is not None]
    if len(levels) < LEAST_RATINGS or len(set(levels)) > 1:
        return None
    return RATING.finding("middle_only", level=levels[0], ratings=len(levels))


def against_handing_in(asked: Iterable[str], answers: Mapping[str, Answer]) -> Finding | None:
    """What keeps a State's own score from being handed in: `self_score.incomplete`; unknown is an answer, nothing is none."""
    missing = sum(question not in answers for question in asked)
    return SELF_SCORE.finding("incomplete", missing=missing) if missing else None
