"""Flights of the fictional border, and what their carriers send, brought in the way it goes in earnest."""

import re
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import count
from typing import TypeVar
from zoneinfo import ZoneInfo

from attrs import evolve, frozen
from django.db import DatabaseError

from catenary.basis.findings import ProblemError
from catenary.core.intake.model import Call, Leg
from catenary.core.intake.receipt import Way
from catenary.desk.directory.models import Organisation
from catenary.desk.intake.models import Channel, Delivery
from catenary.desk.intake.reading import read
from catenary.desk.intake.receiving import receive
from catenary.desk.mandate.acting import acting
from catenary.desk.screening.jobs import for_unit
from catenary.world.dice import Dice
from catenary.world.flights import Departure, departure
from catenary.world.geography import airport_zones, state_of_code
from catenary.world.messages import MessageFile, booking_file, passenger_files
from catenary.world.people import FictionalPerson

_PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0)
T = TypeVar("T")


@frozen
class Flight:
    """A departure, and the files its carrier sends."""

    made: Departure
    files: Sequence[MessageFile]


def flight_of(number: int, people: Sequence[FictionalPerson], dice: Dice, leaves_at: datetime) -> Flight:
    """A flight with these people from Utopia or to it, which leaves at that time: no other is told to its unit."""
    home = set(state_of_code("UTO").airports)
    drawn = (departure(number, people, dice) for _ in count())
    made = next(each for each in drawn if home & {each.origin, each.destination})
    made = _leaving(made, leaves_at)
    return Flight(made, [*passenger_files(made, dice), booking_file(made, dice)])


def with_planted(people: Sequence[FictionalPerson], planted: FictionalPerson) -> list[FictionalPerson]:
    """The same number of people, one of them the planted one, under the id of whose place they take."""
    place = len(people) // 2
    return [*people[:place], evolve(planted, id=people[place].id), *people[place + 1 :]]


def bring_in(unit: Organisation, flight: Flight, now: datetime, *, damaged: bool = False) -> list[Delivery]:
    """Receive what the carrier sends, and read it, each in a transaction of its own, as workers do."""
    return [
        brought_in(unit, flight.made, _damaged(file.data) if damaged else file.data, now)
        for file in flight.files
    ]


def until_done(step: Callable[[], T]) -> T:
    """A step that can be done again, done again where the desk's own jobs were at the same work and the database refused one of both."""
    for pause in _PAUSES:
        try:
            return step()
        except (DatabaseError, ProblemError):
            time.sleep(pause)
    return step()


def brought_in(unit: Organisation, made: Departure, data: bytes, now: datetime) -> Delivery:
    """Receive one file of a departure's carrier, and read it."""
    with acting(for_unit(unit.pk)):
        channel, _ = Channel.objects.get_or_create(
            organisation=unit, name=made.carrier.name, defaults={"way": Way.DIRECTORY.value}
        )
        delivery: Delivery = receive(channel=channel, data=data, now=now)
    until_done(lambda: _read(unit, delivery, now))
    return delivery


def _read(unit: Organisation, delivery: Delivery, now: datetime) -> None:
    with acting(for_unit(unit.pk)):
        read(delivery=delivery.public_id, now=now)


def _leaving(made: Departure, at: datetime) -> Departure:
    """The departure at another time, told in the local time of each airport."""
    lasts = made.arrives_at - made.departs_at
    departs, arrives = _local(made.origin, at), _local(made.destination, at + lasts)
    leg = Leg(
        Call(made.origin, f"{departs:%Y-%m-%dT%H:%M}"), Call(made.destination, f"{arrives:%Y-%m-%dT%H:%M}")
    )
    return evolve(made, flight=evolve(made.flight, legs=(leg,)), departs_at=departs, arrives_at=arrives)


def _local(airport: str, at: datetime) -> datetime:
    return at.astimezone(ZoneInfo(airport_zones()[airport])).replace(tzinfo=None)


def _damaged(data: bytes) -> bytes:
    """As a message arrives from a system that lost a traveller's name."""
    return re.sub(rb"(NAD([+|])FL\2{3})[^'~]+", rb"\1", data, count=1)
