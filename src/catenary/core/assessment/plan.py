"""The plan of visits: what stands in a year, by month, and what in it cannot be done as it stands."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import combinations
from typing import Final

from attrs import field, frozen

from catenary.basis.findings import Finding
from catenary.core.assessment.visit_problems import VISITS
from catenary.core.assessment.visit_words import Stage
from catenary.core.measures.model import VisitKind

MOST_AT_ONCE: Final = 3
"""Visits that overlap, beyond which the plan says so. This software's own figure."""
_DROPPED: Final = frozenset({Stage.REFUSED, Stage.CANCELLED})


def _names(names: Iterable[str]) -> frozenset[str]:
    return frozenset(names)


@frozen
class Planned:
    """A visit as the plan knows it: the State's name, the days, and who goes, by ids."""

    visit: str
    state: str
    kind: VisitKind
    stage: Stage
    begins_on: date | None = None
    ends_on: date | None = None
    team: frozenset[str] = field(default=frozenset(), converter=_names)

    @property
    def counts(self) -> bool:
        """It is made, or to be made."""
        return self.stage not in _DROPPED

    def overlaps(self, other: "Planned") -> bool:
        """Both have dates, and a day in common."""
        if self.begins_on is None or self.ends_on is None or other.begins_on is None or other.ends_on is None:
            return False
        return self.begins_on <= other.ends_on and other.begins_on <= self.ends_on


def by_month(plan: Iterable[Planned], year: int) -> Mapping[int, tuple[Planned, ...]]:
    """The visits that begin in each month of a year, 1 to 12, the earliest first; those without dates stand under 0."""
    found: dict[int, list[Planned]] = {month: [] for month in range(13)}
    for each in plan:
        if each.counts and (each.begins_on is None or each.begins_on.year == year):
            found[each.begins_on.month if each.begins_on else 0].append(each)
    return {
        month: tuple(sorted(rows, key=lambda each: (each.begins_on or date.max, each.state)))
        for month, rows in found.items()
    }


def clashes(plan: Iterable[Planned]) -> tuple[Finding, ...]:
    """What in a plan cannot be, or is too much: somebody in two States at once, a State twice in a year, too many visits at once."""
    counted = [each for each in plan if each.counts]
    return (*_people_twice(counted), *_states_twice(counted), *_too_many(counted))


def _people_twice(plan: list[Planned]) -> Iterator[Finding]:
    for one, other in combinations(plan, 2):
        shared = one.team & other.team
        if shared and one.overlaps(other):
            yield VISITS.finding("clash_team", count=len(shared), state=one.state, other=other.state)


def _states_twice(plan: list[Planned]) -> Iterator[Finding]:
    travelling = [each for each in plan if each.kind is not VisitKind.SELF_ASSESSMENT]
    for state, count in sorted(Counter(each.state for each in travelling).items()):
        if count > 1:
            yield VISITS.finding("clash_state", state=state, count=count)


def _too_many(plan: list[Planned]) -> Iterator[Finding]:
    """Told once for the busiest day: intervals are at their densest where one begins."""
    days = sorted({each.begins_on for each in plan if each.begins_on is not None})
    loads = {
        day: sum(1 for each in plan if each.begins_on and each.begins_on <= day <= (each.ends_on or day))
        for day in days
    }
    busiest = max(loads, key=lambda day: loads[day], default=None)
    if busiest is not None and loads[busiest] > MOST_AT_ONCE:
        yield VISITS.finding("clash_load", day=busiest.isoformat(), count=loads[busiest])
