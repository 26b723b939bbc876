"""When a flight calls, in UTC: carriers state the airport's local time, and an officer's clock runs in one time only.

The zone of an airport is asked of a register that the caller passes in; what the clock did there that day (a time that
came twice, or never) is told, never guessed in silence.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import TypeAlias

from attrs import frozen

from catenary.basis.findings import Finding
from catenary.core.intake.model import Call
from catenary.core.intake.timetable_problems import TIMETABLE

ZoneOf: TypeAlias = Callable[[str], tzinfo | None]
"""The time zone of an airport by its code; None where the register does not know it."""


@frozen
class Instant:
    """A call's time in UTC, or only its local day, or nothing; `findings` say why it is less than a time."""

    airport: str
    at: datetime | None = None
    on: date | None = None
    """The day there, which names the flight."""
    findings: tuple[Finding, ...] = ()


def instant(call: Call | None, zone_of: ZoneOf) -> Instant | None:
    """When a call happens; None where there is no call.

    Of a time that came twice when clocks went back the earlier is taken: an officer who is early loses nothing. A time
    that never came, when clocks went forward, is read as the moment it would have been.
    """
    if call is None:
        return None
    day, clock = _local(call)
    if clock is None:
        return Instant(
            call.airport, on=day, findings=(TIMETABLE.finding("time_missing", airport=call.airport),)
        )
    zone = zone_of(call.airport)
    if zone is None:
        return Instant(
            call.airport, on=day, findings=(TIMETABLE.finding("zone_unknown", airport=call.airport),)
        )
    at = clock.replace(tzinfo=zone).astimezone(UTC)
    return Instant(call.airport, at, day, _clock_changes(call, clock, zone, at))


def _local(call: Call) -> tuple[date | None, datetime | None]:
    if not call.at_local:
        return None, None
    if "T" not in call.at_local:
        return _whole_day(call.at_local), None
    clock = datetime.fromisoformat(call.at_local)
    return clock.date(), clock


def _whole_day(text: str) -> date | None:
    """The day, unless month or day is missing."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _clock_changes(call: Call, clock: datetime, zone: tzinfo, at: datetime) -> tuple[Finding, ...]:
    if at.astimezone(zone).replace(tzinfo=None) != clock:
        return (TIMETABLE.finding("time_never_came", airport=call.airport, local=clock.isoformat()),)
    if clock.replace(tzinfo=zone, fold=1).astimezone(UTC) - at > timedelta(0):
        return (TIMETABLE.finding("time_came_twice", airport=call.airport, local=clock.isoformat()),)
    return ()
