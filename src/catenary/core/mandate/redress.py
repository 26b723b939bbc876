"""Redress: a person repeatedly taken for somebody on a list is told apart, and screening remembers it.

A record names the list entry the person is not, and what tells them apart. It clears a candidate only for the person it was
made for: who merely has the same name is not that person, and the one on the list must not travel under it.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from attrs import evolve, frozen

from catenary.basis.dates import PartialDate
from catenary.basis.findings import Finding
from catenary.basis.persons import Sex
from catenary.core.mandate.model import Months
from catenary.core.mandate.problems import MANDATE

REVIEWED_AFTER: Final = Months(24)
LASTS: Final = Months(60)
"""Working defaults: a redress is looked at again after two years and renewed or over after five."""


@frozen
class PaperNumber:
    """A document that the person showed; the number without separators, in capitals, as documents are compared."""

    number: str
    issuer: str


@frozen
class Traits:
    """What tells people apart; a trait that is not known neither clears nor speaks against."""

    born: PartialDate | None = None
    sex: Sex | None = None
    nationality: str | None = None
    documents: frozenset[PaperNumber] = frozenset()


@frozen
class Redress:
    """A person who is not a certain list entry: who, which entry, what tells them apart, and until when.

    `record` is its public id. `traits` are the person's own, proven when it was made.
    """

    record: str
    list: str
    entry: str
    traits: Traits
    made_at: datetime
    review_at: datetime
    expires_at: datetime
    revoked_at: datetime | None = None


def make(record: str, list_name: str, entry: str, traits: Traits, now: datetime) -> Redress:
    """A redress with its review and its end.

    Raises ProblemError `mandate.redress_traits_few` unless the person is known by a whole birth date and a document: less
    would clear others, the listed person among them.
    """
    if traits.born is None or traits.born.day is None or not traits.documents:
        raise MANDATE.problem("redress_traits_few")
    return Redress(record, list_name, entry, traits, now, REVIEWED_AFTER.after(now), LASTS.after(now))


def is_in_force(redress: Redress, now: datetime) -> bool:
    """Whether screening honours it now."""
    return redress.made_at <= now < redress.expires_at and redress.revoked_at is None


def is_to_be_reviewed(redress: Redress, now: datetime) -> bool:
    """Whether somebody must look at it again; it holds meanwhile."""
    return is_in_force(redress, now) and now >= redress.review_at


def revoke(redress: Redress, now: datetime, *, reason: str) -> Redress:
    """End a redress early, as when the list entry turns out to be the person. Raises ProblemError `mandate.reason_missing`."""
    if not reason.strip():
        raise MANDATE.problem("reason_missing")
    return evolve(redress, revoked_at=redress.revoked_at or now)


def clears(redress: Redress, list_name: str, entry: str, seen: Traits, now: datetime) -> bool:
    """Whether a candidate of this entry is known not to be this traveller.

    One of the documents must be the same, the birth date too, and nothing that both tell may differ.
    """
    return (
        is_in_force(redress, now)
        and (redress.list, redress.entry) == (list_name, entry)
        and bool(redress.traits.documents & seen.documents)
        and redress.traits.born == seen.born
        and _agree(redress.traits.sex, seen.sex)
        and _agree(redress.traits.nationality, seen.nationality)
    )


def honoured(
    records: Iterable[Redress], list_name: str, entry: str, seen: Traits, now: datetime
) -> Finding | None:
    """The finding that clears a candidate, naming the redress; None where none applies, and the candidate stands."""
    for redress in records:
        if clears(redress, list_name, entry, seen, now):
            return MANDATE.finding("redress_honoured", redress=redress.record, list=list_name, entry=entry)
    return None


def _agree(mine: object, theirs: object) -> bool:
    return mine is None or theirs is None or mine == theirs
