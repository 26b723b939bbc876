"""Bookings of invented people, as a carrier pushes them."""

from attrs import evolve

from catenary.core.intake.model import CarrierMessage
from catenary.formats.edifact.delimiters import Delimiters
from catenary.formats.edifact.writing import Envelope, Style, write_interchange
from catenary.formats.pnrgov.write import write_pnrgov
from catenary.world.bookings import booking
from catenary.world.dice import Dice

STYLE = evolve(Style(), delimiters=Delimiters(repetition="*"), announced=True)


def booking_of(departure, *travellers):
    """What a reservation system holds of a party, the same for the same party."""
    return booking(departure, travellers, Dice.keyed(3, "bookings"))


def pnrgov(departure, *bookings, travellers, number=1):
    """A push of these bookings of a flight."""
    message = CarrierMessage(
        position=0, message="PNRGOV", reference=f"B{number}", function="22", reporting_party=departure.carrier.code,
        flights=(departure.flight,), travellers=tuple(travellers), bookings=tuple(bookings),
    )  # fmt: skip
    envelope = Envelope(departure.carrier.code, "UTOPIU", departure.departs_at, f"B{number}")
    told = evolve(envelope, group="PNRGOV", agency="IA", version="11:1")
    return write_interchange([write_pnrgov(message, STYLE)], told, STYLE)
