"""Sentences from patterns, in plain English: what is told of one visit never holds the same sentence twice."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from catenary.world.assessments.reading import table
from catenary.world.dice import Dice

_SHARES: Final = {None: (25, 75), 1: (2, 15), 2: (20, 45), 3: (50, 72), 4: (80, 91), 5: (95, 99)}
"""What may be called so much percent at a level."""
_TRIES: Final = 400


class Speech:
    """Who writes about one visit: remembers what was said, and says it differently the next time."""

    def __init__(self, dice: Dice) -> None:
        self._dice = dice
        self._said: set[str] = set()
        self._queues: dict[str, list[str]] = {}

    def say(self, about: str, *, area: str, level: int | None = None, evidence: str = "") -> str:
        """A sentence of a kind, such as `law.3`, about an area. Raises LookupError where all that could be said was said."""
        for _ in range(_TRIES):
            sentence = self._filled(self._next(about), area, level, evidence)
            if sentence not in self._said:
                self._said.add(sentence)
                return sentence
        raise LookupError(f"everything was said about {about}")

    def _next(self, about: str) -> str:
        """Each pattern once before any comes again."""
        queue = self._queues.setdefault(about, [])
        if not queue:
            queue += self._dice.shuffled(patterns(about))
        return queue.pop()

    def _filled(self, pattern: str, area: str, level: int | None, evidence: str) -> str:
        words, dice = table("words"), self._dice
        office = dice.pick(words["offices"][area])
        share = str(dice.between(*_SHARES[level]))
        people = str(dice.between(3, 40))
        return pattern.format(
            evidence=evidence,
            office=office,
            Office=office[0].upper() + office[1:],
            place=dice.pick(words["places"]),
            article=f"{dice.between(3, 180)}({dice.between(1, 5)})",
            files=dice.between(12, 140),
            people=people,
            People=people,
            months=dice.between(2, 11),
            ago=dice.between(2, 9),
            day=dice.between(1, 5),
            share=share,
            Share=share,
        )


@cache
def patterns(about: str) -> tuple[str, ...]:
    """The patterns of a kind. Raises KeyError where there is none."""
    found: Any = table("words")
    for part in about.split("."):
        found = found[part]
    if isinstance(found, Mapping):
        found = found["sentences"]
    return tuple(found)
