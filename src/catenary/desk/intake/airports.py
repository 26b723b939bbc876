"""Where an airport's clock stands: a kept register of the world's airports, and what an installation adds to it."""

from datetime import tzinfo
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import airportsdata
from django.conf import settings


def zone_of(airport: str) -> tzinfo | None:
    """The zone of an airport by its IATA or ICAO code; None where it is not known."""
    name = settings.AIRPORT_ZONES.get(airport) or _register().get(airport)
    return _zone(name) if name else None


@cache
def _register() -> dict[str, str]:
    """Zone names by code. Some hundred thousand small fields lie with every airfield: only codes that carriers use stay."""
    found = {code: row["tz"] for code, row in airportsdata.load("ICAO").items()}
    return found | {code: row["tz"] for code, row in airportsdata.load("IATA").items()}


@cache
def _zone(name: str) -> tzinfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return None
