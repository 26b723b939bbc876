"""Dates of carrier messages, written in digits, and the rules that find the century of a two-digit year.

A birth or issue is the latest such day that is not after the day of reading; an expiry lies within the twenty years
before that day or the eighty years from it; a flight is the nearest. Messages of any age can so be read again and give
the same: only `as_of` decides.
"""

from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Final

from catenary.basis.dates import PartialDate

_EXPIRED_AT_MOST = 20
_LENGTHS = frozenset({4, 6, 8})


class Century(StrEnum):
    """Which rule completes a two-digit year."""

    PAST = "past"
    EXPIRY = "expiry"
    NEAREST = "nearest"


def full_year(two_digits: int, month: int, day: int, rule: Century, as_of: date) -> int:
    """The year meant by its last two digits, for a day of that month."""
    if rule is Century.EXPIRY:
        earliest = as_of.year - _EXPIRED_AT_MOST
        return earliest + (two_digits - earliest) % 100
    if rule is Century.NEAREST:
        earliest = as_of.year - 50
        return earliest + (two_digits - earliest) % 100
    year = as_of.year // 100 * 100 + two_digits
    return year - 100 if (year, month, day) > (as_of.year, as_of.month, as_of.day) else year


@lru_cache(maxsize=8192)
def date_from_digits(text: str, rule: Century, as_of: date) -> PartialDate:
    """`YYMMDD`, `CCYYMMDD` or `CCYY`; a month or day of 00 is unknown. Raises ValueError for anything else."""
    if len(text) not in _LENGTHS or not (text.isascii() and text.isdigit()):
        raise ValueError(text)
    if len(text) == 4:
        return PartialDate(int(text))
    month, day = int(text[-4:-2]), int(text[-2:])
    year = int(text[:4]) if len(text) == 8 else full_year(int(text[:2]), month, day, rule, as_of)
    return PartialDate(year, month or None, (day or None) if month else None)


@lru_cache(maxsize=1024)
def local_time_from_digits(text: str, as_of: date) -> str:
    """`YYMMDD[HHMM]` or `CCYYMMDD[HHMM[SS]]` as ISO 8601 without zone. Raises ValueError for anything else."""
    if not (text.isascii() and text.isdigit()) or len(text) not in {6, 8, 10, 12, 14}:
        raise ValueError(text)
    split = 6 if len(text) in {6, 10} else 8
    day = date_from_digits(text[:split], Century.NEAREST, as_of)
    clock = text[split:]
    if not clock:
        return str(day)
    if day.day is None:
        raise ValueError(text)
    return local_time(day.first, clock)


def local_time(day: date, clock: str) -> str:
    """`HHMM` or `HHMMSS` of a day as ISO 8601; 2400 is the first minute of the next day. Raises ValueError."""
    if len(clock) not in {4, 6} or not (clock.isascii() and clock.isdigit()):
        raise ValueError(clock)
    hour, minute, *second = (clock[at : at + 2] for at in range(0, len(clock), 2))
    if hour == "24" and not clock[2:].strip("0"):
        day, hour = _next(day), "00"
    if hour > "23" or minute > "59" or (second and second[0] > "59"):
        raise ValueError(clock)
    return f"{day.isoformat()}T{':'.join((hour, minute, *second))}"


def _next(day: date) -> date:
    if day == date.max:
        raise ValueError(day)
    return day + timedelta(days=1)


_LAYOUTS: Final = {
    "2": "DDMMYY",
    "3": "MMDDYY",
    "4": "DDMMYYYY",
    "101": "YYMMDD",
    "102": "YYYYMMDD",
    "201": "YYMMDDTTTT",
    "203": "YYYYMMDDTTTT",
    "204": "YYYYMMDDTTTTTT",
    "602": "YYYY",
    "609": "YYMM",
    "610": "YYYYMM",
}
"""Date formats by their code (UN/EDIFACT 2379) that carriers use or may use; T is a digit of the time."""


@lru_cache(maxsize=8192)
def usual_digits(text: str, code: str) -> str | None:
    """Digits of a stated format in the order that this module reads: year, month, day, time, the unknown as 00.

    Text of a format that has no name here comes back as it is; None when the text does not fit the format stated.
    """
    layout = _LAYOUTS.get(code)
    if layout is None:
        return text
    if len(layout) != len(text):
        return None
    year, month, day, clock = (
        "".join(digit for digit, place in zip(text, layout, strict=True) if place == kind) for kind in "YMDT"
    )
    return f"{year}{month or '00'}{day or '00'}{clock}"
