"""Whether a traveller is expected on a leg, flew, or did not: what each kind of message makes of it."""

from enum import StrEnum
from typing import Final

from catenary.core.intake.model import Purpose


class LegState(StrEnum):
    """Where a departure stands."""

    SCHEDULED = "scheduled"
    CLOSED = "closed"
    """The carrier has said who is on board."""
    CANCELLED = "cancelled"


class Presence(StrEnum):
    """What is known of a traveller on a leg."""

    EXPECTED = "expected"
    ON_BOARD = "on_board"
    NOT_ON_BOARD = "not_on_board"
    CANCELLED = "cancelled"


class Closing(StrEnum):
    """What became of a traveller when the doors closed, beside what was announced."""

    AWAITED = "awaited"
    """The flight is not closed yet."""
    AS_ANNOUNCED = "as_announced"
    MISSING = "missing"
    """Announced, and not on board."""
    EXTRA = "extra"
    """On board, and never announced: nobody was checked before the doors closed."""
    WITHDRAWN = "withdrawn"
    """The carrier cancelled the journey."""
    NOT_TOLD = "not_told"
    """The flight is closed, and the carrier did not say who is on board."""


CLOSING: Final = frozenset({Purpose.CLOSED_ON_BOARD, Purpose.CLOSED_NOT_ON_BOARD, Purpose.FLIGHT_CLOSED})


def presence_after(purpose: Purpose | None) -> Presence:
    """What a message of this purpose says of the persons it names."""
    return _NAMED.get(purpose, Presence.EXPECTED) if purpose else Presence.EXPECTED


def leg_after(state: LegState, purpose: Purpose | None) -> LegState:
    """Where the leg stands after a message; a list sent late does not open a closed flight again."""
    if purpose is Purpose.FLIGHT_CANCELLED:
        return LegState.CANCELLED
    if purpose in CLOSING:
        return LegState.CLOSED
    return state


def closing_of(state: LegState, presence: Presence, *, announced: bool, listed: bool) -> Closing:
    """What became of a traveller; `listed` says whether the carrier has told who is on board of this departure."""
    if presence is Presence.CANCELLED or state is LegState.CANCELLED:
        return Closing.WITHDRAWN
    if presence is Presence.ON_BOARD:
        return Closing.AS_ANNOUNCED if announced else Closing.EXTRA
    if state is LegState.SCHEDULED:
        return Closing.AWAITED
    if presence is Presence.NOT_ON_BOARD or listed:
        return Closing.MISSING
    return Closing.NOT_TOLD


_NAMED: Final = {
    Purpose.CLOSED_ON_BOARD: Presence.ON_BOARD,
    Purpose.CLOSED_NOT_ON_BOARD: Presence.NOT_ON_BOARD,
    Purpose.CANCELLATION: Presence.CANCELLED,
    Purpose.REDUCTION: Presence.CANCELLED,
    Purpose.FLIGHT_CANCELLED: Presence.CANCELLED,
}
