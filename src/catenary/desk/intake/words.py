"""What pages of carriers' messages and flights call things, and the colours of their tags."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeAlias, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catenary.basis.findings import Severity
from catenary.core.intake.model import Purpose, Role
from catenary.core.intake.outage import OutageAnswer
from catenary.core.intake.presence import Closing, LegState, Presence
from catenary.core.intake.receipt import Afterwards, DeliveryState, MessageState, Way
from catenary.desk.shell.parts import Colour, Tag

Code = TypeVar("Code", bound=StrEnum)
Tags: TypeAlias = Mapping[Code, tuple[Promise, Colour]]

WAYS: Mapping[Way, Promise] = {
    Way.HTTP: _("HTTP"),
    Way.DIRECTORY: _("watched directory"),
    Way.BUCKET: _("bucket"),
    Way.QUEUE: _("queue"),
}
OUTAGES: Mapping[OutageAnswer, Promise] = {
    OutageAnswer.FURTHER_CHECKS: _("further checks"),
    OutageAnswer.CLEARED: _("cleared"),
}
AFTERWARDS: Mapping[Afterwards, Promise] = {
    Afterwards.REMOVED: _("it is removed"),
    Afterwards.MOVED: _("it is moved to the folder `taken` beside it"),
    Afterwards.LEFT: _("it stays; the desk remembers that it was taken"),
}
DELIVERIES: Tags[DeliveryState] = {
    DeliveryState.RECEIVED: (_("waits to be read"), Colour.BLUE),
    DeliveryState.READ: (_("read"), Colour.GREEN),
    DeliveryState.REPEATED: (_("came before"), Colour.GREY),
    DeliveryState.QUARANTINED: (_("not readable"), Colour.ORANGE),
}
MESSAGES: Tags[MessageState] = {
    MessageState.KEPT: (_("kept"), Colour.GREEN),
    MessageState.QUARANTINED: (_("in quarantine"), Colour.ORANGE),
    MessageState.CORRECTED: (_("corrected"), Colour.GREY),
    MessageState.REFUSED: (_("cannot be used"), Colour.GREY),
}
LEGS: Tags[LegState] = {
    LegState.SCHEDULED: (_("open"), Colour.BLUE),
    LegState.CLOSED: (_("closed"), Colour.GREEN),
    LegState.CANCELLED: (_("cancelled"), Colour.GREY),
}
PRESENCES: Tags[Presence] = {
    Presence.EXPECTED: (_("expected"), Colour.BLUE),
    Presence.ON_BOARD: (_("on board"), Colour.GREEN),
    Presence.NOT_ON_BOARD: (_("not on board"), Colour.ORANGE),
    Presence.CANCELLED: (_("cancelled"), Colour.GREY),
}
CLOSINGS: Tags[Closing] = {
    Closing.AWAITED: (_("awaited"), Colour.BLUE),
    Closing.AS_ANNOUNCED: (_("as announced"), Colour.GREEN),
    Closing.MISSING: (_("announced, not on board"), Colour.ORANGE),
    Closing.EXTRA: (_("on board, never announced"), Colour.ORANGE),
    Closing.WITHDRAWN: (_("cancelled"), Colour.GREY),
    Closing.NOT_TOLD: (_("carrier has not told"), Colour.YELLOW),
}
SEVERITIES: Tags[Severity] = {
    Severity.ERROR: (_("error"), Colour.RED),
    Severity.WARNING: (_("warning"), Colour.ORANGE),
    Severity.NOTICE: (_("notice"), Colour.GREY),
}
CAPACITIES: Mapping[Role, Promise] = {
    Role.PASSENGER: _("passenger"),
    Role.CREW: _("crew"),
    Role.TRANSIT_PASSENGER: _("passenger in transit"),
    Role.TRANSIT_CREW: _("crew in transit"),
}
PURPOSES: Mapping[Purpose, Promise] = {
    Purpose.PASSENGER_LIST: _("passenger list"),
    Purpose.CREW_LIST: _("crew list"),
    Purpose.CHANGE: _("change"),
    Purpose.CANCELLATION: _("cancellation"),
    Purpose.REDUCTION: _("smaller party"),
    Purpose.FLIGHT_CANCELLED: _("flight cancelled"),
    Purpose.CLOSED_ON_BOARD: _("flight closed: who is on board"),
    Purpose.CLOSED_NOT_ON_BOARD: _("flight closed: who is not on board"),
    Purpose.FLIGHT_CLOSED: _("flight closed"),
    Purpose.GATE_PASS: _("gate pass"),
    Purpose.BOOKINGS: _("bookings"),
    Purpose.RESPONSE: _("answer"),
    Purpose.STATUS_CHANGE: _("changed answer"),
    Purpose.ACKNOWLEDGEMENT: _("acknowledgement"),
    Purpose.REQUEST: _("request"),
}


def tag(tags: Tags[Code], code: Code) -> Tag:
    """A state as a tag."""
    words, colour = tags[code]
    return Tag(str(words), colour)


def purpose_word(code: str) -> str | None:
    """What a message was sent for; None where that was not read."""
    return str(PURPOSES[Purpose(code)]) if code else None


def flight_name(carrier: str, number: str) -> str:
    """The designator of a flight; some messages name a departure and no flight."""
    return f"{carrier}{number}" or gettext("without a number")


def options(tags: Tags[Code]) -> list[tuple[str, Promise]]:
    """The codes to choose from."""
    return [(code.value, words) for code, (words, _colour) in tags.items()]
