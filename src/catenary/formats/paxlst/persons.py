"""Persons of a PAXLST and their documents: each NAD with what follows it (groups 4 and 5)."""

import re
from collections.abc import Callable, Sequence

from attrs import define, field

from catenary.basis.findings import Finding
from catenary.basis.persons import PersonName
from catenary.core.intake.dates import Century
from catenary.core.intake.model import Reference, Role, TravelDocument, Traveller
from catenary.formats.edifact.segment import Segment
from catenary.formats.paxlst.codes import ROLES, SEXES, VERIFIED
from catenary.formats.paxlst.reading import LONGEST_SHOWN, Fields, Reading, Step, Steps, found


@define(eq=False)
class DocumentDraft:
    """One DOC group being read."""

    reading: Reading
    segment: Segment
    fields: Fields
    findings: list[Finding] = field(factory=list)

    @classmethod
    def begin(cls, reading: Reading, segment: Segment) -> "DocumentDraft":
        """A document from its DOC: type and number, either of which carriers leave out."""
        fields = {"type": segment.value(1).strip(), "number": segment.value(2).strip()}
        draft = cls(reading, segment, fields)
        if not fields["number"]:
            draft.findings.append(found("document_number_missing", segment))
        return draft

    def value(self) -> TravelDocument:
        """The document as far as it was understood."""
        return TravelDocument(**self.fields, findings=tuple(self.findings))


@define(eq=False)
class PersonDraft:
    """One person being read."""

    reading: Reading
    fields: Fields
    documents: list[DocumentDraft] = field(factory=list)
    lists: dict[str, list[object]] = field(factory=dict)
    findings: list[Finding] = field(factory=list)

    @classmethod
    def begin(cls, reading: Reading, segment: Segment, id_: str) -> "PersonDraft":
        """A person from a NAD of group 4: role, name as received, address where one is given."""
        parts = segment.components(4) or segment.components(3)
        role = ROLES.get(segment.value(1).strip().upper(), Role.PASSENGER)
        draft = cls(reading, {"id": id_, "name": name_of(parts), "role": role})
        if not draft.fields["name"].full:
            draft.findings.append(found("traveller_name_missing", segment))
        address = [part.strip() for element in range(5, 10) for part in segment.components(element)]
        draft.fields["address"] = ", ".join(part for part in address if part) or None
        return draft

    def put(self, field_name: str, value: object, segment: Segment) -> None:
        """Set a field once; a second, different value is kept out and told."""
        if value is None or value == "":
            return
        if self.fields.setdefault(field_name, value) != value:
            self.findings.append(found("value_repeated", segment, field=field_name))

    def add(self, field_name: str, value: object) -> None:
        """Add to a field of several values."""
        self.lists.setdefault(field_name, []).append(value)

    def value(self) -> Traveller:
        """The person as far as they were understood."""
        several: Fields = {name: tuple(values) for name, values in self.lists.items()}
        documents = tuple(document.value() for document in self.documents)
        return Traveller(**self.fields, **several, documents=documents, findings=tuple(self.findings))


def name_of(parts: Sequence[str]) -> PersonName:
    """Surname and given names from the components of a party name; `SURNAME/GIVEN` where they share one."""
    surname, *given = [part.strip() for part in parts[:4]] or [""]
    if not any(given) and "/" in surname:
        surname, *given = surname.split("/", 1)
    return PersonName.of_parts(surname or None, " ".join(part for part in given if part) or None)


def _sex(person: PersonDraft, segment: Segment, _: Sequence[str]) -> None:
    code = (segment.value(3) or segment.value(2)).strip()
    if not code:
        return
    stated = SEXES.get(code.upper())
    if stated is None:
        person.findings.append(found("sex_unknown", segment, value=code[:LONGEST_SHOWN]))
        return
    sex, infant = stated
    person.put("sex", sex, segment)
    if infant:
        person.fields["infant"] = True


def _dated(field_name: str, rule: Century) -> Step:
    def step(draft: PersonDraft | DocumentDraft, segment: Segment, when: Sequence[str]) -> None:
        text, format_code = (*when[1:], "", "")[:2]
        value, problem = draft.reading.date(segment, text, rule, format_code)
        if problem:
            draft.findings.append(problem)
        if value and draft.fields.setdefault(field_name, value) != value:
            draft.findings.append(found("value_repeated", segment, field=field_name))

    return step


def _code_at(field_name: str, element: int, component: int = 0) -> Step:
    def step(person: PersonDraft, segment: Segment, _: Sequence[str]) -> None:
        person.put(field_name, segment.value(element, component).strip(), segment)

    return step


def _referred(field_name: str) -> Step:
    """A reference with a field of its own; a second number of the same kind joins the other references."""

    def step(person: PersonDraft, _segment: Segment, reference: Sequence[str]) -> None:
        number = reference[1].strip() if len(reference) > 1 else ""
        if number and person.fields.setdefault(field_name, number) != number:
            person.add("references", Reference(reference[0], number))

    return step


def _birth_place(person: PersonDraft, segment: Segment, _: Sequence[str]) -> None:
    """City, then region, then country: `LOC+180+UTO:::NEWPORT+:::EAST`."""
    named = [*segment.components(2)[3:], *segment.components(3), *segment.components(4), segment.value(2)]
    person.put("birth_place", ", ".join(part.strip() for part in named if part.strip()), segment)


def _nationality(person: PersonDraft, segment: Segment, _: Sequence[str]) -> None:
    code = segment.value(2).strip() or segment.value(2, 3).strip()
    if code and person.fields.setdefault("nationality", code) != code:
        person.add("other_nationalities", code)


def _bag_tag(person: PersonDraft, segment: Segment, _: Sequence[str]) -> None:
    """A bag's tag; `2660009:2` is the first of two tags in sequence."""
    first, count = segment.value(4).strip(), segment.value(4, 1).strip()
    for tag in _tags(first, int(count) if re.fullmatch(r"\d{1,2}", count, re.ASCII) else 1):
        person.add("bags", tag)


def _tags(first: str, count: int) -> list[str]:
    digits = len(first) - len(first.rstrip("0123456789"))
    if not digits or count < 2:
        return [first] if first else []
    start = int(first[-digits:])
    return [f"{first[:-digits]}{start + n:0{digits}d}" for n in range(count)]


def _bag_count(person: PersonDraft, segment: Segment, _: Sequence[str]) -> None:
    stated = "".join(segment.components(3)).strip()
    if stated.isdecimal() and len(stated) < 5:
        person.put("bag_count", int(stated), segment)
    elif stated:
        person.findings.append(
            found("number_unreadable", segment, tag=segment.tag, value=stated[:LONGEST_SHOWN])
        )


def _bag_weight(person: PersonDraft, segment: Segment, _: Sequence[str]) -> None:
    unit, *weight = segment.components(3) or [""]
    person.put("bag_weight", " ".join([*(part.strip() for part in weight), unit.strip()]).strip(), segment)


def _verified(draft: PersonDraft | DocumentDraft, segment: Segment, _: Sequence[str]) -> None:
    stated = segment.value(2).strip()
    if stated in VERIFIED:
        draft.fields["verified"] = VERIFIED[stated]
    else:
        draft.reading.note_unused(segment, f"4+{stated}")


def _contact(person: PersonDraft, segment: Segment, _: Sequence[str]) -> None:
    for contact in contacts_of(segment):
        person.add("contacts", contact)


def contacts_of(segment: Segment) -> list[str]:
    """The numbers and addresses of COM, each with the message's own code of its kind: `TE 044 555 0100`."""
    pairs = (segment.components(element) for element in range(1, len(segment.elements)))
    return [" ".join([*reversed(pair[1:2]), pair[0]]).strip() for pair in pairs if pair[0].strip()]


def other_reference(person: PersonDraft, reference: Sequence[str]) -> None:
    """A reference of any other kind, such as YZY ticket or AEA government reference."""
    number = reference[1].strip() if len(reference) > 1 else ""
    if number:
        person.add("references", Reference(reference[0].strip(), number))


def remark(person: PersonDraft, segment: Segment) -> None:
    """Free text about a person, unless it tells what must not be kept."""
    text = " ".join(part.strip() for part in segment.components(4) if part.strip())
    if text and not person.reading.removals.takes_text(text):
        person.add("remarks", text)


def _document_issuer(document: DocumentDraft, segment: Segment, _: Sequence[str]) -> None:
    code, name = segment.value(2).strip(), segment.value(2, 3).strip()
    issuer = code or name
    if issuer and document.fields.setdefault("issuer", issuer) != issuer:
        document.findings.append(found("value_repeated", segment, field="issuer"))
    if code and name:
        document.fields.setdefault("issue_place", name)


DOCUMENT_STEPS: Steps = {
    ("DTM", "36"): _dated("expires", Century.EXPIRY),
    ("DTM", "182"): _dated("issued", Century.PAST),
    ("LOC", "91"): _document_issuer,
    ("GEI", "4"): _verified,
}

PERSON_STEPS: Steps = {
    ("ATT", "2"): _sex,
    ("DTM", "329"): _dated("born", Century.PAST),
    ("LOC", "22"): _code_at("cleared_at", 2),
    ("LOC", "174"): _code_at("residence", 2),
    ("LOC", "178"): _code_at("embarks", 2),
    ("LOC", "179"): _code_at("disembarks", 2),
    ("LOC", "180"): _birth_place,
    ("NAT", "2"): _nationality,
    ("RFF", "AVF"): _referred("booking_reference"),
    ("RFF", "ABO"): _referred("reference"),
    ("RFF", "SEA"): _referred("seat"),
    ("GEI", "4"): _verified,
    ("MEA", "CT"): _bag_count,
    ("MEA", "WT"): _bag_weight,
    ("FTX", "BAG"): _bag_tag,
    ("EMP", "1"): _code_at("duty", 2),
}

PERSON_TAGS: dict[str, Callable[[PersonDraft, Segment, Sequence[str]], None]] = {
    "COM": _contact,
    "RFF": lambda person, _, reference: other_reference(person, reference),
    "FTX": lambda person, segment, _: remark(person, segment),
}
"""What to do with a segment whose qualifier has no step of its own."""
