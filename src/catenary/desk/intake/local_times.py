"""When a flight leaves as its passengers' clocks say it, with the zone; officers everywhere else read UTC."""

from datetime import UTC, datetime, timedelta

from attrs import frozen
from babel.dates import format_time
from django.utils.translation import gettext as _

from catenary.basis.findings import Finding
from catenary.core.intake.model import Call
from catenary.core.intake.timetable import instant
from catenary.desk.intake.airports import zone_of
from catenary.desk.shell.numbers import babel_locale, day

_NAMELESS = "Etc/"
"""Zones that are a distance from UTC and no place; their names have its sign turned round (`Etc/GMT-3` is UTC+03:00)."""


@frozen
class AirportTime:
    """A call of a flight: its time in UTC, and what the airport's clock shows then."""

    airport: str
    at: datetime | None
    local: str = ""
    """In words, with its distance from UTC; empty where time or zone is not known."""
    zone: str = ""
    """The zone's name in the IANA register; empty where the name says no more than the distance from UTC."""
    noticed: tuple[Finding, ...] = ()


def airport_time(airport: str, at: datetime | None) -> AirportTime:
    """A time at an airport, and what was noticed about it: an unknown zone, an hour that comes twice."""
    zone = zone_of(airport)
    if at is None or zone is None:
        return AirportTime(airport, at, noticed=_noticed(airport, None if at is None else at.astimezone(UTC)))
    there = at.astimezone(zone)
    name = "" if str(zone).startswith(_NAMELESS) else str(zone)
    return AirportTime(airport, at, _words(there), name, _noticed(airport, there))


def _words(there: datetime) -> str:
    time = format_time(there.time(), "HH:mm", locale=babel_locale())
    told = {"day": day(there.date()), "time": time, "offset": _offset(there.utcoffset() or timedelta(0))}
    return _("%(day)s, %(time)s (UTC%(offset)s)") % told


def _offset(length: timedelta) -> str:
    minutes = int(length.total_seconds() // 60)
    hours, rest = divmod(abs(minutes), 60)
    return f"{'−' if minutes < 0 else '+'}{hours:02d}:{rest:02d}"  # a minus sign, at which no line breaks


def _noticed(airport: str, there: datetime | None) -> tuple[Finding, ...]:
    """What core says of the time as the airport's clock shows it."""
    told = Call(airport, there.replace(tzinfo=None).isoformat() if there else None)
    found = instant(told, zone_of)
    return found.findings if found else ()
