"""Fictional people as a watchlist has them: aliases, original script, birth dates of every precision, some documents."""

import csv
from collections.abc import Callable, Iterator
from typing import TextIO

from attrs import frozen

from catenary.basis.dates import DateSpan, PartialDate
from catenary.basis.persons import PersonName, Sex
from catenary.core.screening.model import ListedDocument, ListedName, ListEntry, NameKind
from catenary.world.customs import kunya
from catenary.world.dice import Dice
from catenary.world.name_parts import stock
from catenary.world.people import FictionalPerson, identifier, person, spelled

LIST_NAME = "fictional"
COLUMNS = ("id", "name", "aliases", "original_script", "born", "sex", "nationality", "documents")
_LISTED_AGES = (17, 74)


@frozen
class Listed:
    """Who is meant and what the list says of them."""

    person: FictionalPerson
    entry: ListEntry


def listed_people(seed: int, count: int) -> Iterator[Listed]:
    """The entries of a fictional list, always the same for a seed."""
    dice = Dice.keyed(seed, "list")
    for place in range(count):
        someone = person(identifier("W", place, count), dice, ages=_LISTED_AGES)
        yield Listed(someone, as_listed(someone, dice))


def as_listed(someone: FictionalPerson, dice: Dice) -> ListEntry:
    """What a list knows of a person: often less than a passport, sometimes under several names."""
    return ListEntry(
        list=LIST_NAME,
        entry=someone.id,
        names=_names(someone, dice),
        born=_birth_dates(someone.born, dice),
        sex=None if dice.chance(0.1) else someone.sex,
        nationalities=() if dice.chance(0.08) or someone.nationality is None else (someone.nationality,),
        documents=_documents(someone) if dice.chance(0.45) else (),
    )


def _names(someone: FictionalPerson, dice: Dice) -> tuple[ListedName, ...]:
    primary = _listed_name(someone, dice)
    names = {primary.full: ListedName(primary)}
    for kind, name in _other_names(someone, dice):
        names.setdefault(name.full, ListedName(name, kind))
    if not someone.native_name.isascii() and stock(someone.custom).script != "latin" and dice.chance(0.6):
        names[someone.native_name] = ListedName(PersonName(someone.native_name), NameKind.ORIGINAL_SCRIPT)
    return tuple(names.values())


def _listed_name(someone: FictionalPerson, dice: Dice) -> PersonName:
    if someone.formed.family_first and dice.chance(0.5):
        full = " ".join((*someone.family, *someone.given))
        return PersonName(full, someone.surname, someone.given_names or None)
    return someone.name


def _other_names(someone: FictionalPerson, dice: Dice) -> Iterator[tuple[NameKind, PersonName]]:
    if dice.chance(0.35):
        yield NameKind.ALIAS, _in_other_letters(someone, dice.below(12))
    if dice.chance(0.12) and len(someone.given) > 1:
        yield NameKind.ALIAS, PersonName.of_parts(someone.surname, someone.given[0])
    if dice.chance(0.15) and (short := _with_short_form(someone, dice)):
        yield NameKind.WEAK_ALIAS, short
    if dice.chance(0.1) and (father_of := kunya(someone.custom, someone.sex or Sex.MALE, dice)):
        yield NameKind.WEAK_ALIAS, PersonName.of_parts(someone.surname, father_of.spelled(0))


def _in_other_letters(someone: FictionalPerson, system: int) -> PersonName:
    formed = someone.formed
    family, given = spelled(formed.family, system), spelled(formed.given, system)
    return PersonName.of_parts(" ".join(family), " ".join(given) or None)


def _with_short_form(someone: FictionalPerson, dice: Dice) -> PersonName | None:
    source = stock(someone.custom)
    if not someone.formed.given or not (forms := source.short_forms.get(someone.formed.given[0].native)):
        return None
    return PersonName.of_parts(someone.surname, source.part(dice.pick(forms)).spelled(dice.below(12)))


def _birth_dates(born: PartialDate | None, dice: Dice) -> tuple[DateSpan, ...]:
    """Exact in six of ten entries; else a year, a range, about a year, the first of January, or nothing."""
    kind = dice.roll()
    for share, known in _BIRTH_DATES:
        if kind < share:
            return (known(born, dice),) if born else ()
    return ()


def _year(born: PartialDate, _: Dice) -> DateSpan:
    return DateSpan(PartialDate(born.year))


def _some_years(born: PartialDate, dice: Dice) -> DateSpan:
    return DateSpan(PartialDate(born.year - dice.below(3)), PartialDate(born.year + dice.between(1, 2)))


def _about_a_year(born: PartialDate, dice: Dice) -> DateSpan:
    return DateSpan(PartialDate(born.year + dice.between(-1, 1)), approximate=True)


def _first_of_january(born: PartialDate, _: Dice) -> DateSpan:
    return DateSpan(PartialDate(born.year, 1, 1))


_BIRTH_DATES: tuple[tuple[float, Callable[[PartialDate, Dice], DateSpan]], ...] = (
    (0.62, lambda born, _: DateSpan(born)),
    (0.76, _year),
    (0.81, _some_years),
    (0.86, _about_a_year),
    (0.90, _first_of_january),
)
"""How a list states a birth date, each up to its share of the entries; the rest state none."""


def _documents(someone: FictionalPerson) -> tuple[ListedDocument, ...]:
    return tuple(ListedDocument(paper.number, paper.type, paper.issuer) for paper in someone.documents)


def list_row(entry: ListEntry) -> tuple[str, ...]:
    """An entry as a row of the plain CSV list; weak aliases stand among the aliases, as in most published lists."""
    primary, *others = entry.names
    original = [name.name.full for name in others if name.kind is NameKind.ORIGINAL_SCRIPT]
    aliases = [name.name.full for name in others if name.kind is not NameKind.ORIGINAL_SCRIPT]
    papers = [f"{paper.type}:{paper.number}:{paper.issuer}" for paper in entry.documents]
    return (
        entry.entry,
        primary.name.full,
        ";".join(aliases),
        ";".join(original),
        ";".join(map(str, entry.born)),
        entry.sex or "",
        ";".join(entry.nationalities),
        ";".join(papers),
    )


class ListFile:
    """A plain CSV list written row by row."""

    def __init__(self, text: TextIO) -> None:
        self._rows = csv.writer(text, lineterminator="\n")
        self._rows.writerow(COLUMNS)

    def add(self, entry: ListEntry) -> None:
        """One more entry."""
        self._rows.writerow(list_row(entry))
