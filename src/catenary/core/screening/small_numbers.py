"""Figures about few people say too much of each, and too little of all: what is told instead.

Counts below `FEW` are withheld, and one more where a single withheld one could be had by subtraction. Shares are told with an
interval, and said to rest on few cases where they do.

Sources: E. B. Wilson, JASA 22 (1927) 209; Eurostat, Handbook on Statistical Disclosure Control, ch. 4 (threshold rule,
complementary suppression).
"""

from collections.abc import Mapping
from math import sqrt
from typing import Final

from attrs import frozen

FEW: Final = 10
"""Counts below it, but 0, are told as fewer than it."""
FEW_CASES: Final = 30
"""Shares of fewer cases are said to rest on few."""
_Z: Final = 1.959964
"""Of the normal distribution, for 95 %."""


@frozen
class Share:
    """How many of how many, and between which shares the truth lies with 95 % (both from 0 to 1)."""

    part: int
    whole: int
    low: float
    high: float

    @property
    def value(self) -> float | None:
        """The share; None of nothing."""
        return self.part / self.whole if self.whole else None

    @property
    def is_small(self) -> bool:
        """Whether it rests on few cases."""
        return self.whole < FEW_CASES


def share(part: int, whole: int) -> Share:
    """The share with its Wilson interval. Raises ValueError where the part is no part."""
    if not 0 <= part <= whole:
        raise ValueError("a part is between nothing and the whole")
    if whole == 0:
        return Share(0, 0, 0.0, 1.0)
    rate, square = part / whole, _Z * _Z
    middle = (rate + square / (2 * whole)) / (1 + square / whole)
    half = _Z * sqrt(rate * (1 - rate) / whole + square / (4 * whole * whole)) / (1 + square / whole)
    low = 0.0 if part == 0 else max(0.0, middle - half)
    high = 1.0 if part == whole else min(1.0, middle + half)
    return Share(part, whole, low, high)


def told(counts: Mapping[str, int], few: int = FEW) -> Mapping[str, int | None]:
    """Counts of one table as they may be told: None for what is withheld."""
    hidden = {name for name, number in counts.items() if 0 < number < few}
    if len(hidden) == 1:
        rest = [name for name, number in counts.items() if number >= few]
        if rest:
            hidden.add(min(rest, key=lambda name: (counts[name], name)))
    return {name: None if name in hidden else number for name, number in counts.items()}
