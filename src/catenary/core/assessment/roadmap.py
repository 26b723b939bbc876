"""Which requirement first: what stands below the aim in one State, in an order that the graph of prerequisites allows.

A step can begin once everything before it is done. Among those that can, the one comes first that most others wait for. What
nobody knows is not taken for missing: it is to be found out, and only where something waits for it.
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Final

from attrs import field, frozen

from catenary.core.assessment.standing import Answers, Held, held, levels_of
from catenary.core.measures.model import AnswerKind, Edition, Prerequisite
from catenary.core.measures.prerequisites import Levels, Standing, in_order, standing_of

AIM: Final = 4
"""In place and used where it should be: what a roadmap leads to unless another level is named."""


class Task(StrEnum):
    """What a step is about."""

    RAISE = "raise"
    FIND_OUT = "find_out"
    """Nobody knows how it stands, and something waits for it."""


@frozen
class Step:
    """One requirement to work on: where it stands, what it waits for, and what it unlocks."""

    requirement: str
    area: str
    task: Task
    now: Held | None
    aim: int
    wave: int
    """1 for what can begin now; else one more than the latest step it waits for."""
    after: tuple[str, ...] = field(converter=tuple[str, ...])
    """Steps that come before it, directly."""
    unlocks: tuple[str, ...] = field(converter=tuple[str, ...])
    """Steps that cannot begin before it, directly or through others."""
    check_first: tuple[str, ...] = field(converter=tuple[str, ...])
    """Prerequisites called met, which by some raters' levels are not."""

    @property
    def is_sure(self) -> bool:
        """Whether it is below the aim even by the highest level that anybody gave."""
        return self.now is not None and self.now.high < self.aim


@frozen
class Standpoint:
    """What a roadmap is made from: where requirements stand, with intervals, and the need of each area (`needs.needs`)."""

    edition: Edition
    answers: Answers
    levels: Levels
    held: Mapping[str, Held]
    need: Mapping[str, float]

    @classmethod
    def of(
        cls,
        edition: Edition,
        answers: Answers,
        given: Mapping[str, Sequence[int]] | None = None,
        need: Mapping[str, float] | None = None,
    ) -> "Standpoint":
        """From the agreed answers and the levels that raters gave alone, both by question."""
        levels = levels_of(edition, answers)
        return cls(edition, answers, levels, held(edition, answers, given), need or {})


def roadmap(start: Standpoint, aim: int = AIM) -> tuple[Step, ...]:
    """The steps in their order: each after all it waits for.

    Raises ProblemError `measures.prerequisite_cycle` for an edition whose prerequisites have no order.
    """
    in_order(start.edition)
    aims = _aims(start, aim)
    before = {code: _before(start, code, aims) for code in aims}
    unlocked = {code: _unlocked(code, before) for code in aims}
    waves: dict[str, int] = {}
    while len(waves) < len(aims):
        ready = [code for code in aims if code not in waves and before[code] <= waves.keys()]
        first = min(ready, key=lambda code: _urgency(start, code, unlocked))
        waves[first] = 1 + max((waves[each] for each in before[first]), default=0)
    return tuple(_step(start, code, aims, before, unlocked, wave) for code, wave in waves.items())


def _aims(start: Standpoint, aim: int) -> Mapping[str, int]:
    """What is worked on and the level it is brought to, in the edition's order: also what others need of it.

    A requirement that nobody rated is there only where one that is worked on waits for it.
    """
    found = {code: aim for code, each in start.held.items() if each.level < aim}
    waiting = list(found)
    while waiting:
        for needed in _unmet(start, waiting.pop()):
            if needed.level > found.get(needed.needs, 0):
                found[needed.needs] = needed.level
                waiting.append(needed.needs)
    return {code: found[code] for code in start.edition.requirement_of if code in found}


def _unmet(start: Standpoint, code: str) -> Iterable[Prerequisite]:
    return [
        each
        for each in start.edition.requirement_of[code].prerequisites
        if standing_of(each, start.levels) in {Standing.BELOW, Standing.UNKNOWN}
        and each.needs in start.edition.requirement_of
    ]


def _before(start: Standpoint, code: str, aims: Mapping[str, int]) -> frozenset[str]:
    return frozenset(each.needs for each in _unmet(start, code) if each.needs in aims)


def _unlocked(code: str, before: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    reached = {code}
    grew = True
    while grew:
        more = {each for each, needs in before.items() if each not in reached and needs & reached}
        reached |= more
        grew = bool(more)
    return tuple(each for each in before if each in reached - {code})


def _urgency(start: Standpoint, code: str, unlocked: Mapping[str, tuple[str, ...]]) -> tuple[int, float]:
    area = start.edition.requirement_of[code].area
    return -len(unlocked[code]), -start.need.get(area, 0.0)


def _step(
    start: Standpoint,
    code: str,
    aims: Mapping[str, int],
    before: Mapping[str, frozenset[str]],
    unlocked: Mapping[str, tuple[str, ...]],
    wave: int,
) -> Step:
    unknown = start.levels[code].kind is AnswerKind.UNKNOWN
    return Step(
        code,
        start.edition.requirement_of[code].area,
        Task.FIND_OUT if unknown else Task.RAISE,
        start.held.get(code),
        aims[code],
        wave,
        tuple(each for each in aims if each in before[code]),
        unlocked[code],
        _doubtful(start, code),
    )


def _doubtful(start: Standpoint, code: str) -> tuple[str, ...]:
    needed = start.edition.requirement_of[code].prerequisites
    return tuple(
        each.needs
        for each in needed
        if each.needs in start.held
        and start.held[each.needs].low < each.level <= start.held[each.needs].level
    )
