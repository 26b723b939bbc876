"""Dates of PNRGOV: `DDMMYY` in segments, `DDMMMYY` in service texts, and the rule that finds their century.

Travel dates are of this century (PNRGOV began in 2010). A birth date is the latest that is not after the day of reading;
a document's expiry lies within the twenty years before that day or the eighty years after it.
"""

from datetime import date
from functools import lru_cache

from catenary.basis.dates import PartialDate

_MONTHS = {
    name: month
    for month, name in enumerate(
        ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"], start=1
    )
}
_OLDEST_EXPIRY = 20


@lru_cache(maxsize=4096)
def moment(day: str, time: str = "", zone: str = "") -> str:
    """`121210` and `0915` as `2010-12-12T09:15` plus the zone; the day alone where there is no time.

    Raises ValueError for what is no date or time.
    """
    if len(day) != 6 or not (day.isascii() and day.isdigit()):
        raise ValueError(day)
    iso = date(2000 + int(day[4:]), int(day[2:4]), int(day[:2])).isoformat()
    return f"{iso}T{_clock(time)}{zone}" if time else iso


def _clock(time: str) -> str:
    if (
        len(time) not in {4, 6}
        or not (time.isascii() and time.isdigit())
        or time[:2] > "24"
        or time[2:4] > "59"
    ):
        raise ValueError(time)
    return ":".join((time[:2], time[2:4], *([time[4:]] if len(time) == 6 else [])))


@lru_cache(maxsize=4096)
def past_date(text: str, as_of: date) -> PartialDate:
    """A date of birth or issue such as `12JUL64`: the latest that is not after `as_of`. Raises ValueError."""
    day, month, year, stated = _day_month_year(text)
    if stated:
        return PartialDate(year, month, day)
    year += as_of.year // 100 * 100
    if (year, month, day) > (as_of.year, as_of.month, as_of.day):
        year -= 100
    return PartialDate(year, month, day)


@lru_cache(maxsize=4096)
def expiry_date(text: str, as_of: date) -> PartialDate:
    """A date of expiry such as `23AUG19`, from twenty years before `as_of` to eighty years after. Raises ValueError."""
    day, month, year, stated = _day_month_year(text)
    if not stated:
        oldest = as_of.year - _OLDEST_EXPIRY
        year = oldest + (year - oldest) % 100
    return PartialDate(year, month, day)


def _day_month_year(text: str) -> tuple[int, int, int, bool]:
    """Day, month, year and whether the year stands there whole."""
    day, month, year = text[:2], _MONTHS.get(text[2:5].upper()), text[5:]
    if month is None or len(year) not in {2, 4} or not (day + year).isascii() or not (day + year).isdigit():
        raise ValueError(text)
    return int(day), month, int(year), len(year) == 4


def written(day: PartialDate | None) -> str:
    """A whole date as `12JUL64`; '' for one that is absent or partial, which PNRGOV cannot say."""
    if day is None or day.month is None or day.day is None:
        return ""
    month = next(name for name, number in _MONTHS.items() if number == day.month)
    return f"{day.day:02d}{month}{day.year % 100:02d}"
