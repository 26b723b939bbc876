"""Reads ACKRES (PADIS): a State's acknowledgement of a PNRGOV, or a carrier's of a request.

Segments as public sources show them: MSG with function 23 and the outcome, ERC for each error, IFT for text. The guide
itself was not at hand; other segments are kept as findings. Whether it is sent at all is agreed between State and carrier.
"""

from collections.abc import Callable

from attrs import define, field

from catenary.basis.findings import Finding
from catenary.core.intake.booking_problems import BOOKING
from catenary.core.intake.model import CarrierMessage, Flight, Purpose, Reference, Response
from catenary.core.intake.sensitive import DEFAULT_POLICY, Removals, SensitivePolicy
from catenary.formats.ackres.table import STANDARD_ERRORS, UNKNOWN, ErrorTable
from catenary.formats.edifact.envelope import EdifactMessage
from catenary.formats.edifact.heading import heading_of
from catenary.formats.edifact.segment import Segment
from catenary.formats.pnrgov.flight import read_pushed_flight


def read_ackres(
    message: EdifactMessage, table: ErrorTable = STANDARD_ERRORS, policy: SensitivePolicy = DEFAULT_POLICY
) -> CarrierMessage:
    """Everything an ACKRES says: the outcome first, then its errors, as responses. Never raises."""
    return _AckresReader(message, table, Removals(policy)).read()


@define(eq=False)
class _AckresReader:
    """One message being read."""

    message: EdifactMessage
    table: ErrorTable
    removals: Removals
    function: str | None = None
    sender: str | None = None
    flights: list[Flight] = field(factory=list)
    references: list[Reference] = field(factory=list)
    responses: list[Response] = field(factory=list)
    texts: list[str] = field(factory=list)
    findings: list[Finding] = field(factory=list)

    def read(self) -> CarrierMessage:
        for segment in self.message.segments:
            reader = _READERS.get(segment.tag)
            if reader:
                reader(self, segment)
            else:
                self._note("booking_segment_unknown", segment, tag=segment.tag[:10])
        if not self.responses:
            self.findings.append(BOOKING.finding("acknowledgement_without_outcome"))
        return CarrierMessage(
            **heading_of(self.message),
            function=self.function,
            purpose=Purpose.ACKNOWLEDGEMENT,
            reporting_party=self.sender,
            flights=tuple(self.flights),
            references=tuple(self.references),
            responses=tuple(self._with_text(response) for response in self.responses),
            removed=self.removals.counts,
            findings=(*self.message.findings, *self.findings),
        )

    def _note(self, code: str, segment: Segment, **params: str) -> None:
        self.findings.append(BOOKING.finding(code, segment.place, **params))

    def _with_text(self, response: Response) -> Response:
        return Response(response.code, response.meaning, text="\n".join(self.texts) or None)

    def read_function(self, segment: Segment) -> None:
        """MSG: function and outcome."""
        self.function = segment.value(1, 1).strip() or segment.value(1).strip() or None
        outcome = segment.value(2).strip()
        if outcome:
            self._respond(segment, outcome, self.table.outcome.get(outcome))

    def read_error(self, segment: Segment) -> None:
        """ERC: one error in each element."""
        for components in segment.elements[1:]:
            code = components[0].strip()
            if code:
                self._respond(segment, code, self.table.errors.get(code))

    def _respond(self, segment: Segment, code: str, meaning: str | None) -> None:
        if meaning is None:
            self._note("acknowledgement_code_unknown", segment, value=code[:40])
        self.responses.append(Response(code, meaning or UNKNOWN))

    def read_sender(self, segment: Segment) -> None:
        """ORG: who answers."""
        self.sender = segment.value(1).strip() or None

    def read_flight(self, segment: Segment) -> None:
        """TVL: the flight that is acknowledged."""
        flight, findings = read_pushed_flight(segment)
        self.flights.append(flight)
        self.findings += findings

    def read_locators(self, segment: Segment) -> None:
        """RCI: the bookings concerned."""
        self.references += [
            Reference(components[0].strip(), components[1].strip())
            for components in segment.elements[1:]
            if len(components) > 1
        ]

    def read_text(self, segment: Segment) -> None:
        """IFT: words for people."""
        text = " ".join(":".join(components) for components in segment.elements[2:]).strip()
        if text and not self.removals.takes_text(text):
            self.texts.append(text)

    def read_point(self, segment: Segment) -> None:
        """ERP and EQN: where in the message an error is, how many there are; kept as received."""
        self.references.append(Reference(segment.tag, "+".join(map(":".join, segment.elements[1:]))))


_READERS: dict[str, Callable[[_AckresReader, Segment], None]] = {
    "MSG": _AckresReader.read_function,
    "ERC": _AckresReader.read_error,
    "ORG": _AckresReader.read_sender,
    "TVL": _AckresReader.read_flight,
    "RCI": _AckresReader.read_locators,
    "IFT": _AckresReader.read_text,
    "ERP": _AckresReader.read_point,
    "EQN": _AckresReader.read_point,
}
