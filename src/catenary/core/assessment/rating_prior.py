"""What the rating model takes for likely before any rating speaks: weak, the same for every rater and State, and told here."""

from collections.abc import Sequence
from math import log
from typing import Final

import numpy as np

from catenary.core.assessment.rating_likelihood import Values
from catenary.core.assessment.rating_shape import AreaRatings, Point, Scales
from catenary.core.assessment.ratings import FloatArray

_LOCATION: Final = 3.0
"""Standard deviation, before the ratings speak, of the middle of a question's thresholds."""
_SUM: Final = 0.01
"""Severities, and log reliabilities, sum to zero within this: the scale is that of the average rater."""
_PARTIALITY: Final = 0.5
"""Standard deviation, before the ratings speak, of how partial raters are to their own region."""
USUAL_SPREAD: Final = log(0.5)
"""Logarithm of the usual spread; its standard deviation is 1."""


def log_prior(areas: Sequence[AreaRatings], point: Point, scales: Scales) -> float:
    """The logarithm of its density, but for a constant."""
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
    total -= (border[-2] / _PARTIALITY) ** 2 / 2 + (border[-1] - USUAL_SPREAD) ** 2 / 2
    return float(total)


def add_own_prior(first: FloatArray, square: FloatArray, values: Values, scales: Scales) -> None:
    """Add its first derivatives by an area's own values, and minus the second ones, to those of the likelihood."""
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


def border_slope(
    point: Point, scales: Scales, tilt: float, held: float = 0.0
) -> tuple[FloatArray, FloatArray]:
    """First derivatives by the values that all share, and minus the second ones.

    `tilt` is added to the slope by the log spread, `held` to the stiffness of all but severities.
    """
    border, raters = point.border, point.of_rater().shape[1]
    first, square = np.zeros(len(border)), np.zeros((len(border), len(border)))
    for which, (values, scale) in enumerate(zip(point.of_rater(), scales.of_rater, strict=True)):
        part = slice(which * raters, (which + 1) * raters)
        first[part] = -values / scale**2 - values.sum() / _SUM**2
        square[part, part] = np.eye(raters) / scale**2 + _SUM**-2
    square[raters:, raters:] += held * np.eye(len(border) - raters)
    first[-2], square[-2, -2] = -border[-2] / _PARTIALITY**2, _PARTIALITY**-2.0 + held
    first[-1], square[-1, -1] = USUAL_SPREAD - border[-1] + tilt, 1.0 + held
    return first, square
