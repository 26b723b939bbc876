"""The flight that a PNRGOV, an ACKRES or a GOVREQ is about (TVL at message level)."""

from datetime import date

from catenary.basis.findings import Finding
from catenary.core.intake.model import Call, Flight, Leg
from catenary.core.intake.sensitive import Removals
from catenary.formats.edifact.segment import Segment
from catenary.formats.pnrgov.draft import Draft
from catenary.formats.pnrgov.itinerary import flight_fields
from catenary.formats.pnrgov.sheet import Sheet, day_and_time


def read_pushed_flight(segment: Segment) -> tuple[Flight, list[Finding]]:
    """The flight, its times local to the airports, and what could not be read of it."""
    scratch = Draft("", date.min, Removals())
    fields = flight_fields(scratch, segment, segment.elements)
    leg = Leg(
        Call(fields["origin"], fields["departs_local"]) if fields["origin"] else None,
        Call(fields["destination"], fields["arrives_local"]) if fields["destination"] else None,
    )
    return Flight(fields["carrier"] or "", fields["number"] or "", (leg,)), scratch.findings


def write_pushed_flight(sheet: Sheet, flight: Flight) -> None:
    """The first leg of a flight as TVL."""
    leg = flight.legs[0] if flight.legs else None
    left, reached = (leg and leg.departure) or Call(""), (leg and leg.arrival) or Call("")
    times = [*day_and_time(left.at_local), *day_and_time(reached.at_local)]
    sheet.put("TVL", times, left.airport, reached.airport, flight.carrier, flight.number)
