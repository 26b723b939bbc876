"""Telling a carrier, unasked, that an answer is another now: which is told, when it is tried again, when it is told no more.

An answer has a version, counted for a traveller on a flight. Whoever is told knows by it that what comes late is older than what
they have. What was overtaken by a newer answer, or whose flight has left, is told no more.

Sources: WCO/IATA/ICAO API Guidelines, appendix II B (unsolicited messages).
"""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final


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


FIRST_WAIT: Final = timedelta(seconds=5)
LONGEST_WAIT: Final = timedelta(minutes=10)


def wait_after(attempts: int) -> timedelta:
    """How long to wait after so many attempts that failed: twice as long each time, up to a limit."""
    return min(FIRST_WAIT * 2 ** min(max(attempts - 1, 0), 16), LONGEST_WAIT)


def standing_of(
    state: TellingState, *, is_newest: bool, leaves_at: datetime | None, now: datetime
) -> TellingState:
    """Where a change stands now, before anybody is called."""
    if state is not TellingState.WAITS:
        return state
    if not is_newest:
        return TellingState.OVERTAKEN
    return TellingState.TOO_LATE if leaves_at is not None and leaves_at <= now else TellingState.WAITS
