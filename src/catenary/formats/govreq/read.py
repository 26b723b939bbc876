"""Reads GOVREQ (PADIS): a State asks a carrier, for once, for the bookings of a flight or for certain bookings.

Segments as public sources name them: MSG, ORG, and TVL, RCI or TIF for what is asked. The guide itself was not at hand, so any order
and number of them is read and others are kept as findings.
"""

from attrs import define, field

from catenary.basis.findings import Finding
from catenary.basis.persons import PersonName
from catenary.core.intake.booking_problems import BOOKING
from catenary.core.intake.model import CarrierMessage, Flight, Purpose, Reference, Traveller
from catenary.core.intake.sensitive import DEFAULT_POLICY, Removals, SensitivePolicy
from catenary.formats.edifact.envelope import EdifactMessage
from catenary.formats.edifact.heading import heading_of
from catenary.formats.edifact.segment import Segment
from catenary.formats.pnrgov.flight import read_pushed_flight
from catenary.formats.pnrgov.travellers import without_title


def read_govreq(message: EdifactMessage, policy: SensitivePolicy = DEFAULT_POLICY) -> CarrierMessage:
    """What a GOVREQ asks for: `flights`, bookings by their locator in `references`, persons in `travellers`. Never raises."""
    return _GovreqReader(message, Removals(policy)).read()


@define(eq=False)
class _GovreqReader:
    """One message being read."""

    message: EdifactMessage
    removals: Removals
    function: str | None = None
    sender: str | None = None
    flights: list[Flight] = field(factory=list)
    references: list[Reference] = field(factory=list)
    travellers: list[Traveller] = field(factory=list)
    texts: list[str] = field(factory=list)
    findings: list[Finding] = field(factory=list)

    def read(self) -> CarrierMessage:
        for segment in self.message.segments:
            self._read(segment)
        if not (self.flights or self.references or self.travellers):
            self.findings.append(BOOKING.finding("request_asks_nothing"))
        return CarrierMessage(
            **heading_of(self.message),
            function=self.function,
            purpose=Purpose.REQUEST,
            reporting_party=self.sender,
            flights=tuple(self.flights),
            references=tuple(self.references),
            travellers=tuple(self.travellers),
            removed=self.removals.counts,
            findings=(*self.message.findings, *self.findings),
        )

    def _read(self, segment: Segment) -> None:
        match segment.tag:
            case "MSG":
                self.function = segment.value(1, 1).strip() or segment.value(1).strip() or None
            case "ORG":
                self.sender = segment.value(1).strip() or None
            case "TVL":
                flight, findings = read_pushed_flight(segment)
                self.flights.append(flight)
                self.findings += findings
            case "RCI":
                self._read_locators(segment)
            case "TIF":
                self._read_person(segment)
            case "SRC":
                pass
            case tag:
                self.findings.append(BOOKING.finding("booking_segment_unknown", segment.place, tag=tag[:10]))

    def _read_locators(self, segment: Segment) -> None:
        self.references += [
            Reference(components[0].strip(), components[1].strip())
            for components in segment.elements[1:]
            if len(components) > 1
        ]

    def _read_person(self, segment: Segment) -> None:
        given_names, title = without_title(segment.value(2).strip())
        name = PersonName.of_parts(segment.value(1).strip() or None, given_names or None)
        id_ = f"{self.message.position}-{len(self.travellers) + 1}"
        self.travellers.append(Traveller(id=id_, name=name, title=title))
