"""A traveller of a carrier's message as a person to be screened."""

from collections.abc import Iterable

from catenary.basis.country import country_of_code
from catenary.basis.dates import DateSpan
from catenary.core.intake.model import Traveller
from catenary.core.screening.model import ListedDocument, Person


def person_of(traveller: Traveller) -> Person:
    """What screening compares of a traveller; countries by ISO 3166-1 alpha-3 where the code is known."""
    return Person(
        names=tuple(name for name in (traveller.name, *traveller.other_names) if name.full.strip()),
        born=(DateSpan(traveller.born),) if traveller.born else (),
        sex=traveller.sex,
        nationalities=tuple(_countries(traveller)),
        documents=tuple(
            ListedDocument(document.number, document.type, document.issuer)
            for document in traveller.documents
            if document.number
        ),
    )


def _countries(traveller: Traveller) -> Iterable[str]:
    if traveller.nationality:
        yield country_of_code(traveller.nationality) or traveller.nationality
