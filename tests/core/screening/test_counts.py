"""Counts for the hub: what is withheld, and that nothing told gives it away."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catenary.basis.dates import PartialDate
from catenary.core.screening.counts import LEAST, AgeGroup, MonthCounts, age_group, told, told_cells

CELLS = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 12), min_size=1, max_size=5)


def feasible(cells, shown):
    """Every way to fill in what is withheld that the total and the rule allow; a withheld cell may also be large."""
    hidden = [name for name in cells if shown[name] is None]
    rest = sum(cells[name] for name in hidden)
    least = 0 if all(value is None for value in shown.values()) else 1
    for filled in product(range(least, rest + 1), repeat=len(hidden)):
        if sum(filled) == rest:
            yield dict(zip(hidden, filled, strict=True))


@given(CELLS)
def test_whoever_knows_the_total_cannot_work_out_that_a_withheld_count_is_small(cells):
    shown = told_cells(cells)
    hidden = [name for name in cells if shown[name] is None]
    if not hidden or len(hidden) == len(cells):
        return
    ways = list(feasible(cells, shown))
    assert all(max(way[name] for way in ways) >= LEAST for name in hidden)


@given(CELLS)
def test_what_is_told_is_true_and_no_small_count_is(cells):
    for name, count in told_cells(cells).items():
        assert count is None or (count == cells[name] and told(count) == count)


def test_one_small_count_takes_the_smallest_other_with_it_and_zeros_stay():
    assert told_cells({"a": 3, "b": 9, "c": 40, "d": 0}) == {"a": None, "b": None, "c": 40, "d": 0}


def test_where_there_is_no_other_all_are_withheld_zeros_too():
    assert told_cells({"a": 3, "b": 0}) == {"a": None, "b": None}
    assert told_cells({"a": 1, "b": 1, "c": 0}) == {"a": None, "b": None, "c": None}


@pytest.mark.parametrize(
    ("born", "group"),
    [
        ("2013-05-02", AgeGroup.UNDER_18),
        ("2013-05-01", AgeGroup.UNDER_30),
        ("1971-05", AgeGroup.NOT_KNOWN),
        ("1970", AgeGroup.FROM_60),
        ("2013", AgeGroup.NOT_KNOWN),
        ("2031-06-01", AgeGroup.NOT_KNOWN),
    ],
)
def test_an_age_is_completed_years_and_not_known_where_the_date_leaves_it_open(born, group):
    assert age_group(PartialDate.parse(born), date(2031, 5, 1)) is group


def test_without_a_law_nothing_is_told_of_sex_and_age():
    counts = MonthCounts(
        unit="u", name="n", month=date(2031, 5, 1), made_on=date(2031, 6, 1), departures={"all": 3},
        checked={"checked": 90, "not_checked": 2}, on_board={"announced": 0, "not_announced": 0},
        kinds={"list": 3, "rule": 0}, states={"waiting": 3}, outcomes={"not_met": 1},
    )  # fmt: skip
    record = counts.record()
    assert record["persons"] is None
    assert record["travellers"] == {"total": 92, "parts": {"checked": None, "not_checked": None}}
    assert record["candidates"]["total"] is None
    assert record["candidates"]["parts"] == {"list": None, "rule": None}
    assert record["candidates"]["by_outcome"] == {"not_met": None}
    assert record["on_board"] == {"total": 0, "parts": {"announced": 0, "not_announced": 0}}
