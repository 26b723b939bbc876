"""What an assessment finds: gaps, risks, strengths, good practices and questions for follow-up, each tied to questions and evidence.

Draft findings are proposed by the rules below, from what was agreed, and say by which rule. Nothing here becomes a finding of an
assessment by itself: a person takes a draft up, writes it, or leaves it with a reason. The bounds are this software's own; they
are data, so that an edition can carry others.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Final

from attrs import field, frozen

from catenary.core.assessment.confidence import Stance
from catenary.core.assessment.standing import Answers, level_of, levels_of
from catenary.core.measures.model import UNKNOWN, AnswerKind, Edition, Question, QuestionKind, Requirement
from catenary.core.measures.prerequisites import Levels, Standing, standing_of


class FindingKind(StrEnum):
    """What a finding is; each kind has a letter in a report's numbers."""

    GAP = "gap"
    RISK = "risk"
    STRENGTH = "strength"
    GOOD_PRACTICE = "good_practice"
    """Something done here that others could learn from."""
    FOLLOW_UP = "follow_up"
    """A question that the assessment leaves open."""


CONCERNS: Final = frozenset({FindingKind.GAP, FindingKind.RISK})
"""The kinds that may be among the first concerns."""
COMMENDED: Final = frozenset({FindingKind.STRENGTH, FindingKind.GOOD_PRACTICE})
"""The kinds that are not said without evidence for them."""


class Ground(StrEnum):
    """The rule by which a draft was proposed."""

    LOW_LEVEL = "low_level"
    LAW_WITHOUT_PRACTICE = "law_without_practice"
    """Good on paper; officials do not work by it."""
    PRACTICE_WITHOUT_EFFECT = "practice_without_effect"
    """Officials work by it; it does not bring what it is for."""
    PREREQUISITE_MISSING = "prerequisite_missing"
    """Built on something that does not stand."""
    HIGH_LEVEL = "high_level"
    HIGHEST_LEVEL = "highest_level"
    """A practice or effect at the highest level, with evidence for it."""
    NOT_KNOWN = "not_known"
    CONTESTED = "contested"
    """A level above the low ones with more evidence against it than for it."""
    PREREQUISITE_UNKNOWN = "prerequisite_unknown"


@frozen
class Piece:
    """A piece of evidence attached to a question: its id, and whether it speaks for the agreed level or against it."""

    id: str
    stance: Stance


@frozen
class Bounds:
    """From which levels a rule speaks: at or below `low`, at or above `high`."""

    low: int = 2
    high: int = 4


BOUNDS: Final = Bounds()


@frozen
class Draft:
    """A proposed finding about one requirement, with everything it rests on and everything that speaks against it."""

    kind: FindingKind
    requirement: str
    grounds: tuple[Ground, ...] = field(converter=tuple[Ground, ...])
    questions: tuple[str, ...] = field(converter=tuple[str, ...])
    level: int | None = None
    """The lowest level agreed on these questions; None where none is known."""
    prerequisites: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    """Requirements that it lacks, for a draft that comes from prerequisites."""
    evidence: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    counter_evidence: tuple[str, ...] = field(default=(), converter=tuple[str, ...])

    @property
    def key(self) -> str:
        """One draft of each kind about each requirement: proposing again proposes the same."""
        return f"{self.requirement}.{self.kind}"


@frozen
class Agreed:
    """What drafts are proposed from: the edition, the levels agreed on its questions, and the evidence on each."""

    edition: Edition
    answers: Answers
    pieces: Mapping[str, Sequence[Piece]] = field(factory=dict)
    bounds: Bounds = BOUNDS

    def level(self, question: str) -> int | None:
        """The agreed level; None where it is unknown or cannot apply."""
        return self.answers.get(question, UNKNOWN).level

    def ids(self, questions: Iterable[str], stance: Stance) -> tuple[str, ...]:
        """Evidence on these questions that takes this stance, each piece once."""
        found = (each for question in questions for each in self.pieces.get(question, ()))
        return tuple(dict.fromkeys(each.id for each in found if each.stance is stance))


def propose(agreed: Agreed) -> tuple[Draft, ...]:
    """Every draft that the rules give, in the edition's order, gaps first within a requirement.

    Questions that were not answered at all are left alone: they were not part of this assessment.
    """
    levels = levels_of(agreed.edition, agreed.answers)
    return tuple(
        draft
        for requirement in agreed.edition.requirements
        for draft in _about(agreed, requirement, _asked(agreed, requirement), levels)
    )


def _asked(agreed: Agreed, requirement: Requirement) -> tuple[Question, ...]:
    return tuple(
        each for each in agreed.edition.questions_about(requirement.code) if each.code in agreed.answers
    )


def _about(
    agreed: Agreed, requirement: Requirement, asked: Sequence[Question], levels: Levels
) -> Iterator[Draft]:
    if not asked:
        return
    low = agreed.bounds.low
    below = _levels_within(agreed, asked, 0, low)
    grounds = [*([Ground.LOW_LEVEL] if below else []), *_on_paper(agreed, requirement.code)]
    if grounds:
        yield _draft(agreed, FindingKind.GAP, requirement, grounds, below)
    yield from _built_on(agreed, requirement, asked, levels)
    yield from _commended(agreed, requirement, asked)
    yield from _left_open(agreed, requirement, asked, levels)


def _on_paper(agreed: Agreed, requirement: str) -> Iterator[Ground]:
    """A step from law to practice to effect that falls from a high level to a low one."""
    at = {kind: level_of(agreed.edition, agreed.answers, requirement, kind).level for kind in QuestionKind}
    steps = (
        (QuestionKind.LAW, QuestionKind.PRACTICE, Ground.LAW_WITHOUT_PRACTICE),
        (QuestionKind.PRACTICE, QuestionKind.EFFECT, Ground.PRACTICE_WITHOUT_EFFECT),
    )
    for upper, lower, ground in steps:
        above, under = at[upper], at[lower]
        if above and under and above >= agreed.bounds.high and under <= agreed.bounds.low:
            yield ground


def _built_on(
    agreed: Agreed, requirement: Requirement, asked: Sequence[Question], levels: Levels
) -> Iterator[Draft]:
    """A requirement that stands although what it needs does not: it will not carry."""
    own = levels[requirement.code].level
    missing = [
        each.needs for each in requirement.prerequisites if standing_of(each, levels) is Standing.BELOW
    ]
    if own and own > agreed.bounds.low and missing:
        yield _draft(
            agreed, FindingKind.RISK, requirement, [Ground.PREREQUISITE_MISSING], _codes(asked), missing
        )


def _commended(agreed: Agreed, requirement: Requirement, asked: Sequence[Question]) -> Iterator[Draft]:
    known = _levels_within(agreed, asked, 1, 5)
    high = _levels_within(agreed, asked, agreed.bounds.high, 5)
    if known and known == high:
        yield _draft(agreed, FindingKind.STRENGTH, requirement, [Ground.HIGH_LEVEL], high)
    done = [each for each in asked if each.kind is not QuestionKind.LAW]
    best = [each for each in _levels_within(agreed, done, 5, 5) if agreed.ids([each], Stance.FOR)]
    if best:
        yield _draft(agreed, FindingKind.GOOD_PRACTICE, requirement, [Ground.HIGHEST_LEVEL], best)


def _left_open(
    agreed: Agreed, requirement: Requirement, asked: Sequence[Question], levels: Levels
) -> Iterator[Draft]:
    unknown = [each.code for each in asked if agreed.answers[each.code].kind is AnswerKind.UNKNOWN]
    above = _levels_within(agreed, asked, agreed.bounds.low + 1, 5)
    contested = [
        each
        for each in above
        if len(agreed.ids([each], Stance.AGAINST)) > len(agreed.ids([each], Stance.FOR))
    ]
    missing = [
        each.needs
        for each in requirement.prerequisites
        if standing_of(each, levels) is Standing.UNKNOWN and _was_asked(agreed, each.needs)
    ]
    told = {
        Ground.NOT_KNOWN: unknown,
        Ground.CONTESTED: contested,
        Ground.PREREQUISITE_UNKNOWN: missing,
    }
    grounds = [ground for ground, what in told.items() if what]
    questions = unknown + contested or list(_codes(asked))
    if grounds:
        yield _draft(agreed, FindingKind.FOLLOW_UP, requirement, grounds, questions, missing)


def _was_asked(agreed: Agreed, requirement: str) -> bool:
    return any(each.code in agreed.answers for each in agreed.edition.questions_about(requirement))


def _codes(questions: Iterable[Question]) -> list[str]:
    return [each.code for each in questions]


def _levels_within(agreed: Agreed, asked: Iterable[Question], low: int, high: int) -> list[str]:
    """Codes of questions with an agreed level in these bounds, both ends included."""
    levels = {each.code: agreed.level(each.code) for each in asked}
    return [code for code, level in levels.items() if level is not None and low <= level <= high]


def _draft(
    agreed: Agreed,
    kind: FindingKind,
    requirement: Requirement,
    grounds: Iterable[Ground],
    questions: Sequence[str],
    missing: Iterable[str] = (),
) -> Draft:
    levels = [level for each in questions if (level := agreed.level(each)) is not None]
    return Draft(
        kind,
        requirement.code,
        grounds,
        questions,
        min(levels, default=None),
        missing,
        agreed.ids(questions, Stance.FOR),
        agreed.ids(questions, Stance.AGAINST),
    )
