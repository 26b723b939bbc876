"""Bookings as they are told: one record for each, the last word on a locator holding, the history in the booking itself."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from attrs import frozen

from catenary.core.intake.booking import Booking
from catenary.core.intake.marks import MarkKind, as_written
from catenary.core.intake.model import CarrierMessage, Traveller
from catenary.core.mandate.model import DataClass
from catenary.desk.intake.fingerprints import of_mark
from catenary.desk.intake.flights import keep_legs
from catenary.desk.intake.models import Booked, FlightLeg, Message
from catenary.desk.intake.stored import booking_of, traveller_of
from catenary.desk.intake.telling import tell_bookings
from catenary.desk.mandate.models import HeldRecord
from catenary.desk.mandate.records.holding import NewRecord, hold
from catenary.formats.records import as_json

PERSONS: Final = "persons"
"""Under this name a booking's record keeps what the message told of each traveller; masking hides it with the names."""
KIND: Final = "Booking"
_LONGEST_LABEL = 120


@frozen
class ToldBooking:
    """A booking and its travellers as their record keeps them."""

    booking: Booking
    persons: tuple[Traveller, ...]

    @property
    def locator(self) -> str:
        """The locator in its one writing; empty where there is none."""
        return as_written(MarkKind.LOCATOR, self.booking.locator or "")


def keep_bookings(message: Message, said: CarrierMessage, now: datetime) -> None:
    """Hold each booking of a message with those it is for, and put it on the departures that the message speaks of.

    What a message that it corrects had told of bookings is the last word no more.
    """
    if not said.bookings:
        return
    legs = [row for _, row in keep_legs(message, said, now)]
    records = hold(organisation=message.organisation, records=list(_records(said, now)))
    if message.corrects_id:
        Booked.objects.filter(message=message.corrects_id).update(current=False)
    put_on(message, legs, list(zip(said.bookings, records, strict=True)))
    tell_bookings(message)


def put_on(message: Message, legs: Iterable[FlightLeg], held: Sequence[tuple[Booking, HeldRecord]]) -> None:
    """Bookings on departures; of what is told of a locator, that which came last is the last word, whichever is read last."""
    at = message.delivery.received_at
    for leg in {leg.pk: leg for leg in legs}.values():
        rows = [_booked(message, leg, booking, record) for booking, record in held]
        named = [row.locator for row in rows if row.locator]
        same = Booked.objects.filter(leg=leg, locator__in=named, current=True)
        later = same.filter(message__delivery__received_at__gt=at).values_list("locator", flat=True)
        overtaken = {bytes(each) for each in later}
        for row in rows:
            row.current = row.locator not in overtaken
        same.filter(message__delivery__received_at__lte=at).update(current=False)
        Booked.objects.bulk_create(rows)


def told_in(fields: Mapping[str, Any]) -> ToldBooking | None:
    """A booking as its record's fields tell it; None for one that is masked or tells no persons."""
    try:
        return ToldBooking(booking_of(fields), tuple(map(traveller_of, fields[PERSONS] or ())))
    except (KeyError, ValueError):
        return None


def persons_of(said: CarrierMessage, booking: Booking) -> list[dict[str, Any]]:
    """What the message tells of those a booking is for, as its record keeps it."""
    named = frozenset(booking.travellers)
    return [as_json(each) for each in said.travellers if each.id in named]


def _booked(message: Message, leg: FlightLeg, booking: Booking, record: HeldRecord) -> Booked:
    locator = as_written(MarkKind.LOCATOR, booking.locator or "")
    return Booked(
        organisation=message.organisation,
        leg=leg,
        record=record,
        message=message,
        locator=of_mark(message.organisation_id, MarkKind.LOCATOR, locator) if locator else b"",
    )


def _records(said: CarrierMessage, now: datetime) -> Iterator[NewRecord]:
    names = {traveller.id: traveller.name.full for traveller in said.travellers}
    for booking in said.bookings:
        told = {**as_json(booking), "travellers": [names.get(each, each) for each in booking.travellers]}
        yield NewRecord(
            data_class=DataClass.PASSENGER_RECORD,
            kind=KIND,
            fields={**told, PERSONS: persons_of(said, booking)},
            received_at=now,
            room="intake",
            label=_label(said),
        )


def _label(said: CarrierMessage) -> str:
    flight = said.flights[0] if said.flights else None
    leg = flight.legs[0] if flight and flight.legs else None
    day = (leg.departure.at_local or "")[:10] if leg and leg.departure else ""
    return f"{flight.carrier}{flight.number} {day}".strip()[:_LONGEST_LABEL] if flight else ""
