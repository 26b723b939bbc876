"""Telling a carrier, unasked, that an answer is another now: which is told, when it is tried again, when it is told no more.

An answer has a version, counted for a traveller on a flight. Whoever is told knows by it that what comes late is older than what
they have. What was overtaken by a newer answer, or whose flight has left, is told no more.

Sources: WCO/IATA/ICAO API Guidelines, appendix II B (unsolicited messages).
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, TypeAlias

from attrs import field, frozen


class TellingState(StrEnum):
    """Where a changed answer stands on its way to the carrier."""

    WAITS = "waits"
    TOLD = "told"
    TO_FETCH = "to_fetch"
    """The carrier is not called; it asks for changes."""
    OVERTAKEN = "overtaken"
    """The carrier was, or will be, told a newer answer."""
    TOO_LATE = "too_late"
    """The flight has left before the carrier could be told."""


class TellingWay(StrEnum):
    """How a carrier is called."""

    HTTPS = "https"


class TellingFault(StrEnum):
    """Why a call failed."""

    ADDRESS_REFUSED = "address_refused"
    """It leads to a machine that this desk does not call."""
    UNREACHABLE = "unreachable"
    TIMED_OUT = "timed_out"
    UNTRUSTED = "untrusted"
    """Its certificate is not one for the address."""
    REFUSED = "refused"
    """It answered, and did not take it."""
    UNSIGNED = "unsigned"
    """The key of our signature cannot be opened here."""


@frozen
class Telling:
    """What a carrier is told: `id` is the same however often it is tried, `version` says which of two is newer."""

    id: str
    version: int
    address: str
    body: bytes = field(repr=False)
    key: bytes = field(repr=False)
    """What our signature on it is made with; the carrier has it too."""
    at: datetime


@frozen
class Told:
    """How a call ended: taken, where there is no fault."""

    fault: TellingFault | None = None
    status: int | None = None


Tells: TypeAlias = Callable[[Telling], Told]
"""One way of telling; what goes wrong is a fault, never an exception."""
FIRST_WAIT: Final = timedelta(seconds=5)
LONGEST_WAIT: Final = timedelta(minutes=10)


def wait_after(attempts: int) -> timedelta:
    """How long to wait after so many attempts that failed: twice as long each time, up to a limit."""
    return min(FIRST_WAIT * (1 << min(max(attempts - 1, 0), 16)), LONGEST_WAIT)


def standing_of(state: TellingState, *, is_newest: bool, is_open: bool) -> TellingState:
    """Where a change stands now, before anybody is called: `is_open` says whether the flight can still be boarded."""
    if state is not TellingState.WAITS:
        return state
    if not is_newest:
        return TellingState.OVERTAKEN
    return TellingState.WAITS if is_open else TellingState.TOO_LATE
