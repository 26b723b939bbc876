"""Chance that falls the same way on every machine: the world is a function of its seed and nothing else."""

from collections.abc import Sequence
from typing import TypeVar
from zlib import crc32

import numpy as np

T = TypeVar("T")

_BATCH = 256
_TO_UNIT = 2.0**-53


class Dice:
    """Random choices drawn from raw PCG64 words.

    numpy promises that the words of a bit generator never change between versions; it promises no such thing of the
    distributions built on them, so every choice here is made from the words alone.
    """

    def __init__(self, bits: np.random.BitGenerator) -> None:
        self._bits = bits
        self._rolls: list[float] = []

    @classmethod
    def keyed(cls, seed: int, *labels: str | int) -> "Dice":
        """Dice of their own for one purpose: the same seed and labels always give the same rolls."""
        key = [label if isinstance(label, int) else crc32(label.encode()) for label in labels]
        return cls(np.random.PCG64(np.random.SeedSequence([seed, *key])))

    @classmethod
    def of(cls, generator: np.random.Generator) -> "Dice":
        """Dice that take their words from a generator somebody else holds."""
        return cls(generator.bit_generator)

    def roll(self) -> float:
        """A number from 0 up to, not including, 1."""
        if not self._rolls:
            words = np.asarray(self._bits.random_raw(_BATCH), dtype=np.uint64)
            self._rolls = ((words >> np.uint64(11)).astype(np.float64) * _TO_UNIT).tolist()
        return self._rolls.pop()

    def below(self, count: int) -> int:
        """A whole number from 0 to count - 1."""
        return int(self.roll() * count)

    def between(self, lowest: int, highest: int) -> int:
        """A whole number from lowest to highest, both included."""
        return lowest + int(self.roll() * (highest - lowest + 1))

    def chance(self, probability: float) -> bool:
        """True as often as the probability says."""
        return self.roll() < probability

    def pick(self, options: Sequence[T]) -> T:
        """One of the options, all equally likely. Raises IndexError when there is none."""
        return options[int(self.roll() * len(options))]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """The items in a random order."""
        rolls = [self.roll() for _ in items]
        return [items[i] for i in sorted(range(len(items)), key=rolls.__getitem__)]
