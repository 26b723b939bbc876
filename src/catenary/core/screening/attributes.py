"""What birth date, sex, nationality and documents say for or against two records being one person, in nats.

Each weight is log(P(seen | one person) / P(seen | two persons)), rounded, with the assumption beside it; docs/scoring.md
repeats them for those who question a score. They are general: none is taken from any list or from traffic.
"""

from enum import IntEnum

import numpy as np
from numba import njit

from catenary.core.screening.arrays import IntArray

DAY, MONTH, YEAR, RANGE = 0, 1, 2, 3
"""How precisely a birth date is known."""

UNKNOWN, FEMALE, MALE = 0, 1, 2


class BirthRelation(IntEnum):
    """How two birth dates stand to each other."""

    ABSENT = 0
    SAME_DAY = 1
    SAME_MONTH = 2
    SAME_YEAR = 3
    WITHIN_RANGE = 4
    DAY_MONTH_SWAPPED = 5
    ONE_PART_DIFFERS = 6
    SAME_DAY_OTHER_YEAR = 7
    NEAR = 8
    YEAR_ONLY_DIFFERS = 9
    CONTRADICTS = 10


BIRTH_WEIGHTS = np.array(
    [
        0.0,  # absent
        9.0,  # same day: 4 in 5 of one person, 1 in 10,000 of two
        6.0,  # same month and year, no day known on one side
        4.2,  # same year, nothing more known on one side
        1.5,  # inside a range or beside an approximate date
        5.0,  # day and month exchanged
        2.0,  # same year, and the month or the day is the same too: a slip in one part
        1.5,  # same day and month, year off by one, ten, or with digits exchanged
        -4.0,  # within a year of each other: one namesake in thirty is
        -4.0,  # same year, another month and day: one namesake in fifty
        -12.0,  # different years, of all dates known: a namesake, unless documents say otherwise
    ],
    np.float32,
)
SEX_AGREES, SEX_CONTRADICTS = 0.6, -3.0
NATIONALITY_AGREES, NATIONALITY_CONTRADICTS = 1.8, -2.0
APPROXIMATE_DAYS = 730
"""An approximate date is taken to be right within two years."""


@njit(cache=True, nogil=True)
def are_exchanged(a: int, b: int) -> bool:
    """Whether two years differ by one exchange of their last two digits (1969 and 1996)."""
    return a // 100 == b // 100 and a % 10 == b // 10 % 10 and b % 10 == a // 10 % 10


@njit(cache=True, nogil=True)
def _relate_days(a: int, b: int) -> int:
    """Relation of two days, each written YYYYMMDD."""
    a_year, b_year, a_rest, b_rest = a // 10000, b // 10000, a % 10000, b % 10000
    if a_year == b_year:
        if a_rest == b_rest:
            return 3 if a_rest == 101 else 1
        if a_rest == 101 or b_rest == 101:
            return 3
        if a_rest // 100 == b_rest % 100 and a_rest % 100 == b_rest // 100:
            return 5
        return 6 if a_rest // 100 == b_rest // 100 or a_rest % 100 == b_rest % 100 else 9
    apart = abs(a_year - b_year)
    if a_rest == b_rest and a_rest != 101 and (apart in (1, 10) or are_exchanged(a_year, b_year)):
        return 7
    return 8 if apart == 1 else 10


@njit(cache=True, nogil=True)
def _is_new_year(birth: IntArray) -> bool:
    """Whether a birth date is 1 January: what clerks write when only the year is known."""
    return bool(birth[2] == DAY and birth[3] % 10000 == 101)


@njit(cache=True, nogil=True)
def _relate_spans(a: IntArray, b: IntArray) -> int:
    """Relation of two birth dates of which at least one is less than a day; see `relate_births`."""
    coarse = max(a[2], b[2])
    if a[0] <= b[1] and b[0] <= a[1]:
        return 4 if coarse == RANGE else (2 if coarse == MONTH else 3)
    if coarse == MONTH and a[3] // 10000 == b[3] // 10000 and (_is_new_year(a) or _is_new_year(b)):
        return 3
    gap = max(b[0] - a[1], a[0] - b[1])
    return 8 if gap <= 366 else 10


@njit(cache=True, nogil=True)
def relate_births(a: IntArray, b: IntArray) -> int:
    """Best relation between any birth date of one and any of the other (rows: first and last day, precision, YYYYMMDD)."""
    best = 0
    for i in range(a.shape[0]):
        for j in range(b.shape[0]):
            days = a[i, 2] == DAY and b[j, 2] == DAY
            relation = _relate_days(a[i, 3], b[j, 3]) if days else _relate_spans(a[i], b[j])
            if best == 0 or BIRTH_WEIGHTS[relation] > BIRTH_WEIGHTS[best]:
                best = relation
    return best


@njit(cache=True, nogil=True)
def sex_evidence(a: int, b: int) -> float:
    """Nats for two stated sexes; 0 when either is unknown."""
    if a == UNKNOWN or b == UNKNOWN:  # noqa: PLR1714  the compiler knows no tuples of mixed widths
        return 0.0
    return SEX_AGREES if a == b else SEX_CONTRADICTS


@njit(cache=True, nogil=True)
def nationality_evidence(a: IntArray, b: IntArray) -> float:
    """Nats for two sets of nationalities; 0 when either is unknown."""
    if a.size == 0 or b.size == 0:
        return 0.0
    for code in a:
        if code in b:
            return NATIONALITY_AGREES
    return NATIONALITY_CONTRADICTS


@njit(cache=True, nogil=True)
def attribute_evidence(
    births: IntArray,
    sex: int,
    countries: IntArray,
    entry_births: IntArray,
    entry_sex: int,
    entry_countries: IntArray,
) -> float:
    """What everything but names and documents says, in nats."""
    born: float = BIRTH_WEIGHTS[relate_births(births, entry_births)]
    return born + sex_evidence(sex, entry_sex) + nationality_evidence(countries, entry_countries)
