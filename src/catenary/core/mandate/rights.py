"""What a person may ask of those who hold their data, by when they are answered, and what the answer must say.

The clock is one month from the request, without the time the person takes to prove who they are, and up to two more for a
reason told within the first (Regulation (EU) 2016/679 art. 12(3), taken as working default; Directive (EU) 2016/680
art. 12(3) says "without undue delay" and a State's law sets the time).
"""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from attrs import evolve, frozen

from catenary.basis.findings import Finding, ProblemError
from catenary.core.mandate.model import ALLOWED, Decision, Months
from catenary.core.mandate.problems import MANDATE


class RightsKind(StrEnum):
    """What a person asks for (Directive (EU) 2016/680 art. 14 and 16; ICAO Annex 9 s.9.26)."""

    ACCESS = "access"
    CORRECTION = "correction"
    ERASURE = "erasure"
    RESTRICTION = "restriction"
    REDRESS = "redress"
    """To be told apart from somebody they are mistaken for."""


class RightsState(StrEnum):
    """Where a request stands."""

    RECEIVED = "received"
    IDENTITY_ASKED = "identity_asked"
    GRANTED = "granted"
    PARTLY_GRANTED = "partly_granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


CLOSED: Final = frozenset(
    {RightsState.GRANTED, RightsState.PARTLY_GRANTED, RightsState.REFUSED, RightsState.WITHDRAWN}
)


class Ground(StrEnum):
    """Why a request may be refused in whole or part."""

    INQUIRY = "inquiry"
    """It would obstruct an official or legal inquiry."""
    PREVENTION = "prevention"
    """It would prejudice preventing, detecting, investigating or prosecuting a crime."""
    PUBLIC_SECURITY = "public_security"
    NATIONAL_SECURITY = "national_security"
    OTHERS = "others"
    """It would harm the rights and freedoms of others."""
    EXCESSIVE = "excessive"
    """It is manifestly unfounded or repeats itself."""
    IDENTITY = "identity"
    """Who asks did not show to be the person."""
    ACCURATE = "accurate"
    """The data was checked and is right."""
    LAW_REQUIRES = "law_requires"
    """A law demands that the data is kept, or it is needed as evidence: it is restricted instead."""


_ALWAYS = frozenset({Ground.EXCESSIVE, Ground.IDENTITY})
_SECRECY = frozenset(
    {Ground.INQUIRY, Ground.PREVENTION, Ground.PUBLIC_SECURITY, Ground.NATIONAL_SECURITY, Ground.OTHERS}
)

GROUNDS: Final[Mapping[RightsKind, frozenset[Ground]]] = MappingProxyType(
    {
        RightsKind.ACCESS: _ALWAYS | _SECRECY,
        RightsKind.CORRECTION: _ALWAYS | {Ground.ACCURATE},
        RightsKind.ERASURE: _ALWAYS | {Ground.ACCURATE, Ground.LAW_REQUIRES},
        RightsKind.RESTRICTION: _ALWAYS | {Ground.ACCURATE},
        RightsKind.REDRESS: _ALWAYS,
    }
)
"""Which grounds a refusal may name (Directive (EU) 2016/680 art. 12(4)-(5), 15(1), 16(1)-(3)).

Redress has no ground of secrecy: that a person is not the one on a list can be used without telling them of the list.
"""


class Told(StrEnum):
    """Something an answer tells the person."""

    WHETHER_PROCESSED = "whether_processed"
    PURPOSES_AND_BASIS = "purposes_and_basis"
    CATEGORIES = "categories"
    RECIPIENTS = "recipients"
    RETENTION = "retention"
    ORIGIN = "origin"
    COPY = "copy"
    RIGHT_TO_CORRECTION = "right_to_correction"
    WHAT_WAS_DONE = "what_was_done"
    WHO_WAS_INFORMED = "who_was_informed"
    """Those to whom the data had been passed, and who now correct or erase it too (art. 16(6))."""
    GROUND = "ground"
    COMPLAINT = "complaint"
    """To which authority the person can complain."""
    COURT = "court"
    """That the person can go to a court."""
    REDRESS_UNTIL = "redress_until"


_HOW_TO_DISPUTE = frozenset({Told.COMPLAINT, Told.COURT})
_DONE = frozenset({Told.WHAT_WAS_DONE, Told.WHO_WAS_INFORMED, Told.COMPLAINT})

CONTENTS: Final[Mapping[RightsKind, frozenset[Told]]] = MappingProxyType(
    {
        RightsKind.ACCESS: frozenset(
            {
                Told.WHETHER_PROCESSED,
                Told.PURPOSES_AND_BASIS,
                Told.CATEGORIES,
                Told.RECIPIENTS,
                Told.RETENTION,
                Told.ORIGIN,
                Told.COPY,
                Told.RIGHT_TO_CORRECTION,
                Told.COMPLAINT,
            }
        ),
        RightsKind.CORRECTION: _DONE,
        RightsKind.ERASURE: _DONE,
        RightsKind.RESTRICTION: _DONE,
        RightsKind.REDRESS: frozenset({Told.WHAT_WAS_DONE, Told.REDRESS_UNTIL, Told.COMPLAINT}),
    }
)
"""What a granting answer tells (Directive (EU) 2016/680 art. 14 (a)-(g), 16(4)-(6))."""


@frozen
class RightsClock:
    """How long answering takes at most: a State's law may set it otherwise."""

    answer: Months
    extension: Months


DEFAULT_CLOCK: Final = RightsClock(answer=Months(1), extension=Months(2))


@frozen
class RightsRequest:
    """A request as it stands; who asks and what they wrote are kept elsewhere."""

    kind: RightsKind
    received_at: datetime
    state: RightsState = RightsState.RECEIVED
    identity_asked_at: datetime | None = None
    paused: timedelta = timedelta(0)
    """The time that proving the identity has taken."""
    extended_at: datetime | None = None
    closed_at: datetime | None = None


@frozen
class Answer:
    """What is answered: what it tells, and the grounds where something is refused."""

    outcome: RightsState
    tells: frozenset[Told]
    grounds: frozenset[Ground] = frozenset()


def due_at(request: RightsRequest, now: datetime, clock: RightsClock = DEFAULT_CLOCK) -> datetime:
    """By when the person is to be answered; it moves on while they have yet to prove who they are."""
    months = clock.answer.count + (clock.extension.count if request.extended_at else 0)
    return Months(months).after(request.received_at) + request.paused + _waiting(request, now)


def is_overdue(request: RightsRequest, now: datetime, clock: RightsClock = DEFAULT_CLOCK) -> bool:
    """Whether the answer is late: an open request past its time, or one that was closed after it."""
    at = request.closed_at or now
    return at > due_at(request, at, clock)


def ask_identity(request: RightsRequest, now: datetime) -> RightsRequest:
    """Ask the person to prove who they are; the clock stands meanwhile. Once only.

    Raises ProblemError `mandate.rights_closed`, `mandate.identity_asked_already`.
    """
    _still_open(request)
    if request.identity_asked_at is not None:
        raise MANDATE.problem("identity_asked_already")
    return evolve(request, state=RightsState.IDENTITY_ASKED, identity_asked_at=now)


def prove_identity(request: RightsRequest, now: datetime) -> RightsRequest:
    """The person has shown who they are; the clock goes on. Raises ProblemError `mandate.identity_not_asked`."""
    if request.state is not RightsState.IDENTITY_ASKED:
        raise MANDATE.problem("identity_not_asked")
    return evolve(request, state=RightsState.RECEIVED, paused=_waiting(request, now))


def extend(
    request: RightsRequest, now: datetime, *, reason: str, clock: RightsClock = DEFAULT_CLOCK
) -> RightsRequest:
    """Take the longer time, once, for a reason told to the person before the first time is over.

    Raises ProblemError `mandate.rights_closed`, `mandate.extended_already`, `mandate.extension_late`,
    `mandate.reason_missing`.
    """
    _still_open(request)
    if request.extended_at is not None:
        raise MANDATE.problem("extended_already")
    if is_overdue(request, now, clock):
        raise MANDATE.problem("extension_late")
    if not reason.strip():
        raise MANDATE.problem("reason_missing")
    return evolve(request, extended_at=now)


def may_order_erasure(
    request: RightsRequest, records: Collection[str], record: str, *, accepted_by: str, actor: str
) -> Decision:
    """Whether a request lets one person order the erasure of a record: it was granted, for that record, by somebody else.

    `records` are those the answer named, so that no request ever opens the erasure of another person's data. Refusals:
    `mandate.request_not_accepted`, `mandate.own_confirmation`.
    """
    accepted = request.state in {RightsState.GRANTED, RightsState.PARTLY_GRANTED}
    if request.kind is not RightsKind.ERASURE or not accepted or record not in records:
        return Decision(MANDATE.finding("request_not_accepted"))
    if accepted_by == actor:
        return Decision(MANDATE.finding("own_confirmation"))
    return ALLOWED


def lacking(kind: RightsKind, answer: Answer) -> tuple[Finding, ...]:
    """What is wrong with an answer before it is sent; nothing for a whole one, and for one that records a withdrawal."""
    if answer.outcome is RightsState.WITHDRAWN:
        return ()
    if answer.outcome not in CLOSED:
        return (MANDATE.finding("answer_open"),)
    wanted = must_tell(kind, answer.outcome)
    untold = [MANDATE.finding("answer_lacks", told=told.value) for told in sorted(wanted - answer.tells)]
    return (*untold, *_grounds_lacking(kind, answer))


def must_tell(kind: RightsKind, outcome: RightsState) -> frozenset[Told]:
    """What an answer of this outcome must tell.

    A refusal tells how to dispute it, and leaves its ground out only where telling would undo it (art. 15(3)); that is for the
    caller to decide, so the ground is not demanded here.
    """
    if outcome is RightsState.REFUSED:
        return _HOW_TO_DISPUTE
    if outcome is RightsState.PARTLY_GRANTED:
        return _HOW_TO_DISPUTE | {Told.WHETHER_PROCESSED if kind is RightsKind.ACCESS else Told.WHAT_WAS_DONE}
    return CONTENTS[kind]


def close(request: RightsRequest, answer: Answer, now: datetime) -> RightsRequest:
    """The request, answered. Raises ProblemError with the first finding of `lacking`, or `mandate.rights_closed`."""
    _still_open(request)
    for finding in lacking(request.kind, answer)[:1]:
        raise ProblemError(finding)
    return evolve(
        request, state=answer.outcome, closed_at=now, paused=request.paused + _waiting(request, now)
    )


def _waiting(request: RightsRequest, now: datetime) -> timedelta:
    """How long the person has been asked for proof and has not given it."""
    if request.state is not RightsState.IDENTITY_ASKED or request.identity_asked_at is None:
        return timedelta(0)
    return max(now - request.identity_asked_at, timedelta(0))


def _grounds_lacking(kind: RightsKind, answer: Answer) -> tuple[Finding, ...]:
    if answer.outcome is RightsState.GRANTED:
        return (MANDATE.finding("ground_needless"),) if answer.grounds else ()
    if not answer.grounds:
        return (MANDATE.finding("ground_missing"),)
    return tuple(_not_of(kind, answer.grounds))


def _not_of(kind: RightsKind, grounds: Collection[Ground]) -> list[Finding]:
    wrong = sorted(frozenset(grounds) - GROUNDS[kind])
    return [MANDATE.finding("ground_not_allowed", ground=ground.value, kind=kind.value) for ground in wrong]


def _still_open(request: RightsRequest) -> None:
    if request.state in CLOSED:
        raise MANDATE.problem("rights_closed")
