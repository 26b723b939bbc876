"""How far raters agree beyond chance: Krippendorff's alpha, with an interval, or "not enough to say".

Alpha is 1 - observed / expected disagreement, over pairs of levels given to the same unit. 1 is full agreement, 0 what chance
would give, below 0 worse than chance. What was not rated, not known or does not apply is missing and never zero.

Source: K. Krippendorff, Content Analysis, 4th ed. (2018), ch. 12; Computing Krippendorff's Alpha-Reliability (2011).
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from itertools import chain
from typing import Final

import numpy as np
from attrs import frozen

from catenary.basis.findings import Finding
from catenary.core.assessment.ratings import FloatArray, Rating, given, grouped
from catenary.core.assessment.ratings_problems import RATINGS
from catenary.core.measures.model import LEVELS

LEAST_UNITS: Final = 10
"""Units rated by two or more, below which no figure is told."""
RESAMPLES: Final = 1000
LOW: Final = 0.667
"""Below it agreement is low: the question goes back to those who wrote it (Krippendorff's lower bound for tentative conclusions)."""


class Scale(StrEnum):
    """What makes two levels differ, and by how much."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"


@frozen
class Agreement:
    """Alpha of some ratings with what holds it in `share` of 100 resamples of units; None with the reason where too few."""

    units: int
    """Rated by two or more."""
    ratings: int
    """In these units."""
    alpha: float | None
    low: float | None = None
    high: float | None = None
    reason: Finding | None = None

    @property
    def is_low(self) -> bool | None:
        """Whether the question should go back; None where not enough is known."""
        return None if self.alpha is None else self.alpha < LOW


def alpha(units: Iterable[Sequence[int]], scale: Scale = Scale.ORDINAL) -> float | None:
    """Alpha of the levels given to each unit, of whatever whole numbers; None where nothing varies or nothing pairs."""
    kept = [unit for unit in units if len(unit) > 1]
    values = sorted(set(chain.from_iterable(kept)))
    counts = np.array([[unit.count(value) for value in values] for unit in kept], dtype=float)
    if len(values) < 2:
        return None
    return float(_alphas(_coincidences(counts)[None], np.array(values, dtype=float), scale)[0])


def agreement(
    ratings: Iterable[Rating], generator: np.random.Generator, scale: Scale = Scale.ORDINAL
) -> Agreement:
    """Alpha over all answers (a case and a question are one unit), with the middle 95 of 100 of resampled answers."""
    units = _units(given(ratings))
    return _told(_matrices(_counts(units)), sum(map(len, units)), generator, scale)


def agreement_by_question(
    ratings: Iterable[Rating], generator: np.random.Generator
) -> Mapping[str, Agreement]:
    """Of each question, over its cases."""
    groups = grouped(given(ratings), lambda each: each.question)
    return {question: agreement(part, generator) for question, part in sorted(groups.items())}


def agreement_by_area(
    ratings: Iterable[Rating], areas: Mapping[str, str], generator: np.random.Generator
) -> Mapping[str, Agreement]:
    """Of each area, over the answers to its questions. Questions without an area raise KeyError."""
    groups = grouped(given(ratings), lambda each: areas[each.question])
    return {area: agreement(part, generator) for area, part in sorted(groups.items())}


def agreement_by_rater(ratings: Iterable[Rating], generator: np.random.Generator) -> Mapping[str, Agreement]:
    """Of each rater with the others: only pairs this rater is one of. A strict rater agrees less; the model tells why."""
    kept = given(ratings)
    answers = grouped(kept, lambda each: (each.case, each.question))
    found = {}
    for rater, own in sorted(grouped(kept, lambda each: each.rater).items()):
        pairs = [(each.level or 0, _others(answers[each.case, each.question], rater)) for each in own]
        shared = [(level, others) for level, others in pairs if others]
        matrices = np.array([_with_others(*pair) for pair in shared]).reshape(-1, len(LEVELS), len(LEVELS))
        total = sum(1 + len(others) for _, others in shared)
        found[rater] = _told(matrices, total, generator, Scale.ORDINAL)
    return found


def _units(ratings: Sequence[Rating]) -> list[list[int]]:
    answers = grouped(ratings, lambda each: (each.case, each.question))
    every = ([each.level for each in part if each.level is not None] for part in answers.values())
    return [levels for levels in every if len(levels) > 1]


def _counts(units: Sequence[Sequence[int]]) -> FloatArray:
    counts = [[unit.count(level) for level in LEVELS] for unit in units]
    return np.array(counts, dtype=float).reshape(-1, len(LEVELS))


def _matrices(counts: FloatArray) -> FloatArray:
    """Of each unit: how often each pair of levels met in it, each rating weighing one in all."""
    pairs = counts[:, :, None] * counts[:, None, :]
    each = np.arange(counts.shape[1])
    pairs[:, each, each] -= counts
    result: FloatArray = pairs / (counts.sum(1) - 1)[:, None, None]
    return result


def _coincidences(counts: FloatArray) -> FloatArray:
    total: FloatArray = _matrices(counts).sum(0)
    return total


def _others(rated: Sequence[Rating], rater: str) -> list[int]:
    return [each.level for each in rated if each.rater != rater and each.level is not None]


def _with_others(level: int, others: Sequence[int]) -> FloatArray:
    """The pairs of one level with those of the others, both ways round, weighing one each way."""
    matrix = np.zeros((len(LEVELS), len(LEVELS)))
    for other in others:
        matrix[level - LEVELS[0], other - LEVELS[0]] += 1 / len(others)
        matrix[other - LEVELS[0], level - LEVELS[0]] += 1 / len(others)
    return matrix


def _told(matrices: FloatArray, ratings: int, generator: np.random.Generator, scale: Scale) -> Agreement:
    units = len(matrices)
    if units < LEAST_UNITS:
        few = RATINGS.finding("few_units", units=units, needed=LEAST_UNITS)
        return Agreement(units, ratings, None, reason=few)
    values = np.array(LEVELS, dtype=float)
    middle = float(_alphas(matrices.sum(0)[None], values, scale)[0])
    if np.isnan(middle):
        return Agreement(units, ratings, None, reason=RATINGS.finding("no_variation"))
    times = generator.multinomial(units, np.full(units, 1 / units), RESAMPLES)
    drawn = _alphas(np.tensordot(times, matrices, 1), values, scale)
    low, high = np.quantile(drawn[~np.isnan(drawn)], (0.025, 0.975))
    return Agreement(units, ratings, middle, float(low), float(high))


def _alphas(coincidences: FloatArray, values: FloatArray, scale: Scale) -> FloatArray:
    """Alpha of each matrix of coincidences (first axis); not a number where one value stands alone."""
    totals = coincidences.sum(2)
    pairs = totals.sum(1)
    distances = _distances(totals, values, scale)
    observed = (coincidences * distances).sum((1, 2)) / pairs
    expected = (totals[:, :, None] * totals[:, None, :] * distances).sum((1, 2)) / (pairs * (pairs - 1))
    known = expected > 0
    result: FloatArray = np.where(known, 1 - observed / np.where(known, expected, 1), np.nan)
    return result


def _distances(totals: FloatArray, values: FloatArray, scale: Scale) -> FloatArray:
    """Squared differences; ordinal ones count the ratings that lie between two levels, half of those at both ends."""
    if scale is Scale.NOMINAL:
        return 1.0 - np.eye(len(values))[None]
    if scale is Scale.INTERVAL:
        return ((values[:, None] - values[None, :]) ** 2)[None]
    ranks = totals.cumsum(1) - totals / 2
    result: FloatArray = (ranks[:, :, None] - ranks[:, None, :]) ** 2
    return result
