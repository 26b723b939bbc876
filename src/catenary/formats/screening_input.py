"""Whatever `catenary screen` is given, as persons in input order: carrier messages, travellers as CSV or NDJSON."""

from collections.abc import Callable, Iterator
from datetime import date

from attrs import evolve, frozen

from catenary.basis.findings import Finding, Severity
from catenary.core.intake.model import Traveller
from catenary.core.screening.model import Person
from catenary.core.screening.problems import SCREENING
from catenary.core.screening.travellers import person_of
from catenary.formats.document_checks import traveller_with_document_checks
from catenary.formats.reading import read_carrier_file
from catenary.formats.sniffing import InputKind, sniff_input
from catenary.formats.text_encoding import is_damaged, transcoded
from catenary.formats.travellers import read_travellers

_ENOUGH = 65_536
Take = Callable[[Finding], None]


@frozen
class Subject:
    """Someone to be screened: the id in the input, the person, and what was noticed while reading.

    `id` and `person` are None for what should have been a person or a message and could not be read. `is_whole` is
    false where a name or a document could not be read: then nothing found does not mean not listed.
    """

    id: str | None
    person: Person | None
    findings: tuple[Finding, ...] = ()
    is_whole: bool = True


def read_subjects(data: bytes, as_of: date, take: Take, encoding: str | None = None) -> Iterator[Subject]:
    """The persons of an input, each once, in order; findings about the whole input go to `take`.

    `encoding` is that of a table; carrier messages say their own. Raises nothing but LookupError, for an encoding
    that is not known.
    """
    kind = sniff_input(data[:_ENOUGH])
    if encoding and kind is not InputKind.MESSAGES:
        data = transcoded(data, encoding)
        kind = sniff_input(data[:_ENOUGH])
    if kind is InputKind.MESSAGES:
        yield from _from_messages(data, as_of, take)
    elif kind is InputKind.UNKNOWN:
        yield Subject(None, None, (SCREENING.finding("input_unknown"),))
    else:
        yield from _from_table(data, take)


def _from_table(data: bytes, take: Take) -> Iterator[Subject]:
    noticed: list[Finding] = []
    for row in read_travellers(data, noticed.append):
        yield Subject(row.id, row.person, row.findings, row.is_whole)
    for finding in noticed:
        take(finding)
        if finding.severity is Severity.ERROR:
            yield Subject(None, None, (finding,))


def _from_messages(data: bytes, as_of: date, take: Take) -> Iterator[Subject]:
    for message in read_carrier_file(data, as_of):
        if message.message is None:
            yield Subject(None, None, message.findings)
            continue
        for finding in message.findings:
            if finding.severity is not Severity.NOTICE:
                take(finding)
        for traveller in message.travellers:
            yield subject_of(traveller, as_of)


def subject_of(traveller: Traveller, as_of: date) -> Subject:
    """A traveller to be screened, with what was noticed and what is odd about the documents on that day."""
    checked = traveller_with_document_checks(traveller, as_of)
    odd = (finding for document in checked.documents for finding in document.findings)
    noticed = (*traveller.findings, *odd)
    person = person_of(traveller)
    names = tuple(name for name in person.names if not is_damaged(name.full))
    if len(names) == len(person.names):
        return Subject(traveller.id, person, noticed)
    lost = SCREENING.finding("name_damaged")
    return Subject(traveller.id, evolve(person, names=names), (*noticed, lost), is_whole=False)
