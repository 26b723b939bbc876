"""When States were last visited, in bands of years: what a map of coverage shows. It tells nothing of how any State stands."""

from typing import Final

from attrs import frozen

AGES: Final = (1, 4, 9)
"""Years back to which the bands reach, the newest first; one more holds whatever is older. This software's own figures."""


@frozen
class YearBand:
    """Years from `first` to `last`; without `first`, every year up to `last`."""

    first: int | None
    last: int


def year_bands(this_year: int) -> tuple[YearBand, ...]:
    """The bands, the newest first; every year up to this one is in exactly one."""
    ends = [this_year, *(this_year - age - 1 for age in AGES)]
    starts = [this_year - age for age in AGES]
    return tuple(YearBand(first, last) for first, last in zip([*starts, None], ends, strict=True))


def band_of(year: int, this_year: int) -> int:
    """The place of a year among the bands, 0 the newest; a year to come counts as this one."""
    return sum(this_year - year > age for age in AGES)
