"""How likely ratings are under the graded response model with raters, with first and second derivatives.

A rater of severity c and reliability a gives level k or more with probability F(a (v - c + g - t_k)): F is the logistic function,
t_1 < t_2 < ... the thresholds of the question, g how partial raters are to cases of their own region (0 for others), v = m + u
the standing of the case on the question, m its standing in the area and u, normal with standard deviation s, what sets the question apart from the others of its area in this case. u is integrated
out over a grid, so that several raters of one answer are not mistaken for several answers. Second derivatives of the integral
follow T. A. Louis, J. R. Stat. Soc. B 44 (1982) 226: the mean of the complete ones plus the variance of the complete first ones.

Sources: F. Samejima, Psychometrika Monograph 17 (1969), graded response; J. M. Linacre, Many-Facet Rasch Measurement (1989),
severity; M. Wang and others, the same with rater reliability as in V-Dem's measurement model (Pemstein and others, 2015).
"""

from collections.abc import Iterable
from math import ceil, sqrt
from typing import Final, NamedTuple

import numpy as np

from catenary.core.assessment.ratings import FloatArray, IntArray

_FAR: Final = 1e3
"""Stands for infinity: the threshold below the lowest level and above the highest."""
_REACH: Final = 4.0
"""Standard deviations that the grid reaches to either side."""


class Cells(NamedTuple):
    """Answers of one area that have equally many ratings: `case`, `question` one each, the others by rating.

    `level` counts from 0; `near` is 1 where the rater and the case are of one region, else 0.
    """

    case: IntArray
    question: IntArray
    rater: IntArray
    level: IntArray
    near: FloatArray


class Values(NamedTuple):
    """What the model supposes, for one area: standing by case, thresholds by question, severity and log reliability by rater."""

    standing: FloatArray
    thresholds: FloatArray
    severity: FloatArray
    log_reliability: FloatArray
    partiality: float
    log_spread: float
    """Of the standard deviation of u."""


class Responses(NamedTuple):
    """Of each answer (first axis), rating (second) and grid point (last): what all derivatives are made of."""

    reliability: FloatArray
    above: FloatArray
    """a (upper threshold - v), and so on."""
    below: FloatArray
    over: FloatArray
    """Probability of a level above the one given."""
    under: FloatArray
    gap: FloatArray
    """a (upper - lower threshold); no grid axis."""
    tail: FloatArray
    """1 / (e^gap - 1); no grid axis."""
    weights: FloatArray
    """Of the grid points, given the ratings: answers x points."""
    grid: FloatArray
    log_likelihood: float


class Derivatives(NamedTuple):
    """By answer, over its own values in the order: standing, thresholds, severities, log reliabilities, partiality, log spread."""

    first: FloatArray
    second: FloatArray


class Expected(NamedTuple):
    """The level, counted from 1, that a rater of some severity and reliability 1 is expected to give, by answer."""

    level: FloatArray
    variance: FloatArray
    first: FloatArray
    """Its derivatives, in the order of `Derivatives`."""
    by_severity: FloatArray
    """Its derivative by that severity."""


def grid(ratings: int) -> tuple[FloatArray, FloatArray]:
    """Points of a standard normal and the logarithm of their weights; denser for the sharper likelihood of more ratings."""
    half = 2 * ceil(1.65 * sqrt(1 + ratings / 3))
    points = np.linspace(-_REACH, _REACH, 2 * half + 1)
    weights = np.exp(-points * points / 2)
    return points, np.log(weights / weights.sum())


def respond(cells: Cells, values: Values) -> Responses:
    """Everything about the ratings of these cells under the values."""
    points, log_weights = grid(cells.rater.shape[1])
    reliability = np.exp(values.log_reliability)[cells.rater]
    upper, lower = _bounds(cells, values.thresholds)
    spread = np.exp(values.log_spread) * points
    place = values.standing[cells.case][:, None] - values.severity[cells.rater]
    place = place + values.partiality * cells.near
    shown = place[:, :, None] + spread
    slope = reliability[:, :, None]
    above, below = slope * (upper[:, :, None] - shown), slope * (lower[:, :, None] - shown)
    log_above, over = _log_logistic(above)
    log_below, under = _log_logistic(-below)
    gap = np.minimum(reliability * (upper - lower), 700.0)
    log_joint = (log_above + log_below).sum(1) + np.log(-np.expm1(-gap)).sum(1)[:, None] + log_weights
    highest = log_joint.max(1, keepdims=True)
    weights = np.exp(log_joint - highest)
    total = weights.sum(1, keepdims=True)
    likelihood = float((np.log(total) + highest).sum())
    return Responses(
        reliability, above, below, over, under, gap, 1 / np.expm1(gap), weights / total, spread, likelihood
    )


def _bounds(cells: Cells, thresholds: FloatArray) -> tuple[FloatArray, FloatArray]:
    edges = np.full((len(thresholds), 1), _FAR)
    every = np.hstack([-edges, thresholds, edges])
    question = cells.question[:, None]
    return every[question, cells.level + 1], every[question, cells.level]


def _log_logistic(x: FloatArray) -> tuple[FloatArray, FloatArray]:
    """The logarithm of F(x), and F(-x), without overflow."""
    small = np.exp(-np.abs(x))
    return np.minimum(x, 0) - np.log1p(small), np.where(x > 0, small, 1.0) / (1 + small)


class Picks(NamedTuple):
    """How the values of an answer enter its ratings: answers x ratings x values, in the order of `Derivatives`."""

    place: FloatArray
    """v - c + g by every value but the log spread."""
    spread: FloatArray
    upper: FloatArray
    """Which threshold is the upper one."""
    lower: FloatArray
    scale: FloatArray
    """Which log reliability is the rater's."""


def pick(cells: Cells, thresholds: int) -> Picks:
    """Of these cells."""
    answers, ratings = cells.rater.shape
    size = 3 + thresholds + 2 * ratings
    place, spread, upper, lower, scale = np.zeros((5, answers, ratings, size))
    each = np.arange(thresholds)
    level, one = cells.level[:, :, None], np.eye(ratings)
    place[:, :, 0] = 1
    place[:, :, 1 + thresholds : 1 + thresholds + ratings] = -one
    place[:, :, -2] = cells.near
    spread[:, :, -1] = 1
    upper[:, :, 1 : 1 + thresholds] = level == each
    lower[:, :, 1 : 1 + thresholds] = level - 1 == each
    scale[:, :, 1 + thresholds + ratings : -2] = one
    return Picks(place, spread, upper, lower, scale)


def derivatives(picks: Picks, responses: Responses) -> Derivatives:
    """First and second derivatives of the log likelihood of each answer."""
    scores = _scores(picks, responses)
    first = np.einsum("mdj,mj->md", scores, responses.weights)
    weighted = scores * responses.weights[:, None, :]
    variance = weighted @ scores.transpose(0, 2, 1) - first[:, :, None] * first[:, None, :]
    return Derivatives(first, _complete(picks, responses) + variance)


def _pulls(responses: Responses) -> tuple[FloatArray, FloatArray]:
    """First derivatives of a rating's log likelihood by its scaled upper and lower threshold."""
    tail = responses.tail[:, :, None]
    return responses.over + tail, -responses.under - tail


def _scores(picks: Picks, responses: Responses) -> FloatArray:
    """First derivatives at every grid point: answers x values x points."""
    up, down = _pulls(responses)
    slope = responses.reliability[:, :, None]
    shift = slope * (responses.under - responses.over)
    scale = responses.above * up + responses.below * down
    by = (
        (picks.place, shift),
        (picks.spread, shift * responses.grid),
        (picks.upper, slope * up),
        (picks.lower, slope * down),
        (picks.scale, scale),
    )
    result: FloatArray = _down(part for part, _ in by) @ np.concatenate([each for _, each in by], axis=1)
    return result


def _down(parts: Iterable[FloatArray]) -> FloatArray:
    """Stacked over ratings, values first."""
    return np.concatenate(list(parts), axis=1).transpose(0, 2, 1)


class _Means(NamedTuple):
    """Of each rating, over the grid points by their weights: what the complete second derivatives need."""

    bend: FloatArray
    """Minus the second derivative by standing, for the powers 0, 1, 2 of u (last axis)."""
    upper: FloatArray
    """Cross derivative of standing and upper threshold, for the powers 0 and 1 of u."""
    lower: FloatArray
    pull: FloatArray
    """First derivative by standing times u."""
    mixed: FloatArray
    """Cross derivative of log reliability and standing, for the powers 0 and 1 of u."""
    scale: FloatArray
    """Second derivative by log reliability."""
    scale_upper: FloatArray
    scale_lower: FloatArray


def _means(responses: Responses) -> _Means:
    powers = responses.grid[:, None] ** np.arange(3)
    weighted = responses.weights[:, :, None] * powers
    slope, gap, tail = responses.reliability, responses.gap, responses.tail
    bump = tail * (1 + tail)
    over, under = responses.over * (1 - responses.over), responses.under * (1 - responses.under)
    above, below = responses.above * over, responses.below * under
    up, down = _pulls(responses)
    shift = slope[:, :, None] * (responses.under - responses.over)
    by_above, by_below, square = above @ weighted, below @ weighted, slope[:, :, None] ** 2
    upper, lower, pull = square * (over @ weighted), square * (under @ weighted), shift @ weighted
    scale = responses.above * up + responses.below * down - responses.above * above - responses.below * below
    return _Means(
        upper + lower,
        upper,
        lower,
        pull[:, :, 1],
        pull + slope[:, :, None] * (by_above + by_below),
        (scale @ weighted)[:, :, 0] - bump * gap * gap,
        slope * ((up @ weighted)[:, :, 0] - by_above[:, :, 0] - bump * gap),
        slope * ((down @ weighted)[:, :, 0] - by_below[:, :, 0] + bump * gap),
    )


def _complete(picks: Picks, responses: Responses) -> FloatArray:
    """Mean over the grid of the second derivatives that hold when u is known.

    Each pair of values is put down once, by which of the two comes first among place, spread, scale and thresholds; halves on
    the diagonal; then both ways round.
    """
    means = _means(responses)
    place, spread, upper, lower, scale = picks
    bump = (responses.reliability**2 * responses.tail * (1 + responses.tail))[:, :, None]
    crossing = [
        (means.upper[:, :, [power]] * upper + means.lower[:, :, [power]] * lower)
        + means.mixed[:, :, [power]] * scale
        for power in (0, 1)
    ]
    bend = [means.bend[:, :, [power]] for power in (0, 1, 2)]
    by_place = crossing[0] - bend[0] / 2 * place - bend[1] * spread
    by_spread = crossing[1] + (means.pull[:, :, None] - bend[2]) / 2 * spread
    by_scale = means.scale_upper[:, :, None] * upper + means.scale_lower[:, :, None] * lower
    by_scale += means.scale[:, :, None] / 2 * scale
    by_upper = bump * lower - (means.upper[:, :, :1] + bump) / 2 * upper
    by_lower = -(means.lower[:, :, :1] + bump) / 2 * lower
    ahead = _down((place, spread, scale, upper, lower))
    half = ahead @ np.concatenate([by_place, by_spread, by_scale, by_upper, by_lower], axis=1)
    result: FloatArray = half + half.transpose(0, 2, 1)
    return result


def expected_levels(
    cells: Cells, values: Values, picks: Picks, responses: Responses, severity: float
) -> Expected:
    """What a rater of this severity would give for each answer, how far that is uncertain through u, and its derivatives."""
    thresholds = values.thresholds[cells.question]
    weights = responses.weights
    place = values.standing[cells.case][:, None] + responses.grid - severity
    _, short = _log_logistic(place[:, None, :] - thresholds[:, :, None])
    slopes = short * (1 - short)
    levels = 1 + (1 - short).sum(1)
    level = (levels * weights).sum(1)
    variance = (levels * levels * weights).sum(1) - level * level
    steep = slopes.sum(1)
    first = np.einsum("mdj,mj->md", _scores(picks, responses), (levels - level[:, None]) * weights)
    rise = (steep * weights).sum(1)
    first[:, 0] += rise
    first[:, 1 : 1 + thresholds.shape[1]] -= np.einsum("mkj,mj->mk", slopes, weights)
    first[:, -1] += (steep * responses.grid * weights).sum(1)
    return Expected(level, np.maximum(variance, 0.0), first, -rise)
