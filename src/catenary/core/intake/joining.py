"""One traveller, two messages: the passenger information of a flight and the booking it came from, with the evidence.

A join is never silent: each says which facts met, and which contradict. A name alone joins nobody.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Final, TypeAlias

from attrs import frozen

from catenary.core.intake.model import Traveller


class Met(StrEnum):
    """A fact that passenger information and booking tell alike."""

    LOCATOR = "locator"
    DOCUMENT = "document"
    NAME = "name"
    BIRTH = "birth"
    SEAT = "seat"
    REFERENCE = "reference"


class Strength(StrEnum):
    """How surely it is one traveller."""

    SURE = "sure"
    LIKELY = "likely"


@frozen
class Join:
    """A traveller of passenger information and the one of a booking, what met, and what contradicts."""

    passenger: Traveller
    booked: Traveller
    strength: Strength
    met: frozenset[Met]
    against: frozenset[Met] = frozenset()


_SURE: Final = (
    frozenset({Met.DOCUMENT, Met.NAME}),
    frozenset({Met.DOCUMENT, Met.LOCATOR}),
    frozenset({Met.LOCATOR, Met.NAME, Met.BIRTH}),
    frozenset({Met.LOCATOR, Met.REFERENCE, Met.NAME}),
)
_LIKELY: Final = (
    frozenset({Met.LOCATOR, Met.NAME}),
    frozenset({Met.DOCUMENT, Met.BIRTH}),
    frozenset({Met.NAME, Met.BIRTH, Met.SEAT}),
)


Apart: TypeAlias = Callable[[Traveller, Traveller], bool]
"""Whether an officer said of a passenger and a booked traveller that they are two."""


def join(
    passengers: Sequence[Traveller], booked: Sequence[Traveller], apart: Apart = lambda _one, _other: False
) -> list[Join]:
    """Each passenger with at most one booked traveller, the surest first; of equals none, for either may be it."""
    possible = (each for each in _possible(passengers, booked) if not apart(each.passenger, each.booked))
    found = sorted(possible, key=_rank)
    equals = Counter((id(person), _rank(each)) for each in found for person in (each.passenger, each.booked))
    joins: list[Join] = []
    taken: set[int] = set()
    for each in found:
        both = {id(each.passenger), id(each.booked)}
        if not both & taken and all(equals[person, _rank(each)] == 1 for person in both):
            joins.append(each)
            taken |= both
    return joins


def compare(passenger: Traveller, booked: Traveller) -> Join | None:
    """The join of two travellers; None where too little meets, or a document and a birth date both contradict."""
    told = {fact: _agrees(fact, passenger, booked) for fact in Met}
    met = frozenset(fact for fact, agrees in told.items() if agrees)
    against = frozenset(fact for fact, agrees in told.items() if agrees is False)
    if {Met.DOCUMENT, Met.BIRTH} <= against:
        return None
    strength = _strength(met, against)
    return None if strength is None else Join(passenger, booked, strength, met, against)


def letters_of(name: str) -> str:
    """The letters of a name in order of the alphabet: the same however its parts are ordered and run together."""
    return "".join(sorted("".join(name.upper().replace("/", " ").replace("-", " ").split())))


def _possible(passengers: Iterable[Traveller], booked: Iterable[Traveller]) -> Iterator[Join]:
    """Only pairs that share what every join needs are compared: a locator, a document or a name."""
    shelves: defaultdict[tuple[Met, str], list[Traveller]] = defaultdict(list)
    for other in booked:
        for shelf in _shelves(other):
            shelves[shelf].append(other)
    for one in passengers:
        near = {id(other): other for shelf in _shelves(one) for other in shelves.get(shelf, ())}
        for other in near.values():
            if (found := compare(one, other)) is not None:
                yield found


def _shelves(person: Traveller) -> Iterator[tuple[Met, str]]:
    for fact in (Met.LOCATOR, Met.DOCUMENT, Met.NAME):
        for value in _FACTS[fact](person):
            yield fact, value


def _strength(met: frozenset[Met], against: frozenset[Met]) -> Strength | None:
    """Sure where nothing about the person contradicts; a changed seat is no contradiction of a person."""
    if any(facts <= met for facts in _SURE):
        return Strength.LIKELY if against - {Met.SEAT} else Strength.SURE
    return Strength.LIKELY if any(facts <= met for facts in _LIKELY) and not against - {Met.SEAT} else None


def _rank(found: Join) -> tuple[bool, int, int]:
    return (found.strength is not Strength.SURE, len(found.against), -len(found.met))


def _agrees(fact: Met, one: Traveller, other: Traveller) -> bool | None:
    """Whether both tell the fact alike; None where one does not tell it."""
    mine, theirs = _FACTS[fact](one), _FACTS[fact](other)
    return bool(mine & theirs) if mine and theirs else None


def _documents(person: Traveller) -> frozenset[str]:
    return frozenset("".join(each.number.split()).upper() for each in person.documents if each.number.strip())


def _one(value: object) -> frozenset[str]:
    text = str(value or "").strip().upper()
    return frozenset({text}) if text else frozenset()


def _name(person: Traveller) -> frozenset[str]:
    """Each name the person bears, whatever the order of its parts, with and without spaces: carriers run given names together."""
    return frozenset(
        letters for each in (person.name, *person.other_names) if (letters := letters_of(each.full))
    )


def _locator(person: Traveller) -> frozenset[str]:
    return _one(person.booking_reference)


def _birth(person: Traveller) -> frozenset[str]:
    return _one(person.born)


def _seat(person: Traveller) -> frozenset[str]:
    return _one(person.seat)


def _reference(person: Traveller) -> frozenset[str]:
    return _one(person.reference)


_FACTS: Final[Mapping[Met, Callable[[Traveller], frozenset[str]]]] = {
    Met.LOCATOR: _locator,
    Met.DOCUMENT: _documents,
    Met.NAME: _name,
    Met.BIRTH: _birth,
    Met.SEAT: _seat,
    Met.REFERENCE: _reference,
}
