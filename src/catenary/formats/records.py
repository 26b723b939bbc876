"""Core values as the JSON objects of the published contract (docs/schemas): plain dicts, keys in contract order."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from typing import Any, TypeAlias

import attrs

from catenary.basis.country import country_of_code
from catenary.basis.dates import PartialDate
from catenary.basis.findings import Finding
from catenary.core.intake.model import (
    Call,
    CarrierMessage,
    Flight,
    Response,
    Series,
    TravelDocument,
    Traveller,
)

Record: TypeAlias = dict[str, Any]
"""A JSON object: only str, int, float, bool, None, lists and dicts of these."""


def finding_record(finding: Finding) -> Record:
    """A finding or a problem: code, severity, place and the values it speaks of."""
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "segment": finding.at.segment,
        "offset": finding.at.offset,
        "params": dict(finding.params),
    }


def finding_records(findings: Iterable[Finding]) -> list[Record]:
    """Findings in the order they were made."""
    return [finding_record(finding) for finding in findings]


def as_json(value: Any) -> Any:
    """Any value of core as JSON: frozen values become objects with a key for every field."""
    if value is None or isinstance(value, str | int | float):
        return value.value if isinstance(value, Enum) else value
    if isinstance(value, PartialDate | date):
        return str(value)
    if isinstance(value, Finding):
        return finding_record(value)
    if isinstance(value, Mapping):
        return {str(key): as_json(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [as_json(item) for item in value]
    return {field.name: as_json(getattr(value, field.name)) for field in attrs.fields(type(value))}


def message_record(message: CarrierMessage, source: str, as_of: date) -> Record:
    """One message as `catenary read --json` writes it."""
    return {
        "source": source,
        "position": message.position,
        "message": message.message,
        "version": message.version,
        "reference": message.reference,
        "function": message.function,
        "purpose": as_json(message.purpose),
        "series": _series_record(message.series) if message.series else None,
        "as_of": as_of.isoformat(),
        "sender": message.sender,
        "recipient": message.recipient,
        "access_reference": message.access_reference,
        "reporting_party": message.reporting_party,
        "reporting_office": as_json(message.reporting_office),
        "contacts": list(message.contacts),
        "references": as_json(message.references),
        "stated_total": message.stated_total,
        "flights": [_flight_record(flight) for flight in message.flights],
        "travellers": [traveller_record(traveller) for traveller in message.travellers],
        "bookings": as_json(message.bookings),
        "responses": [_response_record(response) for response in message.responses],
        "removed": as_json(message.removed),
        "findings": finding_records(message.findings),
    }


def traveller_record(traveller: Traveller) -> Record:
    """A traveller; names and codes exactly as received."""
    return {
        "id": traveller.id,
        "role": traveller.role.value,
        "surname": traveller.name.surname,
        "given_names": traveller.name.given_names,
        "name": traveller.name.full,
        "sex": as_json(traveller.sex),
        "infant": traveller.infant,
        "born": as_json(traveller.born),
        "nationality": traveller.nationality,
        "country": _country(traveller.nationality),
        "documents": [_document_record(document) for document in traveller.documents],
        "booking_reference": traveller.booking_reference,
        "reference": traveller.reference,
        "seat": traveller.seat,
        "from": traveller.embarks,
        "to": traveller.disembarks,
        **{name: as_json(getattr(traveller, name)) for name in _MORE_OF_TRAVELLER},
        "findings": finding_records(traveller.findings),
    }


_MORE_OF_TRAVELLER = (
    "birth_place",
    "residence",
    "cleared_at",
    "title",
    "category",
    "other_names",
    "other_nationalities",
    "verified",
    "bags",
    "bag_count",
    "bag_weight",
    "duty",
    "address",
    "contacts",
    "references",
    "remarks",
)


def _document_record(document: TravelDocument) -> Record:
    return {
        "type": document.type or None,
        "number": document.number or None,
        "issuer": document.issuer,
        "country": _country(document.issuer),
        "expires": as_json(document.expires),
        "issued": as_json(document.issued),
        "issue_place": document.issue_place,
        "valid_for": document.valid_for,
        "verified": document.verified,
        "findings": finding_records(document.findings),
    }


def _country(code: str | None) -> str | None:
    """ISO 3166-1 alpha-3 where the code received is a country's."""
    return country_of_code(code) if code else None


def _flight_record(flight: Flight) -> Record:
    legs = [{"departure": _call(leg.departure), "arrival": _call(leg.arrival)} for leg in flight.legs]
    return {"carrier": flight.carrier or None, "number": flight.number or None, "legs": legs}


def _call(call: Call | None) -> Record | None:
    return {"airport": call.airport or None, "at_local": call.at_local} if call else None


def _response_record(response: Response) -> Record:
    return {
        "traveller": response.traveller,
        "code": response.code,
        "meaning": response.meaning,
        "booking_reference": response.booking_reference,
        "text": response.text,
    }


def _series_record(series: Series) -> Record:
    return {
        "part": series.part,
        "last": series.last,
        "parts": series.parts,
        "complete": series.complete,
        "missing": list(series.missing),
    }
