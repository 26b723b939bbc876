"""Who rates what: raters on groups of questions of each case, so that what they say can be compared.

Every case and group gets its panel; in each panel are raters from outside the region of the case; nobody rates where a conflict
of interest stands; loads are as even as that allows; and the graph of raters is connected. The same input gives the same plan.
What cannot be had is told, with the smallest thing missing.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from math import ceil
from typing import Final, TypeAlias

from attrs import frozen

from catenary.basis.findings import Finding, Severity
from catenary.core.assessment.connection import Cell, Connection, connection
from catenary.core.assessment.ratings_problems import PLANNING


class ConflictKind(StrEnum):
    """Why somebody may not rate a State; each holds both ways, whoever told it."""

    NATIONALITY = "nationality"
    PAST_POST = "past_post"
    PAID_WORK = "paid_work"


@frozen
class Rater:
    """Somebody who rates: region, groups of questions they know, and how many (case, group) they have time for."""

    id: str
    region: str
    groups: frozenset[str]
    room: int


@frozen
class Case:
    """A State to be assessed, in its region."""

    id: str
    region: str


@frozen
class Conflict:
    """Somebody who does not rate a case, in any group."""

    rater: str
    case: str
    kind: ConflictKind


@frozen
class Demand:
    """What is asked of every panel, and which vignettes everybody rates at induction."""

    raters: int = 5
    outsiders: int = 2
    vignettes: Sequence[str] = ()


@frozen
class Plan:
    """Panels by case and group, how many each rater has, how they are connected, and everything to be told."""

    panels: Mapping[Cell, Sequence[str]]
    loads: Mapping[str, int]
    connection: Connection
    findings: Sequence[Finding]

    @property
    def is_complete(self) -> bool:
        """Whether all that was demanded is there."""
        return not any(each.severity is Severity.ERROR for each in self.findings)


_STRIDE: Final = 7
"""How far along the list of raters the next case begins."""
Pool: TypeAlias = Callable[[str], bool]


def plan(
    raters: Iterable[Rater],
    cases: Iterable[Case],
    groups: Iterable[str],
    conflicts: Iterable[Conflict] = (),
    demand: Demand | None = None,
) -> Plan:
    """The panels. Raises ProblemError `planning.nothing` and `planning.unknown_case`."""
    draft = _Draft(list(raters), list(cases), sorted(set(groups)), list(conflicts), demand or Demand())
    findings = [*_filled(draft)]
    draft.level()
    findings += _missing(draft)
    findings += _connected(draft)
    panels = {cell: tuple(sorted(draft.panels[cell])) for cell in sorted(draft.panels)}
    found = connection(_rated(draft), draft.may_add)
    return Plan(panels, {rater: len(draft.held[rater]) for rater in draft.names}, found, findings)


class _Draft:
    """A plan in the making: who sits where, and who may."""

    def __init__(
        self,
        raters: Sequence[Rater],
        cases: Sequence[Case],
        groups: Sequence[str],
        conflicts: Sequence[Conflict],
        demand: Demand,
    ) -> None:
        if not (raters and cases and groups):
            raise PLANNING.problem("nothing")
        self.demand = demand
        self.raters = {rater.id: rater for rater in sorted(raters, key=lambda each: each.id)}
        self.cases = {case.id: case for case in sorted(cases, key=lambda each: each.id)}
        self.names = tuple(self.raters)
        self.conflicts = {(each.rater, each.case) for each in conflicts}
        for _, case in sorted(self.conflicts):
            if case not in self.cases:
                raise PLANNING.problem("unknown_case", case=case)
        self.cells: list[Cell] = [(case, group) for case in self.cases for group in groups]
        self.panels: dict[Cell, set[str]] = {cell: set() for cell in self.cells}
        self.held: dict[str, set[Cell]] = {rater: set() for rater in self.names}
        self.teams = {case: Counter[str]() for case in self.cases}
        self._order = {rater: place for place, rater in enumerate(self.names)}
        self._starts = {case: place * _STRIDE for place, case in enumerate(self.cases)}
        self._fair = ceil(len(self.cells) * demand.raters / len(self.names))
        self.eligible = {
            cell: [rater for rater in self.names if self.may(rater, cell)] for cell in self.cells
        }

    def may(self, rater: str, cell: Cell) -> bool:
        """Whether knowledge and conflicts allow it."""
        return cell[1] in self.raters[rater].groups and (rater, cell[0]) not in self.conflicts

    def may_add(self, rater: str, cell: Cell) -> bool:
        """The same, where somebody has time left for one more."""
        return cell in self.panels and self.may(rater, cell) and self.has_room(rater)

    def has_room(self, rater: str) -> bool:
        return len(self.held[rater]) < self.raters[rater].room

    def is_outsider(self, rater: str, cell: Cell) -> bool:
        return self.raters[rater].region != self.cases[cell[0]].region

    def outsiders(self, cell: Cell) -> int:
        return sum(self.is_outsider(rater, cell) for rater in self.panels[cell])

    def seat(self, rater: str, cell: Cell) -> None:
        self.panels[cell].add(rater)
        self.held[rater].add(cell)
        self.teams[cell[0]][rater] += 1

    def unseat(self, rater: str, cell: Cell) -> None:
        self.panels[cell].discard(rater)
        self.held[rater].discard(cell)
        self.teams[cell[0]] -= Counter([rater])

    def add(self, cell: Cell, *, outsider: bool) -> bool:
        """Seat the one with the least to do, if need be after others changed places; whether somebody was found."""
        pool = [
            rater
            for rater in self.eligible[cell]
            if rater not in self.panels[cell] and (not outsider or self.is_outsider(rater, cell))
        ]
        free = [rater for rater in pool if self.has_room(rater)]
        chosen = min(free, key=self._turn(cell)) if free else self.relieve(pool, self.has_room)
        if chosen is None:
            return False
        self.seat(chosen, cell)
        return True

    def _turn(self, cell: Cell) -> Callable[[str], tuple[bool, bool, int, int]]:
        """Up to the fair load those who rate this case already, so that teams stay small; then those with the least to do.

        Among equals each case begins at another place of the list.
        """
        start, size = self._starts[cell[0]], len(self.names)
        team = self.teams[cell[0]]
        return lambda rater: (
            len(self.held[rater]) >= self._fair,
            rater not in team,
            len(self.held[rater]),
            (self._order[rater] - start) % size,
        )

    def relieve(self, pool: Iterable[str], good: Pool) -> str | None:
        """Take one place from somebody of the pool, by a chain of changes that ends with somebody `good`; who was relieved.

        Panels keep their size and their outsiders. Shortest chain first, so that few change places.
        """
        queue = list(pool)
        came: dict[str, tuple[str, Cell] | None] = dict.fromkeys(queue)
        for rater in queue:
            for cell in sorted(self.held[rater]):
                for other in self._successors(rater, cell):
                    if other in came:
                        continue
                    came[other] = rater, cell
                    if good(other):
                        return self._pass_on(other, came)
                    queue.append(other)
        return None

    def _successors(self, rater: str, cell: Cell) -> list[str]:
        bound = self.is_outsider(rater, cell) and self.outsiders(cell) <= self.demand.outsiders
        return [
            other
            for other in self.eligible[cell]
            if other not in self.panels[cell] and (not bound or self.is_outsider(other, cell))
        ]

    def _pass_on(self, last: str, came: Mapping[str, tuple[str, Cell] | None]) -> str:
        while (step := came[last]) is not None:
            rater, cell = step
            self.unseat(rater, cell)
            self.seat(last, cell)
            last = rater
        return last

    def level(self) -> None:
        """Pass places from those with most to those with least, as long as that makes loads more even."""
        settled: set[str] = set()
        while rest := [rater for rater in self.names if rater not in settled]:
            fullest = max(rest, key=lambda rater: (len(self.held[rater]), rater))
            load = len(self.held[fullest])

            def lighter(other: str, load: int = load) -> bool:
                return len(self.held[other]) <= load - 2 and self.has_room(other)

            if not any(map(lighter, self.names)) or self.relieve([fullest], lighter) is None:
                settled.add(fullest)


def _filled(draft: _Draft) -> Iterable[Finding]:
    """Seat outsiders everywhere, then the others; the cells with the smallest choice first."""
    wanted = draft.demand

    def choice(cell: Cell) -> tuple[int, int]:
        eligible = draft.eligible[cell]
        return sum(draft.is_outsider(rater, cell) for rater in eligible), len(eligible)

    order = sorted(draft.cells, key=lambda cell: (*choice(cell), cell))
    for cell in order:
        for found in range(min(wanted.outsiders, wanted.raters)):
            if not draft.add(cell, outsider=True):
                yield _short("no_outsider", cell, found, wanted.outsiders)
                break
    for cell in order:
        while len(draft.panels[cell]) < wanted.raters:
            if not draft.add(cell, outsider=False):
                yield _short(_why(draft, cell), cell, len(draft.panels[cell]), wanted.raters)
                break


def _why(draft: _Draft, cell: Cell) -> str:
    return "too_few" if len(draft.eligible[cell]) < draft.demand.raters else "no_room"


def _short(code: str, cell: Cell, found: int, needed: int) -> Finding:
    return PLANNING.finding(code, case=cell[0], group=cell[1], found=found, needed=needed)


def _missing(draft: _Draft) -> list[Finding]:
    """By group of questions: how many raters more would fill every panel, from outside of which regions."""
    gaps: dict[str, dict[Cell, int]] = {}
    for cell in draft.cells:
        seats = draft.demand.raters - len(draft.panels[cell])
        gap = max(seats, min(draft.demand.outsiders, draft.demand.raters) - draft.outsiders(cell))
        if gap > 0:
            gaps.setdefault(cell[1], {})[cell] = gap
    return [
        PLANNING.finding(
            "missing",
            group=group,
            raters=max(short.values()),
            ratings=sum(short.values()),
            region=", ".join(sorted({draft.cases[case].region for case, _ in short})),
        )
        for group, short in sorted(gaps.items())
    ]


def _connected(draft: _Draft) -> list[Finding]:
    """Add the links without which raters could not be compared, and tell them; or tell that there are none."""
    findings = []
    while links := connection(_rated(draft), draft.may_add).links:
        link = links[0]
        draft.seat(link.rater, (link.case, link.question))
        findings.append(PLANNING.finding("link_added", rater=link.rater, group=link.question, case=link.case))
    found = connection(_rated(draft), draft.may_add)
    if not found.connected:
        findings.append(PLANNING.finding("still_apart", parts=len(found.parts)))
    return findings


def _rated(draft: _Draft) -> dict[str, frozenset[Cell]]:
    """What each rater will have rated, vignettes too; those who rate nothing are left out."""
    vignettes = {
        rater: {
            (vignette, group) for vignette in draft.demand.vignettes for group in draft.raters[rater].groups
        }
        for rater in draft.names
    }
    every = {rater: frozenset(draft.held[rater] | vignettes[rater]) for rater in draft.names}
    return {rater: cells for rater, cells in every.items() if cells}
