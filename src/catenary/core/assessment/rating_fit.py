"""The most probable values of the rating model, with the curvature there, by Newton's method.

Standard deviations of standings and of raters' values are estimated with the rest (empirical Bayes: A. P. Dempster and others,
J. R. Stat. Soc. B 39 (1977) 1, with Laplace's approximation for the variances). The spread of questions would come out far too
small at the joint summit, where thousands of standings already follow the ratings; so it is taken where Laplace's approximation
of its own likelihood is highest (L. Tierney, J. B. Kadane, J. Am. Stat. Assoc. 81 (1986) 82): the summit, tilted by half of the
logarithm of the determinant of the rest.
"""

from collections.abc import Sequence
from math import log
from typing import Final, NamedTuple

import numpy as np
from attrs import evolve, frozen

from catenary.core.assessment.rating_likelihood import derivatives, respond
from catenary.core.assessment.rating_prior import USUAL_SPREAD, add_own_prior, border_slope, log_prior
from catenary.core.assessment.rating_shape import (
    OF_RATER,
    THRESHOLDS,
    AreaRatings,
    Curvature,
    Point,
    Scales,
    Slope,
)
from catenary.core.assessment.ratings import FloatArray

ROUNDS: Final = 100
_SETTLED: Final = 1e-3
_FARTHEST: Final = 2.0
"""No value moves farther at once."""
_NEAR: Final = 0.5
"""A step this short means that the summit is near."""
_HELD: Final = 1e9
"""Stiffness that keeps a value where it is."""
_STEADY: Final = 0.02
"""Moves of the log spread below which the tilt stays as it was."""
_NUDGE: Final = 0.02
"""Of the log spread, for the finite difference."""
_NEVER: Final = -float("inf")


class Tilt(NamedTuple):
    """What is added to the slope by the log spread, and at which log spread it was found."""

    slope: float
    at: float


@frozen(eq=False)
class Fitted:
    """Where it ended."""

    point: Point
    curvature: Curvature
    scales: Scales
    log_likelihood: float
    tilt: Tilt
    rounds: int
    near: bool
    settled: bool


def fit(areas: Sequence[AreaRatings]) -> Fitted:
    """The most probable values; from the same ratings always the same ones."""
    point = _start(areas)
    flat = Curvature((), (), np.zeros((0, 0)))
    now = Fitted(
        point, flat, Scales(), _likelihood(areas, point), Tilt(0.0, _NEVER), 0, near=False, settled=False
    )
    while not now.settled and now.rounds < ROUNDS:
        now = _improved(areas, now)
    slopes = _slopes(areas, now.point, now.scales)
    return evolve(now, curvature=_newton(slopes, border_slope(now.point, now.scales, 0.0))[1])


def _improved(areas: Sequence[AreaRatings], now: Fitted) -> Fitted:
    """One step. All that multiplies is let go only near the summit of the rest, which is concave without it."""
    slopes = _slopes(areas, now.point, now.scales)
    tilt = _tilted(areas, now, slopes) if now.near else now.tilt
    held = 0.0 if now.near else _HELD
    step, curvature = _newton(slopes, border_slope(now.point, now.scales, tilt.slope, held))
    point, likelihood, share = _climbed(areas, now, step, tilt.slope)
    longest = share * step.longest
    if not now.near:
        return Fitted(
            point, curvature, now.scales, likelihood, tilt, now.rounds + 1, longest < _NEAR, settled=False
        )
    scales = _scales(areas, point, curvature)
    changed = max(abs(log(new / old)) for new, old in zip(scales, now.scales, strict=True))
    settled = max(longest, changed) < _SETTLED
    return Fitted(point, curvature, scales, likelihood, tilt, now.rounds + 1, near=True, settled=settled)


def _tilted(areas: Sequence[AreaRatings], now: Fitted, slopes: Sequence[Slope]) -> Tilt:
    """How the spread's own likelihood differs in slope from the joint one: half the fall of the log determinant of the rest.

    Along the way that the rest goes when the spread changes, by a finite difference; as before where the curvature does not
    yet lead to a summit, here or there.
    """
    at = float(now.point.border[-1])
    if abs(at - now.tilt.at) <= _STEADY:
        return now.tilt
    try:
        _, curvature = _solved(slopes, border_slope(now.point, now.scales, 0.0), 0.0)
        border = curvature.border[:, -1] / curvature.border[-1, -1]
        way = Point([-moves @ border for moves in curvature.carried], border)
        there = now.point.moved(way, _NUDGE)
        if not _in_order(areas, there):
            return now.tilt
        _, others = _solved(_slopes(areas, there, now.scales), border_slope(there, now.scales, 0.0), 0.0)
    except np.linalg.LinAlgError:
        return now.tilt
    return Tilt((curvature.log_determinant - others.log_determinant) / (2 * _NUDGE), at)


def _slopes(areas: Sequence[AreaRatings], point: Point, scales: Scales) -> list[Slope]:
    return [_slope(area, point, position, scales) for position, area in enumerate(areas)]


def _start(areas: Sequence[AreaRatings]) -> Point:
    """Thresholds where the levels of each question divide; everybody average."""
    border = np.zeros(OF_RATER * areas[0].raters + 2)
    border[-1] = USUAL_SPREAD
    return Point([np.concatenate([np.zeros(area.cases), _divided(area).ravel()]) for area in areas], border)


def _divided(area: AreaRatings) -> FloatArray:
    counts = np.ones((area.questions, THRESHOLDS + 1))
    for cells in area.groups:
        np.add.at(counts, (np.broadcast_to(cells.question[:, None], cells.level.shape), cells.level), 1)
    below = counts.cumsum(1)[:, :-1] / counts.sum(1, keepdims=True)
    result: FloatArray = np.log(below / (1 - below))
    return result


def _likelihood(areas: Sequence[AreaRatings], point: Point) -> float:
    """Its logarithm; minus infinity where thresholds are out of order."""
    if not _in_order(areas, point):
        return _NEVER
    every = [point.values(area, position) for position, area in enumerate(areas)]
    parts = zip(areas, every, strict=True)
    return sum(respond(cells, values).log_likelihood for area, values in parts for cells in area.groups)


def _in_order(areas: Sequence[AreaRatings], point: Point) -> bool:
    every = (point.values(area, position).thresholds for position, area in enumerate(areas))
    return all((np.diff(thresholds, axis=1) > 0).all() for thresholds in every)


def _slope(area: AreaRatings, point: Point, position: int, scales: Scales) -> Slope:
    values = point.values(area, position)
    size = area.own + len(point.border)
    first, second = np.zeros(size), np.zeros(size * size)
    for cells, picks, places in zip(area.groups, area.picks, area.places, strict=True):
        by = derivatives(picks, respond(cells, values))
        first += np.bincount(places.ravel(), by.first.ravel(), size)
        pairs = places[:, :, None] * size + places[:, None, :]
        second -= np.bincount(pairs.ravel(), by.second.ravel(), size * size)
    square, own = second.reshape(size, size), area.own
    add_own_prior(first, square, values, scales)
    return Slope(first[:own], first[own:], square[:own, :own], square[:own, own:], square[own:, own:])


def _newton(slopes: Sequence[Slope], border: tuple[FloatArray, FloatArray]) -> tuple[Point, Curvature]:
    """The step to where the derivatives vanish; stiffened where the curvature does not lead to a summit."""
    for ridge in (0.0, *(10.0**power for power in range(-2, 6))):
        try:
            return _solved(slopes, border, ridge)
        except np.linalg.LinAlgError:
            continue
    raise FloatingPointError("the ratings give no curvature that can be solved")


def _solved(
    slopes: Sequence[Slope], border: tuple[FloatArray, FloatArray], ridge: float
) -> tuple[Point, Curvature]:
    inverses = [_inverse(slope.own_own, ridge) for slope in slopes]
    carried = [inverse @ slope.own_border for inverse, slope in zip(inverses, slopes, strict=True)]
    first, square = border[0].copy(), border[1].copy()
    for slope, moves in zip(slopes, carried, strict=True):
        first += slope.border - moves.T @ slope.own
        square += slope.border_border - slope.own_border.T @ moves
    covariance = _inverse(square, ridge)
    raters = covariance @ first
    parts = zip(inverses, carried, slopes, strict=True)
    own = [inverse @ slope.own - moves @ raters for inverse, moves, slope in parts]
    return Point(own, raters), Curvature(inverses, carried, covariance)


def _inverse(square: FloatArray, ridge: float) -> FloatArray:
    """Raises LinAlgError where it is not positive definite."""
    stiff = square + ridge * np.eye(len(square))
    np.linalg.cholesky(stiff)
    return np.asarray(np.linalg.inv(stiff), dtype=np.float64)


def _climbed(
    areas: Sequence[AreaRatings], now: Fitted, step: Point, tilt: float
) -> tuple[Point, float, float]:
    """As far along the step as it goes up, the log likelihood there, and which share of the step it is."""
    height = now.log_likelihood + log_prior(areas, now.point, now.scales) + tilt * now.point.border[-1]
    first = min(1.0, _FARTHEST / max(step.longest, _FARTHEST))
    for share in (first * 0.5**power for power in range(12)):
        point = now.point.moved(step, share)
        likelihood = _likelihood(areas, point)
        if likelihood == _NEVER:
            continue
        if likelihood + log_prior(areas, point, now.scales) + tilt * point.border[-1] >= height - 1e-6:
            return point, likelihood, share
    return now.point, now.log_likelihood, 0.0


def _scales(areas: Sequence[AreaRatings], point: Point, curvature: Curvature) -> Scales:
    """Standard deviations from squares and their uncertainty, each with a few imagined values of the usual size."""
    usual, standing, known = Scales(), [], []
    for position, area in enumerate(areas):
        standing.append(point.areas[position][: area.cases])
        known.append(curvature.variances(position)[: area.cases])
    variances = np.diag(curvature.border)[:-2].reshape(OF_RATER, -1)
    raters = zip(point.of_rater(), variances, usual.of_rater, (2, 4, 4), strict=True)
    return Scales(
        _scale(np.concatenate(standing), np.concatenate(known), usual.standing, 1),
        *(_scale(*each) for each in raters),
    )


def _scale(values: FloatArray, variances: FloatArray, usual: float, weight: float) -> float:
    total = float((values * values + variances).sum()) + weight * usual * usual
    return float(np.sqrt(total / (len(values) + weight)))
