"""The most probable values of the rating model, with the curvature there: Newton's method on a matrix shaped like an arrow.

Values of one area (standings, thresholds) meet those of another only through the raters. So the matrix of second derivatives is
a block per area with a border of raters, and areas are solved one by one; no matrix of all values is ever made. Standard
deviations of standings, severities and log reliabilities are estimated with the rest (empirical Bayes: A. P. Dempster and
others, J. R. Stat. Soc. B 39 (1977) 1, with Laplace's approximation for the variances). The spread of questions would come out
far too small at the joint summit, where thousands of standings already follow the ratings; so it is taken where Laplace's
approximation of its own likelihood is highest (L. Tierney, J. B. Kadane, J. Am. Stat. Assoc. 81 (1986) 82): the summit, tilted
by half of the logarithm of the determinant of the rest.
"""

from collections.abc import Sequence
from functools import cached_property
from math import log
from typing import Final, NamedTuple

import numpy as np
from attrs import evolve, frozen

from catenary.core.assessment.rating_likelihood import Cells, Picks, Values, derivatives, pick, respond
from catenary.core.assessment.ratings import FloatArray, IntArray
from catenary.core.measures.model import LEVELS

THRESHOLDS: Final = len(LEVELS) - 1
OF_RATER: Final = 3
"""Values of each rater: severity, log reliability, log centring."""
ROUNDS: Final = 100
_LOCATION: Final = 3.0
"""Standard deviation, before the ratings speak, of the middle of a question's thresholds."""
_SUM: Final = 0.01
"""Severities, and log reliabilities, sum to zero within this: the scale is that of the average rater."""
_USUAL_SPREAD: Final = log(0.5)
_PARTIALITY: Final = 0.5
"""Standard deviation, before the ratings speak, of how partial raters are to their own region."""
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


@frozen(eq=False)
class AreaRatings:
    """The ratings of one area, as numbers: how many cases and questions, and answers grouped by their count of ratings."""

    cases: int
    questions: int
    raters: int
    groups: Sequence[Cells]

    @property
    def own(self) -> int:
        """How many values are this area's own."""
        return self.cases + self.questions * THRESHOLDS

    @cached_property
    def places(self) -> Sequence[IntArray]:
        """Of each group: where the values of each answer stand, own values first, raters' after them."""
        return [self._places(cells) for cells in self.groups]

    @cached_property
    def picks(self) -> Sequence[Picks]:
        """Of each group: which values enter which rating."""
        return [pick(cells, THRESHOLDS) for cells in self.groups]

    def _places(self, cells: Cells) -> IntArray:
        thresholds = self.cases + cells.question[:, None] * THRESHOLDS + np.arange(THRESHOLDS)
        severity = self.own + cells.rater
        of_raters = [severity + which * self.raters for which in range(OF_RATER)]
        last = np.broadcast_to(self.own + OF_RATER * self.raters + np.arange(2), (len(cells.case), 2))
        return np.hstack([cells.case[:, None], thresholds, *of_raters, last])


class Scales(NamedTuple):
    """Standard deviations that are estimated with the rest."""

    standing: float = 1.0
    severity: float = 0.5
    log_reliability: float = 0.3
    log_centring: float = 0.3

    @property
    def of_rater(self) -> tuple[float, ...]:
        """In the order in which the values of raters stand."""
        return self.severity, self.log_reliability, self.log_centring


@frozen(eq=False)
class Point:
    """One supposition about everything: values of each area, and those all share.

    These are severities, log reliabilities, log centrings, partiality and log spread.
    """

    areas: Sequence[FloatArray]
    border: FloatArray

    def values(self, area: AreaRatings, position: int) -> Values:
        """As the likelihood wants them."""
        own = self.areas[position]
        thresholds = own[area.cases :].reshape(area.questions, THRESHOLDS)
        return Values(own[: area.cases], thresholds, *self.of_rater(), *self.border[-2:].tolist())

    def of_rater(self) -> FloatArray:
        """A row each for severity, log reliability and log centring."""
        return self.border[:-2].reshape(OF_RATER, -1)

    @property
    def longest(self) -> float:
        """The largest of all values, either way."""
        return max(float(np.abs(each).max()) for each in (*self.areas, self.border))

    def moved(self, step: "Point", share: float) -> "Point":
        """So far along the step."""
        areas = [own + share * by for own, by in zip(self.areas, step.areas, strict=True)]
        return Point(areas, self.border + share * step.border)


class Slope(NamedTuple):
    """First derivatives and minus the second ones of an area: by its own values, and by those of the raters."""

    own: FloatArray
    border: FloatArray
    own_own: FloatArray
    own_border: FloatArray
    border_border: FloatArray


@frozen(eq=False)
class Curvature:
    """Minus the second derivatives, solved: the covariance of all values, in parts."""

    inverses: Sequence[FloatArray]
    """By area: covariance of its values if the raters were known."""
    carried: Sequence[FloatArray]
    """By area: how its values move when those of the raters do (with the sign turned)."""
    border: FloatArray
    """Covariance of the raters' values."""

    @property
    def log_determinant(self) -> float:
        """Of minus the second derivatives by all values but the spread."""
        whole = sum(float(np.linalg.slogdet(inverse)[1]) for inverse in self.inverses)
        rest = np.linalg.slogdet(np.linalg.inv(self.border)[:-1, :-1])[1]
        return float(rest) - whole

    def variances(self, area: int) -> FloatArray:
        """Of each of the area's own values."""
        carried = self.carried[area]
        known: FloatArray = np.diag(self.inverses[area])
        result: FloatArray = known + ((carried @ self.border) * carried).sum(1)
        return result

    def variance_of(self, area: int, own: FloatArray, border: FloatArray) -> FloatArray:
        """Of functions with these derivatives (one row each) by the area's own values and by those of the raters."""
        rest = border - own @ self.carried[area]
        result: FloatArray = ((own @ self.inverses[area]) * own).sum(1) + ((rest @ self.border) * rest).sum(1)
        return result


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
    return evolve(now, curvature=_newton(slopes, _border_slope(now.point, now.scales, 0.0))[1])


def _improved(areas: Sequence[AreaRatings], now: Fitted) -> Fitted:
    """One step. All that multiplies is let go only near the summit of the rest, which is concave without it."""
    slopes = _slopes(areas, now.point, now.scales)
    tilt = _tilted(areas, now, slopes) if now.near else now.tilt
    held = 0.0 if now.near else _HELD
    step, curvature = _newton(slopes, _border_slope(now.point, now.scales, tilt.slope, held))
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
        _, curvature = _solved(slopes, _border_slope(now.point, now.scales, 0.0), 0.0)
        border = curvature.border[:, -1] / curvature.border[-1, -1]
        way = Point([-moves @ border for moves in curvature.carried], border)
        there = now.point.moved(way, _NUDGE)
        if not _in_order(areas, there):
            return now.tilt
        _, others = _solved(_slopes(areas, there, now.scales), _border_slope(there, now.scales, 0.0), 0.0)
    except np.linalg.LinAlgError:
        return now.tilt
    return Tilt((curvature.log_determinant - others.log_determinant) / (2 * _NUDGE), at)


def _slopes(areas: Sequence[AreaRatings], point: Point, scales: Scales) -> list[Slope]:
    return [_slope(area, point, position, scales) for position, area in enumerate(areas)]


def _start(areas: Sequence[AreaRatings]) -> Point:
    """Thresholds where the levels of each question divide; everybody average."""
    border = np.zeros(OF_RATER * areas[0].raters + 2)
    border[-1] = _USUAL_SPREAD
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


def _prior(areas: Sequence[AreaRatings], point: Point, scales: Scales) -> float:
    own = (_own_prior(point.values(area, position), scales) for position, area in enumerate(areas))
    return _border_prior(point, scales) + sum(own)


def _own_prior(values: Values, scales: Scales) -> float:
    """Normal standings and middles of thresholds; gaps between thresholds by Gamma(2, 1), which is never zero."""
    gaps = np.diff(values.thresholds, axis=1)
    standing = -((values.standing / scales.standing) ** 2).sum() / 2
    middle = -((values.thresholds.mean(1) / _LOCATION) ** 2).sum() / 2
    return float(standing + middle + (np.log(gaps) - gaps).sum())


def _border_prior(point: Point, scales: Scales) -> float:
    border, by_scale = point.border, np.array(scales.of_rater)[:, None]
    total = -((point.of_rater() / by_scale) ** 2).sum() / 2
    total -= ((point.of_rater().sum(1) / _SUM) ** 2).sum() / 2
    total -= (border[-2] / _PARTIALITY) ** 2 / 2 + (border[-1] - _USUAL_SPREAD) ** 2 / 2
    return float(total)


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
    _add_own_prior(first, square, values, scales)
    return Slope(first[:own], first[own:], square[:own, :own], square[:own, own:], square[own:, own:])


def _add_own_prior(first: FloatArray, square: FloatArray, values: Values, scales: Scales) -> None:
    cases, (questions, count) = len(values.standing), values.thresholds.shape
    first[:cases] -= values.standing / scales.standing**2
    square[np.arange(cases), np.arange(cases)] += scales.standing**-2
    gaps = np.diff(values.thresholds, axis=1)
    push, bend = np.zeros((questions, count)), np.full((questions, count, count), (count * _LOCATION) ** -2.0)
    push -= values.thresholds.mean(1, keepdims=True) / (count * _LOCATION**2)
    pull, stiff = 1 / gaps - 1, gaps**-2.0
    push[:, 1:] += pull
    push[:, :-1] -= pull
    low, high = np.arange(count - 1), np.arange(1, count)
    bend[:, low, low] += stiff
    bend[:, high, high] += stiff
    bend[:, low, high] -= stiff
    bend[:, high, low] -= stiff
    first[cases : cases + questions * count] += push.ravel()
    places = cases + np.arange(questions * count).reshape(questions, count)
    square[places[:, :, None], places[:, None, :]] += bend


def _border_slope(
    point: Point, scales: Scales, tilt: float, held: float = 0.0
) -> tuple[FloatArray, FloatArray]:
    border, raters = point.border, point.of_rater().shape[1]
    first, square = np.zeros(len(border)), np.zeros((len(border), len(border)))
    for which, (values, scale) in enumerate(zip(point.of_rater(), scales.of_rater, strict=True)):
        part = slice(which * raters, (which + 1) * raters)
        first[part] = -values / scale**2 - values.sum() / _SUM**2
        square[part, part] = np.eye(raters) / scale**2 + _SUM**-2
    square[raters:, raters:] += held * np.eye(len(border) - raters)
    first[-2], square[-2, -2] = -border[-2] / _PARTIALITY**2, _PARTIALITY**-2.0 + held
    first[-1], square[-1, -1] = _USUAL_SPREAD - border[-1] + tilt, 1.0 + held
    return first, square


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
    height = now.log_likelihood + _prior(areas, now.point, now.scales) + tilt * now.point.border[-1]
    first = min(1.0, _FARTHEST / max(step.longest, _FARTHEST))
    for share in (first * 0.5**power for power in range(12)):
        point = now.point.moved(step, share)
        likelihood = _likelihood(areas, point)
        if likelihood == _NEVER:
            continue
        if likelihood + _prior(areas, point, now.scales) + tilt * point.border[-1] >= height - 1e-6:
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
