"""One person against the lists and the document register: candidates, nothing found, or why that cannot be said."""

from collections.abc import Callable, Sequence
from typing import Protocol

from catenary.basis.findings import Finding, ProblemError
from catenary.core.documents.lookup import not_checked
from catenary.core.documents.model import DocumentAnswer
from catenary.core.screening.model import Candidate, ListedDocument, Person, Status
from catenary.core.screening.problems import SCREENING
from catenary.core.screening.tokens import split_name
from catenary.formats.screening_input import Subject
from catenary.formats.screening_records import Screened


class Screens(Protocol):
    """Whatever finds candidates for a person, such as a `Screener`."""

    def screen(self, person: Person) -> Sequence[Candidate]:
        """Every entry that may be the person, best first."""


Register = Callable[[ListedDocument], DocumentAnswer]
"""What is known of a document: the answer of a register of lost and stolen ones."""


def check_subject(source: str, subject: Subject, screener: Screens, look_up: Register) -> Screened:
    """One subject's answer: candidates, or why there is none; a failed check says so and stops nothing.

    Nothing found is `no_match` only where every name and document was read; who has no name is looked up by document.
    """
    person, findings = subject.person, subject.findings
    if person is None:
        return Screened(source, subject.id, Status.NOT_CHECKED, findings=findings)
    documents = tuple((document.number, _looked_up(document, look_up)) for document in person.documents)
    has_name = any(split_name(name.full) for name in person.names)
    if not has_name:
        findings = (*findings, SCREENING.finding("no_name"))
    try:
        candidates = tuple(screener.screen(person))
    except Exception as fault:  # noqa: BLE001  whatever fails for one person must not leave the others unchecked
        findings = (*findings, *_failure(fault))
        return Screened(source, subject.id, Status.CHECK_FAILED, documents=documents, findings=findings)
    nothing_found = Status.NO_MATCH if has_name and subject.is_whole else Status.NOT_CHECKED
    status = Status.CANDIDATES if candidates else nothing_found
    return Screened(source, subject.id, status, candidates, documents, findings)


def _looked_up(document: ListedDocument, look_up: Register) -> DocumentAnswer:
    """The register's answer; where it fails, the document was not checked, and why."""
    try:
        return look_up(document)
    except Exception as fault:  # noqa: BLE001  the lists can still be asked
        return not_checked(_failure(fault)[0])


def _failure(fault: Exception) -> tuple[Finding, ...]:
    """What failed: the code of a problem with the problem itself, of a fault its kind alone, for its message may hold data."""
    if isinstance(fault, ProblemError):
        return SCREENING.finding("failed", fault=fault.finding.code), fault.finding
    return (SCREENING.finding("failed", fault=type(fault).__name__),)
