"""Flights with people on board: who sits where, who booked together, who is crew."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from attrs import frozen

from catenary.core.intake.model import Call, Flight, Leg, Role, Traveller
from catenary.world.dice import Dice
from catenary.world.geography import Carrier, carriers, home_airport, states
from catenary.world.people import TODAY, FictionalPerson

TYPICAL_LOAD = 200
_SEATS = "ABCDEF"
_LOCATOR = "BCDFGHJKLMNPQRSTVWXYZ23456789"
_PARTY_SIZES = (1, 1, 1, 1, 2, 2, 2, 3, 4, 5)
_MINUTES = (0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55)


@frozen
class Departure:
    """A flight on its day, and everybody on board in the order of the manifest; `parties` booked together."""

    number: int
    carrier: Carrier
    flight: Flight
    origin: str
    destination: str
    departs_at: datetime
    arrives_at: datetime
    travellers: tuple[Traveller, ...]
    parties: tuple[tuple[Traveller, ...], ...]

    @property
    def label(self) -> str:
        """A name for files: carrier, flight number and day."""
        return f"{self.flight.carrier}{self.flight.number}-{self.departs_at:%Y%m%d}-{self.number:04d}"


def loads(travellers: int, dice: Dice) -> Iterator[int]:
    """How many people fly on each flight, about 200, until everybody does."""
    left = travellers
    while left > 0:
        load = min(left, dice.between(TYPICAL_LOAD - 60, TYPICAL_LOAD + 60))
        if left - load < 40:
            load = left
        yield load
        left -= load


def departure(
    number: int, people: Sequence[FictionalPerson], dice: Dice, first_day: date = TODAY
) -> Departure:
    """A flight with these people on board."""
    carrier = dice.pick(carriers())
    departs_at = _on(first_day + timedelta(days=number // 60), dice)
    arrives_at = departs_at + timedelta(hours=dice.between(1, 11), minutes=dice.pick(_MINUTES))
    origin, destination = _route(carrier, dice)
    leg = Leg(Call(origin, f"{departs_at:%Y-%m-%dT%H:%M}"), Call(destination, f"{arrives_at:%Y-%m-%dT%H:%M}"))
    parties = tuple(_parties(people, (origin, destination), dice))
    return Departure(
        number=number,
        carrier=carrier,
        flight=Flight(carrier.code, f"{dice.between(1, 989):04d}", (leg,)),
        origin=origin,
        destination=destination,
        departs_at=departs_at,
        arrives_at=arrives_at,
        travellers=tuple(traveller for party in parties for traveller in party),
        parties=parties,
    )


def _on(day: date, dice: Dice) -> datetime:
    return datetime(day.year, day.month, day.day, dice.between(5, 22), dice.pick(_MINUTES))  # noqa: DTZ001  local


def _route(carrier: Carrier, dice: Dice) -> tuple[str, str]:
    """From or to the carrier's home."""
    home = home_airport(carrier)
    abroad = dice.pick([airport for state in states() for airport in state.airports if airport != home])
    return (home, abroad) if dice.chance(0.5) else (abroad, home)


def _parties(
    people: Sequence[FictionalPerson], route: tuple[str, str], dice: Dice
) -> Iterator[tuple[Traveller, ...]]:
    crew = dice.between(4, 8) if len(people) > 60 and dice.chance(0.3) else 0
    passengers = len(people) - crew
    start = 0
    while start < passengers:
        size = min(dice.pick(_PARTY_SIZES), passengers - start)
        locator = "".join(dice.pick(_LOCATOR) for _ in range(6))
        yield tuple(
            _traveller(person, route, locator, _seat(start + i))
            for i, person in enumerate(people[start : start + size])
        )
        start += size
    if crew:
        yield tuple(_traveller(person, route, None, None) for person in people[passengers:])


def _seat(place: int) -> str:
    row, column = divmod(place, len(_SEATS))
    return f"{row + 1}{_SEATS[column]}"


def _traveller(
    person: FictionalPerson, route: tuple[str, str], locator: str | None, seat: str | None
) -> Traveller:
    origin, destination = route
    return Traveller(
        id=person.id,
        name=person.name,
        role=Role.PASSENGER if locator else Role.CREW,
        sex=person.sex,
        born=person.born,
        nationality=person.nationality,
        documents=person.documents,
        booking_reference=locator,
        reference=person.id,
        seat=seat,
        embarks=origin,
        disembarks=destination,
    )
