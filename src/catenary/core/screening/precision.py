"""How often what was found was true: of those judged, and of those met at the border, with what chance alone would allow."""

from math import sqrt
from typing import Final

from attrs import frozen

LEAST: Final = 10
"""Of fewer no share is told: one case more or less would turn it round."""
_Z: Final = 1.959963984540054
"""95 of 100 (the standard normal distribution)."""


@frozen
class Share:
    """So many of so many."""

    part: int
    whole: int

    @property
    def enough(self) -> bool:
        """Whether there are enough to tell a share at all."""
        return self.whole >= LEAST

    @property
    def value(self) -> float | None:
        """The share, from 0 to 1; None of too few."""
        return self.part / self.whole if self.enough else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's interval for 95 of 100 (E. B. Wilson, JASA 22 (1927) 209-212); None of too few."""
        if not self.enough:
            return None
        share, n = self.part / self.whole, self.whole
        middle = share + _Z * _Z / (2 * n)
        reach = _Z * sqrt(share * (1 - share) / n + _Z * _Z / (4 * n * n))
        width = 1 + _Z * _Z / n
        return max(0.0, (middle - reach) / width), min(1.0, (middle + reach) / width)


@frozen
class Precision:
    """Of one list or one rule: candidates that judges decided, and that an officer at the border told who it was."""

    name: str
    candidates: int
    judged: Share
    """Of those decided, the ones judged to be the same person."""
    met: Share
    """Of those met whose identity was told, the ones it was."""
