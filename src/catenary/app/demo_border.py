"""A morning at the fictional border: a list that two persons let in, and carriers' messages about flights that leave today.

Everything goes the way it goes in earnest: the list through loading and publishing, messages through the spool and their
reading. What takes compiled kernels, the index and the checks, is left to the jobs that this defers: they are done when the
desk opens, or a little later where kernels have to be compiled first. Nothing is loaded where the spool has no key.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from io import StringIO
from itertools import count
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from attrs import evolve, frozen
from django.conf import settings
from django.utils import timezone

from catenary.core.intake.model import Call, Leg
from catenary.core.intake.receipt import Way
from catenary.core.mandate.model import Role
from catenary.desk.directory.models import Organisation
from catenary.desk.intake.models import Channel, Delivery
from catenary.desk.intake.reading import read
from catenary.desk.intake.receiving import receive
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import Person
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.screening.jobs import for_unit
from catenary.desk.screening.lists import make_list
from catenary.desk.screening.lists_changes import name_changes
from catenary.desk.screening.models import WatchList
from catenary.desk.screening.publishing import load_edition, publish
from catenary.world.dice import Dice
from catenary.world.flights import Departure, departure
from catenary.world.geography import airport_zones, state_of_code
from catenary.world.listing import Listed, ListFile, listed_people
from catenary.world.messages import MessageFile, passenger_files
from catenary.world.people import FictionalPerson, innocent_travellers
from catenary.world.planting import Plan, plant

_UNIT: Final = "Utopia Passenger Information Unit"
_LOADER: Final = ("tom.ashgrove@piu.utopia.example", Role.PASSENGER_DATA_OFFICER)
_PUBLISHER: Final = ("greta.holmwood@piu.utopia.example", Role.SUPERVISOR)
_SEED: Final = 4
_ENTRIES, _ON_BOARD = 400, 60
_LEAVE: Final = tuple(timedelta(minutes=minutes) for minutes in (70, 100, 150, 240, 420, 1500))
"""When the flights leave, from the start of the demo: the first is about to close, the last is tomorrow's."""
_LISTED_ON, _NAMESAKE_ON, _DAMAGED = 0, 1, 3
"""Which flight has somebody of the list on board, which a namesake, and of which the message is damaged."""


@frozen
class _Flight:
    """A departure of today, and the files its carrier sends."""

    made: Departure
    files: Sequence[MessageFile]


def load_border() -> None:
    """The list, then the morning's messages; nothing where there are lists already, or the spool is closed."""
    if not Path(settings.SPOOL_RECIPIENT_FILE).is_file():
        return
    with acting(Declaration(door=Door.SYSTEM)):
        unit = Organisation.objects.get(name=_UNIT)
        if WatchList.objects.filter(organisation=unit).exists():
            return
        loader, publisher = (_at_the_desk(unit, *each) for each in (_LOADER, _PUBLISHER))
    listed = list(listed_people(_SEED, _ENTRIES))
    _let_in(loader, publisher, listed)
    now = timezone.now()
    for number, flight in enumerate(_flights(listed, now)):
        _bring_in(unit, flight, now, damaged=number == _DAMAGED)


def _at_the_desk(unit: Organisation, email: str, role: Role) -> SignedIn:
    return SignedIn(Person.objects.get(email=email), unit, frozenset({role}), strong=True)


def _let_in(loader: SignedIn, publisher: SignedIn, listed: Sequence[Listed]) -> None:
    """One loads, the other publishes; each acts as they would at the desk."""
    with acting(loader.declaration):
        made = make_list(
            actor=loader,
            code="national",
            name="Utopia's list of persons under a travel measure",
            legal_ground="Utopia, Border Act s.14",
            forbids_boarding=True,
            review_by=(loader.now + timedelta(days=180)).date(),
        )
        edition = load_edition(
            actor=loader,
            watch_list=made.public_id,
            data=_as_csv(listed),
            filename="national.csv",
            reason="First edition, as the ministry sent it.",
        )
    with acting(for_unit(loader.organisation.pk)):
        name_changes(edition=edition.public_id, now=timezone.now())
    with acting(publisher.declaration):
        publish(actor=publisher, edition=edition.public_id, reason="Compared with the ministry's register.")


def _as_csv(listed: Sequence[Listed]) -> bytes:
    text = StringIO()
    file = ListFile(text)
    for each in listed:
        file.add(each.entry)
    return text.getvalue().encode()


def _flights(listed: Sequence[Listed], now: datetime) -> Iterator[_Flight]:
    """Flights of the next hours; the first with somebody of the list, the second with a namesake of another."""
    (somebody,) = plant(Plan(1, 0, 1), listed, Dice.keyed(_SEED, "demo plants"))
    for number, leaves_in in enumerate(_LEAVE):
        people = list(innocent_travellers(_SEED + number, _ON_BOARD))
        if number == _LISTED_ON:
            people = _with(people, somebody.traveller)
        if number == _NAMESAKE_ON:
            people = _with(people, _namesake(listed))
        dice = Dice.keyed(_SEED, "demo border", number)
        made = _leaving(_across_the_border(number, people, dice), now + leaves_in)
        yield _Flight(made, list(passenger_files(made, dice)))


def _across_the_border(number: int, people: Sequence[FictionalPerson], dice: Dice) -> Departure:
    """A flight with these people from Utopia or to it: no other is told to its unit."""
    home = set(state_of_code("UTO").airports)
    drawn = (departure(number, people, dice) for _ in count())
    return next(each for each in drawn if home & {each.origin, each.destination})


def _namesake(listed: Sequence[Listed]) -> FictionalPerson:
    """Somebody else with the name of an entry of whom the list knows neither birth date nor papers: only a human can tell."""
    known_by_name = next(each for each in listed if not each.entry.born and not each.entry.documents)
    other = next(innocent_travellers(_SEED, 1))
    return evolve(known_by_name.person, born=other.born, documents=other.documents)


def _with(people: list[FictionalPerson], planted: FictionalPerson) -> list[FictionalPerson]:
    """The same number of people, one of them the planted one, under the id of whose place they take."""
    place = len(people) // 2
    return [*people[:place], evolve(planted, id=people[place].id), *people[place + 1 :]]


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


def _bring_in(unit: Organisation, flight: _Flight, now: datetime, *, damaged: bool) -> None:
    """Receive what the carrier sends, and read it, each in a transaction of its own, as workers do."""
    for file in flight.files:
        with acting(for_unit(unit.pk)):
            channel, _ = Channel.objects.get_or_create(
                organisation=unit,
                name=flight.made.carrier.name,
                defaults={"way": Way.DIRECTORY.value},
            )
            data = _damaged(file.data) if damaged else file.data
            delivery: Delivery = receive(channel=channel, data=data, now=now)
        with acting(for_unit(unit.pk)):
            read(delivery=delivery.public_id, now=timezone.now())


def _damaged(data: bytes) -> bytes:
    """As a message arrives from a system that lost a traveller's name."""
    return re.sub(rb"(NAD([+|])FL\2{3})[^'~]+", rb"\1", data, count=1)
