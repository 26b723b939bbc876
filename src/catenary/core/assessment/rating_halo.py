"""How far a rater's impression of a whole case colours all answers about it: what the model does not suppose, measured afterwards.

Answers of one rater about one case in one area that all lie too high or too low (a halo, or severity that drifted since the
rater began) make levels less certain than answers that err one by one. Its variance is found by moments: how much more the
summed first derivatives by severity, rater by case, vary than the fitted model itself lets them.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np

from catenary.core.assessment.rating_fit import Fitted
from catenary.core.assessment.rating_likelihood import derivatives, respond
from catenary.core.assessment.rating_shape import THRESHOLDS, AreaRatings
from catenary.core.assessment.ratings import FloatArray

_DOUBT: Final = 10.0
"""Of a few cases the variance is told smaller than it seems: where a panel rated one case, nothing tells halo from level."""


def halo_variance(areas: Sequence[AreaRatings], fitted: Fitted) -> float:
    """In squared logits of severity; 0 where raters vary no more from case to case than the model supposes."""
    parts = [_excess(area, fitted, position) for position, area in enumerate(areas)]
    excess = sum(each for each, _ in parts)
    weight = sum(each for _, each in parts)
    return max(0.0, excess / (weight + _DOUBT))


def _excess(area: AreaRatings, fitted: Fitted, position: int) -> tuple[float, float]:
    """Sum of squares beyond what is expected, and what one unit of variance would add to it."""
    pulls, information, moves = _by_pair(area, fitted, position)
    rated = information > 0
    own = area.own
    known = fitted.curvature.variance_of(position, moves[rated, :own], moves[rated, own:])
    expected = np.maximum(information[rated] - known, 0.0)
    return float((pulls[rated] ** 2 - expected).sum()), float((expected**2).sum())


def _by_pair(area: AreaRatings, fitted: Fitted, position: int) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Of each case and rater: first derivative by severity, its information, and how all values move it."""
    values = fitted.point.values(area, position)
    size, pairs = area.own + len(fitted.point.border), area.cases * area.raters
    pulls, information, moves = np.zeros(pairs), np.zeros(pairs), np.zeros((pairs, size))
    for cells, picks, places in zip(area.groups, area.picks, area.places, strict=True):
        by = derivatives(picks, respond(cells, values))
        ratings = cells.rater.shape[1]
        slots = 1 + THRESHOLDS + np.arange(ratings)
        pair = cells.case[:, None] * area.raters + cells.rater
        np.add.at(pulls, pair, by.first[:, slots])
        np.add.at(information, pair, -by.second[:, slots, slots])
        np.add.at(moves, (pair[:, :, None], places[:, None, :]), by.second[:, slots, :])
    return pulls, information, moves
