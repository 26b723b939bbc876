"""Bookings of invented people, as a carrier pushes them, and the desk that keeps, marks and joins them as its jobs do."""

from datetime import timedelta

from attrs import evolve
from django.utils import timezone

from catenary.core.intake.model import CarrierMessage
from catenary.core.mandate.model import Purpose
from catenary.desk.intake import marking
from catenary.desk.intake.joins import join_leg
from catenary.desk.intake.keeping import keep, messages_in
from catenary.desk.intake.models import Delivery, FlightLeg, Join, Message
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.formats.edifact.delimiters import Delimiters
from catenary.formats.edifact.writing import Envelope, Style, write_interchange
from catenary.formats.paxlst.write import PassengerList, write_paxlst
from catenary.formats.pnrgov.write import write_pnrgov
from catenary.world.bookings import booking
from catenary.world.dice import Dice
from catenary.world.flights import departure
from catenary.world.people import innocent_travellers

NOW = timezone.now().replace(microsecond=0)

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


def made_for(what, days=1):
    """A departure of invented travellers in some days."""
    day = (NOW + timedelta(days=days)).date()
    return departure(0, list(innocent_travellers(7, 60)), Dice.keyed(7, what), day)


class Desk:
    def __init__(self, unit, channel, made):
        self.unit, self.channel, self.made = unit, channel, made
        self.declared = Declaration(organisation=unit.pk, purpose=Purpose.OPERATION.value, door=Door.SYSTEM)

    def told(self, data, at=NOW, **more):
        """A file that came at that time is kept, marked and joined."""
        with acting(self.declared):
            row = Delivery.objects.create(
                organisation=self.unit, channel=self.channel, state="read", received_at=at, read_at=NOW,
                octets=len(data), original_hash=bytes(32),
            )  # fmt: skip
            for each in messages_in(data, NOW.date()):
                message = Message(
                    organisation=self.unit, delivery=row, position=each.message.position, **more
                )
                keep(message, each, NOW)
                marking.mark_records_of(message)
            for leg in FlightLeg.objects.filter(carrier=self.made.flight.carrier):
                join_leg(leg=leg.pk, now=NOW)
            return message

    def passengers(self, *travellers, function="745"):
        number = str(Delivery.objects.count() + 1)
        list_of = PassengerList(
            flight=self.made.flight, travellers=travellers, reference=number, function=function,
            reporting_party="UTOPIA WINGS", contact=("1", "2"),
        )  # fmt: skip
        return self.told(
            write_paxlst(list_of, Envelope("UX", "UTOPIU", NOW.replace(tzinfo=None), number), Style())
        )

    def bookings(self, *parties, travellers=None, **more):
        told = travellers or [each for party in parties for each in party]
        number = Delivery.objects.count() + 1
        made = [booking_of(self.made, *party) for party in parties]
        return self.told(pnrgov(self.made, *made, travellers=told, number=number), **more)

    def standing(self):
        return list(Join.objects.filter(ended_at=None).select_related("booked", "passage"))


def party_of(made, size):
    """People who booked together."""
    return next(party for party in made.parties if len(party) >= size)[:size]
