"""What a carrier is told about one traveller, from checks and from what humans decided.

"Do not board" is never the answer of a machine: it stands on a human decision, that the traveller is a person of a list
that forbids boarding, or that the document is not valid. Whatever is open, failed or unknown is "further checks", never
"cleared".

Sources: ICAO Annex 9 s.9.28; Directive (EU) 2016/681 art. 7(6); WCO/IATA/ICAO API Guidelines, appendix II B.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Final

from attrs import frozen

from catenary.basis.findings import Finding
from catenary.core.screening.judging import CandidateState
from catenary.core.screening.judging_problems import JUDGING
from catenary.core.screening.model import Status


class Boarding(StrEnum):
    """The four answers; each State has its own code for each."""

    CLEARED = "cleared"
    INSUFFICIENT_DATA = "insufficient_data"
    FURTHER_CHECKS = "further_checks"
    DO_NOT_BOARD = "do_not_board"


class DocumentStanding(StrEnum):
    """What is known of the travel document."""

    NOTHING_AGAINST = "nothing_against"
    NOT_CHECKED = "not_checked"
    TO_LOOK_AT = "to_look_at"
    """The register knows it, or something like it, and no human has decided."""
    ACCEPTED = "accepted"
    """A human looked and lets it pass."""
    REFUSED = "refused"
    """A human decided that it is not valid."""


@frozen
class ListedCandidate:
    """A candidate as the answer sees it."""

    list: str
    state: CandidateState
    forbids_boarding: bool = False
    """Whether the list's law forbids boarding to its persons."""
    by_rule: bool = False
    """A targeting rule found it, `list` is its code: whatever is judged, nothing but further checks follows."""


@frozen
class Standing:
    """All that is known of a traveller when the carrier is answered."""

    lists: Status
    candidates: tuple[ListedCandidate, ...] = ()
    documents: tuple[DocumentStanding, ...] = ()
    has_name: bool = True
    document_demanded: bool = True


@frozen
class BoardingAnswer:
    """The answer, and every reason for it, the gravest first; reasons are for the officer, not for the carrier."""

    answer: Boarding
    reasons: tuple[Finding, ...]


def answer_for(standing: Standing) -> BoardingAnswer:
    """The gravest answer that anything known of the traveller asks for."""
    asked = sorted(_asked(standing), key=lambda pair: -GRAVITY.index(pair[0]))
    if not asked:
        return BoardingAnswer(Boarding.CLEARED, (JUDGING.finding("nothing_found"),))
    return BoardingAnswer(asked[0][0], tuple(reason for _, reason in asked))


GRAVITY: Final = (
    Boarding.CLEARED,
    Boarding.FURTHER_CHECKS,
    Boarding.INSUFFICIENT_DATA,
    Boarding.DO_NOT_BOARD,
)
"""The answers, the gravest last. Data that is missing can be sent; so the carrier is asked for it before anything is looked into."""

_Asked = Iterator[tuple[Boarding, Finding]]


def _asked(standing: Standing) -> _Asked:
    yield from _by_candidates(standing.candidates)
    yield from _by_documents(standing.documents)
    if not standing.has_name:
        yield Boarding.INSUFFICIENT_DATA, JUDGING.finding("name_missing")
    if standing.document_demanded and not standing.documents:
        yield Boarding.INSUFFICIENT_DATA, JUDGING.finding("document_missing")
    if standing.lists in {Status.NOT_CHECKED, Status.CHECK_FAILED} and standing.has_name:
        yield Boarding.FURTHER_CHECKS, JUDGING.finding("lists_not_checked")


def _by_candidates(candidates: Iterable[ListedCandidate]) -> _Asked:
    for each in candidates:
        if each.state is CandidateState.CONFIRMED:
            told = "journey_to_look_at" if each.by_rule else "same_person"
            yield Boarding.FURTHER_CHECKS, JUDGING.finding(told, list=each.list)
            if each.forbids_boarding and not each.by_rule:
                yield Boarding.DO_NOT_BOARD, JUDGING.finding("measure_mandatory", list=each.list)
        elif code := _WAITING.get(each.state):
            yield Boarding.FURTHER_CHECKS, JUDGING.finding(code)


def _by_documents(documents: Iterable[DocumentStanding]) -> _Asked:
    for each in documents:
        if asked := _DOCUMENTS.get(each):
            answer, code = asked
            yield answer, JUDGING.finding(code)


_WAITING: Final = {
    CandidateState.OPEN: "waits_for_judgement",
    CandidateState.SECOND: "waits_for_judgement",
    CandidateState.DISAGREED: "judges_disagree",
}
"""A first judgement that awaits a second one gives no other reason than none at all: a second judge may read the reasons."""
_DOCUMENTS: Final = {
    DocumentStanding.NOT_CHECKED: (Boarding.FURTHER_CHECKS, "documents_not_checked"),
    DocumentStanding.TO_LOOK_AT: (Boarding.FURTHER_CHECKS, "document_to_look_at"),
    DocumentStanding.REFUSED: (Boarding.DO_NOT_BOARD, "document_refused"),
}
