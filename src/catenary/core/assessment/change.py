"""How far the levels of a State moved from one visit to the next, and where that cannot be said.

Questions are compared where the carry-over maps between the editions of the two visits say that they ask the same; areas, where
that holds for every question that was rated in them, then and now. What is not known is no level, and has no change.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from math import hypot

from attrs import frozen

from catenary.core.assessment.rating_model import Interval
from catenary.core.measures.carrying import CARRIED, CarryOverMap
from catenary.core.measures.model import Answer


class Obstacle(StrEnum):
    """Why the level of an area is not compared."""

    NO_MAP = "no_map"
    """No map leads from the one edition to the other."""
    ALL_NEW = "all_new"
    """None of its questions was asked before, as the maps have it."""
    OTHER_QUESTIONS = "other_questions"
    """Some of its questions were not asked before, or some of those before are not asked now."""
    UNKNOWN_BEFORE = "unknown_before"
    UNKNOWN_NOW = "unknown_now"


@frozen
class Found:
    """What one visit found: the area of each question that was rated, the level of each area, what was agreed on each question."""

    areas: Mapping[str, str]
    levels: Mapping[str, Interval | None]
    answers: Mapping[str, Answer]


@frozen
class Moves:
    """How the agreed levels of an area's questions moved, for those that were asked both times."""

    risen: int
    same: int
    fallen: int
    unknown: int
    """Asked both times, and without a level in one of the two."""
    other: int
    """Asked now, and not before."""


@frozen
class AreaChange:
    """One area of the later visit: its levels, how far it moved with what holds that, or the obstacle; and its questions."""

    area: str
    before: Interval | None
    now: Interval | None
    difference: Interval | None
    obstacle: Obstacle | None
    moves: Moves


def difference(before: Interval, now: Interval) -> Interval:
    """How far a level moved, with what holds it with 90 of 100 where the errors of the two are independent.

    G. Y. Zou, A. Donner, Statist. Med. 27 (2008) 1693: the interval of a difference from those of its two parts, which need not be
    symmetric. Errors that the two share, as of raters who rated both, make it wider than it need be.
    """
    moved = now.value - before.value
    return Interval(
        moved,
        moved - hypot(now.value - now.low, before.high - before.value),
        moved + hypot(now.high - now.value, before.value - before.low),
    )


def compare(before: Found, now: Found, maps: Sequence[CarryOverMap] | None) -> tuple[AreaChange, ...]:
    """Every area of the later visit, in its order.

    `maps` lead from the edition of the earlier visit to that of the later, one after the other: none where it is the same
    edition, None where there is no way.
    """
    carried = {} if maps is None else earlier_codes(before.areas, maps)
    return tuple(_area(area, before, now, carried, known=maps is not None) for area in now.levels)


def earlier_codes(questions: Mapping[str, str], maps: Sequence[CarryOverMap]) -> Mapping[str, str]:
    """The code that a question had, by the code it has: of those questions that are the same or mean the same all along."""
    found = {code: code for code in questions}
    for each in maps:
        onward = {
            pair.before: pair.after
            for pair in each.pairings
            if pair.before and pair.after and pair.verdict in CARRIED
        }
        found = {onward[now]: first for now, first in found.items() if now in onward}
    return found


def _area(area: str, before: Found, now: Found, carried: Mapping[str, str], *, known: bool) -> AreaChange:
    asked = [code for code, of in now.areas.items() if of == area]
    pairs = {code: carried[code] for code in asked if code in carried}
    old_area = _same_area(asked, pairs, before)
    level, old = now.levels[area], before.levels.get(old_area) if old_area else None
    obstacle = _obstacle(pairs, old_area, old, level, known=known)
    moved = difference(old, level) if old and level and obstacle is None else None
    return AreaChange(area, old, level, moved, obstacle, _moves(asked, pairs, before, now))


def _same_area(asked: Sequence[str], pairs: Mapping[str, str], before: Found) -> str:
    """The area of before in which the same questions were rated, no more and no fewer; empty where there is none."""
    old_areas = {before.areas[code] for code in pairs.values()}
    if len(pairs) < len(asked) or len(old_areas) != 1:
        return ""
    (old,) = old_areas
    return old if {code for code, of in before.areas.items() if of == old} == set(pairs.values()) else ""


def _obstacle(
    pairs: Mapping[str, str], old_area: str, old: Interval | None, level: Interval | None, *, known: bool
) -> Obstacle | None:
    if not known:
        return Obstacle.NO_MAP
    if not pairs:
        return Obstacle.ALL_NEW
    if not old_area:
        return Obstacle.OTHER_QUESTIONS
    if old is None:
        return Obstacle.UNKNOWN_BEFORE
    return Obstacle.UNKNOWN_NOW if level is None else None


def _moves(asked: Sequence[str], pairs: Mapping[str, str], before: Found, now: Found) -> Moves:
    steps = [_step(before.answers.get(old), now.answers.get(code)) for code, old in pairs.items()]
    told = [each for each in steps if each is not None]
    return Moves(
        sum(each > 0 for each in told),
        told.count(0),
        sum(each < 0 for each in told),
        len(steps) - len(told),
        len(asked) - len(pairs),
    )


def _step(before: Answer | None, now: Answer | None) -> int | None:
    if before is None or now is None or before.level is None or now.level is None:
        return None
    return now.level - before.level
