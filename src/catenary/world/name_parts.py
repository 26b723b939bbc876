"""The stuff names are made of: parts with their written form and spellings, and pools of them by frequency."""

import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from itertools import accumulate
from typing import Any

from attrs import frozen

from catenary.world.dice import Dice
from catenary.world.spelling import home_letters, kept_as_sound, spellings

_POOLS_ARE_THE_SAME_IN_EVERY_WORLD = 20_261_122
_SCALE = 10**12
_HEAD = 12
"""How flat the top of a pool is: the share of rank r falls as 1 / (r + 12), which fits census surnames roughly."""


@frozen
class NamePart:
    """One part of a name: as written at home, and in Latin letters once per spelling system."""

    native: str
    spellings: tuple[str, ...]

    def spelled(self, system: int) -> str:
        """The spelling of a system; systems a part does not tell apart wrap around."""
        return self.spellings[system % len(self.spellings)]


@lru_cache(maxsize=200_000)
def part(text: str, script: str) -> NamePart:
    """The part that a data file writes as `native`, `native:sound` or, for some scripts, as its sound alone."""
    native, _, sound = text.partition(":")
    if kept_as_sound(script):
        return NamePart(home_letters(native, script), spellings(native, script))
    return NamePart(native, spellings(sound or native, script))


def joined(parts: Sequence[NamePart], glues: Sequence[str] = (" ",), native_glue: str = " ") -> NamePart:
    """Several parts as one: each spelling system of all of them, once with each glue."""
    count = max(len(each.spellings) for each in parts)
    forms = [glue.join(each.spelled(i) for each in parts) for glue in glues for i in range(count)]
    return NamePart(native_glue.join(each.native for each in parts), tuple(forms))


class Pool:
    """Texts of name parts, the most frequent first."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self._bounds = list(accumulate(_SCALE // (rank + _HEAD) for rank in range(len(texts))))

    def __bool__(self) -> bool:
        return bool(self.texts)

    def draw(self, dice: Dice) -> str:
        """One text, as often as its rank says."""
        return self.texts[bisect_right(self._bounds, dice.below(self._bounds[-1]))]


_COMMON = 60
"""How many of a pool's most frequent parts count as common."""


@frozen
class Stock:
    """What a custom makes names from: its script, its pools, short forms and its own words and habits."""

    custom: str
    script: str
    female: Pool
    male: Pool
    family: Pool
    short_forms: Mapping[str, tuple[str, ...]]
    data: Mapping[str, Any]

    def part(self, text: str) -> NamePart:
        """A part of this stock's script."""
        return part(text, self.script)

    @cached_property
    def common(self) -> frozenset[str]:
        """The parts that many people bear, as written at home."""
        texts = (text for pool in (self.female, self.male, self.family) for text in pool.texts[:_COMMON])
        return frozenset(self.part(text).native for text in texts)

    def words(self, key: str) -> list[str]:
        """The words a data file gives under a key; none where it has no such key."""
        return str(self.data.get(key, "")).split()

    def habit(self, key: str) -> float:
        """How often something is done, from 0 to 1; what the file does not mention is not done."""
        return float(self.data.get("habits", {}).get(key, 0.0))


@cache
def stock(custom: str) -> Stock:
    """The stock of a custom, read from its data file; coined parts follow the common ones."""
    text = (files("catenary.world") / "data" / "names" / f"{custom}.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    pools = {kind: Pool(_texts(custom, kind, data)) for kind in ("female", "male", "family")}
    short = {
        part(key, data["script"]).native: tuple(forms.split())
        for key, forms in data.get("nicknames", {}).items()
    }
    return Stock(custom=custom, script=data["script"], short_forms=short, data=data, **pools)


def _texts(custom: str, kind: str, data: Mapping[str, Any]) -> list[str]:
    common = dict.fromkeys(str(data.get(kind, "")).split())
    coined = data.get("coined", {}).get(kind)
    if coined:
        dice = Dice.keyed(_POOLS_ARE_THE_SAME_IN_EVERY_WORLD, custom, kind)
        common.update(
            dict.fromkeys(_coined([slot.split() for slot in coined["slots"]], coined["count"], dice))
        )
    return list(common)


def _coined(slots: Sequence[Sequence[str]], count: int, dice: Dice) -> Iterator[str]:
    """Parts made by putting one piece of each slot together; `-` is nothing; fewer than asked where pieces run out."""
    seen: set[str] = set()
    for _ in range(3 * count):
        pieces = [piece.partition(":") for piece in map(dice.pick, slots) if piece != "-"]
        text = "".join(piece[0] for piece in pieces)
        if any(piece[2] for piece in pieces):
            text += ":" + "".join(piece[2] for piece in pieces)
        if text not in seen:
            seen.add(text)
            yield text
        if len(seen) == count:
            return
