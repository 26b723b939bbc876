"""The yearly figures on passenger records that Directive (EU) 2016/681 art. 20 asks for: totals, no personal data."""

from collections.abc import Iterable
from datetime import date, timedelta

from attrs import frozen

from catenary.core.mandate.problems import MANDATE


@frozen
class DayFigures:
    """A day's counts of passengers whose records were collected, exchanged with others, and set aside for a person to look at."""

    on: date
    collected: int
    exchanged: int
    examined: int


@frozen
class YearFigures:
    """The figures of art. 20(2): (a) passengers whose data was collected and exchanged, (b) identified for further examination.

    Days without figures are counted: a total over them is less than the truth. Before the figures leave the organisation they
    pass disclosure control, as every figure does.
    """

    year: int
    collected: int
    exchanged: int
    examined: int
    days: int
    days_missing: int


def of_year(figures: Iterable[DayFigures], year: int, until: date) -> YearFigures:
    """The totals of a year, or of its days up to `until`; days of other years and later ones are left out.

    Raises ProblemError `mandate.figures_twice` for a day told twice, `mandate.figures_impossible` for counts that cannot be.
    """
    days: dict[date, DayFigures] = {}
    last = min(until, date(year, 12, 31))
    for day in figures:
        if day.on.year != year or day.on > last:
            continue
        if day.on in days:
            raise MANDATE.problem("figures_twice", day=day.on.isoformat())
        days[day.on] = _possible(day)
    wanted = max((last - date(year, 1, 1) + timedelta(days=1)).days, 0)
    return YearFigures(
        year,
        sum(day.collected for day in days.values()),
        sum(day.exchanged for day in days.values()),
        sum(day.examined for day in days.values()),
        len(days),
        wanted - len(days),
    )


def _possible(day: DayFigures) -> DayFigures:
    """No count is negative. On one day more may be examined than collected: the records may have come the day before."""
    if min(day.collected, day.exchanged, day.examined) < 0:
        raise MANDATE.problem("figures_impossible", day=day.on.isoformat())
    return day
