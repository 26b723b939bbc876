"""What raters say: the truth, seen by somebody severe or mild, reliable or haphazard, and partial to their own region."""

from collections.abc import Iterable, Iterator
from math import log
from typing import Final

from attrs import frozen

from catenary.core.measures.model import (
    UNKNOWN,
    Answer,
    AnswerKind,
    Edition,
    Question,
    QuestionKind,
    Vignette,
)
from catenary.world.assessments.experts import Expert
from catenary.world.assessments.truth import STEPS, Truth, bell, level_at
from catenary.world.dice import Dice

PARTIALITY: Final = 0.4
"""How many logits milder a rater is to States of the own region."""
_SHARPNESS: Final = 2.2
"""How much closer raters are to the truth than coin throws: the scale of a usual rater's errors is 1 / 2.2 logits."""
_NOT_KNOWN: Final = {QuestionKind.LAW: 0.01, QuestionKind.PRACTICE: 0.03, QuestionKind.EFFECT: 0.08}
_STATE_NOT_KNOWN: Final = 0.04


@frozen
class Given:
    """One rater's answer to one question."""

    rater: str
    question: str
    answer: Answer


def ratings(
    seed: int, truth: Truth, questions: Iterable[Question], raters: Iterable[Expert]
) -> Iterator[Given]:
    """What each rater says of a State, alone; nothing one says depends on who else rates."""
    questions = tuple(questions)
    for rater in raters:
        for question in questions:
            yield Given(rater.email, question.code, _rated(seed, truth, question, rater))


def self_score(seed: int, truth: Truth, question: Question) -> Answer:
    """What the State says of itself, as optimistic as it is."""
    dice = Dice.keyed(seed, "self-score", truth.state.code, question.code)
    answer = truth.answers[question.code]
    if answer.kind is not AnswerKind.LEVEL:
        return answer
    if dice.chance(_STATE_NOT_KNOWN):
        return UNKNOWN
    return Answer.at(level_at(truth.places[question.code] + truth.state.optimism + 0.3 * bell(dice)))


def vignette_level(seed: int, vignette: Vignette, rater: Expert) -> Answer:
    """What a rater makes of an invented case, on which nobody is partial."""
    place = 1.2 * bell(Dice.keyed(seed, "vignette", vignette.code))
    dice = Dice.keyed(seed, "vignette", vignette.code, rater.email)
    return Answer.at(_seen(place - rater.severity, rater, dice))


def agreed(edition: Edition, given: Iterable[Given]) -> dict[str, Answer]:
    """What a meeting agrees on for each question: the middle level of those who know, the lower of two middles."""
    by_question: dict[str, list[Answer]] = {}
    for each in given:
        by_question.setdefault(each.question, []).append(each.answer)
    return {code: _middle(by_question[code]) for code in edition.question_of if code in by_question}


def _middle(answers: list[Answer]) -> Answer:
    levels = sorted(each.level for each in answers if each.level is not None)
    if levels:
        return Answer.at(levels[(len(levels) - 1) // 2])
    return max(answers, key=lambda each: each.kind is AnswerKind.NOT_APPLICABLE)


def _rated(seed: int, truth: Truth, question: Question, rater: Expert) -> Answer:
    dice = Dice.keyed(seed, "rating", truth.state.code, question.code, rater.email)
    answer = truth.answers[question.code]
    if answer.kind is not AnswerKind.LEVEL:
        return answer
    if dice.chance(_NOT_KNOWN[question.kind]):
        return UNKNOWN
    partial = PARTIALITY if rater.region == truth.state.region else 0.0
    return Answer.at(_seen(truth.places[question.code] - rater.severity + partial, rater, dice))


def _seen(place: float, rater: Expert, dice: Dice) -> int:
    """The level at a place, seen with an error from the logistic distribution."""
    roll = min(max(dice.roll(), 1e-9), 1 - 1e-9)
    error = log(roll / (1 - roll)) / (_SHARPNESS * rater.reliability)
    return 1 + sum(place + error > step for step in STEPS)
