"""How sure a level may be called: strength of the evidence times agreement of the raters, told apart from the level itself.

The weights below are set by this project; none of them comes from a standard. They are data, so that an edition of the method
can carry its own.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Final

from attrs import frozen

from catenary.core.measures.model import LEVELS

LEAST_RATERS: Final = 2
_YEAR: Final = 365.25


class SourceKind(StrEnum):
    """Where a piece of evidence comes from."""

    LEGAL_TEXT = "legal_text"
    OFFICIAL_RECORD = "official_record"
    """Registers, statistics, orders, budgets."""
    MEASURED_PRACTICE = "measured_practice"
    """A node's signed counts file."""
    COURT_DECISION = "court_decision"
    OBSERVATION = "observation"
    """Seen by the team during the visit."""
    INTERVIEW = "interview"
    INTERNATIONAL_REPORT = "international_report"
    RESEARCH = "research"
    CIVIL_SOCIETY = "civil_society"
    MEDIA = "media"
    SELF_DECLARATION = "self_declaration"
    """What the State says of itself, with nothing to show for it."""


class Access(StrEnum):
    """Who can look the evidence up again."""

    PUBLIC = "public"
    PARTIES = "parties"
    """The State and the assessing body."""
    TEAM = "team"
    """Shown to the team, not left with it."""


class Stance(StrEnum):
    """Whether it speaks for the level that was given or against it."""

    FOR = "for"
    AGAINST = "against"


class Sureness(StrEnum):
    """The word for a confidence."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"
    NOT_ENOUGH = "not_enough"


@frozen
class Evidence:
    """One piece: its source (two pieces of one source count once), what it is, when it was made, who can see it, and its stance."""

    source: str
    kind: SourceKind
    made_on: date | None
    access: Access
    stance: Stance


@frozen
class Weighing:
    """How much each piece counts: by kind (0 to 1), by access (0 to 1), and after how many years it counts half."""

    kinds: Mapping[SourceKind, float]
    half_lives: Mapping[SourceKind, float]
    access: Mapping[Access, float]
    undated: float
    """What is left of a piece whose date is not known."""
    high: float
    moderate: float


STANDARD: Final = Weighing(
    kinds={
        SourceKind.LEGAL_TEXT: 0.7,
        SourceKind.OFFICIAL_RECORD: 0.6,
        SourceKind.MEASURED_PRACTICE: 0.7,
        SourceKind.COURT_DECISION: 0.6,
        SourceKind.OBSERVATION: 0.6,
        SourceKind.INTERVIEW: 0.35,
        SourceKind.INTERNATIONAL_REPORT: 0.5,
        SourceKind.RESEARCH: 0.45,
        SourceKind.CIVIL_SOCIETY: 0.4,
        SourceKind.MEDIA: 0.25,
        SourceKind.SELF_DECLARATION: 0.2,
    },
    half_lives={
        kind: 15.0 if kind in {SourceKind.LEGAL_TEXT, SourceKind.COURT_DECISION} else 4.0
        for kind in SourceKind
    },
    access={Access.PUBLIC: 1.0, Access.PARTIES: 0.9, Access.TEAM: 0.7},
    undated=0.5,
    high=0.6,
    moderate=0.3,
)
"""The weights of the shipped method."""


@frozen
class Confidence:
    """Both factors from 0 to 1 and their product; agreement and value are None where fewer than two raters gave a level."""

    strength: float
    supporting: float
    opposing: float
    agreement: float | None
    value: float | None
    sureness: Sureness


def confidence(
    levels: Sequence[int], evidence: Iterable[Evidence], on: date, weighing: Weighing = STANDARD
) -> Confidence:
    """How sure these raters, with this evidence, may be called on a day. The level does not come into it."""
    pieces = list(evidence)
    supporting = _strength(pieces, Stance.FOR, on, weighing)
    opposing = _strength(pieces, Stance.AGAINST, on, weighing)
    strength = supporting * (1 - opposing)
    agreed = agreement_of(levels)
    value = None if agreed is None else strength * agreed
    return Confidence(strength, supporting, opposing, agreed, value, _word(value, weighing))


def agreement_of(levels: Sequence[int]) -> float | None:
    """1 where all gave one level, 0 where they stand as far apart as so many can; None of fewer than two raters.

    Mean distance of all pairs beside the largest there could be: half of the raters at either end of the scale.
    """
    raters = len(levels)
    if raters < LEAST_RATERS:
        return None
    apart = sum(abs(one - other) for place, one in enumerate(levels) for other in levels[:place])
    most = (LEVELS[-1] - LEVELS[0]) * (raters // 2) * (raters - raters // 2)
    return 1 - apart / most


def weight(piece: Evidence, on: date, weighing: Weighing = STANDARD) -> float:
    """How much one piece counts on a day, from 0 to 1; what is dated later than that day counts as new."""
    return weighing.kinds[piece.kind] * weighing.access[piece.access] * _freshness(piece, on, weighing)


def _freshness(piece: Evidence, on: date, weighing: Weighing) -> float:
    if piece.made_on is None:
        return weighing.undated
    years = max(0.0, (on - piece.made_on).days / _YEAR)
    return float(0.5 ** (years / weighing.half_lives[piece.kind]))


def _strength(pieces: Sequence[Evidence], stance: Stance, on: date, weighing: Weighing) -> float:
    """What independent sources leave open, taken from 1: each source by its best piece."""
    best: dict[str, float] = {}
    for piece in pieces:
        if piece.stance is stance:
            best[piece.source] = max(best.get(piece.source, 0.0), weight(piece, on, weighing))
    left = 1.0
    for counted in best.values():
        left *= 1 - counted
    return 1 - left


def _word(value: float | None, weighing: Weighing) -> Sureness:
    if value is None:
        return Sureness.NOT_ENOUGH
    if value >= weighing.high:
        return Sureness.HIGH
    return Sureness.MODERATE if value >= weighing.moderate else Sureness.LOW
