"""PAXLST read into travellers, flights and findings: UN/EDIFACT D.02B and later, and the US dialect with PDT.

The order of segments is taken as a hint, never as a condition: a segment goes to the innermost open group that knows it
(document, person, flight, message), whatever a carrier put before it.
"""

from collections.abc import Callable, Sequence
from datetime import date

from catenary.core.intake.flights import flight_findings
from catenary.core.intake.model import CarrierMessage, Flight, Reference, Role, Traveller
from catenary.core.intake.problems import INTAKE
from catenary.formats.edifact.envelope import EdifactMessage
from catenary.formats.edifact.heading import heading_of, series_of
from catenary.formats.edifact.segment import Segment
from catenary.formats.paxlst.codes import COUNTED_ROLES, PURPOSES, ROLES
from catenary.formats.paxlst.flights import FLIGHT_STEPS, FlightDraft, flights_of
from catenary.formats.paxlst.persons import (
    DOCUMENT_STEPS,
    PERSON_STEPS,
    PERSON_TAGS,
    DocumentDraft,
    PersonDraft,
    contacts_of,
)
from catenary.formats.paxlst.reading import LONGEST_SHOWN, Fields, Reading, step_for
from catenary.formats.paxlst.us_dialect import person_of_pdt

_FLIGHT_IN_REFERENCE = "/"


def read_paxlst(message: EdifactMessage, as_of: date) -> CarrierMessage:
    """Everything a PAXLST says. Never raises; what could not be understood is a finding with its place."""
    return _PaxlstReader(message, as_of).read()


class _PaxlstReader:
    """Walks the segments once, keeping the groups that are open."""

    def __init__(self, message: EdifactMessage, as_of: date) -> None:
        self._message = message
        self._reading = Reading(as_of)
        self._fields: Fields = {}
        self._flights: list[FlightDraft] = []
        self._persons: list[PersonDraft] = []
        self._person: PersonDraft | None = None
        self._document: DocumentDraft | None = None
        self._contacts: list[str] = []
        self._references: list[Reference] = []
        self._totals: list[Segment] = []
        self._groups: dict[str, Callable[[Segment], None]] = {
            "BGM": self._function,
            "TDT": self._transport,
            "NAD": self._party,
            "DOC": self._travel_document,
            "PDT": self._us_person,
            "CNT": self._totals.append,
            "UNS": lambda _: None,
        }

    def read(self) -> CarrierMessage:
        """The whole message."""
        for segment in self._message.segments:
            begin = self._groups.get(segment.tag)
            if begin:
                begin(segment)
            else:
                self._detail(segment)
        travellers = tuple(person.value() for person in self._persons)
        flights = flights_of(self._flights)
        self._check(flights, travellers)
        return CarrierMessage(
            **heading_of(self._message),
            **self._fields,
            contacts=tuple(self._contacts),
            references=tuple(self._references),
            flights=flights,
            travellers=travellers,
            removed=self._reading.removals.counts,
            findings=(*self._message.findings, *self._reading.findings),
        )

    def _detail(self, segment: Segment) -> None:
        """A segment that opens no group, given to the innermost group that knows it."""
        first = segment.components(1)
        qualifier = first[0] if first else ""
        if self._document and (step := step_for(DOCUMENT_STEPS, segment.tag, qualifier)):
            step(self._document, segment, first)
        elif self._person:
            step = step_for(PERSON_STEPS, segment.tag, qualifier) or PERSON_TAGS.get(segment.tag)
            if step:
                step(self._person, segment, first)
            else:
                self._reading.note_unused(segment, qualifier)
        elif self._flights and (step := step_for(FLIGHT_STEPS, segment.tag, qualifier)):
            step(self._flights[-1], segment, first)
        else:
            self._heading_detail(segment, first)

    def _heading_detail(self, segment: Segment, first: Sequence[str]) -> None:
        """References and contacts of the message as a whole."""
        if segment.tag == "RFF" and len(first) > 1:
            self._references.append(Reference(first[0].strip(), first[1].strip()))
        elif segment.tag == "COM":
            self._contacts.extend(contacts_of(segment))
        elif segment.tag == "CTA":
            self._us_contact(segment)
        else:
            self._reading.note_unused(segment, first[0] if first else "")

    def _us_contact(self, segment: Segment) -> None:
        """The US dialect names the reporting person in CTA, with numbers in the elements after the name."""
        name = " ".join(part.strip() for part in segment.components(2) if part.strip())
        if name:
            self._fields.setdefault("reporting_party", name)
        for element in range(3, len(segment.elements)):
            number, *kind = segment.components(element)
            self._contacts.append(" ".join([*kind[:1], number]).strip())

    def _function(self, segment: Segment) -> None:
        """BGM: what the message is for."""
        document, identifier = segment.value(1).strip(), segment.value(2).strip()
        self._fields["function"] = "+".join(part for part in (document, identifier) if part) or None
        purpose = PURPOSES.get((document, identifier.upper())) or PURPOSES.get((document, ""))
        if purpose:
            self._fields["purpose"] = purpose
        else:
            self._reading.note("function_unknown", segment, value=document[:LONGEST_SHOWN])

    def _transport(self, segment: Segment) -> None:
        """A flight; within a person it is that person's other transport."""
        if self._person:
            self._person.add("references", Reference("TDT", segment.value(2).strip()))
            return
        reference = self._message.header.value(3).strip() if self._message.header else ""
        stated = reference.split(_FLIGHT_IN_REFERENCE)[0] if _FLIGHT_IN_REFERENCE in reference else ""
        self._flights.append(FlightDraft.begin(self._reading, segment, stated))

    def _party(self, segment: Segment) -> None:
        """A person, or the party that reports."""
        role = segment.value(1).strip().upper()
        self._document = None
        if role in ROLES:
            self._person = PersonDraft.begin(self._reading, segment, self._next_id())
            self._persons.append(self._person)
            return
        self._person = None
        party = " ".join(part.strip() for element in (2, 3, 4) for part in segment.components(element))
        if role == "MS":
            self._fields.setdefault("reporting_party", party.strip() or None)
        else:
            self._reading.note("party_unknown", segment, value=role[:LONGEST_SHOWN])

    def _travel_document(self, segment: Segment) -> None:
        if self._person is None:
            self._reading.note_unused(segment, "")
            return
        self._document = DocumentDraft.begin(self._reading, segment)
        self._person.documents.append(self._document)

    def _us_person(self, segment: Segment) -> None:
        self._persons.append(person_of_pdt(self._reading, segment, self._next_id()))

    def _next_id(self) -> str:
        return f"{self._message.position}-{len(self._persons) + 1}"

    def _check(self, flights: Sequence[Flight], travellers: Sequence[Traveller]) -> None:
        """What only the whole message can tell."""
        if not self._flights:
            self._reading.findings.append(INTAKE.finding("flight_missing"))
        for total in self._totals:
            self._check_total(total, [person.role for person in travellers])
        self._reading.findings.extend(flight_findings(flights))
        self._reading.findings.extend(self._reading.rules_used())

    def _check_total(self, total: Segment, roles: Sequence[Role]) -> None:
        kind = total.value(1).strip()
        stated = total.value(1, 1).strip() or total.value(2).strip()
        counted = sum(role in COUNTED_ROLES.get(kind, frozenset(Role)) for role in roles)
        number = int(stated) if stated.isdecimal() and len(stated) < 9 else None
        self._fields.setdefault("stated_total", number)
        series = series_of(self._message)
        whole = series is None or (series.part == 1 and series.last)
        if number is None or (whole and number != counted):
            self._reading.note("cnt_count", total, kind=kind, stated=stated[:LONGEST_SHOWN], counted=counted)
