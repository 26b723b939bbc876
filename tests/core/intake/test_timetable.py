from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catenary.core.intake.model import Call
from catenary.core.intake.timetable import instant

ZONES = {
    "UTP": ZoneInfo("Europe/Berlin"),
    "QMV": ZoneInfo("America/New_York"),
    "QLS": ZoneInfo("Asia/Kathmandu"),
}


def codes(found):
    return [finding.code for finding in found.findings]


def test_a_local_time_becomes_utc_in_the_zone_of_its_airport():
    found = instant(Call("QLS", "2026-11-22T09:30"), ZONES.get)
    assert (found.at, found.on) == (datetime(2026, 11, 22, 3, 45, tzinfo=UTC), date(2026, 11, 22))
    assert not found.findings


def test_a_time_that_comes_twice_is_the_earlier_and_says_so():
    found = instant(Call("UTP", "2026-10-25T02:30"), ZONES.get)
    assert found.at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert codes(found) == ["timetable.time_came_twice"]


def test_a_time_that_never_comes_is_the_moment_it_would_have_been_and_says_so():
    found = instant(Call("UTP", "2026-03-29T02:30"), ZONES.get)
    assert found.at == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert codes(found) == ["timetable.time_never_came"]


@pytest.mark.parametrize(
    ("airport", "local", "day", "code"),
    [
        ("XXX", "2026-11-22T09:30", date(2026, 11, 22), "timetable.zone_unknown"),
        ("UTP", "2026-11-22", date(2026, 11, 22), "timetable.time_missing"),
        ("UTP", "2026-11", None, "timetable.time_missing"),
        ("UTP", None, None, "timetable.time_missing"),
    ],
)
def test_what_is_not_known_is_told_and_never_guessed(airport, local, day, code):
    found = instant(Call(airport, local), ZONES.get)
    assert (found.at, found.on, codes(found)) == (None, day, [code])


@given(st.sampled_from(sorted(available_timezones())), st.integers(0, 5_000_000))
def test_a_time_without_a_finding_is_the_same_on_the_clock_of_the_airport(zone, minutes):
    minute = datetime.fromisoformat("2020-01-01T00:00") + timedelta(minutes=minutes)
    there = ZoneInfo(zone)
    found = instant(Call("UTP", minute.isoformat(timespec="minutes")), lambda _: there)
    back = found.at.astimezone(there).replace(tzinfo=None)
    assert back == minute or codes(found) == ["timetable.time_never_came"]
    assert abs(found.at.replace(tzinfo=None) - minute) < timedelta(hours=27)
