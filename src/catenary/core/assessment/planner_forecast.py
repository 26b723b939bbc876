"""What a plan can be expected to measure before it is used: bias by region and standard error, in levels.

A closed form, on levels as if they were measured on a ruler: severities of raters, in part common to their region, carry into
the levels of the cases they rate. Plain averages keep all of it; the model takes out what raters who met can tell of each other
(generalised least squares with the graph's Laplacian), which is why a connected plan matters.
"""

from collections.abc import Iterable, Mapping

import numpy as np
from attrs import frozen

from catenary.core.assessment.planner import Case, Demand, Plan, Rater
from catenary.core.assessment.ratings import FloatArray


@frozen
class Assumed:
    """Standard deviations in levels: of severity common to a region's raters, of one rater's own, of a single rating."""

    regional: float = 0.35
    personal: float = 0.35
    rating: float = 0.7


@frozen
class Forecast:
    """Root mean squares, in levels, by plain averages and by the model.

    Bias is the error of the mean of a region's cases; error that of one case in one group of questions.
    """

    bias_plain: float
    bias_model: float
    error_plain: float
    error_model: float


def forecast(
    made: Plan,
    raters: Iterable[Rater],
    cases: Iterable[Case],
    questions: Mapping[str, int],
    demand: Demand,
    assumed: Assumed | None = None,
) -> Forecast:
    """Of a plan for groups of so many questions each. Raises ValueError where a panel is empty."""
    design = _Design(made, list(raters), list(cases), questions, demand)
    sds = assumed or Assumed()
    severity = design.severity(sds)
    rest = design.rest(severity, sds)
    noise = sds.rating**2 / design.ratings
    return Forecast(
        _root(design.by_region, severity),
        _root(design.by_region, rest),
        _root(design.by_panel, severity, noise),
        _root(design.by_panel, rest, noise),
    )


class _Design:
    """Panels as matrices over raters."""

    def __init__(
        self,
        made: Plan,
        raters: list[Rater],
        cases: list[Case],
        questions: Mapping[str, int],
        demand: Demand,
    ) -> None:
        self._raters = sorted(raters, key=lambda each: each.id)
        self._place = {each.id: place for place, each in enumerate(self._raters)}
        self.by_panel = np.array([self._mean(panel) for panel in made.panels.values()])
        sizes = [(len(panel), questions[group]) for (_, group), panel in made.panels.items()]
        self.ratings = np.array([raters * asked for raters, asked in sizes], dtype=float)
        region = {each.id: each.region for each in cases}
        of_panel = np.array([region[case] for case, _ in made.panels])
        self.by_region = np.array([self.by_panel[of_panel == each].mean(0) for each in sorted(set(of_panel))])
        self._laplacian = self._meeting(made, questions, demand)

    def _mean(self, panel: Iterable[str]) -> FloatArray:
        row = np.zeros(len(self._raters))
        row[[self._place[rater] for rater in panel]] = 1
        if not row.any():
            raise ValueError("a panel is empty")
        row /= row.sum()
        return row

    def _meeting(self, made: Plan, questions: Mapping[str, int], demand: Demand) -> FloatArray:
        """How often raters meet: what contrasts between them are measured by."""
        total = np.zeros((len(self._raters), len(self._raters)))
        for (_, group), panel in made.panels.items():
            total += questions[group] * self._contrasts(panel)
        for group, asked in questions.items():
            knowing = [rater.id for rater in self._raters if group in rater.groups]
            if len(knowing) > 1:
                total += len(demand.vignettes) * asked * self._contrasts(knowing)
        return total

    def _contrasts(self, panel: Iterable[str]) -> FloatArray:
        mean = self._mean(panel)
        there = (mean > 0).astype(np.float64)
        contrasts: FloatArray = np.diag(there) - np.outer(mean, mean) * there.sum()
        return contrasts

    def severity(self, assumed: Assumed) -> FloatArray:
        """Covariance of the raters' severities beside the average rater."""
        regions = np.array([rater.region for rater in self._raters])
        same = (regions[:, None] == regions[None, :]).astype(float)
        size = len(regions)
        centre = np.eye(size) - 1 / size
        result: FloatArray = (
            centre @ (assumed.regional**2 * same + assumed.personal**2 * np.eye(size)) @ centre
        )
        return result

    def rest(self, severity: FloatArray, assumed: Assumed) -> FloatArray:
        """Covariance of what the model leaves of them: shrunk where raters met seldom, noisy where they met often."""
        precision = 1 / (assumed.regional**2 + assumed.personal**2)
        met = self._laplacian / assumed.rating**2
        solved = np.linalg.inv(met + precision * np.eye(len(met)))
        result: FloatArray = solved @ (precision**2 * severity + met) @ solved
        return result


def _root(rows: FloatArray, covariance: FloatArray, noise: FloatArray | float = 0.0) -> float:
    mean = (((rows @ covariance) * rows).sum(1) + noise).mean()
    return float(np.sqrt(max(mean, 0.0)))  # nothing at all may come out as a hair below it
