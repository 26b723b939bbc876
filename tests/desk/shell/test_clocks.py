from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from catenary.desk.shell.clocks import SOON, Pace, clock, duration

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LENGTHS = st.timedeltas(timedelta(0), timedelta(days=4000))


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(seconds=59), "due in 0 minutes"),
        (timedelta(minutes=1), "due in 1 minute"),
        (timedelta(minutes=119, seconds=59), "due in 119 minutes"),
        (timedelta(hours=2), "due in 2 hours"),
        (timedelta(hours=47, minutes=59), "due in 47 hours"),
        (timedelta(days=2), "due in 2 days"),
        (timedelta(hours=-3), "overdue by 3 hours"),
        (timedelta(seconds=-1), "overdue by 0 minutes"),
    ],
)
def test_a_clock_tells_how_long_there_is_or_how_late_it_is(left, words):
    with translation.override("en"):
        assert clock(NOW + left, NOW).words == words


@given(LENGTHS)
def test_more_time_than_there_is_is_never_told(length):
    units = {"minute": 60, "hour": 3600, "day": 86_400}
    with translation.override("en"):
        count, unit = duration(length).split()
    assert int(count) * units[unit.rstrip("s")] <= length.total_seconds()


@given(LENGTHS)
def test_the_pace_changes_once_at_each_border(length):
    assert clock(NOW + length, NOW).pace == (Pace.SOON if length <= SOON else Pace.CALM)
    if length:
        assert clock(NOW - length, NOW).pace == Pace.OVERDUE
