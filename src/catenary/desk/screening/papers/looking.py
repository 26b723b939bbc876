"""What registers answered about documents, as reports that can be kept: by position, without a number."""

from collections.abc import Iterable, Sequence
from typing import Final

from catenary.basis.findings import Finding
from catenary.core.documents.model import DocumentAnswer, DocumentStatus
from catenary.core.documents.problems import DOCUMENTS
from catenary.core.screening.reported import LookedUp, Report, Source

LISTED: Final = DOCUMENTS.finding("listed").code
NEAR_SPELLING: Final = DOCUMENTS.finding("near_spelling").code
NEAR_CLASS: Final = DOCUMENTS.finding("near_class").code
OUTSIDE_MATCH: Final = DOCUMENTS.finding("outside_match").code
_OWN: Final = frozenset({LISTED, NEAR_SPELLING, NEAR_CLASS})
REPORTS: Final = _OWN | {OUTSIDE_MATCH}
"""Codes that stand for a report, whatever register it is of."""
_NOT_ANSWERED: Final = frozenset(
    {DOCUMENTS.finding("outside_awaited").code, DOCUMENTS.finding("outside_not_checked").code}
)


def looked_up(answers: Sequence[DocumentAnswer]) -> LookedUp:
    """What registers answered about the documents, in their order."""
    unchecked = {at for at, each in enumerate(answers) if each.status is DocumentStatus.NOT_CHECKED}
    awaited = {
        at
        for at, each in enumerate(answers)
        if any(finding.code in _NOT_ANSWERED for finding in each.findings)
    }
    reports = (report for at, each in enumerate(answers) for report in _reports(at, each))
    return LookedUp(tuple(reports), frozenset(unchecked | awaited), frozenset(unchecked))


def _reports(position: int, answer: DocumentAnswer) -> Iterable[Report]:
    """Only of an answer that says something is on record: stale data alone reports nothing."""
    if answer.status not in {DocumentStatus.FOUND, DocumentStatus.NEAR}:
        return
    for finding in answer.findings:
        if finding.code in _OWN:
            status = _word(finding)
            yield Report(position, Source.OWN, finding.code, status, answer.data_as_of)
        elif finding.code == OUTSIDE_MATCH:
            yield Report(position, Source.OUTSIDE, finding.code)


def _word(finding: Finding) -> str:
    return str(finding.params.get("status") or "")
