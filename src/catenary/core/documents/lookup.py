"""What the records that met a number mean for a document: found, near, not found, or not checked."""

from datetime import date, timedelta
from typing import Protocol

from attrs import evolve

from catenary.basis.findings import NOWHERE, Finding, Param
from catenary.core.documents.model import (
    DocumentAnswer,
    DocumentClass,
    DocumentStatus,
    Record,
    RecordedStatus,
)
from catenary.core.documents.numbers import document_class, issuer_key, plain_number
from catenary.core.documents.problems import DOCUMENTS

MAX_AGE = timedelta(days=7)
"""How old the data may be before a miss means nothing. A State sets its own."""


_UNKNOWN = DocumentClass.UNKNOWN


class LostStolenSource(Protocol):
    """A register of lost and stolen documents, good for the date `data_as_of`."""

    @property
    def data_as_of(self) -> date:
        """The date at which the register's data was true."""

    @property
    def gaps(self) -> tuple[Finding, ...]:
        """Why the register is known to be incomplete: with any, a miss means nothing."""

    def records(self, number: bytes, issuer: str) -> tuple[Record, ...]:
        """The records whose number is the same or may be taken for it; arguments as `plain_number` and `issuer_key` give them."""


def look_up(
    source: LostStolenSource,
    number: str,
    issuer: str | None,
    kind: str | None,
    *,
    as_of: date,
    max_age: timedelta = MAX_AGE,
) -> DocumentAnswer:
    """Ask a register about a document. Data older than `max_age` at `as_of` answers NOT_CHECKED, whatever it holds.

    Numbers are unique per issuer only, so a document without an issuer is not checked either. What stale data
    holds about the document stays visible in the findings.
    """
    plain = plain_number(number.encode("utf-8", "replace"))
    if not plain or not (issuer and issuer.strip(" <")):
        return not_checked(DOCUMENTS.finding("issuer_missing" if plain else "number_missing"))
    answer = judge(
        source.records(plain, issuer_key(issuer)), number, issuer, document_class(kind), source.data_as_of
    )
    if as_of - source.data_as_of <= max_age:
        return _with_gaps(answer, source.gaps)
    stale = DOCUMENTS.finding(
        "index_stale", data_as_of=str(source.data_as_of), as_of=str(as_of), max_age_days=max_age.days
    )
    return DocumentAnswer(DocumentStatus.NOT_CHECKED, source.data_as_of, findings=(stale, *answer.findings))


def _with_gaps(answer: DocumentAnswer, gaps: tuple[Finding, ...]) -> DocumentAnswer:
    if not gaps:
        return answer
    status = answer.status if answer.recorded else DocumentStatus.NOT_CHECKED
    return evolve(answer, status=status, findings=(*answer.findings, *gaps))


def not_checked(reason: Finding) -> DocumentAnswer:
    """The answer where no register could be asked, and why."""
    return DocumentAnswer(DocumentStatus.NOT_CHECKED, findings=(reason,))


def judge(
    records: tuple[Record, ...], number: str, issuer: str, asked: DocumentClass, data_as_of: date
) -> DocumentAnswer:
    """Weigh the records that met: FOUND for the very spelling and a class that does not contradict, else NEAR."""
    if not records:
        return DocumentAnswer(DocumentStatus.NOT_FOUND, data_as_of)
    codes = [_meeting(record, asked) for record in records]
    return DocumentAnswer(
        DocumentStatus.FOUND if "listed" in codes else DocumentStatus.NEAR,
        data_as_of,
        tuple(record.status for record in records),
        tuple(_explain(*met, number, issuer, asked) for met in zip(codes, records, strict=True)),
    )


def _meeting(record: Record, asked: DocumentClass) -> str:
    """The code that says how a record meets the document asked about."""
    if not record.same_spelling:
        return "near_spelling"
    recorded = record.document_class
    return "listed" if recorded is asked or recorded is _UNKNOWN or asked is _UNKNOWN else "near_class"


def _explain(code: str, record: Record, number: str, issuer: str, asked: DocumentClass) -> Finding:
    params: dict[str, Param] = {"number": number, "issuer": issuer, "status": status_word(record.status)}
    if code == "near_class":
        params |= {"recorded_class": record.document_class.name.lower(), "asked_class": asked.name.lower()}
    return DOCUMENTS.finding(code, NOWHERE, **params)


def status_word(status: RecordedStatus) -> str:
    """The stable slug of a status."""
    return _STATUS_WORDS[status]


_STATUS_WORDS = tuple(status.name.lower() for status in RecordedStatus)
