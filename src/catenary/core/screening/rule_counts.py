"""What a rule meets on traffic, in numbers: of travellers, of groups, of routes, of each criterion alone, of other rules.

Counts can be added, so that a long count may stop and go on. Nothing of a traveller is in them.
"""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from attrs import field, frozen

from catenary.core.screening.targeting import Rule, Trial, digest, holds, meets
from catenary.core.screening.targeting_facts import Fact, Journey

MOST_VALUES: Final = 2_000
OTHER: Final = "*"
"""Counted together where a division has too many values to keep."""
UNKNOWN: Final = ""
_BANDS: Final = ((17, "0-17"), (29, "18-29"), (44, "30-44"), (59, "45-59"), (999, "60+"))


class Division(StrEnum):
    """By what travellers are counted."""

    SEX = "sex"
    AGE = "age"
    NATIONALITY = "nationality"
    ROUTE = "route"
    FLIGHT = "flight"


GROUPS: Final = (Division.SEX, Division.AGE, Division.NATIONALITY)
"""Divisions that show whether a rule touches some groups more than others."""


@frozen
class Counted:
    """One traveller as counting sees them: the facts of the journey, and the flight they are on."""

    journey: Journey
    route: str
    flight: str


@frozen
class Both:
    """How many travellers, and how many of them met the rule."""

    travellers: int = 0
    hits: int = 0


Table = Mapping[str, Both]


@frozen
class Counts:
    """What a rule met, so far."""

    travellers: int = 0
    hits: int = 0
    alone: tuple[int, ...] = ()
    """How many met each criterion taken alone, in their order."""
    by: Mapping[Division, Table] = field(factory=dict)
    overlap: Mapping[str, int] = field(factory=dict)
    """How many that met the rule met each other rule too, by its code."""

    def trial(self, rule: Rule) -> Trial:
        """The same as `admit` asks for; whoever calls knows that these are counts of this rule."""
        return Trial(digest(rule), self.travellers, self.hits, self.alone)


def count(rule: Rule, seen: Iterable[Counted], others: Mapping[str, Rule] = MappingProxyType({})) -> Counts:
    """What the rule meets of these travellers: no traveller is marked."""
    travellers = hits = 0
    alone = [0] * len(rule.criteria)
    tables: dict[Division, dict[str, list[int]]] = {each: {} for each in Division}
    overlap = dict.fromkeys(others, 0)
    for each in seen:
        met = meets(rule, each.journey)
        travellers, hits = travellers + 1, hits + met
        for place, criterion in enumerate(rule.criteria):
            alone[place] += holds(criterion, each.journey)
        _into(tables, each, met)
        if met:
            for code, other in others.items():
                overlap[code] += meets(other, each.journey)
    by = {division: _frozen(table) for division, table in tables.items()}
    return Counts(travellers, hits, tuple(alone), by, overlap)


def add(one: Counts, other: Counts) -> Counts:
    """Both together. Raises ValueError for counts of rules with another number of criteria."""
    if one.alone and other.alone and len(one.alone) != len(other.alone):
        raise ValueError("counts of two rules cannot be added")
    alone = (
        tuple(map(sum, zip(one.alone, other.alone, strict=True)))
        if one.alone and other.alone
        else one.alone or other.alone
    )
    by = {each: _added(one.by.get(each, {}), other.by.get(each, {})) for each in Division}
    codes = {*one.overlap, *other.overlap}
    overlap = {code: one.overlap.get(code, 0) + other.overlap.get(code, 0) for code in sorted(codes)}
    return Counts(one.travellers + other.travellers, one.hits + other.hits, alone, by, overlap)


def as_kept(counts: Counts) -> dict[str, Any]:
    """What is counted beside travellers and hits, as plain JSON."""
    return {
        "alone": list(counts.alone),
        "by": {
            division.value: {value: [both.travellers, both.hits] for value, both in table.items()}
            for division, table in counts.by.items()
        },
        "overlap": dict(counts.overlap),
    }


def counts_of(travellers: int, hits: int, kept: Mapping[str, Any]) -> Counts:
    """Counts as they were kept."""
    by = kept.get("by") or {}
    return Counts(
        travellers,
        hits,
        tuple(kept.get("alone") or ()),
        {
            each: {value: Both(*both) for value, both in (by.get(each.value) or {}).items()}
            for each in Division
        },
        dict(kept.get("overlap") or {}),
    )


def age_band(age: int) -> str:
    """The band an age in whole years falls in."""
    return next(band for most, band in _BANDS if age <= most)


def _into(tables: Mapping[Division, dict[str, list[int]]], each: Counted, met: bool) -> None:
    for division, values in _VALUES.items():
        for value in values(each):
            row = tables[division].setdefault(value, [0, 0])
            row[0] += 1
            row[1] += met


def _codes(fact: Fact) -> Callable[[Counted], Iterable[str]]:
    return lambda each: each.journey.codes.get(fact) or (UNKNOWN,)


def _age(each: Counted) -> Iterable[str]:
    age = each.journey.numbers.get(Fact.AGE)
    return (age_band(age) if age is not None and age >= 0 else UNKNOWN,)


_VALUES: Final[Mapping[Division, Callable[[Counted], Iterable[str]]]] = {
    Division.SEX: _codes(Fact.SEX),
    Division.AGE: _age,
    Division.NATIONALITY: _codes(Fact.NATIONALITY),
    Division.ROUTE: lambda each: (each.route,),
    Division.FLIGHT: lambda each: (each.flight,),
}


def _frozen(table: Mapping[str, list[int]]) -> Table:
    return {value: Both(*row) for value, row in table.items()}


def _added(one: Table, other: Table) -> Table:
    """Both tables; what would be one value too many is counted together."""
    total: dict[str, Both] = dict(one)
    for value, both in other.items():
        key = value if value in total or len(total) < MOST_VALUES else OTHER
        before = total.get(key, Both())
        total[key] = Both(before.travellers + both.travellers, before.hits + both.hits)
    return total
