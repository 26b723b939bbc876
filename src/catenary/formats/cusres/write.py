"""Writing CUSRES: the answer of a State about the persons of a flight (WCO/IATA/ICAO API guidelines, appendix II B)."""

from collections.abc import Iterator

from attrs import frozen

from catenary.core.intake.model import Flight, Leg, Reference, Response
from catenary.formats.edifact.writing import Envelope, Style, local_moment, write_interchange

RESPONSE, STATUS_CHANGE, ACKNOWLEDGEMENT = "962", "132", "312"
_LONGEST_TEXT = 512
_TEXTS = 5


@frozen
class Answers:
    """What a CUSRES says: flights, and responses whose codes are those agreed with the carrier.

    A response without traveller is about the message as a whole. `access_reference` and `references` (TN) are those of the
    carrier's message that is answered, `reference` is this message's own.
    """

    responses: tuple[Response, ...]
    reference: str
    flights: tuple[Flight, ...] = ()
    function: str = RESPONSE
    access_reference: str = ""
    references: tuple[Reference, ...] = ()


def write_cusres(answers: Answers, envelope: Envelope, style: Style) -> bytes:
    """The answers as an interchange of one message; what `read_cusres` reads back as the same responses."""
    return write_interchange([list(_Writer(answers, envelope, style).segments())], envelope, style)


@frozen
class _Writer:
    answers: Answers
    envelope: Envelope
    style: Style

    def segments(self) -> Iterator[str]:
        """From UNH to UNT."""
        body = [*self._head(), *self._body()]
        yield from body
        yield self.style.segment("UNT", str(len(body) + 1), self.answers.reference)

    def _head(self) -> Iterator[str]:
        answers, segment = self.answers, self.style.segment
        kind = ("CUSRES", *self.envelope.version.split(":"), self.envelope.agency, "IATA")
        yield segment("UNH", answers.reference, kind, answers.access_reference, ("01", "F"))
        yield segment("BGM", answers.function)
        for reference in answers.references:
            yield segment("RFF", (reference.kind, reference.number))

    def _body(self) -> Iterator[str]:
        for flight in self.answers.flights:
            for number, leg in enumerate(flight.legs, 1):
                yield from self._leg(flight, leg, last=number == len(flight.legs))
        for response in self.answers.responses:
            yield from self._response(response)

    def _leg(self, flight: Flight, leg: Leg, *, last: bool) -> Iterator[str]:
        """One leg; the one that crosses the border is the last, earlier ones call on the way (92)."""
        segment = self.style.segment
        yield segment("RFF", ("AF", flight.carrier + flight.number))
        calls = (
            ("189", "125" if last else "92", leg.departure),
            ("232", "87" if last else "92", leg.arrival),
        )
        for time, _, call in calls:
            if call and call.at_local:
                yield segment("DTM", (time, *local_moment(call.at_local)))
        for _, place, call in calls:
            if call:
                yield segment("LOC", place, call.airport)

    def _response(self, response: Response) -> Iterator[str]:
        segment = self.style.segment
        of_person = response.traveller is not None
        yield segment("ERP", "2" if of_person else "1")
        if response.booking_reference:
            yield segment("RFF", ("AVF", response.booking_reference))
        if response.traveller and response.traveller != response.booking_reference:
            yield segment("RFF", ("ABO", response.traveller))
        yield segment("ERC", response.code)
        if response.text:
            text = response.text
            pieces = [text[at : at + _LONGEST_TEXT] for at in range(0, len(text), _LONGEST_TEXT)]
            yield segment("FTX", "AAP", "", "", pieces[:_TEXTS])
