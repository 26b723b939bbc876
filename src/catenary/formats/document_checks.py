"""What is odd about the travel documents of a message, put beside each document."""

from datetime import date

from attrs import evolve

from catenary.basis.country import CountryCode
from catenary.core.documents.plausibility import assess
from catenary.core.intake.model import CarrierMessage, TravelDocument, Traveller


def with_document_checks(message: CarrierMessage, as_of: date) -> CarrierMessage:
    """The message with findings on every document: expired, impossible dates, unknown issuer, odd number."""
    if not any(traveller.documents for traveller in message.travellers):
        return message
    return evolve(
        message,
        travellers=tuple(
            traveller_with_document_checks(traveller, as_of) for traveller in message.travellers
        ),
    )


def traveller_with_document_checks(traveller: Traveller, as_of: date) -> Traveller:
    """The same for one traveller."""
    if not traveller.documents:
        return traveller
    documents = (_assessed(document, traveller, as_of) for document in traveller.documents)
    return evolve(traveller, documents=tuple(documents))


def _assessed(document: TravelDocument, traveller: Traveller, as_of: date) -> TravelDocument:
    findings = assess(
        kind=document.type,
        number=document.number,
        issuer=CountryCode.of(document.issuer) if document.issuer else None,
        expires=document.expires,
        born=traveller.born,
        as_of=as_of,
        nationality=CountryCode.of(traveller.nationality) if traveller.nationality else None,
        issued=document.issued,
    )
    return evolve(document, findings=document.findings + findings) if findings else document
