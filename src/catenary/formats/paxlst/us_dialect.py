"""The person of the older US dialect, in one segment: `PDT+P/182345345:290909:UTO+SURNAME:GIVEN:X:590429:M+PAX+A:B`."""

from catenary.core.intake.dates import Century
from catenary.core.intake.model import Role
from catenary.formats.edifact.segment import Segment
from catenary.formats.paxlst.codes import SEXES, STATED_ROLES
from catenary.formats.paxlst.persons import DocumentDraft, PersonDraft, name_of
from catenary.formats.paxlst.reading import LONGEST_SHOWN, Fields, Reading, found


def person_of_pdt(reading: Reading, segment: Segment, id_: str) -> PersonDraft:
    """A person with document, birth, sex, status, and where they board and leave."""
    parts = [*segment.components(2), "", "", "", "", ""]
    status = segment.value(3).strip().upper()
    fields: Fields = {"id": id_, "name": name_of(parts[:3]), "role": STATED_ROLES.get(status, Role.PASSENGER)}
    person = PersonDraft(reading, fields)
    if not fields["name"].full:
        person.findings.append(found("traveller_name_missing", segment))
    _add_birth_and_sex(person, segment, born=parts[3], sex=parts[4].strip())
    person.put("embarks", segment.value(4).strip(), segment)
    person.put("disembarks", segment.value(4, 1).strip(), segment)
    _add_document(person, segment)
    return person


def _add_birth_and_sex(person: PersonDraft, segment: Segment, born: str, sex: str) -> None:
    value, problem = person.reading.date(segment, born, Century.PAST)
    if problem:
        person.findings.append(problem)
    person.put("born", value, segment)
    stated = SEXES.get(sex.upper())
    if stated:
        person.fields["sex"], person.fields["infant"] = stated
    elif sex:
        person.findings.append(found("sex_unknown", segment, value=sex[:LONGEST_SHOWN]))


def _add_document(person: PersonDraft, segment: Segment) -> None:
    """`P/182345345:990909:US`: type and number, expiry, issuer."""
    type_, _, number = segment.value(1).partition("/")
    if not number:
        type_, number = "", type_
    document = DocumentDraft(person.reading, segment, {"type": type_.strip(), "number": number.strip()})
    expires, problem = person.reading.date(segment, segment.value(1, 1), Century.EXPIRY)
    if problem:
        document.findings.append(problem)
    document.fields["expires"] = expires
    document.fields["issuer"] = segment.value(1, 2).strip() or None
    if any(document.fields.values()):
        person.documents.append(document)
