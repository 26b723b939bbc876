"""The plain CSV list: UTF-8, a header line, several values in a cell separated by `;` (docs/lists.md)."""

from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from attrs import frozen

from catenary.basis.persons import PersonName
from catenary.core.screening.list_problems import LISTS
from catenary.core.screening.model import ListedName, ListEntry, NameKind
from catenary.formats.cells import split_values
from catenary.formats.lists.notes import Notes, Take
from catenary.formats.lists.source import ListFile
from catenary.formats.lists.text_rows import csv_rows
from catenary.formats.lists.values import (
    each_once,
    read_countries,
    read_day,
    read_documents,
    read_sex,
    read_spans,
)

NEEDED = ("id", "name")


class _Cells(NamedTuple):
    """One row by column; a column that is not in the file is empty."""

    id: str
    name: str
    aliases: str
    weak_aliases: str
    original_script: str
    born: str
    sex: str
    nationality: str
    documents: str
    reference: str
    listed_on: str
    legal_ground: str
    review_by: str


COLUMNS = _Cells._fields


def read_plain_csv(file: ListFile, take: Take, name: str) -> Iterator[ListEntry]:
    """The entries, one a row. Rows without a name are lost with an error, other bad cells cost only themselves.

    Raises ProblemError where the header lacks `id` or `name`, or the file cannot be trusted to be whole.
    """
    notes = Notes(file.name, take)
    rows = csv_rows(file)
    header = _Header.of(next(rows, (1, []))[1], notes)
    for number, (line, row) in enumerate(rows):
        notes.stand(number, line=line)
        if entry := _entry(header.cells(row, notes), name, notes):
            yield entry


@frozen
class _Header:
    """Where each column stands in a row."""

    width: int
    pick: Callable[[Sequence[str]], tuple[str, ...]]

    @classmethod
    def of(cls, titles: Sequence[str], notes: Notes) -> "_Header":
        places = {title.strip().casefold(): place for place, title in enumerate(titles)}
        for needed in NEEDED:
            if needed not in places:
                raise LISTS.problem("column_missing", file=notes.file, column=needed)
        for unknown in sorted(places.keys() - set(COLUMNS)):
            notes.add("column_unknown", column=unknown)
        beyond = len(titles)
        return cls(beyond, itemgetter(*(places.get(column, beyond) for column in COLUMNS)))

    def cells(self, row: list[str], notes: Notes) -> _Cells:
        """The row by column; missing cells at its end are empty, superfluous ones are noted."""
        if len(row) > self.width:
            notes.add("cells_too_many", cells=len(row), columns=self.width)
            del row[self.width :]
        row.extend([""] * (self.width + 1 - len(row)))
        return _Cells._make(self.pick(row))


def _entry(cells: _Cells, name: str, notes: Notes) -> ListEntry | None:
    entry = cells.id.strip()
    if not entry:
        entry = f"line-{notes.line}"
        notes.add("id_missing", entry=entry)
    notes.entry = entry
    names = _names(cells)
    if not names:
        notes.add("name_missing")
        return None
    return ListEntry(
        list=name,
        entry=entry,
        names=names,
        born=read_spans(split_values(cells.born), notes),
        sex=read_sex(cells.sex, notes),
        nationalities=read_countries(split_values(cells.nationality), notes),
        documents=read_documents(split_values(cells.documents), notes),
        reference=cells.reference.strip() or None,
        listed_on=read_day(cells.listed_on, "listed_on", notes),
        legal_ground=cells.legal_ground.strip() or None,
        review_by=read_day(cells.review_by, "review_by", notes),
    )


def _names(cells: _Cells) -> tuple[ListedName, ...]:
    primary = cells.name.strip()
    names = [ListedName(PersonName(primary), NameKind.PRIMARY)] if primary else []
    for cell, kind in (
        (cells.aliases, NameKind.ALIAS),
        (cells.weak_aliases, NameKind.WEAK_ALIAS),
        (cells.original_script, NameKind.ORIGINAL_SCRIPT),
    ):
        if cell:
            names.extend(ListedName(PersonName(text), kind) for text in split_values(cell))
    return each_once(names)
