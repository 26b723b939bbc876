from math import exp

import numpy as np
import pytest

from catenary.core.assessment.rating_likelihood import (
    Cells,
    Values,
    derivatives,
    expected_levels,
    pick,
    respond,
)

CASES, QUESTIONS, RATERS, ANSWERS, EACH, THRESHOLDS = 3, 2, 6, 5, 4, 4
SIZE = CASES + QUESTIONS * THRESHOLDS + 3 * RATERS + 2


def cells():
    dice = np.random.default_rng(1)
    return Cells(
        dice.integers(0, CASES, ANSWERS),
        dice.integers(0, QUESTIONS, ANSWERS),
        np.array([dice.permutation(RATERS)[:EACH] for _ in range(ANSWERS)]),
        dice.integers(0, 5, (ANSWERS, EACH)),
        dice.integers(0, 2, (ANSWERS, EACH)).astype(float),
    )


CELLS = cells()
PICKS = pick(CELLS, THRESHOLDS)


def values(x):
    own = CASES + QUESTIONS * THRESHOLDS
    thresholds = x[CASES:own].reshape(QUESTIONS, THRESHOLDS)
    return Values(x[:CASES], thresholds, *x[own:-2].reshape(3, RATERS), *x[-2:])


def somewhere():
    dice = np.random.default_rng(2)
    thresholds = np.sort(dice.normal(size=(QUESTIONS, THRESHOLDS)) * 2, axis=1)
    return np.concatenate(
        [dice.normal(size=CASES), thresholds.ravel(), dice.normal(size=3 * RATERS) * 0.5, [0.4, -0.3]]
    )


def places(answer):
    threshold = CASES + CELLS.question[answer] * THRESHOLDS + np.arange(THRESHOLDS)
    severity = CASES + QUESTIONS * THRESHOLDS + CELLS.rater[answer]
    return np.concatenate(
        [
            [CELLS.case[answer]],
            threshold,
            severity,
            severity + RATERS,
            severity + 2 * RATERS,
            [SIZE - 2, SIZE - 1],
        ]
    )


def everything(x):
    """Log likelihood, its first and second derivatives, expected levels and their derivatives, by the values in one row."""
    responses = respond(CELLS, values(x))
    by = derivatives(PICKS, responses)
    expected = expected_levels(CELLS, values(x), PICKS, responses, 0.2)
    first, second, level_first = np.zeros(SIZE), np.zeros((SIZE, SIZE)), np.zeros((ANSWERS, SIZE))
    for answer in range(ANSWERS):
        place = places(answer)
        first[place] += by.first[answer]
        second[np.ix_(place, place)] += by.second[answer]
        level_first[answer, place] += expected.first[answer]
    return responses.log_likelihood, first, second, expected.level, level_first


def differences(which):
    x, step = somewhere(), 1e-5
    ends = [(everything(x + each)[which], everything(x - each)[which]) for each in step * np.eye(SIZE)]
    return np.array([(above - below) / (2 * step) for above, below in ends])


def test_first_derivatives_are_those_of_finite_differences():
    assert everything(somewhere())[1] == pytest.approx(differences(0), abs=1e-5)


def test_second_derivatives_are_those_of_finite_differences():
    second = everything(somewhere())[2]
    assert np.abs(second - differences(1)).max() < 1e-6 * np.abs(second).max()


def test_derivatives_of_expected_levels_are_those_of_finite_differences():
    assert np.abs(everything(somewhere())[4] - differences(3).T).max() < 1e-7


def test_the_likelihood_is_the_sum_over_the_spread_of_plain_products():
    supposed = values(somewhere())
    points = np.linspace(-6, 6, 4001)
    weights = np.exp(-points * points / 2)
    weights /= weights.sum()

    def reached(answer, rating, threshold, u):
        rater, thresholds = CELLS.rater[answer, rating], supposed.thresholds[CELLS.question[answer]]
        place = supposed.standing[CELLS.case[answer]] + u - thresholds.mean()
        place += supposed.partiality * CELLS.near[answer, rating]
        bound = exp(supposed.log_centring[rater]) * (thresholds[threshold] - thresholds.mean())
        shown = exp(supposed.log_reliability[rater]) * place - supposed.severity[rater] - bound
        return 1 / (1 + np.exp(-shown))

    total = 0.0
    for answer in range(ANSWERS):
        product = weights.copy()
        for rating in range(EACH):
            level, u = CELLS.level[answer, rating], exp(supposed.log_spread) * points
            at_least = reached(answer, rating, level - 1, u) if level > 0 else 1.0
            above = reached(answer, rating, level, u) if level < THRESHOLDS else 0.0
            product = product * (at_least - above)
        total += np.log(product.sum())
    assert respond(CELLS, supposed).log_likelihood == pytest.approx(total, rel=2e-4)


def test_far_standings_neither_overflow_nor_vanish():
    x = somewhere()
    x[:CASES] = [800.0, -800.0, 0.0]
    log_likelihood, first, second, level, _ = everything(x)
    assert np.isfinite([log_likelihood, first.sum(), second.sum()]).all()
    assert (level >= 1 - 1e-12).all()
    assert (level <= 5 + 1e-12).all()
