"""Flights of a PAXLST: each TDT with the LOC and DTM that follow it (groups 2 and 3)."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from attrs import define, field

from catenary.core.intake.model import Call, Flight, Leg
from catenary.formats.edifact.segment import Segment
from catenary.formats.paxlst.reading import LONGEST_SHOWN, Reading, Steps

_DESIGNATOR = re.compile(r"([A-Z]{3}|[A-Z0-9]{2})[ -]?(\d{1,4}[A-Z]?)")
_AIRPORT = re.compile(r"[A-Z]{3}|[A-Z]{2}[A-Z0-9]{3}|[A-Z]{4}")
_DEPARTURES: Final = frozenset({"125", "5", "9"})
_ARRIVALS: Final = frozenset({"87", "8", "11", "60", "130"})


@define(eq=False)
class _CallDraft:
    """A call at an airport, with the local times of landing and leaving."""

    qualifier: str
    airport: str
    arrives: str | None = None
    departs: str | None = None


@define(eq=False)
class FlightDraft:
    """One TDT group being read."""

    reading: Reading
    segment: Segment
    carrier: str
    number: str
    calls: list[_CallDraft] = field(factory=list)
    departs: str | None = None
    arrives: str | None = None

    @classmethod
    def begin(cls, reading: Reading, transport: Segment, stated_elsewhere: str = "") -> "FlightDraft":
        """A flight from its TDT; `stated_elsewhere` is the designator in UNH, for a TDT without one."""
        written = transport.value(2).strip()
        carrier = transport.value(5).strip() or transport.value(4).strip()
        if not written and stated_elsewhere:
            written = stated_elsewhere
            reading.note("flight_number_from_header", transport, used=written[:LONGEST_SHOWN])
        elif not written:
            reading.note("flight_number_missing", transport)
        carrier, number = split_designator(written, carrier)
        if written and not carrier:
            reading.note("flight_number_unusual", transport, value=written[:LONGEST_SHOWN])
        return cls(reading, transport, carrier, number)

    def add_call(self, segment: Segment, _: Sequence[str]) -> None:
        """A place the flight calls at; the end of one leg and the start of the next are one call."""
        airport = segment.value(2).strip() or segment.value(2, 3).strip()
        if not _AIRPORT.fullmatch(airport):
            self.reading.note("airport_unusual", segment, value=airport[:LONGEST_SHOWN])
        if self.calls and self.calls[-1].airport == airport:
            return
        self.calls.append(_CallDraft(segment.value(1).strip().lstrip("0"), airport))

    def add_departure(self, segment: Segment, when: Sequence[str]) -> None:
        """The scheduled local time of leaving the place named before it, else the first place named after it."""
        time = self._local_time(segment, when)
        if self.calls:
            self.calls[-1].departs = time
        else:
            self.departs = time

    def add_arrival(self, segment: Segment, when: Sequence[str]) -> None:
        """The scheduled local time of reaching the place named before it, else the last place named after it."""
        time = self._local_time(segment, when)
        if self.calls:
            self.calls[-1].arrives = time
        else:
            self.arrives = time

    def _local_time(self, segment: Segment, when: Sequence[str]) -> str | None:
        if zone := segment.value(4).strip():
            self.reading.note("time_zone_unused", segment, value=zone[:LONGEST_SHOWN])
        return self.reading.local_time(segment, *_digits(segment, when))

    def legs(self) -> tuple[Leg, ...]:
        """Every stretch between two calls; a lone call is a leg with one end unknown."""
        calls = self._in_order()
        if len(calls) == 1:
            only = calls[0]
            arrives = only.qualifier in _ARRIVALS or (only.arrives and not only.departs)
            return (Leg(None, _arrival(only)),) if arrives else (Leg(_departure(only), None),)
        return tuple(Leg(_departure(a), _arrival(b)) for a, b in pairwise(calls))

    def _in_order(self) -> list[_CallDraft]:
        """Calls as flown: some carriers name the arrival before the departure."""
        calls = self.calls
        if calls and calls[0].qualifier in _ARRIVALS and calls[-1].qualifier in _DEPARTURES:
            calls = calls[::-1]
        if calls:
            calls[0].departs = calls[0].departs or self.departs
            calls[-1].arrives = calls[-1].arrives or self.arrives
        return calls


FLIGHT_STEPS: Steps = {
    **{("LOC", place): FlightDraft.add_call for place in (*_DEPARTURES, *_ARRIVALS, "92")},
    **{("DTM", leaving): FlightDraft.add_departure for leaving in ("189", "133", "136", "186")},
    **{("DTM", reaching): FlightDraft.add_arrival for reaching in ("232", "132", "178")},
}
"""Departure 125 (5, 9 in older messages), arrival 87 (8, 11, 60), 92 on the way, 130 final destination."""


def flights_of(drafts: Sequence[FlightDraft]) -> tuple[Flight, ...]:
    """The flights in order; successive legs under one designator are one progressive flight."""
    flights: list[Flight] = []
    for draft in drafts:
        last = flights[-1] if flights else None
        legs = draft.legs()
        if last and (last.carrier, last.number) == (draft.carrier, draft.number):
            flights[-1] = Flight(last.carrier, last.number, last.legs + legs)
        else:
            flights.append(Flight(draft.carrier, draft.number, legs))
    return tuple(flights)


def split_designator(written: str, carrier: str = "") -> tuple[str, str]:
    """`QQ877` as carrier `QQ` and number `877`; ('', text) for a call sign or registration that has no carrier."""
    if carrier and written.startswith(carrier):
        return carrier, written[len(carrier) :].strip()
    found = _DESIGNATOR.fullmatch(written)
    if found and not found[1].isdigit():
        return found[1], found[2]
    return carrier, written


def _digits(segment: Segment, when: Sequence[str]) -> tuple[str, str]:
    """The date and time of DTM with the code of its format; in the US dialect date and time are elements of their own."""
    if len(when) > 1:
        return when[1], when[2] if len(when) > 2 else ""
    return segment.value(2).strip() + segment.value(3).strip(), ""


def _departure(call: _CallDraft) -> Call:
    return Call(call.airport, call.departs)


def _arrival(call: _CallDraft) -> Call:
    return Call(call.airport, call.arrives)
