"""Fictional people: named after their customs, of realistic ages, with papers of invented States."""

from collections.abc import Iterator
from datetime import date, timedelta

from attrs import evolve, frozen

from catenary.basis.dates import PartialDate
from catenary.basis.persons import PersonName, Sex
from catenary.core.intake.model import TravelDocument
from catenary.world.customs import FormedName, form_name
from catenary.world.dice import Dice
from catenary.world.geography import State, state_of_code, state_of_someone
from catenary.world.name_parts import NamePart
from catenary.world.papers import papers

TODAY = date(2026, 12, 1)
"""The one day on which every world is generated: a world must not depend on the calendar of who makes it."""
_YEAR = 365.2425


@frozen
class FictionalPerson:
    """A person who does not exist.

    `formed` is the name as its custom has it; `given` and `family` are how this record writes it in Latin letters, one
    string per part. `born` may be partial or absent, as in real records.
    """

    id: str
    custom: str
    formed: FormedName
    given: tuple[str, ...]
    family: tuple[str, ...]
    sex: Sex | None
    born: PartialDate | None
    nationality: str | None
    documents: tuple[TravelDocument, ...] = ()

    @property
    def surname(self) -> str:
        """The family part of the name in Latin letters."""
        return " ".join(self.family)

    @property
    def given_names(self) -> str:
        """The own names in Latin letters; empty for people with one name only."""
        return " ".join(self.given)

    @property
    def name(self) -> PersonName:
        """The name as a carrier or list writes it: given names first, in every custom."""
        return PersonName.of_parts(self.surname, self.given_names or None)

    @property
    def native_name(self) -> str:
        """The name in the letters and the order of its custom."""
        own = [part.native for part in self.formed.given]
        family = [part.native for part in self.formed.family]
        first, last = (family, own) if self.formed.family_first else (own, family)
        return ("" if self.custom in _NO_GAPS else " ").join((*first, *last))


_NO_GAPS = frozenset({"chinese", "korean", "japanese"})


def people(seed: int, count: int, stream: str = "people") -> Iterator[FictionalPerson]:
    """So many people, always the same for a seed and stream; other streams hold other people of the same population."""
    dice = Dice.keyed(seed, stream)
    return (person(identifier(stream[0].upper(), place, count), dice) for place in range(count))


def identifier(letter: str, place: int, count: int) -> str:
    """The id of the person at a place, counted from 0, among so many: a letter and a number from 1, equally long."""
    return f"{letter}{place + 1:0{max(6, len(str(count)))}d}"


def innocent_travellers(seed: int, count: int) -> Iterator[FictionalPerson]:
    """Travellers of the same population as any list, drawn independently of every list."""
    return people(seed, count, "travellers")


def person(identifier: str, dice: Dice, *, ages: tuple[int, int] = (0, 88)) -> FictionalPerson:
    """One person of some State, with exact personal data."""
    state = state_of_someone(dice)
    custom = dice.pick(state.customs)
    sex = Sex.FEMALE if dice.chance(0.48) else Sex.MALE
    return described(
        identifier,
        custom,
        form_name(custom, sex, dice),
        sex=sex,
        born=birth_date(dice, ages),
        state=state,
        dice=dice,
    )


def described(
    identifier: str, custom: str, formed: FormedName, *, sex: Sex, born: PartialDate, state: State, dice: Dice
) -> FictionalPerson:
    """A person with this name, sex and birth date, spelled in one of the ways of its script, with papers."""
    system = dice.below(12)
    return FictionalPerson(
        id=identifier,
        custom=custom,
        formed=formed,
        given=spelled(formed.given, system),
        family=spelled(formed.family, system),
        sex=sex,
        born=born,
        nationality=state.code,
        documents=papers(state, TODAY, dice),
    )


def spelled(parts: tuple[NamePart, ...], system: int) -> tuple[str, ...]:
    """Each part in the same system of its script."""
    return tuple(part.spelled(system) for part in parts)


def birth_date(dice: Dice, ages: tuple[int, int]) -> PartialDate:
    """A birth date for an age between two limits; the middle of the range is likelier than its ends."""
    lowest, highest = ages
    age = lowest + (highest - lowest) * (dice.roll() + dice.roll()) / 2
    return PartialDate.from_date(TODAY - timedelta(days=int(age * _YEAR) + 1))


def relative(other: FictionalPerson, identifier: str, dice: Dice) -> FictionalPerson:
    """Somebody of the same family: the same family name and nationality, another name, sex and birth date."""
    sex = Sex.FEMALE if dice.chance(0.5) else Sex.MALE
    formed = form_name(other.custom, sex, dice)
    state = state_of_code(other.nationality or "UTO")
    relation = described(
        identifier, other.custom, formed, sex=sex, born=birth_date(dice, (16, 80)), state=state, dice=dice
    )
    return evolve(relation, formed=evolve(formed, family=other.formed.family), family=other.family)
