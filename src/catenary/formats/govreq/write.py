"""Writes GOVREQ (PADIS): a State's request for the bookings of a flight, for certain bookings, or for a person's."""

from catenary.core.intake.model import CarrierMessage
from catenary.formats.edifact.writing import Style
from catenary.formats.pnrgov.flight import write_pushed_flight
from catenary.formats.pnrgov.sheet import Sheet, composite

VERSION = "11:1:IA"


def write_govreq(request: CarrierMessage, style: Style) -> list[str]:
    """The segments of a request, from UNH to UNT, ready for `write_interchange`.

    `function` is the code in MSG that State and carrier have agreed on: public sources do not name one, so none is
    assumed. `reporting_party` (else `sender`) asks; flights, references (system and locator) and travellers are what is asked for.
    """
    sheet = Sheet(style)
    reference = request.reference or "1"
    sheet.put(
        "UNH", reference, ["GOVREQ", *(request.version or VERSION).split(":")], request.access_reference
    )
    sheet.put("MSG", ["", request.function or ""])
    sheet.put("ORG", request.reporting_party or request.sender)
    for locator in request.references:
        sheet.put("RCI", composite(locator.kind, locator.number))
    for traveller in request.travellers:
        given = " ".join(part for part in (traveller.name.given_names, traveller.title) if part)
        sheet.put("TIF", traveller.name.surname, given)
    for flight in request.flights:
        write_pushed_flight(sheet, flight)
    sheet.put("UNT", str(len(sheet.segments) + 1), reference)
    return sheet.segments
