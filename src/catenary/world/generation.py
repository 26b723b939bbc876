"""A whole world in a folder: a list, travellers, the messages that announce them, and the truth about who is who."""

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Self

from attrs import evolve, frozen

from catenary.core.intake.model import Traveller
from catenary.world.arrival import arriving_whole
from catenary.world.dice import Dice
from catenary.world.distortion import Kind
from catenary.world.flights import Departure, departure, loads
from catenary.world.listing import Listed, ListFile, listed_people
from catenary.world.messages import MessageFile, carrier_files
from catenary.world.people import FictionalPerson, identifier, innocent_travellers
from catenary.world.planting import Plan, Plant, plant

if TYPE_CHECKING:
    from _csv import Writer

TRAVELLER_COLUMNS = ("id", "surname", "given_names", "born", "sex", "nationality", "documents")
TRUTH_COLUMNS = ("traveller_id", "entry_id", "kind")
PLACE_COLUMNS = ("traveller_id", "file", "id")


@frozen
class WorldSummary:
    """What was written: counts of everything, and how many of each kind were planted."""

    seed: int
    entries: int
    travellers: int
    flights: int
    files: int
    planted: Mapping[Kind, int]


def write_world(seed: int, travellers: int, entries: int, folder: Path) -> WorldSummary:
    """Write the world of a seed into a folder, which is made where it is missing: the same bytes on any machine.

    Flights are made one after the other and list entries go straight to the file, so memory does not grow with the
    list. A world that was there before is replaced once this one is whole. Raises OSError where the folder cannot be
    written.
    """
    with arriving_whole(folder) as scratch:
        (scratch / "messages").mkdir()
        plants = _write_list(seed, travellers, entries, scratch / "list.csv")
        with _Tables(scratch, plants) as tables:
            for made in _departures(seed, travellers, plants):
                tables.add(made, Dice.keyed(seed, "messages", made.number))
        _write_readme(seed, travellers, entries, scratch)
    planted = Counter(each.kind for each in plants.values())
    return WorldSummary(seed, entries, travellers, tables.flights, tables.files, planted)


def _write_readme(seed: int, travellers: int, entries: int, folder: Path) -> None:
    text = (files("catenary.world") / "data" / "world-readme.md").read_text(encoding="utf-8")
    filled = text % {"seed": seed, "travellers": travellers, "entries": entries}
    (folder / "README.md").write_text(filled, encoding="utf-8", newline="\n")


def _write_list(seed: int, travellers: int, entries: int, path: Path) -> dict[str, Plant]:
    """The list file, and the planted travellers by the id they will have."""
    plan = Plan.of(travellers, entries)
    choice: list[Listed] = []
    with path.open("w", encoding="utf-8", newline="") as text:
        file = ListFile(text)
        for number, listed in enumerate(listed_people(seed, entries)):
            file.add(listed.entry)
            if plan.wants(number):
                choice.append(listed)
    planted = plant(plan, choice, Dice.keyed(seed, "planting"))
    places = _spread(len(planted), travellers, Dice.keyed(seed, "places"))
    return {identifier("T", place, travellers): each for place, each in zip(places, planted, strict=True)}


def _spread(count: int, places: int, dice: Dice) -> Iterator[int]:
    """So many different places, one in each equal stretch."""
    for i in range(count):
        start, end = i * places // count, (i + 1) * places // count
        yield start + dice.below(max(1, end - start))


def _departures(seed: int, travellers: int, plants: Mapping[str, Plant]) -> Iterator[Departure]:
    dice = Dice.keyed(seed, "flights")
    everyone = _everyone(seed, travellers, plants)
    for number, load in enumerate(loads(travellers, dice)):
        yield departure(number, list(islice(everyone, load)), dice)


def _everyone(seed: int, travellers: int, plants: Mapping[str, Plant]) -> Iterator[FictionalPerson]:
    for innocent in innocent_travellers(seed, travellers):
        planted = plants.get(innocent.id)
        yield evolve(planted.traveller, id=innocent.id) if planted else innocent


class _Tables:
    """The tables and messages of a world while its flights are added."""

    def __init__(self, folder: Path, plants: Mapping[str, Plant]) -> None:
        self._folder, self._plants = folder, plants
        self._open = ExitStack()
        self.flights = self.files = 0

    def __enter__(self) -> Self:
        self._travellers = self._table("travellers.csv", TRAVELLER_COLUMNS)
        self._truth = self._table("truth.csv", TRUTH_COLUMNS)
        self._places = self._table("places.csv", PLACE_COLUMNS)
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def _table(self, name: str, columns: Sequence[str]) -> "Writer":
        text = self._open.enter_context((self._folder / name).open("w", encoding="utf-8", newline=""))
        rows = csv.writer(text, lineterminator="\n")
        rows.writerow(columns)
        return rows

    def add(self, made: Departure, dice: Dice) -> None:
        self.flights += 1
        for traveller in made.travellers:
            self._travellers.writerow(traveller_row(traveller))
            if planted := self._plants.get(traveller.id):
                self._truth.writerow((traveller.id, planted.entry or "", planted.kind))
        for file in carrier_files(made, dice):
            self._add_file(file)

    def _add_file(self, file: MessageFile) -> None:
        self.files += 1
        (self._folder / "messages" / file.name).write_bytes(file.data)
        self._places.writerows((traveller.id, file.name, place) for traveller, place in file.travellers)


def traveller_row(traveller: Traveller) -> tuple[str, ...]:
    """A traveller as a row of `travellers.csv`; documents are `type:number:issuer`."""
    name = traveller.name
    papers = (f"{paper.type}:{paper.number}:{paper.issuer}" for paper in traveller.documents)
    return (
        traveller.id,
        name.surname or name.full,
        name.given_names or "",
        str(traveller.born or ""),
        traveller.sex or "",
        traveller.nationality or "",
        ";".join(papers),
    )
