from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catenary.core.intake.dates import (
    Century,
    date_from_digits,
    full_year,
    local_time_from_digits,
    usual_digits,
)

AS_OF = date(2026, 11, 22)
DAYS = st.dates(date(1950, 1, 1), date(2049, 12, 31))


@given(DAYS, st.dates(date(1990, 1, 1), date(2060, 12, 31)))
def test_a_past_year_is_the_latest_that_is_not_after_the_day_of_reading(day, as_of):
    year = full_year(day.year % 100, day.month, day.day, Century.PAST, as_of)
    assert (
        (year, day.month, day.day) <= (as_of.year, as_of.month, as_of.day) < (year + 100, day.month, day.day)
    )


@given(st.integers(0, 99), st.dates(date(1990, 1, 1), date(2060, 12, 31)))
def test_an_expiry_lies_from_twenty_years_before_to_eighty_after(two_digits, as_of):
    assert -20 <= full_year(two_digits, 1, 1, Century.EXPIRY, as_of) - as_of.year < 80


@given(st.integers(0, 99), st.dates(date(1990, 1, 1), date(2060, 12, 31)))
def test_a_flight_is_within_fifty_years(two_digits, as_of):
    assert -50 <= full_year(two_digits, 1, 1, Century.NEAREST, as_of) - as_of.year < 50


@given(st.text(max_size=14))
def test_anything_is_a_date_or_refused(text):
    for read in (
        lambda: date_from_digits(text, Century.PAST, AS_OF),
        lambda: local_time_from_digits(text, AS_OF),
    ):
        try:
            read()
        except ValueError:
            continue


@pytest.mark.parametrize(
    ("text", "local"),
    [
        ("2611220930", "2026-11-22T09:30"),
        ("202611220930", "2026-11-22T09:30"),
        ("20261122093015", "2026-11-22T09:30:15"),
        ("261122", "2026-11-22"),
        ("261100", "2026-11"),
        ("2612312400", "2027-01-01T00:00"),
        ("20261122240000", "2026-11-23T00:00:00"),
        ("20261122", "2026-11-22"),
    ],
)
def test_local_times_come_in_several_lengths(text, local):
    assert local_time_from_digits(text, AS_OF) == local


@pytest.mark.parametrize(
    "text",
    [
        "2611222430",
        "2611220960",
        "261322",
        "26112209",
        "",
        "2611222401",
        "20261122093060",
        "\u0662\u0661",
    ],
)
def test_times_that_cannot_be_are_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011  the message is Python's own
        local_time_from_digits(text, AS_OF)


@pytest.mark.parametrize(
    ("text", "code", "usual"),
    [
        ("220371", "2", "710322"),
        ("032271", "3", "710322"),
        ("22031971", "4", "19710322"),
        ("710322", "101", "710322"),
        ("19710322", "102", "19710322"),
        ("2611220930", "201", "2611220930"),
        ("202611220930", "203", "202611220930"),
        ("20261122093015", "204", "20261122093015"),
        ("1971", "602", "19710000"),
        ("7103", "609", "710300"),
        ("197103", "610", "19710300"),
        ("710322", "", "710322"),
        ("710322", "999", "710322"),
        ("710322", "102", None),
    ],
)
def test_a_stated_format_says_what_each_digit_is(text, code, usual):
    assert usual_digits(text, code) == usual
