"""Dates that may be partial, and spans of them: passports and lists often know only a year."""

import calendar
import re
from datetime import date

from attrs import frozen

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


@frozen(order=True)
class PartialDate:
    """A calendar date known to the day, the month or the year. Raises ValueError for an impossible date."""

    year: int
    month: int | None = None
    day: int | None = None

    def __attrs_post_init__(self) -> None:
        if self.month is None and self.day is not None:
            raise ValueError("a day needs a month")
        try:
            date(self.year, self.month or 1, self.day or 1)
        except OverflowError as error:  # what a machine word cannot hold is no year either
            raise ValueError("not a year") from error

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Read `1971`, `1971-03` or `1971-03-09` (ISO 8601). Raises ValueError for anything else."""
        found = _PARTIAL.fullmatch(text.strip())
        if not found:
            raise ValueError(f"not an ISO 8601 date: {text!r}")
        return cls(*(int(part) if part else None for part in found.groups()))  # type: ignore[arg-type]

    @classmethod
    def from_date(cls, day: date) -> "PartialDate":
        """The same day, known exactly."""
        return cls(day.year, day.month, day.day)

    @property
    def first(self) -> date:
        """The earliest day it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The latest day it can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def __str__(self) -> str:
        month = "" if self.month is None else f"-{self.month:02d}"
        return f"{self.year:04d}{month}" + ("" if self.day is None else f"-{self.day:02d}")


@frozen(init=False)
class DateSpan:
    """A date as lists give it: one date, a range, or about a date (`1971~`, EDTF of ISO 8601-2)."""

    earliest: PartialDate
    latest: PartialDate
    approximate: bool = False

    def __init__(
        self, earliest: PartialDate, latest: PartialDate | None = None, approximate: bool = False
    ) -> None:
        self.__attrs_init__(earliest, latest or earliest, approximate)

    def __attrs_post_init__(self) -> None:
        if self.latest.last < self.earliest.first:
            raise ValueError("a span cannot end before it begins")

    @classmethod
    def parse(cls, text: str) -> "DateSpan":
        """Read `1971-03-09`, `1971/1975` or `1971~`. Raises ValueError for anything else."""
        approximate = text.endswith("~")
        earliest, _, latest = text.removesuffix("~").partition("/")
        start = PartialDate.parse(earliest)
        return cls(start, PartialDate.parse(latest) if latest else start, approximate)

    def whole(self) -> "DateSpan":
        """The same days said shortly: from the first to the last day of one month or year is that month or year."""
        for partial in (
            PartialDate(self.earliest.year),
            PartialDate(self.earliest.year, self.earliest.month),
        ):
            if (partial.first, partial.last) == (self.earliest.first, self.latest.last):
                return DateSpan(partial, partial, self.approximate)
        return self

    def __str__(self) -> str:
        text = str(self.earliest) if self.earliest == self.latest else f"{self.earliest}/{self.latest}"
        return text + ("~" if self.approximate else "")
