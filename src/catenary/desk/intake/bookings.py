"""Bookings as they are told: one record for each, the later word holding, the history in the booking itself."""

from collections.abc import Iterator
from datetime import datetime

from catenary.core.intake.model import CarrierMessage
from catenary.core.mandate.model import DataClass
from catenary.desk.intake.flights import keep_legs
from catenary.desk.intake.models import Message
from catenary.desk.mandate.records.holding import NewRecord, hold
from catenary.formats.records import as_json

_LONGEST_LABEL = 120


def keep_bookings(message: Message, said: CarrierMessage, now: datetime) -> None:
    """Hold each booking of a message, with the names of those it is for."""
    if not said.bookings:
        return
    keep_legs(message.organisation, said, now)
    hold(organisation=message.organisation, records=list(_records(message, said, now)))


def _records(message: Message, said: CarrierMessage, now: datetime) -> Iterator[NewRecord]:
    names = {traveller.id: traveller.name.full for traveller in said.travellers}
    for booking in said.bookings:
        yield NewRecord(
            data_class=DataClass.PASSENGER_RECORD,
            kind="Booking",
            fields={**as_json(booking), "travellers": [names.get(each, each) for each in booking.travellers]},
            received_at=now,
            room="intake",
            label=_label(said),
        )


def _label(said: CarrierMessage) -> str:
    flight = said.flights[0] if said.flights else None
    leg = flight.legs[0] if flight and flight.legs else None
    day = (leg.departure.at_local or "")[:10] if leg and leg.departure else ""
    return f"{flight.carrier}{flight.number} {day}".strip()[:_LONGEST_LABEL] if flight else ""
