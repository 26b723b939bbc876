"""From ratings to levels with intervals: many raters, some strict, some careless, each having seen only a part.

A level is what a very large panel of middling raters would give a case on the questions of one area that were rated, from 1 to
5. Middling is the mean severity of the middle half of the raters, so that one who gives everybody 1 moves nobody's level; and the
usual reliability. Its interval holds it with 90 of 100, given the ratings. Where raters never rated the same the model refuses: no calculation
can tell strict raters from weak States then. It runs on numpy alone, and from the same ratings always says the same.
"""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from math import exp, log, sqrt
from typing import Final

import numpy as np
from attrs import field, frozen

from catenary.basis.findings import Finding
from catenary.core.assessment.connection import demand_connected, rated_cells
from catenary.core.assessment.rating_fit import Fitted, fit
from catenary.core.assessment.rating_halo import halo_variance
from catenary.core.assessment.rating_likelihood import Cells, Expected, expected_levels, respond
from catenary.core.assessment.rating_shape import AreaRatings
from catenary.core.assessment.ratings import FloatArray, Rating, given, grouped, positions
from catenary.core.assessment.ratings_problems import RATINGS
from catenary.core.measures.model import LEVELS

Z90: Final = 1.6448536269514722
"""Standard deviations of a normal that hold 90 of 100."""
LEAST_RATERS: Final = 2
LEAST_RATINGS: Final = 10
"""Of one rater, before anything is said about how strict or reliable the rater is."""
WIDEST: Final = 2.0
"""Levels: a wider interval says too little to print a level."""
_TOGETHER: Final = 128
"""Answers worked on at a time: their numbers fit into the processor's own memory."""
_MOST: Final = 700.0
"""Largest argument of the exponential."""
_LOWEST, _STEPS = LEVELS[0], LEVELS[-1] - LEVELS[0]


@frozen
class Interval:
    """A value and what holds it with 90 of 100."""

    value: float
    low: float
    high: float

    def scaled(self, by: float) -> "Interval":
        """In units of which one makes `by`, a positive number."""
        return Interval(self.value * by, self.low * by, self.high * by)

    @property
    def exponential(self) -> "Interval":
        """Of what this is the logarithm of."""
        return Interval(exp(self.value), exp(self.low), exp(self.high))


@frozen
class AreaLevel:
    """What can be said of one case in one area. `level` is None where that is too little: `reason` says why."""

    case: str
    area: str
    ratings: int
    raters: int
    level: Interval | None
    reason: Finding | None = None
    logit_sd: float | None = None
    """Standard error of log((level - 1) / (5 - level)), on which the interval is symmetric."""


@frozen
class RaterBearing:
    """How one rater rates beside the others. For the eyes of this rater alone."""

    rater: str
    ratings: int
    severity: Interval | None
    """Levels by which this rater rates lower than the middling rater (negative: higher); None where not enough to say."""
    reliability: Interval | None
    """1 for the average rater; near 0 for one whose levels have little to do with the case."""
    centring: Interval | None
    """Above 1 for one who keeps to the middle levels, below 1 for one who uses the ends more than others."""
    notes: Sequence[Finding] = ()


@frozen
class Measured:
    """Levels by case and area, raters by id, and whether the estimate settled."""

    levels: Mapping[tuple[str, str], AreaLevel]
    raters: Mapping[str, RaterBearing]
    partiality: Interval | None
    """Levels by which raters rate their own region higher than others do; None where no rating can tell."""
    spread: float
    """How far questions of one area differ within a case, beyond what is known of the questions (logits)."""
    halo: float
    """How far a rater's impression of a whole case in an area strays from the rater's usual severity (logits)."""
    notes: Sequence[Finding] = field(factory=tuple)


@frozen
class Regions:
    """Home region of raters and of cases; who or what is not named belongs to none."""

    raters: Mapping[str, str] = field(factory=dict)
    cases: Mapping[str, str] = field(factory=dict)

    def near(self, rating: Rating) -> bool:
        """Whether the rater rates a case of the own region."""
        home = self.raters.get(rating.rater)
        return home is not None and home == self.cases.get(rating.case)


NO_REGIONS: Final = Regions()


def measure(
    ratings: Iterable[Rating],
    areas: Mapping[str, str],
    vignettes: Collection[str] = (),
    regions: Regions = NO_REGIONS,
) -> Measured:
    """Levels of every rated case but the vignettes; `areas` tells the area of each question.

    Where regions are told, the model also finds how partial raters are to their own region, and takes that out.
    Raises ProblemError `ratings.none`, `.no_such_level`, `.twice`, `.no_area` and `.disconnected` (then `connection` names
    the smallest addition that helps).
    """
    kept = given(ratings)
    if not kept:
        raise RATINGS.problem("none")
    demand_connected(rated_cells(kept))
    return measure_connected(kept, areas, vignettes, regions)


def measure_connected(
    ratings: Sequence[Rating],
    areas: Mapping[str, str],
    vignettes: Collection[str] = (),
    regions: Regions = NO_REGIONS,
) -> Measured:
    """The same for ratings known to be connected, each with a level and in the order of `given`."""
    comparable = _comparable(ratings, regions)
    table = _Table.of(ratings, areas, regions if comparable else NO_REGIONS)
    fitted = fit(table.areas)
    halo = halo_variance(table.areas, fitted)
    levels = {
        (each.case, each.area): each
        for position in range(len(table.areas))
        for each in _levels(table, fitted, position, halo)
        if each.case not in vignettes
    }
    slope = _levels_per_logit(table, fitted)
    raters = {name: _bearing(table, fitted, name, slope, halo) for name in table.raters}
    notes = () if fitted.settled else (RATINGS.finding("not_settled", rounds=fitted.rounds),)
    spread = exp(float(fitted.point.border[-1]))
    partiality = _around(fitted, np.eye(len(fitted.point.border))[-2]).scaled(slope) if comparable else None
    return Measured(levels, raters, partiality, spread, sqrt(halo), notes)


def _comparable(ratings: Sequence[Rating], regions: Regions) -> bool:
    """Whether anybody of a case's own region rated the same answer as somebody else: else partiality looks like level."""
    kinds: dict[tuple[str, str], bool] = {}
    return any(
        kinds.setdefault((each.case, each.question), near) != near
        for each, near in ((each, regions.near(each)) for each in ratings)
    )


@frozen(eq=False)
class _Table:
    """The ratings as numbers, and the names these stand for."""

    area_of: Mapping[str, str]
    names: Sequence[str]
    areas: Sequence[AreaRatings]
    cases: Mapping[str, int]
    raters: Mapping[str, int]
    by_case: Mapping[tuple[str, str], Sequence[Rating]]
    by_rater: Mapping[str, Sequence[Rating]]

    @classmethod
    def of(cls, ratings: Sequence[Rating], areas: Mapping[str, str], regions: Regions) -> "_Table":
        for each in ratings:
            if each.question not in areas:
                raise RATINGS.problem("no_area", question=each.question)
        cases, raters = positions(each.case for each in ratings), positions(each.rater for each in ratings)
        by_area = dict(sorted(grouped(ratings, lambda each: areas[each.question]).items()))
        numbered = [_numbered(part, cases, raters, regions) for part in by_area.values()]
        by_case = grouped(ratings, lambda each: (each.case, areas[each.question]))
        by_rater = grouped(ratings, lambda each: each.rater)
        return cls(areas, tuple(by_area), numbered, cases, raters, by_case, by_rater)


def _numbered(
    ratings: Sequence[Rating], cases: Mapping[str, int], raters: Mapping[str, int], regions: Regions
) -> AreaRatings:
    questions = positions(each.question for each in ratings)
    answers = grouped(ratings, lambda each: (cases[each.case], questions[each.question]))
    sizes: dict[int, list[tuple[int, int]]] = {}
    for answer, rated in answers.items():
        sizes.setdefault(len(rated), []).append(answer)
    groups = [
        Cells(
            np.array([case for case, _ in alike]),
            np.array([question for _, question in alike]),
            np.array([[raters[each.rater] for each in answers[answer]] for answer in alike]),
            np.array([[(each.level or 0) - 1 for each in answers[answer]] for answer in alike]),
            np.array([[float(regions.near(each)) for each in answers[answer]] for answer in alike]),
        )
        for _, every in sorted(sizes.items())
        for alike in (every[begin : begin + _TOGETHER] for begin in range(0, len(every), _TOGETHER))
    ]
    return AreaRatings(len(cases), len(questions), len(raters), groups)


def _levels(table: _Table, fitted: Fitted, position: int, halo: float) -> list[AreaLevel]:
    means, variances, slopes = _means(table.areas[position], fitted, position)
    area, found = table.names[position], []
    for case, place in table.cases.items():
        if rated := table.by_case.get((case, area)):
            coloured = halo * _together(each.rater for each in rated) * float(slopes[place]) ** 2
            found.append(_level(case, area, rated, float(means[place]), float(variances[place]) + coloured))
    return found


def _together(names: Iterable[Hashable]) -> float:
    """The variance of a mean of which each name's part errs as one; 1 / n where n names have equal parts."""
    counts = Counter(names)
    return sum(count * count for count in counts.values()) / counts.total() ** 2


def _means(area: AreaRatings, fitted: Fitted, position: int) -> tuple[FloatArray, FloatArray, FloatArray]:
    """By case: the mean over its rated questions of what the middling rater would give, its variance, and its slope by severity."""
    values = fitted.point.values(area, position)
    own = area.own
    middle = middle_half(values.severity)
    count, total, variance, moved = np.zeros((4, area.cases))
    first = np.zeros((area.cases, own + len(fitted.point.border)))
    for cells, picks, places in zip(area.groups, area.picks, area.places, strict=True):
        expected: Expected = expected_levels(
            cells, values, picks, respond(cells, values), float(middle @ values.severity)
        )
        np.add.at(count, cells.case, 1)
        np.add.at(total, cells.case, expected.level)
        np.add.at(variance, cells.case, expected.variance)
        np.add.at(first, (cells.case[:, None], places), expected.first)
        np.add.at(moved, cells.case, expected.by_severity)
    first[:, own : own + area.raters] += moved[:, None] * middle
    count = np.maximum(count, 1)
    first /= count[:, None]
    shared = fitted.curvature.variance_of(position, first[:, :own], first[:, own:])
    return total / count, variance / count**2 + shared, moved / count


def _level(case: str, area: str, rated: Sequence[Rating], mean: float, variance: float) -> AreaLevel:
    raters = len({each.rater for each in rated})
    if raters < LEAST_RATERS:
        return AreaLevel(case, area, len(rated), raters, None, RATINGS.finding("few_raters", raters=raters))
    share = (mean - _LOWEST) / _STEPS
    sd = variance**0.5 / (_STEPS * share * (1 - share))
    middle = log(share / (1 - share))
    interval = Interval(mean, _at(middle - Z90 * sd), _at(middle + Z90 * sd))
    if interval.high - interval.low > WIDEST:
        reason = RATINGS.finding("wide", low=round(interval.low, 1), high=round(interval.high, 1))
        return AreaLevel(case, area, len(rated), raters, None, reason)
    return AreaLevel(case, area, len(rated), raters, interval, None, sd)


def _at(logit: float) -> float:
    """The level of a logit."""
    return _LOWEST + _STEPS / (1 + exp(min(-logit, _MOST)))


def _bearing(table: _Table, fitted: Fitted, rater: str, slope: float, halo: float) -> RaterBearing:
    rated, place = table.by_rater[rater], table.raters[rater]
    notes = _habits(rated)
    if len(rated) < LEAST_RATINGS:
        few = RATINGS.finding("few_ratings", ratings=len(rated), needed=LEAST_RATINGS)
        return RaterBearing(rater, len(rated), None, None, None, (*notes, few))
    count, one = len(table.raters), np.eye(len(fitted.point.border))
    middle = np.zeros(len(one))
    middle[:count] = middle_half(fitted.point.border[:count])
    coloured = halo * _together((each.case, table.area_of[each.question]) for each in rated)
    severity = _around(fitted, one[place] - middle, coloured).scaled(slope)
    reliability, centring = (_around(fitted, one[each * count + place]).exponential for each in (1, 2))
    return RaterBearing(rater, len(rated), severity, reliability, centring, notes)


def middle_half(severity: FloatArray) -> FloatArray:
    """The share of each rater in the mean of the middle half: 0 for the quarters at both ends."""
    cut = len(severity) // 4
    shares = np.zeros(len(severity))
    shares[np.argsort(severity, kind="stable")[cut : len(severity) - cut]] = 1 / (len(severity) - 2 * cut)
    return shares


def _habits(rated: Sequence[Rating]) -> tuple[Finding, ...]:
    levels = {each.level for each in rated}
    if len(levels) > 1 or len(rated) < LEAST_RATINGS:
        return ()
    return (RATINGS.finding("one_level", level=levels.pop(), ratings=len(rated)),)


def _around(fitted: Fitted, shares: FloatArray, more: float = 0.0) -> Interval:
    """Of a sum of the values that all areas share, each times its share; `more` is variance the model does not know of."""
    value = float(shares @ fitted.point.border)
    reach = Z90 * sqrt(float(shares @ fitted.curvature.border @ shares) + more)
    return Interval(value, value - reach, value + reach)


def _levels_per_logit(table: _Table, fitted: Fitted) -> float:
    """How many levels one logit of severity makes, on the average of all answers."""
    slopes = []
    for position, area in enumerate(table.areas):
        values = fitted.point.values(area, position)
        for cells in area.groups:
            place = values.standing[cells.case][:, None] - values.thresholds[cells.question]
            reached = 1 / (1 + np.exp(-place))
            slopes.append((reached * (1 - reached)).sum(1))
    return float(np.concatenate(slopes).mean())
