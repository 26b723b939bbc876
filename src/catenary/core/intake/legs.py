"""Which leg of which flight on which day: what tells flights apart, and which legs a traveller is on."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Final

from attrs import frozen

from catenary.basis.findings import Finding
from catenary.core.intake.model import Flight, Leg, Traveller
from catenary.core.intake.timetable import Instant, ZoneOf, instant
from catenary.core.intake.timetable_problems import TIMETABLE

MOST_SHIFT: Final = timedelta(hours=30)
"""How far a departure may be moved and still be the same departure: a late night flight is not tomorrow's."""


@frozen
class LegKey:
    """What tells one departure from every other: the flight, its airports, and the local day on which it was to leave."""

    carrier: str
    number: str
    departs_on: date
    origin: str
    destination: str = ""
    """Empty where the message does not say."""


@frozen
class ScheduledLeg:
    """A leg in UTC where the airports' zones are known; `code_shares` are other designators it is sold under."""

    key: LegKey
    departs: Instant
    arrives: Instant | None = None
    code_shares: tuple[tuple[str, str], ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was noticed about its times."""
        return self.departs.findings + (self.arrives.findings if self.arrives else ())


def plain_number(number: str) -> str:
    """A flight number without leading zeros, its suffix kept: `0042A` and `42a` are one flight."""
    return number.strip().upper().lstrip("0") or number.strip().upper()


def schedule(flight: Flight, zone_of: ZoneOf) -> Iterator[ScheduledLeg]:
    """The legs of a flight that can be told apart; one whose origin or day is not stated cannot."""
    for leg in flight.legs:
        departs = instant(leg.departure, zone_of)
        arrives = instant(leg.arrival, zone_of)
        day = _day(departs, arrives)
        if departs is None or day is None:
            continue
        key = LegKey(
            flight.carrier.strip().upper(),
            plain_number(flight.number),
            day,
            departs.airport,
            arrives.airport if arrives else "",
        )
        yield ScheduledLeg(key, departs, arrives)


def untold(flight: Flight) -> tuple[Finding, ...]:
    """Why legs of the flight cannot be told apart from others; nothing where all can."""
    missing = [leg for leg in flight.legs if not _has_day(leg)]
    if flight.legs and not missing:
        return ()
    return (TIMETABLE.finding("departure_unknown"),)


def legs_of(
    traveller: Traveller, legs: Iterable[ScheduledLeg]
) -> tuple[tuple[ScheduledLeg, ...], tuple[Finding, ...]]:
    """The legs a traveller is on, from where they embark to where they leave; all legs where that is not stated.

    Where the stated airports join no legs, the traveller is on all of them and a finding says so: nobody falls out of a
    flight because of a mistyped airport.
    """
    every = tuple(legs)
    first = _first(every, traveller.embarks)
    last = _last(every, traveller.disembarks, first or 0)
    if first is None or last is None:
        told = TIMETABLE.finding(
            "leg_of_traveller_unknown", embarks=traveller.embarks or "", disembarks=traveller.disembarks or ""
        )
        return every, (told,) if every else ()
    return every[first : last + 1], ()


def same_departure(planned: datetime | None, stated: datetime | None) -> bool:
    """Whether two times can be the same departure, moved; where one is not known they can."""
    return planned is None or stated is None or abs(planned - stated) <= MOST_SHIFT


def _has_day(leg: Leg) -> bool:
    return bool(leg.departure and (leg.departure.at_local or (leg.arrival and leg.arrival.at_local)))


def _day(departs: Instant | None, arrives: Instant | None) -> date | None:
    """The day of departure; where only the arrival has one, that, since most flights arrive on the day they leave."""
    if departs is None:
        return None
    return departs.on or (arrives.on if arrives else None)


def _first(legs: tuple[ScheduledLeg, ...], airport: str | None) -> int | None:
    if not airport:
        return 0 if legs else None
    return next((place for place, leg in enumerate(legs) if leg.key.origin == airport), None)


def _last(legs: tuple[ScheduledLeg, ...], airport: str | None, first: int) -> int | None:
    if not airport:
        return len(legs) - 1 if legs else None
    places = range(first, len(legs))
    return next((place for place in places if legs[place].key.destination in {airport, ""}), None)
