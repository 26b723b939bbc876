"""Departures brought up to date: one row for each, whichever message speaks of it first."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from catenary.basis.findings import Finding
from catenary.core.intake.legs import LegKey, ScheduledLeg, schedule
from catenary.core.intake.model import CarrierMessage
from catenary.core.intake.presence import LegState, leg_after
from catenary.core.intake.timetable_problems import TIMETABLE
from catenary.desk.directory.models import Organisation
from catenary.desk.intake.airports import zone_of
from catenary.desk.intake.models import Delivery, FlightLeg, Message, Passage

_CARRIER, _NUMBER, _AIRPORT = 3, 10, 5
"""How much of each the columns take."""


def keep_legs(message: Message, said: CarrierMessage, now: datetime) -> list[tuple[ScheduledLeg, FlightLeg]]:
    """The rows of all legs that a message names, made or brought up to date, beside what the message says of them."""
    return [(leg, _kept(message, leg, said, now)) for leg in legs_in(said)]


def legs_in(said: CarrierMessage) -> Iterator[ScheduledLeg]:
    """Every leg of the message's flights that can be told apart."""
    for flight in said.flights:
        yield from schedule(flight, zone_of)


def known_legs(organisation: Organisation, said: CarrierMessage) -> list[FlightLeg]:
    """The rows of the legs that a message names, as far as there are any; none is made or changed."""
    named = [Q(**_named(leg.key)) for leg in legs_in(said)]
    return list(FlightLeg.objects.filter(reduce(or_, named, Q(pk=None)), organisation=organisation))


def untold_flights(said: CarrierMessage) -> tuple[Finding, ...]:
    """Why nobody whom a message names is on any flight; nothing where somebody is, and for bookings, which name nobody on board."""
    if not said.travellers or said.bookings or any(True for _ in legs_in(said)):
        return ()
    return (TIMETABLE.finding("departure_unknown"),)


def was_spoken_of_after(earlier: Delivery, said: CarrierMessage) -> bool:
    """Whether a delivery after that one told of somebody on a flight of the message."""
    if said.bookings:
        return False
    named = [Q(**_named(leg.key)) for leg in legs_in(said)]
    legs = FlightLeg.objects.filter(reduce(or_, named, Q(pk=None)), organisation=earlier.organisation_id)
    return Passage.objects.filter(leg__in=legs, last_message__delivery__gt=earlier.pk).exists()


def _kept(message: Message, leg: ScheduledLeg, said: CarrierMessage, now: datetime) -> FlightLeg:
    # one message at a time: two that name the same new traveller would both add them
    row, made = FlightLeg.objects.select_for_update().get_or_create(
        organisation=message.organisation, **_named(leg.key), defaults={"first_told_at": now}
    )
    told = {**_times(message, leg, row), "state": leg_after(LegState(row.state), said.purpose)}
    if told["state"] == LegState.CLOSED and row.closed_at is None:
        told["closed_at"] = now
    if made or _differs(row, told.items()):
        for name, value in told.items():
            setattr(row, name, value)
        row.full_clean()
        row.save()
    return row


def _times(message: Message, leg: ScheduledLeg, row: FlightLeg) -> dict[str, Any]:
    """The times as the message tells them; one that is known already stays where a later message was read before."""
    said = {"departs_at": leg.departs.at, "arrives_at": leg.arrives.at if leg.arrives else None}
    told = {name: at for name, at in said.items() if at}
    known = {name: at for name in said if (at := getattr(row, name))}
    news = any(known[name] != told[name] for name in known.keys() & told.keys())
    return told | known if news and _is_overtaken(message, row) else known | told


def _is_overtaken(message: Message, row: FlightLeg) -> bool:
    """Whether somebody on the departure was told of later; what an officer corrected is never behind."""
    later = Passage.objects.filter(
        leg=row, last_message__delivery__received_at__gt=message.delivery.received_at
    )
    return message.corrects_id is None and later.exists()


def _named(key: LegKey) -> dict[str, Any]:
    """What tells the departure apart, as much of it as the columns take: who is on a flight that is named badly is on one."""
    return {
        "carrier": key.carrier[:_CARRIER],
        "number": key.number[:_NUMBER],
        "departs_on": key.departs_on,
        "origin": key.origin[:_AIRPORT],
        "destination": key.destination[:_AIRPORT],
    }


def _differs(row: FlightLeg, told: Iterable[tuple[str, object]]) -> bool:
    return any(getattr(row, name) != value for name, value in told)
