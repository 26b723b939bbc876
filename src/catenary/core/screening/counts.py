"""Counts of a unit's month for the hub: what may be told without telling of anybody.

A count of persons from 1 to 4 could name them together with what somebody knows already, so it is withheld; and since the rest of a
total would give it away, further counts are withheld until none of the withheld ones can be worked out to be small.
Withheld is `None`; 0 is told, for it is nobody. Source: Eurostat, Handbook on Statistical Disclosure Control (2010) ch. 4 and 5.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, Final, TypeAlias

from attrs import field, frozen

from catenary.basis.dates import PartialDate

FORMAT: Final = "catenary-counts-1"
LEAST: Final = 5
"""A smaller count of persons is withheld, unless it is 0."""

Cells: TypeAlias = Mapping[str, int]
Told: TypeAlias = dict[str, int | None]


class AgeGroup(StrEnum):
    """Completed years on the day of departure."""

    UNDER_18 = "0-17"
    UNDER_30 = "18-29"
    UNDER_45 = "30-44"
    UNDER_60 = "45-59"
    FROM_60 = "60+"
    NOT_KNOWN = "not_known"


_ENDS: Final = (
    (18, AgeGroup.UNDER_18),
    (30, AgeGroup.UNDER_30),
    (45, AgeGroup.UNDER_45),
    (60, AgeGroup.UNDER_60),
)


def age_group(born: PartialDate | None, on: date) -> AgeGroup:
    """The group of somebody on a day; not known where a birth date told in part leaves it open, or lies after the day."""
    if born is None or born.last > on:
        return AgeGroup.NOT_KNOWN
    groups = {_group(each, on) for each in (born.first, born.last)}
    return groups.pop() if len(groups) == 1 else AgeGroup.NOT_KNOWN


def told(count: int) -> int | None:
    """A count of persons by itself; None where it is withheld."""
    return None if 0 < count < LEAST else count


def told_cells(cells: Cells) -> Told:
    """Counts that add up to a total which is told beside them; None for each that is withheld.

    Whoever knows the total and the cells that are told knows of a withheld one no more than that it may be as high as `LEAST`.
    Where not even withholding all reaches that, all are withheld, zeros too.
    """
    withheld = {name for name, count in cells.items() if 0 < count < LEAST}
    others = sorted((count, name) for name, count in cells.items() if count >= LEAST)
    while withheld and not _is_safe(cells, withheld):
        if not others:
            return dict.fromkeys(cells)
        withheld.add(others.pop(0)[1])
    return {name: None if name in withheld else count for name, count in cells.items()}


@frozen
class MonthCounts:
    """What one unit counted in one month, before anything is withheld. `by_sex` and `by_age` are None where no law lets them be counted."""

    unit: str
    name: str
    month: date
    made_on: date
    departures: Cells
    """`all`, and of them `told_before_departure`, `closed`, `with_bookings`; flights, not persons."""
    checked: Cells
    """Travellers, by whether they were checked."""
    on_board: Cells
    """Those on board of closed flights, by whether they were announced."""
    kinds: Cells
    """Candidates, by what found them."""
    states: Cells
    outcomes: Cells
    by_sex: Cells | None = None
    by_age: Cells | None = None
    law: str = ""
    """The law on which sex and age are counted."""
    quality: Mapping[str, int] = field(factory=dict)
    """Messages, and those with errors; no persons."""

    def record(self) -> dict[str, Any]:
        """The object of `docs/schemas/counts.schema.json`, with everything withheld that must be."""
        return {
            "format": FORMAT,
            "unit": self.unit,
            "name": self.name,
            "month": f"{self.month:%Y-%m}",
            "made_on": self.made_on.isoformat(),
            "disclosure": {"least": LEAST, "withheld": None},
            "departures": dict(self.departures),
            "messages": dict(self.quality),
            "travellers": _table(self.checked),
            "on_board": _table(self.on_board),
            "candidates": {
                **_table(self.kinds),
                "by_state": told_cells(self.states),
                "by_outcome": told_cells(self.outcomes),
            },
            "persons": self._persons(),
        }

    def _persons(self) -> dict[str, Any] | None:
        if self.by_sex is None or self.by_age is None:
            return None
        return {"law": self.law, "by_sex": _table(self.by_sex), "by_age": _table(self.by_age)}


def _table(cells: Cells) -> dict[str, Any]:
    """A total and its parts. Of a total that is withheld no part is told."""
    total = told(sum(cells.values()))
    return {"total": total, "parts": dict.fromkeys(cells) if total is None else told_cells(cells)}


def _is_safe(cells: Cells, withheld: set[str]) -> bool:
    """Whether each withheld count, known to be 1 or more, may be as high as `LEAST` for all that is told."""
    rest = sum(cells[name] for name in withheld)
    return len(withheld) > 1 and rest - (len(withheld) - 1) >= LEAST


def _group(born: date, on: date) -> AgeGroup:
    years = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    return next((group for end, group in _ENDS if years < end), AgeGroup.FROM_60)
