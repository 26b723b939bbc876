"""A fictional list of any size with the questions to put to it: innocent travellers, and listed people distorted."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from attrs import evolve, frozen

from catenary.basis.dates import DateSpan
from catenary.core.screening.model import ListEntry, Person
from catenary.formats.list_index import build_list_index
from catenary.formats.lists.reading import ListReading, find_sources
from catenary.world.dice import Dice
from catenary.world.distortion import Kind
from catenary.world.listing import Listed, ListFile, listed_people
from catenary.world.people import FictionalPerson, innocent_travellers
from catenary.world.planting import Plan, Plant, plant

SEED = 2026
LIST_NAME = "list"
BUILT_AT = datetime(2026, 12, 1, tzinfo=UTC)
_NAMES_PER_ENTRY = 1.5
_CHOICE = 8


@frozen
class Question:
    """One person to screen: `kind` is how a listed person was distorted, None for an innocent traveller."""

    person: Person
    kind: Kind | None = None
    entry: str | None = None


@frozen
class PlantedList:
    """A list file as `catenary list build` takes it, and the listed people chosen to be looked for."""

    source: Path
    entries: int
    names: int
    plants: tuple[Plant, ...]

    def planted(self) -> list[Question]:
        """The listed people as travellers, each kind of distortion as often as any other as far as people fit it."""
        return [Question(as_person(each.traveller), each.kind, each.entry) for each in self.plants]


def write_list(source: Path, names: int, plants: int) -> PlantedList:
    """Write a list with at least so many names, and choose people spread over all of it."""
    stride = max(1, int(names / _NAMES_PER_ENTRY) // max(1, plants * _CHOICE))
    choice: list[Listed] = []
    entries = written = 0
    with source.open("w", encoding="utf-8", newline="") as text:
        file = ListFile(text)
        for entries, listed in enumerate(_until(names), 1):
            file.add(listed.entry)
            written += len(listed.entry.names)
            if entries % stride == 0:
                choice.append(listed)
    chosen = plant(Plan(plants, 0, stride), choice, Dice.keyed(SEED, "planting"))
    return PlantedList(source, entries, written, tuple(chosen))


def _until(names: int) -> Iterator[Listed]:
    """Entries until they have so many names."""
    written = 0
    for listed in listed_people(SEED, max(1, names)):
        yield listed
        written += len(listed.entry.names)
        if written >= names:
            return


def innocents(count: int) -> list[Question]:
    """Travellers of the same population as the list, drawn independently of it; none of them is meant by any entry."""
    return [Question(as_person(each)) for each in innocent_travellers(SEED, count)]


def as_person(someone: FictionalPerson) -> Person:
    """What a passenger list says of somebody besides documents: those are another claim."""
    return Person(
        names=(someone.name,),
        born=(DateSpan(someone.born),) if someone.born else (),
        sex=someone.sex,
        nationalities=(someone.nationality,) if someone.nationality else (),
    )


def name_only(person: Person) -> Person:
    """The same person with nothing known but the name."""
    return Person(person.names)


def entries_of(source: Path) -> Iterator[ListEntry]:
    """The entries of a list file as Catenary reads them."""
    return iter(ListReading(find_sources([source], [LIST_NAME]), lambda _: None))


def build(source: Path, folder: Path) -> None:
    """Build the index as `catenary list build` does."""
    reading = ListReading(find_sources([source], [LIST_NAME]), lambda _: None)
    build_list_index(reading, reading.sources, folder, built_at=BUILT_AT)


def changed_entries(entries: Iterable[ListEntry], count: int) -> list[ListEntry]:
    """The first entries with a legal ground they did not have: a change to what is said of each."""
    return [evolve(entry, legal_ground="renewed") for entry, _ in zip(entries, range(count), strict=False)]
