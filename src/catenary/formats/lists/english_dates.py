"""Dates as lists write them in English: `09 Oct 1968`, `Nov. 1973`, `circa 1960`, `1960 to 1962`."""

import re
from functools import lru_cache

from catenary.basis.dates import DateSpan, PartialDate

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = re.compile(r"(?:(?:(\d{1,2}) )?([A-Za-z]{3,9})\.? )?(\d{4})", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_ABOUT = re.compile(r"^(?:circa|approximately|about|c\.) *", re.IGNORECASE)
_RANGE = re.compile(r" (?:to|and) |(?<=\d{4})-(?=\d{4}$)|/(?=\d{4})")


@lru_cache(maxsize=16_384)
def english_span_from(text: str) -> DateSpan:
    """Read one date, a range or an approximate date. Raises ValueError for anything else."""
    text = " ".join(text.split())
    exact = _ABOUT.sub("", text)
    ends = _RANGE.split(exact.removeprefix("Between ").removeprefix("between "), maxsplit=1)
    latest = english_date_from(ends[-1])
    earliest = english_date_from(ends[0] if _YEAR.search(ends[0]) else f"{ends[0]} {latest.year}")
    return DateSpan(earliest, latest, approximate=exact != text).whole()


def english_date_from(text: str) -> PartialDate:
    """Read `09 Oct 1968`, `October 1968` or `1968`. Raises ValueError for anything else."""
    found = _DATE.fullmatch(text.strip())
    if not found:
        return PartialDate.parse(text)
    day, month, year = found.groups()
    return PartialDate(int(year), _month(month) if month else None, int(day) if day else None)


def _month(word: str) -> int:
    return _MONTHS.index(word[:3].casefold()) + 1
