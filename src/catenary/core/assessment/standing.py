"""Where the requirements of one State stand, from what was agreed on their questions: each as low as its weakest question.

Law, practice and effect are kept apart before they are brought together. Unknown is never level 1, and a question that cannot
apply counts neither way.
"""

from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from catenary.core.measures.model import (
    LEVELS,
    NOT_APPLICABLE,
    UNKNOWN,
    Answer,
    AnswerKind,
    Edition,
    QuestionKind,
)

Answers = Mapping[str, Answer]
"""What was agreed on each question, by its code; a question that is not there is unknown."""


@frozen
class Held:
    """A level that was agreed, and the lowest and highest that anybody gave: low <= level <= high."""

    low: int
    level: int
    high: int

    def __attrs_post_init__(self) -> None:
        if not LEVELS[0] <= self.low <= self.level <= self.high <= LEVELS[-1]:
            raise ValueError(f"not a level within its interval: {self.low}, {self.level}, {self.high}")

    @property
    def answer(self) -> Answer:
        """The agreed level alone."""
        return Answer.at(self.level)


def weakest(answers: Iterable[Answer]) -> Answer:
    """The lowest level among answers; unknown where there is none but something is unknown; else not applicable."""
    given = list(answers)
    levels = [each.level for each in given if each.level is not None]
    if levels:
        return Answer.at(min(levels))
    return UNKNOWN if any(each.kind is AnswerKind.UNKNOWN for each in given) else NOT_APPLICABLE


def level_of(
    edition: Edition, answers: Answers, requirement: str, kind: QuestionKind | None = None
) -> Answer:
    """Where a requirement stands on its questions of one kind, or on all of them; without any, it cannot apply."""
    asked = (each for each in edition.questions_about(requirement) if kind in {None, each.kind})
    return weakest(answers.get(each.code, UNKNOWN) for each in asked)


def levels_of(edition: Edition, answers: Answers) -> Mapping[str, Answer]:
    """Where every requirement stands, by its code."""
    return {each: level_of(edition, answers, each) for each in edition.requirement_of}


def held(
    edition: Edition, answers: Answers, given: Mapping[str, Sequence[int]] | None = None
) -> Mapping[str, Held]:
    """The requirements that have a level, each with what raters left open.

    `given` are the levels that raters gave alone, by question; the agreed level is always among them. A requirement is as low
    as its weakest question may be, and as high as all its questions may be together.
    """
    found = {
        each: _questions(edition, answers, given or {}, each)
        for each in edition.requirement_of
        if level_of(edition, answers, each).level
    }
    return {
        each: Held(
            min(one.low for one in parts), min(one.level for one in parts), min(one.high for one in parts)
        )
        for each, parts in found.items()
    }


def _questions(
    edition: Edition, answers: Answers, given: Mapping[str, Sequence[int]], requirement: str
) -> list[Held]:
    agreed = {
        each.code: answers.get(each.code, UNKNOWN).level for each in edition.questions_about(requirement)
    }
    return [
        Held(min([level, *given.get(code, ())]), level, max([level, *given.get(code, ())]))
        for code, level in agreed.items()
        if level is not None
    ]
