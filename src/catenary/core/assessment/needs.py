"""Which areas of one State need most, as ranks with intervals: levels are uncertain, and weights could be others.

The State's own index is the weighted geometric mean of its levels, so that a strong area does not hide a weak one. The need of
an area is what it takes from that index: weight x log(5 / level). Needs are compared within one State only; nothing here takes
two States, so that no table of States can be made with it.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from attrs import frozen

from catenary.core.assessment.rating_model import AreaLevel
from catenary.core.assessment.ratings import FloatArray
from catenary.core.assessment.sobol import Share, variance_shares
from catenary.core.measures.model import LEVELS

DRAWS: Final = 4096
_LOWEST, _STEPS, _HIGHEST = LEVELS[0], LEVELS[-1] - LEVELS[0], LEVELS[-1]
_TAILS: Final = (0.05, 0.95)


@frozen
class AreaNeed:
    """One area: its rank (1 needs most) with what holds it in 90 of 100 draws, and how often it was among the first three."""

    area: str
    rank: int
    low: int
    high: int
    among_first: float
    need: float
    """Share of the State's whole shortfall, from 0 to 1."""
    first_order: float | None
    """Share of the uncertainty of the State's index that goes when this area's level becomes known."""
    total: float | None
    """Share that stays when it alone stays unknown."""


@frozen
class Needs:
    """The areas of one State, the neediest first; `unknown` are those where the level is not enough to say."""

    areas: Sequence[AreaNeed]
    unknown: Sequence[str]
    index: float | None
    """Weighted geometric mean of the levels, 1 to 5; None where no level is known."""
    index_low: float | None
    index_high: float | None
    weights_first_order: float | None
    """Share of the uncertainty of the index that comes from the weights alone."""
    weights_total: float | None


@frozen
class Place:
    """Where a level may lie: on log((level - 1) / (5 - level)), with its standard error."""

    logit: float
    sd: float


def needs(
    levels: Sequence[AreaLevel],
    weights: Mapping[str, float],
    generator: np.random.Generator,
    weight_spread: float = 0.5,
) -> Needs:
    """The needs of one State from its levels by area.

    `weights` are positive; each is changed by a log-normal factor of `weight_spread`. Raises ValueError where levels are of
    more than one case or an area is there twice or has no positive weight.
    """
    _check(levels, weights)
    known = {each.area: _place(each) for each in sorted(levels, key=lambda each: each.area) if each.level}
    unknown = tuple(sorted(each.area for each in levels if not each.level))
    if not known:
        return Needs((), unknown, None, None, None, None, None)
    bearing = _Bearing(list(known.values()), [weights[area] for area in known], weight_spread)
    return _needs(list(known), unknown, bearing, generator)


def geometric_mean(levels: Sequence[float], weights: Sequence[float]) -> float:
    """Weighted; levels and weights are positive."""
    shares = np.array(weights, dtype=float) / sum(weights)
    return float(np.exp((shares * np.log(np.array(levels, dtype=float))).sum()))


def _check(levels: Sequence[AreaLevel], weights: Mapping[str, float]) -> None:
    if len({each.case for each in levels}) > 1:
        raise ValueError("needs are compared within one State only")
    areas = [each.area for each in levels]
    if len(set(areas)) < len(areas) or any(weights.get(area, 0) <= 0 for area in areas):
        raise ValueError("each area stands once and has a positive weight")


def _place(each: AreaLevel) -> Place:
    assert each.level is not None
    assert each.logit_sd is not None
    share = (each.level.value - _LOWEST) / _STEPS
    return Place(float(np.log(share / (1 - share))), each.logit_sd)


class _Bearing:
    """From standard normals, two for each area (level, weight), to needs and index."""

    def __init__(self, places: Sequence[Place], weights: Sequence[float], weight_spread: float) -> None:
        self.size = len(places)
        self._logits = np.array([place.logit for place in places])
        self._errors = np.array([place.sd for place in places])
        self._weights, self._spread = np.array(weights), weight_spread

    def needs(self, draws: FloatArray) -> FloatArray:
        """Rows draws, columns areas."""
        logits = self._logits + self._errors * draws[:, : self.size]
        levels = _LOWEST + _STEPS / (1 + np.exp(-logits))
        weights = self._weights * np.exp(self._spread * draws[:, self.size :])
        result: FloatArray = weights / weights.sum(1, keepdims=True) * np.log(_HIGHEST / levels)
        return result

    def index(self, draws: FloatArray) -> FloatArray:
        """The geometric mean of each draw."""
        result: FloatArray = _HIGHEST * np.exp(-self.needs(draws).sum(1))
        return result


def _needs(
    areas: Sequence[str], unknown: Sequence[str], bearing: _Bearing, generator: np.random.Generator
) -> Needs:
    size = bearing.size
    one, other = generator.standard_normal((2, DRAWS, 2 * size))
    middle = np.zeros((1, 2 * size))
    drawn, usual = bearing.needs(np.concatenate([one, other])), bearing.needs(middle)[0]
    ranks = _ranks(drawn)
    low, high = np.quantile(ranks, _TAILS, axis=0, method="nearest")
    first = (ranks <= 3).mean(0)
    shares = variance_shares(
        bearing.index, one, other, [*([each] for each in range(size)), range(size, 2 * size)]
    )
    order = np.argsort(-usual, kind="stable")
    found = [
        AreaNeed(
            areas[each],
            rank,
            min(rank, int(low[each])),
            max(rank, int(high[each])),
            float(first[each]),
            float(usual[each] / usual.sum()),
            *_told(shares, int(each)),
        )
        for rank, each in enumerate(order, 1)
    ]
    index = bearing.index(np.concatenate([one, other]))
    ends = np.quantile(index, _TAILS)
    return Needs(
        found, unknown, float(bearing.index(middle)[0]), float(ends[0]), float(ends[1]), *_told(shares, size)
    )


def _told(shares: Sequence[Share] | None, place: int) -> tuple[float | None, float | None]:
    return (None, None) if shares is None else (shares[place].first, shares[place].total)


def _ranks(drawn: FloatArray) -> FloatArray:
    """1 for the greatest need of each draw."""
    order = np.argsort(-drawn, axis=1, kind="stable")
    ranks = np.empty_like(order)
    np.put_along_axis(ranks, order, np.arange(1, drawn.shape[1] + 1)[None], 1)
    return ranks.astype(np.float64)
