"""The figures on foreign terrorist fighters that every visit asks for: counts only, never persons.

How many left, were killed, were relocated or returned, remain; by sex and by age group. Each is a number, a range, or explicitly
unknown, with its source and its date. Nothing said is not zero, and not unknown either: it is missing.

Sources: S/RES/2178 (2014) par. 3 and 11, S/RES/2396 (2017) par. 31 (attention to women and children); the age groups are this
software's own (S/RES/2250 (2015) calls youth those from 18 to 29).
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from itertools import chain
from typing import Final, NamedTuple

from attrs import field, frozen

from catenary.basis.dates import PartialDate
from catenary.basis.findings import NOWHERE, Finding, Param
from catenary.basis.persons import Sex
from catenary.core.measures.model import paragraph
from catenary.core.measures.problems import MEASURES


class Fate(StrEnum):
    """What became of those counted."""

    LEFT = "left"
    KILLED = "killed"
    RELOCATED_OR_RETURNED = "relocated_or_returned"
    REMAINING = "remaining"


class FighterAge(StrEnum):
    """Completed years when they left, or as the source counts them."""

    UNDER_18 = "0-17"
    UNDER_30 = "18-29"
    FROM_30 = "30+"
    NOT_KNOWN = "not_known"


@frozen
class Amount:
    """A number, a range from the least to the most, or explicitly unknown; a range the wrong way round is kept and found."""

    least: int | None = None
    most: int | None = None

    def __attrs_post_init__(self) -> None:
        if (self.least is None) != (self.most is None):
            raise ValueError("a range has two ends")

    @classmethod
    def exactly(cls, number: int) -> "Amount":
        """A number."""
        return cls(number, number)

    @classmethod
    def parse(cls, text: str) -> "Amount":
        """Read `120`, `100-150` or `unknown`. Raises ValueError for anything else, nothing at all included."""
        text = text.strip().casefold()
        if text == "unknown":
            return cls()
        least, dash, most = text.replace("\N{EN DASH}", "-").partition("-")
        ends = (least.strip(), (most if dash else least).strip())
        if not all(end.isascii() and end.isdecimal() for end in ends):
            raise ValueError(f"not a number, a range or `unknown`: {text!r}")
        return cls(int(ends[0]), int(ends[1]))

    @property
    def is_known(self) -> bool:
        """Whether anything is told of it."""
        return self.least is not None

    def __str__(self) -> str:
        if self.least == self.most:
            return "unknown" if self.least is None else str(self.least)
        return f"{self.least}-{self.most}"


UNKNOWN_AMOUNT: Final = Amount()


class Cell(NamedTuple):
    """What a figure counts: a fate, of one sex or of all, of one age group or of all."""

    fate: Fate
    sex: Sex | None = None
    age: FighterAge | None = None

    def __str__(self) -> str:
        return " ".join(part.value for part in self if part is not None)


@frozen
class Figure:
    """How many, who says so, and as of when."""

    cell: Cell
    amount: Amount
    source: str = field(default="", converter=paragraph)
    as_of: PartialDate | None = None


_BY_SEX: Final = tuple(Sex)
_BY_AGE: Final = tuple(FighterAge)
ASKED: Final = tuple(
    Cell(fate, sex, age)
    for fate in Fate
    for sex, age in ((None, None), *((sex, None) for sex in _BY_SEX), *((None, age) for age in _BY_AGE))
)
"""Every figure that a visit asks for; counts of a sex within an age group may be told besides."""


def figure_faults(figures: Iterable[Figure], today: date) -> tuple[Finding, ...]:
    """Everything that does not fit in a State's figures; an explicit unknown is an answer and fits with everything."""
    told = tuple(figures)
    amounts = {each.cell: each.amount for each in told if each.amount.is_known and not [*_wrong(each)]}
    return (
        *_missing_or_twice(told),
        *chain.from_iterable(_wrong(each) for each in told),
        *chain.from_iterable(_origin_faults(each, today) for each in told),
        *_part_faults(amounts),
        *_balance_faults(amounts),
    )


def _missing_or_twice(told: tuple[Figure, ...]) -> Iterator[Finding]:
    cells = [each.cell for each in told]
    for cell in ASKED:
        if cell not in cells:
            yield MEASURES.finding("figure_missing", figure=str(cell))
    for cell in dict.fromkeys(cells):
        if cells.count(cell) > 1:
            yield MEASURES.finding("figure_twice", figure=str(cell))


def _wrong(each: Figure) -> Iterator[Finding]:
    least, most = each.amount.least, each.amount.most
    if least is None or most is None:
        return
    if min(least, most) < 0:
        yield MEASURES.finding("figure_negative", figure=str(each.cell))
    if least > most:
        yield MEASURES.finding("figure_reversed", figure=str(each.cell), amount=str(each.amount))


def _origin_faults(each: Figure, today: date) -> Iterator[Finding]:
    """A figure that is told names who says so and when; an unknown need not."""
    if each.amount.is_known and not each.source:
        yield MEASURES.finding("figure_source_missing", figure=str(each.cell))
    if each.amount.is_known and each.as_of is None:
        yield MEASURES.finding("figure_date_missing", figure=str(each.cell))
    if each.as_of is not None and each.as_of.first > today:
        yield MEASURES.finding("figure_date_future", figure=str(each.cell), on=str(each.as_of))


def breakdowns(cell: Cell) -> Iterator[tuple[Cell, ...]]:
    """The ways in which a figure falls into parts that together are all of it."""
    if cell.sex is None:
        yield tuple(cell._replace(sex=sex) for sex in _BY_SEX)
    if cell.age is None:
        yield tuple(cell._replace(age=age) for age in _BY_AGE)


def _part_faults(amounts: Mapping[Cell, Amount]) -> Iterator[Finding]:
    for cell, amount in amounts.items():
        for parts in breakdowns(cell):
            known = [amounts[part] for part in parts if part in amounts]
            least, most = sum(each.least or 0 for each in known), sum(each.most or 0 for each in known)
            told: dict[str, Param] = {"figure": str(cell), "amount": str(amount)}
            if least > (amount.most or 0):
                yield MEASURES.finding("figure_parts_above", NOWHERE, parts=least, **told)
            if len(known) == len(parts) and most < (amount.least or 0):
                yield MEASURES.finding("figure_parts_below", NOWHERE, parts=most, **told)


def _balance_faults(amounts: Mapping[Cell, Amount]) -> Iterator[Finding]:
    """No more remain, or are accounted for, than left; warnings, since children were born there."""
    for cell, left in amounts.items():
        if cell.fate is not Fate.LEFT:
            continue
        others = {fate: amounts.get(cell._replace(fate=fate), UNKNOWN_AMOUNT) for fate in Fate}
        remaining = others[Fate.REMAINING]
        accounted = sum(each.least or 0 for fate, each in others.items() if fate is not Fate.LEFT)
        if (remaining.least or 0) > (left.most or 0):
            yield MEASURES.finding(
                "figure_remaining_above",
                figure=str(cell._replace(fate=Fate.REMAINING)),
                amount=str(remaining),
                left=str(left),
            )
        elif accounted > (left.most or 0):
            yield MEASURES.finding("figure_fates_above", figure=str(cell), amount=str(left), parts=accounted)
