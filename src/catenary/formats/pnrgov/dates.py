"""Dates of PNRGOV: `DDMMYY` in segments, `DDMMMYY` in service texts.

Travel dates are of this century, since PNRGOV began in 2010; dates of birth, issue and expiry follow the rules of
`core.intake.dates`.
"""

from datetime import date
from functools import lru_cache

from catenary.basis.dates import PartialDate
from catenary.core.intake.dates import Century, full_year, local_time

_MONTHS = {
    name: month
    for month, name in enumerate(
        ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"], start=1
    )
}


@lru_cache(maxsize=4096)
def moment(day: str, time: str = "", zone: str = "") -> str:
    """`121210` and `0915` as `2010-12-12T09:15` plus the zone; the day alone where there is no time.

    Raises ValueError for what is no date or time.
    """
    if len(day) != 6 or not (day.isascii() and day.isdigit()):
        raise ValueError(day)
    on = date(2000 + int(day[4:]), int(day[2:4]), int(day[:2]))
    return f"{local_time(on, time)}{zone}" if time else on.isoformat()


@lru_cache(maxsize=4096)
def document_date(text: str, rule: Century, as_of: date) -> PartialDate:
    """A date such as `12JUL64` or `12JUL1964`, its century found by the rule. Raises ValueError."""
    day, month, year = text[:2], _MONTHS.get(text[2:5].upper()), text[5:]
    if month is None or len(year) not in {2, 4} or not (day + year).isascii() or not (day + year).isdigit():
        raise ValueError(text)
    if len(year) == 4:
        return PartialDate(int(year), month, int(day))
    return PartialDate(full_year(int(year), month, int(day), rule, as_of), month, int(day))


def written(day: PartialDate | None) -> str:
    """A whole date as `12JUL64`; '' for one that is absent or partial, which PNRGOV cannot say."""
    if day is None or day.month is None or day.day is None:
        return ""
    month = next(name for name, number in _MONTHS.items() if number == day.month)
    return f"{day.day:02d}{month}{day.year % 100:02d}"
