"""A list by birth date: which entries a birth date speaks for, and what each year of birth leaves to the names.

Most names that a search touches belong to people born in another year; a byte for each name tells that before anything
else is looked at. The few entries whose birth date agrees may be found by less of a name: they are looked up by date.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import numpy as np
from numba import njit

from catenary.core.screening.arrays import AnyArray, ByteArray, FloatArray, IntArray, LongArray
from catenary.core.screening.attributes import (
    BIRTH_WEIGHTS,
    DAY,
    MONTH,
    NATIONALITY_AGREES,
    RANGE,
    SEX_AGREES,
    UNKNOWN,
    YEAR,
    BirthRelation,
    are_exchanged,
    nationality_evidence,
    sex_evidence,
)
from catenary.core.screening.index import Attributes, Names

NO_YEAR, ANY_YEAR = 0, 255
"""Year codes of names whose entry has no birth date, and of those to be looked at closely (several dates, a range)."""

FIRST_YEAR = 1875
"""The year that code 1 stands for."""

SEVERAL = -1
"""Traits of an entry with more than one nationality."""

_SAME_DAY = float(BIRTH_WEIGHTS[BirthRelation.SAME_DAY])
_SAME_MONTH = float(BIRTH_WEIGHTS[BirthRelation.SAME_MONTH])
_SAME_YEAR = float(BIRTH_WEIGHTS[BirthRelation.SAME_YEAR])
_SWAPPED = float(BIRTH_WEIGHTS[BirthRelation.DAY_MONTH_SWAPPED])
_OTHER_YEAR = float(max(BIRTH_WEIGHTS[BirthRelation.SAME_DAY_OTHER_YEAR], BIRTH_WEIGHTS[BirthRelation.NEAR]))
_CONTRADICTS = float(BIRTH_WEIGHTS[BirthRelation.CONTRADICTS])

_LOOKED_UP = frozenset(
    {
        BirthRelation.SAME_DAY,
        BirthRelation.SAME_MONTH,
        BirthRelation.SAME_YEAR,
        BirthRelation.DAY_MONTH_SWAPPED,
    }
)
NOT_LOOKED_UP = float(max(BIRTH_WEIGHTS[relation] for relation in set(BirthRelation) - _LOOKED_UP))
"""Nats that a birth date may give an entry which `windows_of` does not lead to."""


class BirthIndex(NamedTuple):
    """Entries of a list by birth date. `low`, `entry` and `traits` lie row by row: days, then months, then years.

    `name_start` is the first name of each entry, `year` the year code of each name, `block` where days, months and years
    begin and end. Traits are the sex and nationality of the entry in one number.
    """

    name_start: LongArray
    year: ByteArray
    block: LongArray
    low: IntArray
    entry: IntArray
    traits: IntArray


class Windows(NamedTuple):
    """Stretches of rows: which block, from which first day to which, and the nats that a birth date there gives."""

    block: IntArray
    first: IntArray
    last: IntArray
    nats: FloatArray


def birth_index(names: Names, attributes: Attributes) -> BirthIndex:
    """Made from the arrays of a list in one go."""
    entries = attributes.sex.size
    row_entry = np.repeat(np.arange(entries, dtype=np.int32), np.diff(attributes.birth_start))
    order = np.lexsort((attributes.birth[:, 0], attributes.birth[:, 2]))
    order = order[attributes.birth[order, 2] != RANGE]
    low, precision = attributes.birth[order, 0].copy(), attributes.birth[order, 2]
    entry = row_entry[order]
    return BirthIndex(
        name_start=np.searchsorted(names.entry, np.arange(entries + 1)),
        year=_year_codes(attributes, row_entry)[names.entry],
        block=np.searchsorted(precision, np.array([DAY, MONTH, YEAR, RANGE])),
        low=low,
        entry=entry,
        traits=_traits(attributes)[entry],
    )


def _year_codes(attributes: Attributes, row_entry: IntArray) -> ByteArray:
    """The year code of each entry."""
    dates = np.diff(attributes.birth_start)
    code = np.where(dates == 0, NO_YEAR, ANY_YEAR).astype(np.uint8)
    years = attributes.birth[:, 3] // 10000 - FIRST_YEAR + 1
    told = (
        (attributes.birth[:, 2] != RANGE) & (years > NO_YEAR) & (years < ANY_YEAR) & (dates[row_entry] == 1)
    )
    code[row_entry[told]] = years[told]
    return code


def _traits(attributes: Attributes) -> IntArray:
    """Sex in the lowest two bits, the only nationality above them; SEVERAL where there are more."""
    countries = np.diff(attributes.country_start)
    only = np.zeros(countries.size, np.int32)
    only[countries == 1] = attributes.country[attributes.country_start[:-1][countries == 1]]
    traits: AnyArray = (only << 2) | attributes.sex
    return np.where(countries > 1, SEVERAL, traits).astype(np.int32)


def windows_of(births: IntArray) -> Windows:
    """Where a list has the entries whose birth date is the same as one of these, as far as both are known."""
    found = [window for row in births.tolist() for window in _windows(*row)]
    table = np.array([window[:3] for window in found], np.int32).reshape(-1, 3)
    nats = np.array([window[3] for window in found], np.float32)
    return Windows(table[:, 0].copy(), table[:, 1].copy(), table[:, 2].copy(), nats)


def _windows(low: int, high: int, precision: int, day: int) -> Iterator[tuple[int, int, int, float]]:
    """Block, first and last day, and nats for one birth date."""
    if precision == RANGE:
        return
    year, month = day // 10000, day // 100 % 100
    new_year, month_begins = date(year, 1, 1).toordinal(), date(year, month, 1).toordinal()
    if precision == DAY:
        yield from _day_windows(low, year, month, day % 100)
    elif precision == MONTH:
        yield DAY, low, high, _SAME_MONTH
        yield DAY, new_year, new_year, _SAME_YEAR
    else:
        yield DAY, low, high, _SAME_YEAR
        yield MONTH, low, high, _SAME_YEAR
    if precision != YEAR:
        yield MONTH, month_begins, month_begins, _SAME_MONTH
    yield YEAR, new_year, new_year, _SAME_YEAR


def _day_windows(low: int, year: int, month: int, day: int) -> Iterator[tuple[int, int, int, float]]:
    new_year = date(year, 1, 1).toordinal()
    if low == new_year:
        for block in (DAY, MONTH):
            yield block, new_year, date(year, 12, 31).toordinal(), _SAME_YEAR
        return
    yield DAY, low, low, _SAME_DAY
    yield DAY, new_year, new_year, _SAME_YEAR
    if day <= 12 and day != month:
        swapped = date(year, day, month).toordinal()
        yield DAY, swapped, swapped, _SWAPPED


@njit(cache=True, nogil=True)
def birth_nats_by_year(births: IntArray) -> FloatArray:
    """For each year code the most that birth dates can say for an entry; `windows_of` leads to those with more.

    Only one date that is no range tells years apart; the end of one year is near the beginning of the next but one.
    """
    nats = np.full(256, NOT_LOOKED_UP, np.float32)
    nats[NO_YEAR] = 0.0
    if births.shape[0] == 0:
        nats[:] = 0.0
    elif births.shape[0] == 1 and births[0, 2] != RANGE:
        asked = births[0, 3] // 10000
        for code in range(1, ANY_YEAR):
            year = FIRST_YEAR + code - 1
            apart = abs(year - asked)
            if apart in (1, 2, 10) or (apart > 0 and are_exchanged(asked, year)):
                nats[code] = _OTHER_YEAR
            elif apart > 0:
                nats[code] = _CONTRADICTS
    return nats


@njit(cache=True, nogil=True)
def trait_nats(sex: int, countries: IntArray, traits: int) -> float:
    """What sex and nationality say of an entry with these traits, in nats; the most they can where traits are SEVERAL."""
    if traits == SEVERAL:
        return sex_evidence(sex, sex) + (NATIONALITY_AGREES if countries.size else 0.0)
    nats = sex_evidence(sex, traits & 3)
    country = traits >> 2
    if country and countries.size:
        nats += nationality_evidence(countries, np.array([country], np.int32))
    return nats


def most_of_traits(sex: int, countries: IntArray) -> float:
    """The most that sex and nationality can say for an entry, in nats."""
    return (SEX_AGREES if sex != UNKNOWN else 0.0) + (NATIONALITY_AGREES if countries.size else 0.0)
