"""Where a delivery of a carrier's messages and each message in it stand, from receipt to being kept."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from catenary.basis.findings import Finding, Severity
from catenary.core.intake.model import CarrierMessage


class Way(StrEnum):
    """How messages come in."""

    HTTP = "http"
    DIRECTORY = "directory"
    BUCKET = "bucket"
    QUEUE = "queue"


class Afterwards(StrEnum):
    """What becomes of an object of a bucket once what it held is committed."""

    REMOVED = "removed"
    MOVED = "moved"
    """To a folder of the bucket that is not looked at; whoever owns the bucket clears it."""
    LEFT = "left"
    """Where it is, for a bucket that may only be read: what was taken is remembered by its key and version."""


class DeliveryState(StrEnum):
    """What has become of what a carrier delivered in one piece."""

    RECEIVED = "received"
    """Committed and acknowledged; nobody has read it yet."""
    READ = "read"
    REPEATED = "repeated"
    """The same bytes, or the same content, were delivered before; nothing was kept twice."""
    QUARANTINED = "quarantined"
    """Nothing in it could be read; only the spool holds it."""


class MessageState(StrEnum):
    """What has become of one message."""

    KEPT = "kept"
    QUARANTINED = "quarantined"
    """Something that matters could not be read; an officer looks at it, and what could be read is kept."""
    CORRECTED = "corrected"
    """A corrected version was read in its place."""
    REFUSED = "refused"
    """An officer decided that it cannot be used, and the carrier was told."""


_UNUSABLE: Final = frozenset(
    {
        "intake.no_message",
        "intake.message_type_unknown",
        "intake.failed_unexpectedly",
        "timetable.departure_unknown",
    }
)
"""Less than an error to whoever reads a file, and yet somebody is not where they should be."""


def is_unreadable(messages: Iterable[CarrierMessage]) -> bool:
    """Whether a delivery holds nothing at all that could be read, and so nothing that could be redacted."""
    return all(message.message is None for message in messages)


def state_of(message: CarrierMessage) -> MessageState:
    """A message with an error is quarantined, whatever else of it was read; one with warnings is kept with them."""
    told = [*message.findings, *_within(message)]
    return MessageState.QUARANTINED if any(map(_matters, told)) else MessageState.KEPT


def _within(message: CarrierMessage) -> Iterable[Finding]:
    for traveller in message.travellers:
        yield from traveller.findings
    for booking in message.bookings:
        yield from booking.findings


def _matters(finding: Finding) -> bool:
    return finding.severity is Severity.ERROR or finding.code in _UNUSABLE
