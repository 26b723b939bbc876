"""What has to stand before what: the graph of requirements, each needing others at a level.

"Some countries don't yet have birth registrations, so when you talk to them about PNR and API, you're asking them too much": a
diagnosis names first what everything else waits for.
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

from attrs import frozen

from catenary.core.measures.model import UNKNOWN, Answer, AnswerKind, Edition, Prerequisite
from catenary.core.measures.problems import MEASURES

Levels = Mapping[str, Answer]
"""Where each requirement stands, by code; one that is not there is unknown."""


class Standing(StrEnum):
    """How a prerequisite stands in one State. That nobody knows is not that it is missing."""

    MET = "met"
    BELOW = "below"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"
    """It cannot apply to this State, so nothing waits for it."""


@frozen
class Missing:
    """A prerequisite that is not known to be met: who needs it, what it is, and how it stands."""

    requirement: str
    prerequisite: Prerequisite
    standing: Standing


def standing_of(needed: Prerequisite, levels: Levels) -> Standing:
    """How a prerequisite stands where the levels are these."""
    answer = levels.get(needed.needs, UNKNOWN)
    if answer.kind is AnswerKind.UNKNOWN:
        return Standing.UNKNOWN
    if answer.kind is AnswerKind.NOT_APPLICABLE:
        return Standing.NOT_APPLICABLE
    return Standing.MET if (answer.level or 0) >= needed.level else Standing.BELOW


def cycles(edition: Edition) -> tuple[tuple[str, ...], ...]:
    """Circles of requirements of which each needs the next, the first named again at the end; none in a sound edition.

    Every knot is shown by at least one of its circles, beginning with the requirement that the edition tells first.
    """
    found: list[tuple[str, ...]] = []
    settled: set[str] = set()
    for code in edition.requirement_of:
        found += [_turned(edition, circle) for circle in _circles_from(edition, code, settled)]
    return tuple(found)


def in_order(edition: Edition) -> tuple[str, ...]:
    """Every requirement after all it needs; where nothing speaks for either, in the edition's order.

    Raises ProblemError `measures.prerequisite_cycle` where there is no such order.
    """
    for circle in cycles(edition):
        raise MEASURES.problem("prerequisite_cycle", path=" > ".join(circle))
    done: dict[str, None] = {}
    for code in edition.requirement_of:
        for each in _with_all_before(edition, code, done):
            done.setdefault(each)
    return tuple(done)


def unlocks(edition: Edition, code: str) -> tuple[str, ...]:
    """Every requirement that needs this one, directly or through others, in the edition's order."""
    waiting = {code}
    grew = True
    while grew:
        more = {
            each.code
            for each in edition.requirements
            if each.code not in waiting and any(needed.needs in waiting for needed in each.prerequisites)
        }
        waiting |= more
        grew = bool(more)
    return tuple(each for each in edition.requirement_of if each in waiting - {code})


def missing_before(edition: Edition, code: str, levels: Levels) -> tuple[Missing, ...]:
    """Everything not known to be met before a requirement can work, what comes first first.

    Follows what is missing further: where a prerequisite is met, what it needed itself is not asked again.
    Raises KeyError for a code that the edition does not have, ProblemError `measures.prerequisite_cycle`.
    """
    places = {each: place for place, each in enumerate(in_order(edition))}
    found: dict[str, list[Missing]] = {}
    waiting = [code]
    while waiting:
        each = waiting.pop()
        if each not in found:
            found[each] = [*_missing(edition, each, levels)]
            waiting += [missing.prerequisite.needs for missing in found[each]]
    every = [missing for group in found.values() for missing in group]
    return tuple(sorted(every, key=lambda each: (places[each.prerequisite.needs], places[each.requirement])))


def is_ready(edition: Edition, code: str, levels: Levels) -> bool:
    """Whether everything a requirement needs is known to be met, or cannot apply. Raises KeyError for an unknown code."""
    return next(_missing(edition, code, levels), None) is None


def freed_by(edition: Edition, code: str, level: int, levels: Levels) -> tuple[str, ...]:
    """Requirements that are not ready now and would be, were this one at that level, in the edition's order."""
    then = {**levels, code: Answer.at(level)}
    return tuple(
        each
        for each in edition.requirement_of
        if each != code and not is_ready(edition, each, levels) and is_ready(edition, each, then)
    )


def _needs(edition: Edition, code: str) -> Iterator[Prerequisite]:
    return (
        each for each in edition.requirement_of[code].prerequisites if each.needs in edition.requirement_of
    )


def _circles_from(edition: Edition, start: str, settled: set[str]) -> Iterator[tuple[str, ...]]:
    """Depth-first without recursion: a chain of any length is walked."""
    walks: dict[str, Iterator[Prerequisite]] = {}

    def enter(code: str) -> None:
        settled.add(code)
        walks[code] = _needs(edition, code)

    if start not in settled:
        enter(start)
    while walks:
        code, walk = next(reversed(walks.items()))
        step = next(walk, None)
        if step is None:
            del walks[code]
        elif step.needs in walks:
            path = tuple(walks)
            yield path[path.index(step.needs) :]
        elif step.needs not in settled:
            enter(step.needs)


def _turned(edition: Edition, circle: tuple[str, ...]) -> tuple[str, ...]:
    places = {code: place for place, code in enumerate(edition.requirement_of)}
    first = circle.index(min(circle, key=places.__getitem__))
    return (*circle[first:], *circle[:first], circle[first])


def _with_all_before(edition: Edition, code: str, done: Iterable[str]) -> list[str]:
    """A requirement behind all it needs that is not done yet."""
    order: list[str] = []
    waiting = [(code, False)]
    while waiting:
        each, is_entered = waiting.pop()
        if is_entered:
            order.append(each)
        elif each not in done:
            waiting.append((each, True))
            waiting += [(needed.needs, False) for needed in reversed([*_needs(edition, each)])]
    return order


def _missing(edition: Edition, code: str, levels: Levels) -> Iterator[Missing]:
    for needed in _needs(edition, code):
        standing = standing_of(needed, levels)
        if standing in {Standing.BELOW, Standing.UNKNOWN}:
            yield Missing(code, needed, standing)
