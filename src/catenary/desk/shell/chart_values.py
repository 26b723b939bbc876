"""What a chart shows, and the scale it is drawn on."""

import math
from enum import StrEnum

from attrs import Attribute, field, frozen

from catenary.desk.shell.numbers import figure

MOST_SERIES = 6
_LEAST = 1e-9
"""Differences below it are not drawn: no figure has so many decimals."""


class Kind(StrEnum):
    """How the values are drawn."""

    BARS = "bars"
    GROUPED = "grouped"
    STACKED = "stacked"
    LINES = "lines"
    MULTIPLES = "multiples"


def _sound(
    _series: "Series", _at: "Attribute[tuple[float | None, ...]]", values: tuple[float | None, ...]
) -> None:
    if any(value is not None and not math.isfinite(value) for value in values):
        raise ValueError("a value that is not finite cannot be drawn; None says that it is not known")


@frozen
class Series:
    """Values by category, None where one is not known; `spans` are their intervals of uncertainty."""

    name: str
    values: tuple[float | None, ...] = field(converter=tuple[float | None, ...], validator=_sound)
    spans: tuple[tuple[float, float] | None, ...] = ()

    def span(self, at: int) -> tuple[float, float] | None:
        """The interval of one value, None where there is none."""
        return self.spans[at] if self.spans else None


@frozen
class Chart:
    """A chart of one to six series over the same categories. Raises ValueError for what cannot be drawn."""

    key: str
    """The only one of its page: letters, digits and hyphens."""
    title: str
    description: str
    """What a reader who cannot see the picture should know first, in a sentence."""
    categories: tuple[str, ...] = field(converter=tuple[str, ...])
    series: tuple[Series, ...] = field(converter=tuple[Series, ...])
    kind: Kind = Kind.BARS
    unit: str = ""
    about: str = ""
    """What the categories are: the heading of the table's first column."""

    def __attrs_post_init__(self) -> None:
        """Every series has one value for each category."""
        if not 1 <= len(self.series) <= MOST_SERIES:
            raise ValueError(f"a chart has 1 to {MOST_SERIES} series, not {len(self.series)}")
        if any(len(series.values) != len(self.categories) for series in self.series):
            raise ValueError("each series has one value for each category")
        if any(series.spans and len(series.spans) != len(series.values) for series in self.series):
            raise ValueError("a series has an interval for each value, or none")
        if self.kind is Kind.STACKED and any(value < 0 for value in self.known()):
            raise ValueError("values below 0 cannot be stacked")

    def known(self) -> list[float]:
        """Every value there is, and the ends of their intervals."""
        values = [value for series in self.series for value in series.values if value is not None]
        return values + [end for series in self.series for span in series.spans if span for end in span]

    def totals(self) -> list[float]:
        """The sum of each category's known values."""
        return [sum(series.values[at] or 0 for series in self.series) for at in range(len(self.categories))]

    def told(self, value: float | None) -> str:
        """A value with its unit, in the reader's language."""
        unit = f" {self.unit}" if self.unit else ""
        return "–" if value is None else figure(value) + unit


@frozen
class Scale:
    """From values to a length in pixels, with round marks; 0 is always on it, so that no length deceives."""

    low: float
    high: float
    step: float
    length: float

    @classmethod
    def of(cls, values: list[float], length: float, marks: int = 5) -> "Scale":
        """A scale for these values with about so many marks at 1, 2 or 5 times a power of ten."""
        low, high = min([0.0, *values]), max([0.0, *values])
        spread = high - low if high - low > _LEAST else 1.0
        step = _round_step(spread / marks)
        return cls(math.floor(low / step) * step, max(math.ceil(high / step) * step, step), step, length)

    def at(self, value: float) -> float:
        """How far from the scale's low end a value lies."""
        return (value - self.low) / (self.high - self.low) * self.length

    def marks(self) -> list[float]:
        """The round values on the scale, both ends among them."""
        count = round((self.high - self.low) / self.step)
        return [round(self.low + self.step * at, 10) for at in range(count + 1)]


def _round_step(rough: float) -> float:
    power = 10.0 ** math.floor(math.log10(rough))
    return next(factor * power for factor in (1.0, 2.0, 5.0, 10.0) if rough <= factor * power * (1 + 1e-9))
