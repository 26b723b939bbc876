"""What registers of lost and stolen documents say of a traveller's documents, when it is something new, and what follows once humans decided.

A report is about a document, never about who carries it: documents are reported by their owners, too.

Sources: Directive (EU) 2016/681 art. 6(5) and 7(6); ICAO Annex 9 s.9.28.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Final

from attrs import frozen

from catenary.core.screening.carrier_answer import DocumentStanding
from catenary.core.screening.judging import CandidateState


class Source(StrEnum):
    """Which register says it."""

    OWN = "own"
    OUTSIDE = "outside"


@frozen
class Report:
    """One record of a register that met a document.

    `position` counts the traveller's documents that have a number, from 0; `code` tells how the record met the document, `status` is the
    recorded word, empty where the register says none; `as_of` is the day that the register's data is good for, where it says so.
    """

    position: int
    source: Source
    code: str
    status: str = ""
    as_of: date | None = None

    @property
    def told(self) -> tuple[int, str, str, str]:
        """What it says; a newer day alone says nothing new."""
        return self.position, self.source.value, self.code, self.status


@frozen
class LookedUp:
    """What one check learnt of all documents of a traveller, by position."""

    reports: tuple[Report, ...] = ()
    silent: frozenset[int] = frozenset()
    """Of these a register did not answer: what was said of them before stands."""
    unchecked: frozenset[int] = frozenset()
    """Of these nothing is known."""

    @property
    def is_whole(self) -> bool:
        """Whether every document was looked up, or has a report."""
        return not self.unchecked - {each.position for each in self.reports}


NOTHING: Final = LookedUp()
"""Where no document was looked up."""


def with_former(now: LookedUp, former: Iterable[Report]) -> LookedUp:
    """The same, with what was said before of documents about which a register did not answer this time."""
    said = {each.told for each in now.reports}
    kept = [each for each in former if each.position in now.silent and each.told not in said]
    reports = sorted((*now.reports, *kept), key=lambda each: each.told)
    return LookedUp(tuple(reports), now.silent, now.unchecked)


def says_the_same(one: Iterable[Report], other: Iterable[Report]) -> bool:
    """Whether they tell the same of the same documents."""
    return {each.told for each in one} == {each.told for each in other}


def standing(state: CandidateState, *, is_whole: bool) -> DocumentStanding:
    """What is known of documents with reports, by where their case stands.

    Documents are refused by decision of humans alone. What they let pass says nothing of documents that no register was asked about.
    """
    if state is CandidateState.CONFIRMED:
        return DocumentStanding.REFUSED
    if state is CandidateState.CLEARED:
        return DocumentStanding.ACCEPTED if is_whole else DocumentStanding.NOT_CHECKED
    return DocumentStanding.TO_LOOK_AT
