"""An outside register of lost and stolen documents: what it is asked, what it may answer, and when it is left in peace.

It is asked by number, type and issuing State alone, never by name. What it does not answer is `not_checked`, with the reason, and
never a no. When it fails again and again it is not asked for a while (a circuit breaker); then one question tries whether it is back.
"""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Protocol

from attrs import evolve, field, frozen

from catenary.core.documents.model import DocumentAnswer, DocumentStatus
from catenary.core.documents.problems import DOCUMENTS


class OutsideStatus(StrEnum):
    """What the register said of a document."""

    WAITING = "waiting"
    """It was not asked yet."""
    NO_MATCH = "no_match"
    MATCH = "match"
    NOT_CHECKED = "not_checked"


class OutsideFault(StrEnum):
    """Why there is no answer."""

    TIMED_OUT = "timed_out"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    """It answered with an error."""
    UNREADABLE = "unreadable"
    """What it answered is no answer, or one to another question."""
    RESTING = "resting"
    """It failed too often, and is not asked for a while."""


@frozen
class OutsideQuestion:
    """What is asked; `id` tells answers apart and says nothing of the document."""

    id: str
    number: str = field(repr=False)
    issuer: str
    type: str


@frozen
class OutsideAnswered:
    """What was answered: a match carries the register's own reference, by which the owner of the record is asked."""

    status: OutsideStatus
    reference: str = ""
    fault: OutsideFault | None = None


class AsksOutside(Protocol):
    """A register outside that can be asked."""

    def ask(self, question: OutsideQuestion) -> OutsideAnswered:
        """The answer to one question; what goes wrong is `not_checked` with its reason, never an exception."""


def joined(
    own: DocumentAnswer, outside: OutsideStatus | None, *, own_exists: bool, holds_back: bool
) -> DocumentAnswer:
    """Our register's answer with what the outside one said; ours is asked first, and what it found stands.

    `own_exists` is false where this desk has no register of its own: then the outside one's no is a no. With `holds_back` a document
    about which the outside register has not answered is not checked; else it is as our own register says, and a finding tells.
    """
    if outside is None or own.status is DocumentStatus.FOUND:
        return own
    if outside is OutsideStatus.MATCH:
        finding = DOCUMENTS.finding("outside_match")
        return evolve(own, status=DocumentStatus.FOUND, findings=(finding, *own.findings))
    if outside is OutsideStatus.NO_MATCH:
        return own if own_exists else DocumentAnswer(DocumentStatus.NOT_FOUND)
    code = "outside_awaited" if outside is OutsideStatus.WAITING else "outside_not_checked"
    status = DocumentStatus.NOT_CHECKED if holds_back and not own.recorded else own.status
    return evolve(own, status=status, findings=(*own.findings, DOCUMENTS.finding(code)))


class BreakerState(StrEnum):
    """Whether the register is asked."""

    CLOSED = "closed"
    """It is asked."""
    OPEN = "open"
    """It failed too often, and is left alone."""
    HALF_OPEN = "half_open"
    """One question tries whether it is back."""


FAILURES: Final = 5
"""So many failures one after the other open the breaker."""
REST: Final = timedelta(seconds=30)
LONGEST_REST: Final = timedelta(minutes=10)
_FAILING: Final = frozenset(
    {OutsideFault.TIMED_OUT, OutsideFault.UNREACHABLE, OutsideFault.REFUSED, OutsideFault.UNREADABLE}
)


@frozen
class Breaker:
    """Where the breaker stands: failures one after the other, how often it opened since the register last answered, until when it rests."""

    state: BreakerState = BreakerState.CLOSED
    failures: int = 0
    openings: int = 0
    until: datetime | None = None


def may_ask(breaker: Breaker, now: datetime, wanted: int) -> tuple[Breaker, int]:
    """The breaker now, and how many questions of those wanted may be put: all, one as a trial, or none."""
    if breaker.state is BreakerState.CLOSED:
        return breaker, wanted
    if breaker.until is not None and now < breaker.until:
        return breaker, 0
    return evolve(breaker, state=BreakerState.HALF_OPEN), min(wanted, 1)


def after(breaker: Breaker, answered: OutsideAnswered, now: datetime) -> Breaker:
    """The breaker after one answer: any real answer closes it, failures one after the other open it."""
    if answered.fault not in _FAILING:
        return Breaker() if answered.fault is None else breaker
    failures = breaker.failures + 1
    if breaker.state is BreakerState.CLOSED and failures < FAILURES:
        return evolve(breaker, failures=failures)
    if breaker.state is BreakerState.OPEN:
        return evolve(breaker, failures=failures)
    rest = min(REST * (1 << min(breaker.openings, 16)), LONGEST_REST)
    return Breaker(BreakerState.OPEN, failures, breaker.openings + 1, now + rest)
