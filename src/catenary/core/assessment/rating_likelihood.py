"""How likely ratings are under the graded response model with raters, with first and second derivatives.

A rater gives more than level k with probability F(a w - c - s d_k): F is the logistic function. w = m + u + g - t is how the case
stands on the question: m its standing in the area, u what sets the question apart from the others of the area in this case
(normal, with standard deviation `spread`), g how partial raters are to cases of their own region (0 for others), t the middle of
the question's thresholds and d_k how far each lies from it. Of the rater: a reliability, c severity, s how much he or she keeps to
the middle levels. Who gives everybody 3 has a near 0 and a large s, and moves no level; noise has a near 0 and a small s.

u is integrated out over a grid, so that several raters of one answer are not mistaken for several answers. Second derivatives of
the integral follow T. A. Louis, J. R. Stat. Soc. B 44 (1982) 226: the mean of the complete ones plus the variance of the complete
first ones.

Sources: F. Samejima, Psychometrika Monograph 17 (1969), graded response; J. M. Linacre, Many-Facet Rasch Measurement (1989),
severity; D. Pemstein and others, The V-Dem Measurement Model (2015), reliability apart from thresholds.
"""

from collections.abc import Iterable
from math import ceil, sqrt
from typing import Final, NamedTuple

import numpy as np

from catenary.core.assessment.ratings import FloatArray, IntArray

_FAR: Final = 1e6
"""Stands for infinity: the threshold below the lowest level and above the highest."""
_REACH: Final = 4.0
"""Standard deviations that the grid reaches to either side."""
_MOST: Final = 700.0
"""Largest argument of the exponential."""


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
    """What the model supposes, for one area: standing by case, thresholds by question, three values by rater, two for all."""

    standing: FloatArray
    thresholds: FloatArray
    severity: FloatArray
    log_reliability: FloatArray
    log_centring: FloatArray
    partiality: float
    log_spread: float
    """Of the standard deviation of u."""


class Responses(NamedTuple):
    """Of each answer (first axis), rating (second) and grid point (last): what all derivatives are made of."""

    reliability: FloatArray
    centring: FloatArray
    standing: FloatArray
    """w at u = 0; these three have no grid axis."""
    upper: FloatArray
    """s d of the threshold above the level given, and below it; no grid axis."""
    lower: FloatArray
    over: FloatArray
    """Probability of a level above the one given."""
    under: FloatArray
    tail: FloatArray
    """1 / (e^(upper - lower) - 1); no grid axis."""
    weights: FloatArray
    """Of the grid points, given the ratings: answers x points."""
    grid: FloatArray
    log_likelihood: float


class Derivatives(NamedTuple):
    """By answer, over its own values: standing, thresholds, severities, log reliabilities, log centrings, partiality, log spread."""

    first: FloatArray
    second: FloatArray


class Expected(NamedTuple):
    """The level, counted from 1, that a rater of some severity, else usual, is expected to give, by answer."""

    level: FloatArray
    variance: FloatArray
    first: FloatArray
    """Its derivatives, in the order of `Derivatives`."""
    by_severity: FloatArray
    """Its derivative by that severity."""


def grid(ratings: int) -> tuple[FloatArray, FloatArray]:
    """Points of a standard normal and the logarithm of their weights; denser for the sharper likelihood of more ratings."""
    half = ceil(3 * sqrt(1 + ratings / 3))
    points = np.linspace(-_REACH, _REACH, 2 * half + 1)
    weights = np.exp(-points * points / 2)
    return points, np.log(weights / weights.sum())


def respond(cells: Cells, values: Values) -> Responses:
    """Everything about the ratings of these cells under the values."""
    points, log_weights = grid(cells.rater.shape[1])
    reliability = np.exp(values.log_reliability)[cells.rater]
    centring = np.exp(values.log_centring)[cells.rater]
    middle = values.thresholds.mean(1)
    standing = (values.standing[cells.case] - middle[cells.question])[
        :, None
    ] + values.partiality * cells.near
    upper, lower = (centring * each for each in _bounds(cells, values.thresholds - middle[:, None]))
    spread = np.exp(values.log_spread) * points
    shift = values.severity[cells.rater] - reliability * standing
    shown = shift[:, :, None] - reliability[:, :, None] * spread
    log_above, over = _log_logistic(upper[:, :, None] + shown)
    log_below, under = _log_logistic(-lower[:, :, None] - shown)
    gap = np.minimum(upper - lower, _MOST)
    log_joint = (log_above + log_below).sum(1) + np.log(-np.expm1(-gap)).sum(1)[:, None] + log_weights
    highest = log_joint.max(1, keepdims=True)
    weights = np.exp(log_joint - highest)
    total = weights.sum(1, keepdims=True)
    likelihood = float((np.log(total) + highest).sum())
    tail = 1 / np.expm1(gap)
    weights /= total
    return Responses(
        reliability, centring, standing, upper, lower, over, under, tail, weights, spread, likelihood
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

    standing: FloatArray
    """w, but for u."""
    upper: FloatArray
    """The upper threshold less the middle of all."""
    lower: FloatArray
    severity: FloatArray
    reliability: FloatArray
    centring: FloatArray
    spread: FloatArray


def pick(cells: Cells, thresholds: int) -> Picks:
    """Of these cells."""
    answers, ratings = cells.rater.shape
    size = 3 + thresholds + 3 * ratings
    picks = Picks(*np.zeros((7, answers, ratings, size)))
    each, one, level = np.arange(thresholds), np.eye(ratings), cells.level[:, :, None]
    threshold = slice(1, 1 + thresholds)
    picks.standing[:, :, 0] = 1
    picks.standing[:, :, threshold] = -1 / thresholds
    picks.standing[:, :, -2] = cells.near
    picks.upper[:, :, threshold] = ((level == each) - 1 / thresholds) * (level < thresholds)
    picks.lower[:, :, threshold] = ((level - 1 == each) - 1 / thresholds) * (level > 0)
    for place, which in enumerate((picks.severity, picks.reliability, picks.centring)):
        begin = 1 + thresholds + place * ratings
        which[:, :, begin : begin + ratings] = one
    picks.spread[:, :, -1] = 1
    return picks


class _Moves(NamedTuple):
    """First derivatives of c - a w by the values, without u and for each unit of u; and of s d, upper and lower."""

    shift: FloatArray
    by_u: FloatArray
    upper: FloatArray
    lower: FloatArray


def _moves(picks: Picks, responses: Responses) -> _Moves:
    slope, centring = responses.reliability[:, :, None], responses.centring[:, :, None]
    standing = responses.standing[:, :, None]
    return _Moves(
        picks.severity - slope * (picks.standing + standing * picks.reliability),
        -slope * (picks.reliability + picks.spread),
        centring * picks.upper + _finite(responses.upper) * picks.centring,
        centring * picks.lower + _finite(responses.lower) * picks.centring,
    )


def _finite(bound: FloatArray) -> FloatArray:
    """0 for the bounds that stand for infinity, which no value moves."""
    return np.where(np.abs(bound) < _FAR / 100, bound, 0.0)[:, :, None]


def _pulls(responses: Responses) -> tuple[FloatArray, FloatArray]:
    """First derivatives of a rating's log likelihood by s d + c - a w, upper and lower."""
    tail = responses.tail[:, :, None]
    return responses.over + tail, -responses.under - tail


def derivatives(picks: Picks, responses: Responses) -> Derivatives:
    """First and second derivatives of the log likelihood of each answer."""
    moves = _moves(picks, responses)
    scores = _scores(moves, responses)
    first = (scores @ responses.weights[:, :, None])[:, :, 0]
    weighted = scores * responses.weights[:, None, :]
    variance = weighted @ scores.transpose(0, 2, 1) - first[:, :, None] * first[:, None, :]
    return Derivatives(first, _complete(picks, moves, responses) + variance)


def _scores(moves: _Moves, responses: Responses) -> FloatArray:
    """First derivatives at every grid point: answers x values x points."""
    up, down = _pulls(responses)
    pull = responses.over - responses.under
    result: FloatArray = _down(moves) @ np.concatenate([pull, pull * responses.grid, up, down], axis=1)
    return result


def _down(parts: Iterable[FloatArray]) -> FloatArray:
    """Stacked over ratings, values first."""
    return np.concatenate(list(parts), axis=1).transpose(0, 2, 1)


class _Means(NamedTuple):
    """Of each rating, over the grid points by their weights, with a last axis of one for each power of u."""

    over: FloatArray
    """Minus the second derivative by the upper bound, but for what both bounds share."""
    under: FloatArray
    up: FloatArray
    """First derivative by the upper bound."""
    down: FloatArray


def _means(responses: Responses) -> _Means:
    powers = responses.grid[:, None] ** np.arange(3)
    weighted = responses.weights[:, :, None] * powers
    over, under = responses.over * (1 - responses.over), responses.under * (1 - responses.under)
    up, down = _pulls(responses)
    return _Means(over @ weighted, under @ weighted, up @ weighted[:, :, :2], down @ weighted[:, :, :2])


def _complete(picks: Picks, moves: _Moves, responses: Responses) -> FloatArray:
    """Mean over the grid of the second derivatives that hold when u is known.

    Each pair of values is put down once, halves on the diagonal, and then both ways round.
    """
    means = _means(responses)
    shared = (responses.tail * (1 + responses.tail))[:, :, None]
    slope, centring = responses.reliability[:, :, None], responses.centring[:, :, None]
    over, under = ([each[:, :, [power]] for power in (0, 1, 2)] for each in (means.over, means.under))
    pull, pull_u = (means.up + means.down)[:, :, [0]], (means.up + means.down)[:, :, [1]]
    up, down = means.up[:, :, [0]], means.down[:, :, [0]]
    shift, by_u, upper, lower = moves
    by_shift = -(over[0] + under[0]) / 2 * shift - (over[1] + under[1]) * by_u
    by_shift -= over[0] * upper + under[0] * lower
    by_by_u = -(over[2] + under[2]) / 2 * by_u - over[1] * upper - under[1] * lower
    by_upper = shared * lower - (over[0] + shared) / 2 * upper
    by_lower = -(under[0] + shared) / 2 * lower
    at_zero = (pull * responses.standing[:, :, None] + pull_u) / 2
    by_reliability = -slope * (pull * picks.standing + at_zero * picks.reliability + pull_u * picks.spread)
    by_spread = -slope * pull_u / 2 * picks.spread
    scaled = up * _finite(responses.upper) + down * _finite(responses.lower)
    by_centring = centring * (up * picks.upper + down * picks.lower) + scaled / 2 * picks.centring
    ahead = _down((*moves, picks.reliability, picks.spread, picks.centring))
    behind = (by_shift, by_by_u, by_upper, by_lower, by_reliability, by_spread, by_centring)
    half = ahead @ np.concatenate(behind, axis=1)
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
    deviation = (levels - level[:, None]) * weights
    first = (_scores(_moves(picks, responses), responses) @ deviation[:, :, None])[:, :, 0]
    rise = (steep * weights).sum(1)
    first[:, 0] += rise
    first[:, 1 : 1 + thresholds.shape[1]] -= (slopes @ weights[:, :, None])[:, :, 0]
    first[:, -1] += (steep * responses.grid * weights).sum(1)
    return Expected(level, np.maximum(variance, 0.0), first, -rise)
