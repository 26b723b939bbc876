"""The values of the rating model and their second derivatives, in the shape of an arrow: a block per area, a border of raters.

Values of one area (standings, thresholds) meet those of another only through the raters. So areas are solved one by one, and no
matrix of all values is ever made.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np
from attrs import frozen

from catenary.core.assessment.rating_likelihood import Cells, Picks, Values, pick
from catenary.core.assessment.ratings import FloatArray, IntArray
from catenary.core.measures.model import LEVELS

THRESHOLDS: Final = len(LEVELS) - 1
OF_RATER: Final = 3
"""Values of each rater: severity, log reliability, log centring."""


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
