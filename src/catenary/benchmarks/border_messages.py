"""Passenger lists of fictional flights as carriers send them, all of one form: what differs is who is on board."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import islice

from attrs import evolve

from catenary.benchmarks.planted_list import SEED
from catenary.core.intake.model import Role, Traveller
from catenary.formats.edifact.writing import Envelope, Style
from catenary.formats.paxlst.write import PassengerList, write_paxlst
from catenary.world.dice import Dice
from catenary.world.flights import Departure, departure
from catenary.world.people import FictionalPerson, innocent_travellers

_BEFORE_DEPARTURE = timedelta(minutes=40)


def flights(count: int, on_board: int) -> Iterator[Departure]:
    """So many departures, always the same, each with so many people whom no list means."""
    people = innocent_travellers(SEED, count * on_board)
    for number in range(count):
        yield flight(number, list(islice(people, on_board)))


def flight(number: int, people: Sequence[FictionalPerson]) -> Departure:
    """A departure with these people on board, passengers all of them."""
    made = departure(number, people, Dice.keyed(SEED, "border", number))
    passengers = (evolve(each, role=Role.PASSENGER) for each in made.travellers)
    return evolve(made, travellers=tuple(passengers))


def message(made: Departure, travellers: Sequence[Traveller], number: int) -> bytes:
    """A PAXLST about these travellers of a departure; its number makes it unlike every other."""
    reference = f"REF{number:08d}"
    told = PassengerList(made.flight, tuple(travellers), reference, reporting_party=made.carrier.name)
    prepared_at = made.departs_at - _BEFORE_DEPARTURE
    return write_paxlst(told, Envelope(made.carrier.code, "UTOPIU", prepared_at, reference), Style())
