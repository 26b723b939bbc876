"""What is unusual is found, explained, and nothing else is."""

import random
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from catenary.basis.findings import ProblemError
from catenary.core.mandate.model import Purpose, Role
from catenary.core.mandate.oversight import Access, Watch, anomalies, purposes_used
from catenary.core.mandate.passenger_statistics import DayFigures, of_year

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
OFFICER = Role.PASSENGER_DATA_OFFICER
USUAL = frozenset({(OFFICER, Purpose.TERRORISM)})
WATCH = Watch(zone=UTC)
HOUR = timedelta(hours=1)


def look(number=1, at=NOON, **more):
    return Access(f"a{number:03d}", more.pop("person", "mira"), OFFICER, at, Purpose.TERRORISM, **more)


def codes(accesses, watch=WATCH, known=USUAL):
    return [each.finding.code.removeprefix("mandate.watch_") for each in anomalies(accesses, watch, known)]


def test_a_day_of_ordinary_work_is_nothing_unusual():
    assert codes([look(number, NOON + number * timedelta(minutes=1)) for number in range(150)]) == []


@pytest.mark.parametrize(
    ("hour", "night"), [(21, False), (22, True), (23, True), (0, True), (5, True), (6, False), (12, False)]
)
def test_night_begins_and_ends_on_the_hour(hour, night):
    assert (codes([look(at=NOON.replace(hour=hour))]) == ["night"]) == night


def test_night_is_that_of_the_organisation():
    tokyo = evolve(WATCH, zone=ZoneInfo("Asia/Tokyo"))
    assert codes([look(at=NOON)], tokyo) == []
    assert codes([look(at=NOON + HOUR)], tokyo) == ["night"]
    assert codes([look(at=NOON.replace(hour=23))], tokyo) == []


def test_night_follows_summer_time():
    brussels = evolve(WATCH, zone=ZoneInfo("Europe/Brussels"))
    assert codes([look(at=datetime(2026, 7, 1, 4, 30, tzinfo=UTC))], brussels) == []
    assert codes([look(at=datetime(2026, 1, 1, 4, 30, tzinfo=UTC))], brussels) == ["night"]


def test_one_night_is_told_once_although_the_date_changes():
    night = [look(1, NOON.replace(hour=23)), look(2, NOON.replace(hour=23) + 3 * HOUR)]
    (found,) = anomalies(night, WATCH, USUAL)
    assert found.accesses == ("a001", "a002")
    assert found.finding.params == {"night": "2026-11-22", "accesses": 2}


def test_a_night_within_one_date_is_a_night_too():
    siesta = evolve(WATCH, night_from=13, night_until=16)
    (found,) = anomalies([look(at=NOON.replace(hour=14))], siesta, USUAL)
    assert found.finding.params["night"] == "2026-11-22"
    assert codes([look(at=NOON.replace(hour=13))], siesta) == ["night"]
    assert codes([look(at=NOON.replace(hour=16))], siesta) == []


def test_a_night_that_begins_when_it_ends_is_none():
    assert codes([look(at=NOON)], evolve(WATCH, night_from=12, night_until=12)) == []


def test_the_first_hour_of_a_night_belongs_to_it():
    (found,) = anomalies([look(1, NOON.replace(hour=22)), look(2, NOON.replace(hour=23))], WATCH, USUAL)
    assert found.finding.params == {"night": "2026-11-22", "accesses": 2}


def test_who_is_on_duty_at_night_works():
    assert codes([look(at=NOON.replace(hour=2))], evolve(WATCH, shifts=frozenset({OFFICER}))) == []


def test_the_own_name_is_always_told():
    (found,) = anomalies([look(1), look(2, own_name=True)], WATCH, USUAL)
    assert (found.person, found.accesses) == ("mira", ("a002",))


def test_bulk_counts_records_not_pages_and_within_the_time_only():
    assert codes([look(1, records=200)]) == []
    assert codes([look(1, records=201)]) == ["bulk"]
    assert codes([look(1, records=150), look(2, NOON + HOUR, records=51)]) == ["bulk"]
    later = NOON + HOUR + timedelta(seconds=1)
    assert codes([look(1, records=150), look(2, later, records=51)]) == []
    assert codes([look(1, records=150), look(2, records=51, person="lena")]) == []


def test_what_was_refused_was_not_shown():
    assert codes([look(1, records=500, refused=True)]) == []


def test_a_burst_is_told_once():
    accesses = [look(number, NOON + timedelta(seconds=number), records=30) for number in range(12)]
    (found,) = anomalies(accesses, WATCH, USUAL)
    assert found.finding.params == {"records": 210, "minutes": 60}
    assert len(found.accesses) == 7


def test_many_refusals_are_told():
    refused = [look(number, NOON - number * HOUR / 2, refused=True) for number in range(6)]
    assert codes(refused) == ["refusals"]
    assert codes(refused[:5]) == []


def test_a_purpose_the_role_never_used_is_told_the_first_time():
    other = [evolve(look(number), purpose=Purpose.SERIOUS_CRIME) for number in (1, 2)]
    assert codes(other) == ["purpose"]
    assert codes(other, known=USUAL | purposes_used(other)) == []
    refused = evolve(other[0], refused=True)
    assert codes([refused]) == []
    assert purposes_used([refused, evolve(refused, refused=False, purpose=None)]) == set()
    assert codes([evolve(other[0], purpose=None)]) == []


accesses = st.lists(
    st.builds(
        Access,
        st.uuids().map(str),
        st.sampled_from(["mira", "lena"]),
        st.sampled_from([OFFICER, Role.SUPERVISOR]),
        st.datetimes(datetime(2026, 1, 1), datetime(2026, 1, 3), timezones=st.just(UTC)),  # noqa: DTZ001
        st.none() | st.sampled_from(Purpose),
        st.integers(0, 300),
        st.booleans(),
        st.booleans(),
    ),
    max_size=20,
    unique_by=lambda access: access.id,
)


@given(accesses, st.integers(-12, 14))
def test_the_order_of_the_record_changes_nothing_and_every_anomaly_rests_on_its_persons_accesses(
    listed, hours
):
    watch = evolve(WATCH, zone=timezone(hours * HOUR))
    found = anomalies(listed, watch, USUAL)
    shuffled = random.Random(1).sample(listed, len(listed))
    assert anomalies(shuffled, watch, USUAL) == found
    owners = {access.id: access.person for access in listed}
    for each in found:
        assert each.accesses
        assert {owners[name] for name in each.accesses} == {each.person}


def test_a_years_figures_are_totals_and_say_which_days_are_missing():
    figures = [DayFigures(date(2026, 1, day), 1000, 10, 2) for day in (1, 2, 4)]
    other_year = DayFigures(date(2025, 12, 31), 5, 5, 5)
    year = of_year([*figures, other_year], 2026, date(2026, 1, 4))
    assert (year.collected, year.exchanged, year.examined) == (3000, 30, 6)
    assert (year.days, year.days_missing) == (3, 1)
    assert of_year(figures, 2026, date(2027, 5, 1)).days_missing == 362
    assert of_year(figures, 2026, date(2026, 1, 2)).collected == 2000
    assert of_year(figures, 2027, date(2026, 1, 2)).days_missing == 0


@pytest.mark.parametrize(
    ("figures", "code"),
    [
        ([DayFigures(date(2026, 1, 1), 1, 0, 0)] * 2, "figures_twice"),
        ([DayFigures(date(2026, 1, 1), 1, 0, -2)], "figures_impossible"),
        ([DayFigures(date(2026, 1, 1), 1, -1, 0)], "figures_impossible"),
        ([DayFigures(date(2026, 1, 1), -1, 0, 0)], "figures_impossible"),
    ],
)
def test_figures_that_cannot_be_are_refused(figures, code):
    with pytest.raises(ProblemError) as refused:
        of_year(figures, 2026, date(2026, 12, 31))
    assert refused.value.finding.code == f"mandate.{code}"
