from datetime import date
from zoneinfo import ZoneInfo

import pytest

from catenary.basis.persons import PersonName
from catenary.core.intake.legs import LegKey, legs_of, plain_number, schedule, untold
from catenary.core.intake.model import Call, Flight, Leg, Traveller

ZONES = {airport: ZoneInfo("Europe/Berlin") for airport in ("UTP", "QMV", "QLS")}
TWO_LEGS = Flight(
    "ux",
    "0042",
    (
        Leg(Call("UTP", "2026-11-22T23:30"), Call("QMV", "2026-11-23T01:30")),
        Leg(Call("QMV", "2026-11-23T02:30"), Call("QLS", "2026-11-23T05:00")),
    ),
)


def traveller(embarks=None, disembarks=None):
    return Traveller("1", PersonName("ADA ONE"), embarks=embarks, disembarks=disembarks)


def test_each_leg_is_told_apart_by_its_own_day_and_airports():
    assert [leg.key for leg in schedule(TWO_LEGS, ZONES.get)] == [
        LegKey("UX", "42", date(2026, 11, 22), "UTP", "QMV"),
        LegKey("UX", "42", date(2026, 11, 23), "QMV", "QLS"),
    ]


@pytest.mark.parametrize(
    ("written", "plain"), [("0042A", "42A"), ("42a", "42A"), ("0000", "0000"), (" 7", "7")]
)
def test_a_flight_number_is_the_same_however_it_is_padded(written, plain):
    assert plain_number(written) == plain


def test_a_leg_without_origin_or_day_cannot_be_told_apart_and_says_so():
    for leg in (Leg(None, Call("QMV", "2026-11-22T10:00")), Leg(Call("UTP"), Call("QMV"))):
        flight = Flight("UX", "1", (leg,))
        assert list(schedule(flight, ZONES.get)) == []
        assert [finding.code for finding in untold(flight)] == ["timetable.departure_unknown"]
    assert not untold(TWO_LEGS)


@pytest.mark.parametrize(
    ("embarks", "disembarks", "places"),
    [
        ("UTP", "QLS", [0, 1]),
        ("UTP", "QMV", [0]),
        ("QMV", "QLS", [1]),
        (None, "QMV", [0]),
        ("QMV", None, [1]),
        (None, None, [0, 1]),
    ],
)
def test_a_traveller_is_on_the_legs_between_where_they_embark_and_leave(embarks, disembarks, places):
    every = tuple(schedule(TWO_LEGS, ZONES.get))
    legs, findings = legs_of(traveller(embarks, disembarks), every)
    assert ([every.index(leg) for leg in legs], findings) == (places, ())


@pytest.mark.parametrize(("embarks", "disembarks"), [("XXX", "QLS"), ("QLS", "UTP"), ("QMV", "UTP")])
def test_airports_that_no_leg_joins_put_nobody_off_the_flight(embarks, disembarks):
    every = tuple(schedule(TWO_LEGS, ZONES.get))
    legs, findings = legs_of(traveller(embarks, disembarks), every)
    assert legs == every
    assert [finding.code for finding in findings] == ["timetable.leg_of_traveller_unknown"]
