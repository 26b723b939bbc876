"""A cleared candidate is remembered, so that the same traveller is not stopped for the same entry again.

The memory holds for exactly what was compared: this traveller, by a whole birth date and a document, and this wording of
this entry. Whatever changes on either side ends it, and a human looks again. It clears nobody who merely has the name.

Source: Directive (EU) 2016/681 art. 12(5).
"""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import Final

import msgspec
from attrs import asdict, frozen

from catenary.basis.findings import Finding
from catenary.core.mandate.model import Months
from catenary.core.screening.judging_problems import JUDGING
from catenary.core.screening.model import ListEntry, Person

REMEMBERED_FOR: Final = Months(24)
"""A working default; a State sets its own, within the class limit of cleared matches."""


@frozen
class Clearance:
    """That a traveller is not a list entry: digests of both as they were compared, never the data itself."""

    list: str
    entry: str
    entry_digest: str
    traveller_digest: str
    until: datetime


def remember(person: Person, entry: ListEntry, now: datetime) -> Clearance:
    """The memory of a judgement. Raises ProblemError `judging.memory_needs_traits` where too little tells the traveller."""
    told = traveller_digest(person)
    if told is None:
        raise JUDGING.problem("memory_needs_traits")
    return Clearance(entry.list, entry.entry, entry_digest(entry), told, REMEMBERED_FOR.after(now))


def spares(clearance: Clearance, person: Person, entry: ListEntry, now: datetime) -> bool:
    """Whether the memory spares this traveller this entry now."""
    return (
        now < clearance.until
        and (clearance.list, clearance.entry) == (entry.list, entry.entry)
        and clearance.entry_digest == entry_digest(entry)
        and clearance.traveller_digest == traveller_digest(person)
    )


def spared(
    clearances: Iterable[Clearance], person: Person, entry: ListEntry, now: datetime
) -> Finding | None:
    """The finding that spares a candidate; None where none applies, and the candidate stands."""
    if any(spares(each, person, entry, now) for each in clearances):
        return JUDGING.finding("cleared_before", list=entry.list, entry=entry.entry)
    return None


def entry_digest(entry: ListEntry) -> str:
    """A digest (SHA-256, hex) of all that an entry tells; any change of it is another digest."""
    return _digest(asdict(entry))


def traveller_digest(person: Person) -> str | None:
    """A digest of what tells this traveller from others; None without a whole birth date and a document with its issuer.

    Names count without regard to order and case: carriers turn them about.
    """
    births = sorted(str(span) for span in person.born if span.earliest == span.latest and span.earliest.day)
    papers = sorted(
        ("".join(each.number.split()).upper(), each.issuer)
        for each in person.documents
        if each.number and each.issuer
    )
    if not births or not papers:
        return None
    names = sorted(" ".join(sorted(name.full.upper().split())) for name in person.names)
    sex = person.sex.value if person.sex else ""
    return _digest([births, papers, names, sex, sorted(person.nationalities)])


def _digest(told: object) -> str:
    return sha256(msgspec.json.encode(told, order="deterministic")).hexdigest()
