"""Whether raters can be compared at all: the graph of raters and what they rated, its parts, and what connects them.

Two raters are linked when both rated the same question about the same case. In two parts that share nothing, strict raters and
weak States look the same, whatever the model.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

from attrs import frozen

from catenary.basis.findings import Finding
from catenary.core.assessment.ratings import Rating
from catenary.core.assessment.ratings_problems import RATINGS

Cell: TypeAlias = tuple[str, str]
"""A case and a question (or a group of questions, where a plan is looked at)."""
May: TypeAlias = Callable[[str, Cell], bool]
"""Whether a rater may rate there."""


@frozen
class Link:
    """A rating that would connect two parts."""

    rater: str
    case: str
    question: str

    @property
    def finding(self) -> Finding:
        """The same, to tell."""
        return RATINGS.finding("link", rater=self.rater, case=self.case, question=self.question)


@frozen
class Connection:
    """The parts of the graph, the largest first; one part means that all raters can be compared."""

    parts: Sequence[frozenset[str]]
    links: Sequence[Link]
    """The fewest ratings that would connect them: one less than there are parts, or fewer where conflicts forbid."""
    apart: frozenset[str]
    """Raters of parts that no allowed rating connects."""
    needed: frozenset[str]
    """Raters without whom the others would fall apart."""

    @property
    def connected(self) -> bool:
        """Whether there is one part only."""
        return len(self.parts) <= 1


def rated_cells(ratings: Iterable[Rating]) -> Mapping[str, frozenset[Cell]]:
    """What each rater gave a level to."""
    found: dict[str, set[Cell]] = {}
    for each in ratings:
        if each.level is not None:
            found.setdefault(each.rater, set()).add((each.case, each.question))
    return {rater: frozenset(cells) for rater, cells in sorted(found.items())}


def connection(rated: Mapping[str, frozenset[Cell]], may: May = lambda _rater, _cell: True) -> Connection:
    """The parts, and the smallest set of allowed additions that makes them one."""
    panels = _panels(rated)
    parts = _parts(rated, panels)
    links, apart = _joined(parts, rated, may)
    return Connection(parts, links, apart, _needed(rated, panels, len(parts)))


def demand_connected(rated: Mapping[str, frozenset[Cell]]) -> None:
    """Raises ProblemError `ratings.disconnected` with how many additions would do; `connection` names them."""
    parts = _parts(rated, _panels(rated))
    if len(parts) > 1:
        raise RATINGS.problem("disconnected", parts=len(parts), links=len(parts) - 1)


def _panels(rated: Mapping[str, frozenset[Cell]]) -> frozenset[frozenset[str]]:
    """Who rated together, each company once."""
    found: dict[Cell, list[str]] = {}
    for rater, cells in rated.items():
        for cell in cells:
            found.setdefault(cell, []).append(rater)
    return frozenset(map(frozenset, found.values()))


def _parts(raters: Iterable[str], panels: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """Groups of raters, by joining those who rated together; the largest first."""
    leader = {rater: rater for rater in raters}

    def lead(rater: str) -> str:
        while leader[rater] != rater:
            leader[rater] = rater = leader[leader[rater]]
        return rater

    for panel in panels:
        first, *others = panel
        for other in others:
            leader[lead(other)] = lead(first)
    groups: dict[str, set[str]] = {}
    for rater in leader:
        groups.setdefault(lead(rater), set()).add(rater)
    return sorted(map(frozenset, groups.values()), key=lambda part: (-len(part), min(part)))


def _joined(
    parts: Sequence[frozenset[str]], rated: Mapping[str, frozenset[Cell]], may: May
) -> tuple[list[Link], frozenset[str]]:
    """Each part joined to those joined before it, as often as a part still waits that can be."""
    joined, waiting, links = set(parts[0]) if parts else set(), list(parts[1:]), []
    while found := _first_link(joined, waiting, rated, may):
        part, link = found
        links.append(link)
        joined |= part
        waiting.remove(part)
    return links, frozenset().union(*waiting)


def _first_link(
    joined: set[str], waiting: Sequence[frozenset[str]], rated: Mapping[str, frozenset[Cell]], may: May
) -> tuple[frozenset[str], Link] | None:
    for part in waiting:
        for raters, others in ((part, joined), (joined, part)):
            cells = sorted(frozenset().union(*(rated[other] for other in others)))
            for rater in sorted(raters, key=lambda each: (len(rated[each]), each)):
                for cell in cells:
                    if may(rater, cell):
                        return part, Link(rater, *cell)
    return None


def _needed(
    rated: Mapping[str, frozenset[Cell]], panels: frozenset[frozenset[str]], parts: int
) -> frozenset[str]:
    """Those whose leaving splits a part; somebody who stood alone splits nothing by leaving."""

    def without(rater: str) -> int:
        rest = {panel - {rater} for panel in panels} - {frozenset()}
        return len(_parts(rated.keys() - {rater}, rest))

    return frozenset(rater for rater in rated if without(rater) > parts)
