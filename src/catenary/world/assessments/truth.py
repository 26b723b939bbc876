"""What is true of an invented State: the level of every question, along the graph of prerequisites.

A State stands somewhere, by income and by itself; each of its areas and requirements a little higher or lower. Law comes before
practice, practice before effect. Where a prerequisite is missing, what needs it does not work: there may be a law, hardly a practice.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from attrs import frozen

from catenary.core.measures.model import NOT_APPLICABLE, Answer, Edition, Question, QuestionKind, Requirement
from catenary.core.measures.prerequisites import Standing, in_order, standing_of
from catenary.world.assessments.states import AssessedState, Income
from catenary.world.dice import Dice

STEPS: Final = (-2.1, -0.7, 0.7, 2.1)
"""Where one level ends and the next begins, in logits."""
_INCOME: Final = {
    Income.LOW: -0.9,
    Income.LOWER_MIDDLE: -0.3,
    Income.UPPER_MIDDLE: 0.5,
    Income.HIGH: 1.2,
}
_KIND: Final = {QuestionKind.LAW: 0.7, QuestionKind.PRACTICE: 0.0, QuestionKind.EFFECT: -0.7}
_STATE, _AREA, _REQUIREMENT, _QUESTION = 0.5, 0.5, 0.6, 0.4
"""Standard deviations, in logits."""
_CAPPED: Final = {QuestionKind.LAW: 3, QuestionKind.PRACTICE: 2, QuestionKind.EFFECT: 1}
"""The highest level of what lacks a prerequisite: a law may be there before it can work."""
_SELDOM: Final = {QuestionKind.LAW: 0.02, QuestionKind.PRACTICE: 0.03, QuestionKind.EFFECT: 0.06}
"""How often a question that has a rule for not applying does not apply."""


@frozen
class Truth:
    """A State as it is: `places` in logits and `answers` by question, `requirements` by requirement."""

    state: AssessedState
    places: Mapping[str, float]
    answers: Mapping[str, Answer]
    requirements: Mapping[str, Answer]


def bell(dice: Dice) -> float:
    """A number around 0 with standard deviation 1, never beyond 6: a sum of rolls, the same on every machine."""
    return sum(dice.roll() for _ in range(12)) - 6


def level_at(place: float) -> int:
    """The level at a place on the scale."""
    return 1 + sum(place > step for step in STEPS)


def truth_of(seed: int, state: AssessedState, edition: Edition, below: float = 0.0) -> Truth:
    """What is true of a State under an edition; the same for the same seed, whoever asks and whatever else was drawn.

    `below` is by how many logits it stood lower in all things, at an earlier time.
    """
    made = _Making(seed, state, edition, below)
    for code in in_order(edition):
        made.settle(edition.requirement_of[code])
    return Truth(state, made.places, made.answers, made.requirements)


class _Making:
    """A truth in the making, requirement after requirement: what needs another comes after it."""

    def __init__(self, seed: int, state: AssessedState, edition: Edition, below: float) -> None:
        self._seed, self._state, self._edition = seed, state, edition
        self._base = _INCOME[state.income] + _STATE * bell(self._dice("state")) - below
        self.places: dict[str, float] = {}
        self.answers: dict[str, Answer] = {}
        self.requirements: dict[str, Answer] = {}

    def settle(self, requirement: Requirement) -> None:
        place = self._base + _AREA * bell(self._dice("area", requirement.area))
        place += _REQUIREMENT * bell(self._dice("requirement", requirement.code))
        held_back = self._is_held_back(requirement)
        questions = self._edition.questions_about(requirement.code)
        for question in questions:
            self._answer(question, place, held_back)
        levels = [*self._levels(questions)]
        self.requirements[requirement.code] = (
            Answer.at(sum(levels) // len(levels)) if levels else NOT_APPLICABLE
        )

    def _is_held_back(self, requirement: Requirement) -> bool:
        standings = (standing_of(each, self.requirements) for each in requirement.prerequisites)
        return Standing.BELOW in standings

    def _answer(self, question: Question, place: float, held_back: bool) -> None:
        dice = self._dice("question", question.code)
        here = place + _KIND[question.kind] + _QUESTION * bell(dice)
        if held_back:
            here = min(here, STEPS[_CAPPED[question.kind] - 1] - dice.roll())
        self.places[question.code] = here
        is_out = bool(question.not_applicable) and dice.chance(_SELDOM[question.kind])
        self.answers[question.code] = NOT_APPLICABLE if is_out else Answer.at(level_at(here))

    def _levels(self, questions: tuple[Question, ...]) -> Iterator[int]:
        for question in questions:
            level = self.answers[question.code].level
            if level is not None:
                yield level

    def _dice(self, *labels: str) -> Dice:
        return Dice.keyed(self._seed, "truth", self._state.code, *labels)
