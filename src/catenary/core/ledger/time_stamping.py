"""What the log asks of a time-stamping authority: proof that a checkpoint existed at a time (RFC 3161)."""

from datetime import datetime, timedelta
from typing import Final, Protocol

from attrs import frozen

ALARM_AFTER: Final = timedelta(minutes=15)
"""How long a checkpoint may wait for its time stamp before people are told; work goes on meanwhile."""


@frozen
class TimeStampToken:
    """An authority's answer about some bytes."""

    response: bytes
    """The whole TimeStampResp in DER, which any RFC 3161 program reads."""
    at: datetime
    """The time the authority names, UTC."""
    verified: bool
    """Its certificate leads to one that the operator trusts. Where false, no such certificate was given."""


class TimeStamper(Protocol):
    """An authority that is asked over a network, and may be away."""

    def stamp(self, message: bytes) -> TimeStampToken:
        """A time stamp on the SHA-256 of the message. Raises ProblemError when none is given or it does not hold."""


def is_overdue(pending_since: datetime | None, now: datetime) -> bool:
    """Whether the oldest checkpoint without a time stamp has waited too long. A clock set back raises no alarm."""
    return pending_since is not None and now - pending_since >= ALARM_AFTER
