"""A zone as the JSON object of docs/schemas/documents-mrz.schema.json."""

import attrs

from catenary.basis.country import CountryCode
from catenary.core.documents.model import MachineReadableZone, ZoneFields
from catenary.formats.records import Record, finding_records


def zone_record(zone: MachineReadableZone) -> Record:
    """Kind, fields, check digits and findings; null for what a zone of its kind does not have or does not say."""
    return {
        "kind": zone.kind.value if zone.kind else None,
        "fields": _fields(zone.fields),
        "check_digits": attrs.asdict(zone.check_digits),
        "findings": finding_records(zone.findings),
    }


def _fields(fields: ZoneFields) -> Record:
    return {
        "type": fields.type,
        **_country("issuer", fields.issuer),
        "number": fields.number,
        "surname": fields.surname,
        "given_names": fields.given_names,
        "name_may_be_cut": fields.name_may_be_cut,
        **_country("nationality", fields.nationality),
        "born": str(fields.born) if fields.born else None,
        "sex": fields.sex.value if fields.sex else None,
        "expires": str(fields.expires) if fields.expires else None,
        "optional": fields.optional,
        "optional_2": fields.optional_2,
    }


def _country(field: str, code: CountryCode | None) -> Record:
    return {field: code.code if code else None, f"{field}_country": code.country if code else None}
