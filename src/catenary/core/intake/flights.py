"""Whether a flight can be as it is described: local times and calls that fit each other."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

from catenary.basis.findings import Finding
from catenary.core.intake.model import Flight, Leg
from catenary.core.intake.problems import INTAKE

_LONGEST_WAY: Final = timedelta(hours=48)
"""No scheduled leg lasts a day, and local times of two airports differ by at most 26 hours."""
_FURTHEST_BACK: Final = timedelta(hours=-26)


def flight_findings(flights: Iterable[Flight]) -> Iterator[Finding]:
    """What cannot be: a leg that takes days or ends before it begins, legs that do not meet."""
    for flight in flights:
        name = f"{flight.carrier}{flight.number}"
        for leg in flight.legs:
            if not _is_possible(leg):
                yield INTAKE.finding("flight_times_implausible", flight=name)
        for earlier, later in pairwise(flight.legs):
            if earlier.arrival and later.departure and earlier.arrival.airport != later.departure.airport:
                yield INTAKE.finding("flight_legs_apart", flight=name)


def _is_possible(leg: Leg) -> bool:
    left = leg.departure.at_local if leg.departure else None
    reached = leg.arrival.at_local if leg.arrival else None
    if not left or not reached or "T" not in left or "T" not in reached:
        return True
    duration = datetime.fromisoformat(reached) - datetime.fromisoformat(left)
    return _FURTHEST_BACK <= duration <= _LONGEST_WAY
