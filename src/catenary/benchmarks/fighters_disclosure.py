"""What an outside linear programme (scipy) makes of the figures on foreign terrorist fighters as they are told, small ones withheld."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from itertools import product
from math import ceil, floor
from typing import Any, Final

import numpy as np
from attrs import frozen
from rich.console import Console
from rich.table import Table

from catenary.basis.persons import Sex
from catenary.benchmarks.surroundings import Stopwatch, surroundings
from catenary.core.measures.fighters import ASKED, Amount, Cell, Fate, FighterAge, Figure, breakdowns
from catenary.core.measures.fighters_told import FEW, protected

_SEED = 2026
_FATES: Final = tuple(fate for fate in Fate if fate is not Fate.LEFT)
_CROSSED: Final = tuple(product(_FATES, Sex, FighterAge))
_CROWDS: Final = ((0, 0, 0, 0, 3, 20, 50), (0, 1, 12, 30), (0, 0, 0, 0, 0, 1, 2, 40), (0, 0, 3, 10, 100))
"""Numbers of people of one fate, sex and age: few of some and many of others, so that small figures stand beside large ones."""
_NEARLY = 1e-6
_UNBOUNDED = 3
"""What scipy calls a figure without an upper limit."""

Counts = Mapping[Cell, int]


@frozen
class Told:
    """What somebody who is not of the visit reads: every figure, None for what is withheld."""

    counts: Counts
    shown: Mapping[Cell, int | None]

    @property
    def hidden(self) -> list[Cell]:
        """What is withheld."""
        return [cell for cell, shown in self.shown.items() if shown is None]

    @property
    def small(self) -> list[Cell]:
        """What must not be had."""
        return [cell for cell in self.hidden if 0 < self.counts[cell] < FEW]


@frozen
class Found:
    """What a reader had of the small figures of some tables."""

    exact: int = 0
    """Worked out to the person."""
    bounded: int = 0
    """Known to be below the threshold; those worked out among them."""
    tables: int = 0
    """In which there is any such."""


def run(tables: int = 150) -> None:
    """Invented --tables of fighters, everybody accounted for; scipy bounds every withheld small figure by all that is told together.

    Told by the threshold alone, and as this product tells them; to a reader who knows the sums, and to one who also takes it that
    everybody who left is accounted for. Nothing is measured where scipy is not installed.
    """
    console, solver = Console(), _imported("scipy.optimize")
    if solver is None:
        console.print("Nothing measured: pip install scipy, or everything in requirements/bench.txt")
        return
    shown = Table(title=f"{tables} invented tables of fighters", title_justify="left", caption=surroundings())
    for heading in ("told", "withheld", "small", "reader", "worked out", "known to be small", "tables"):
        shown.add_column(heading)
    counted = invented(tables, np.random.default_rng(_SEED))
    watch = Stopwatch()
    ours = [_by_rule(each) for each in counted]
    spent = watch.spent()
    for name, told in (("threshold alone", [_by_threshold(each) for each in counted]), ("as told", ours)):
        _add(shown, solver, name, told)
    console.print(shown)
    console.print(f"Deciding what is told: {1000 * spent.processor / max(tables, 1):.0f} ms a table")


def invented(tables: int, chance: np.random.Generator) -> list[Counts]:
    """Tables counted person by person, each among those who left."""
    return [_invented(_CROWDS[each % len(_CROWDS)], chance) for each in range(tables)]


def had(solver: Any, told: Sequence[Told], *, bold: bool) -> Found:
    """What a reader has of small figures by the least and the most that each may be, all told figures taken together."""
    exact = bounded = tables = 0
    for each in told:
        limits = [_limits(solver, each, cell, bold=bold) for cell in each.small]
        small = [(low, high) for low, high in limits if high < FEW]
        exact += sum(low == high for low, high in small)
        bounded += len(small)
        tables += bool(small)
    return Found(exact, bounded, tables)


def _imported(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        return None


def _add(shown: Table, solver: Any, name: str, told: Sequence[Told]) -> None:
    hidden, small = sum(len(each.hidden) for each in told), sum(len(each.small) for each in told)
    figures = max(len(told) * len(ASKED), 1)
    for reader, bold in (("knows the sums", False), ("and supposes all accounted for", True)):
        found = had(solver, told, bold=bold)
        shown.add_row(
            name,
            f"{hidden:,} ({hidden / figures:.0%})",
            f"{small:,}",
            reader,
            f"{found.exact:,}",
            f"{found.bounded:,}",
            f"{found.tables} of {len(told)}",
        )


def _invented(sizes: Sequence[int], chance: np.random.Generator) -> Counts:
    counts = dict.fromkeys(ASKED, 0)
    for (fate, sex, age), people in zip(_CROSSED, chance.choice(sizes, len(_CROSSED)), strict=True):
        for each in (Fate.LEFT, fate):
            for cell in (Cell(each), Cell(each, sex), Cell(each, None, age)):
                counts[cell] += int(people)
    return counts


def _by_threshold(counts: Counts) -> Told:
    return Told(counts, {cell: None if 0 < each < FEW else each for cell, each in counts.items()})


def _by_rule(counts: Counts) -> Told:
    told = protected([Figure(cell, Amount.exactly(each)) for cell, each in counts.items()])
    return Told(counts, {cell: None if each is None else each.least for cell, each in told.items()})


def _limits(solver: Any, told: Told, cell: Cell, *, bold: bool) -> tuple[int, int]:
    """The least and the most people that a withheld figure may be of, as whole numbers."""
    ends = [_extreme(solver, told, cell, sign, bold=bold) for sign in (1, -1)]
    return ceil(ends[0] - _NEARLY), FEW if ends[1] == np.inf else floor(ends[1] + _NEARLY)


def _extreme(solver: Any, told: Told, cell: Cell, sign: int, *, bold: bool) -> float:
    place = {each: at for at, each in enumerate(told.hidden)}
    aim = np.zeros(len(place))
    aim[place[cell]] = sign
    equal = [_row(told, place, whole, parts) for whole, parts in _sums()]
    fates = [_row(told, place, whole, parts) for whole, parts in _fates()]
    equal, most = ([*equal, *fates], []) if bold else (equal, fates)
    found = solver.linprog(aim, **_rows("eq", equal), **_rows("ub", most), bounds=(0, None), method="highs")
    if found.status == _UNBOUNDED:
        return np.inf
    if found.status != 0:
        raise ArithmeticError(found.message)
    return float(sign * found.fun)


def _sums() -> list[tuple[Cell, Sequence[Cell]]]:
    """What adds up: sexes to all, ages to all."""
    wholes = [cell for cell in ASKED if cell.sex is None and cell.age is None]
    return [(cell, parts) for cell in wholes for parts in breakdowns(cell)]


def _fates() -> list[tuple[Cell, Sequence[Cell]]]:
    """What is no more than those who left."""
    left = [cell for cell in ASKED if cell.fate is Fate.LEFT]
    return [(cell, [cell._replace(fate=fate) for fate in _FATES]) for cell in left]


def _row(
    told: Told, place: Mapping[Cell, int], whole: Cell, parts: Sequence[Cell]
) -> tuple[np.ndarray[Any, Any], int]:
    """Parts less their whole are nothing, or less: what is withheld on the left, what is told on the right."""
    left, right = np.zeros(len(place)), 0
    for cell, number in ((whole, -1), *((part, 1) for part in parts)):
        shown = told.shown[cell]
        if shown is None:
            left[place[cell]] += number
        else:
            right -= number * shown
    return left, right


def _rows(kind: str, rows: Sequence[tuple[np.ndarray[Any, Any], int]]) -> dict[str, Any]:
    if not rows:
        return {}
    return {f"A_{kind}": np.array([left for left, _ in rows]), f"b_{kind}": [right for _, right in rows]}
