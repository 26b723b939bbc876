"""Results of screening and comparing as the JSON objects of the published contract."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from attrs import frozen

from catenary.basis.findings import Finding
from catenary.core.documents.model import DocumentAnswer
from catenary.core.screening.edition import ListEdition
from catenary.core.screening.model import Candidate, Status
from catenary.formats.records import Record, finding_records

if TYPE_CHECKING:  # compiled kernels come with it, and not everybody who tells of a check compares
    from catenary.core.screening.comparing import Comparison


@frozen
class Screened:
    """Everything said of one person: the answer of the lists, of the document register, and what was noticed."""

    source: str
    id: str | None
    status: Status
    candidates: tuple[Candidate, ...] = ()
    documents: tuple[tuple[str, DocumentAnswer], ...] = ()
    findings: tuple[Finding, ...] = ()


def screened_record(screened: Screened, edition: ListEdition, as_of: date) -> Record:
    """One object of `catenary screen`."""
    return {
        "source": screened.source,
        "id": screened.id,
        "as_of": as_of.isoformat(),
        "list": {"edition": edition.edition, "algorithm": edition.algorithm},
        "status": screened.status.value,
        "candidates": [_candidate(candidate) for candidate in screened.candidates],
        "documents": [_document(number, answer) for number, answer in screened.documents],
        "findings": finding_records(screened.findings),
    }


def _candidate(candidate: Candidate) -> Record:
    return {
        "list": candidate.list,
        "entry": candidate.entry,
        "name": candidate.name,
        "score": candidate.score,
        "band": candidate.band.value,
        "findings": _reasons(candidate.findings),
    }


def _reasons(findings: Iterable[Finding]) -> list[Record]:
    """Reasons have no place in an input: code and values only."""
    return [{"code": finding.code, "params": dict(finding.params)} for finding in findings]


def _document(number: str, answer: DocumentAnswer) -> Record:
    return {
        "number": number,
        "status": answer.status.value,
        "data_as_of": answer.data_as_of.isoformat() if answer.data_as_of else None,
        "findings": finding_records(answer.findings),
    }


def comparison_record(comparison: "Comparison | None", noticed: Iterable[Finding], as_of: date) -> Record:
    """One object of `catenary compare`; without a comparison, of what could not be read."""
    return {
        "score": comparison.score if comparison else None,
        "match": comparison.match if comparison else None,
        "review": comparison.review if comparison else None,
        "findings": [*_reasons(comparison.findings if comparison else ()), *finding_records(noticed)],
        "as_of": as_of.isoformat(),
    }
