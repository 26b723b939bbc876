"""Six digits of a zone as a date: which century, and what to make of unknown parts (ICAO Doc 9303-3 s.4.7, 4.8)."""

from datetime import date

from catenary.basis.dates import PartialDate

EXPIRY_WINDOW_YEARS = 50


def birth_date(digits: str, as_of: date) -> PartialDate | None:
    """The latest such day that is not after `as_of`: nobody is born in the future. None when it is all unknown.

    Raises ValueError for what is no date. Someone older than 99 is taken for 100 years younger.
    """
    parts = _parts(digits)
    if parts is None:
        return None
    century = as_of.year // 100 * 100
    year = century + parts[0]
    if year > as_of.year or (year == as_of.year and _full(year, parts) > as_of):
        year -= 100
    return PartialDate(year, *parts[1:])


def expiry_date(digits: str, as_of: date) -> PartialDate | None:
    """The such day nearest to `as_of`, at most 50 years before and less than 50 after it. None when it is all unknown.

    Raises ValueError for what is no date.
    """
    parts = _parts(digits)
    if parts is None:
        return None
    earliest = as_of.year - EXPIRY_WINDOW_YEARS
    return PartialDate(earliest + (parts[0] - earliest) % 100, *parts[1:])


def _parts(digits: str) -> tuple[int, int | None, int | None] | None:
    """Two-digit year, month and day; None for a part of fillers, None for the whole when the year is unknown."""
    year, month, day = (
        None if pair == "<<" else int(pair) for pair in (digits[:2], digits[2:4], digits[4:6])
    )
    if year is None:
        if month is not None or day is not None:
            raise ValueError("a month or day without its year")
        return None
    return year, month, day


def _full(year: int, parts: tuple[int, int | None, int | None]) -> date:
    return date(year, parts[1] or 1, parts[2] or 1)
