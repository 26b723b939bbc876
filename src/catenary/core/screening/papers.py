"""Identity documents beside those of a listed person: how the numbers meet, who issued them, and what it is worth.

A number is unique to its issuer only: two States issue the same one sooner or later.
"""

from collections.abc import Iterable

from attrs import frozen

from catenary.basis.country import country_of_code
from catenary.core.screening.building import document_hash, plain_number
from catenary.core.screening.model import ListedDocument

SAME_NUMBER = {True: 26.0, None: 14.0, False: 5.0}
"""Nats for the same number: of the same issuer (no coincidence), of an issuer not known on one side, of another issuer."""

READ_ALIKE = {True: 14.0, None: 8.0, False: 2.0}
"""The same for numbers that are read for one another (O and 0, I and 1, ...)."""


@frozen
class Meeting:
    """A document of the person and the listed one that it meets; `issuers_agree` is None where one is not known."""

    ours: ListedDocument
    theirs: ListedDocument
    same_number: bool
    issuers_agree: bool | None

    @property
    def nats(self) -> float:
        """What it says for one person."""
        return (SAME_NUMBER if self.same_number else READ_ALIKE)[self.issuers_agree]


def best_meeting(ours: ListedDocument, listed: Iterable[ListedDocument]) -> Meeting:
    """The listed document that proves most beside ours. Raises ValueError where no number meets."""
    wanted = document_hash(ours.number)
    meetings = [_meet(ours, theirs) for theirs in listed if document_hash(theirs.number) == wanted]
    return max(meetings, key=lambda meeting: meeting.nats)


def _meet(ours: ListedDocument, theirs: ListedDocument) -> Meeting:
    same = plain_number(ours.number) == plain_number(theirs.number)
    return Meeting(ours, theirs, same, _agree(ours.issuer, theirs.issuer))


def _agree(one: str | None, other: str | None) -> bool | None:
    """Whether two issuer codes name one issuer; None where one is absent, or names no country and is not the other."""
    if not one or not other:
        return None
    known, also_known = country_of_code(one), country_of_code(other)
    if known and also_known:
        return known == also_known
    return True if one.strip().upper() == other.strip().upper() else None
