"""Rows of a table with their places: every cell can be named as a spreadsheet names it."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from attrs import field, frozen

from catenary.basis.findings import Finding, Param, Place
from catenary.core.measures.file_problems import MEASURES_FILE
from catenary.formats.measures.table_columns import cell_name, text_of_cell
from catenary.formats.text_encoding import decoded

_SEPARATORS: Final = ",;\t"

CELL_FAULTS: Final = frozenset(
    f"measures_file.{code}" for code in ("cell_date", "cell_error", "cell_formula")
)
"""What is wrong with single cells, whatever their column: the others are read all the same."""
Take = Callable[[Finding], None]


@frozen
class Row:
    """One row: its number as a spreadsheet shows it, its texts by column, and the cell of each column, such as `K12` or `Questions!K12`."""

    number: int
    texts: Mapping[str, str]
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.texts.get(column, "")

    def cell(self, column: str) -> str:
        """What a spreadsheet calls the cell of a column; the row's first where it has no such column."""
        return self.cells.get(column) or next(iter(self.cells.values()), "")

    def fault(self, code: str, column: str, **params: Param) -> Finding:
        """A finding about one cell of the row."""
        place = Place(segment=self.number - 1)
        cell = self.cell(column)
        return MEASURES_FILE.finding(code, place, cell=cell, row=self.number, column=column, **params)


@frozen
class Sheet:
    """Rows of cells as a file has them, and what is wrong with some of them, by row and place counted from 0."""

    rows: Sequence[Sequence[str]]
    faults: Mapping[tuple[int, int], str] = field(factory=dict)
    """Codes of `MEASURES_FILE`."""
    name: str = ""
    """Of the sheet; empty where the file has no sheets."""

    def cell(self, row: int, place: int) -> str:
        """What a spreadsheet calls a cell; both counted from 0."""
        name = cell_name(row + 1, place)
        return f"{self.name}!{name}" if self.name else name


def read_rows(data: bytes, columns: Sequence[str], take: Take) -> list[Row]:
    """The rows of a table that have any text; its cells may be apart by commas, semicolons or tabs.

    What keeps the table from being read goes to `take` as an error; the rows before it are given. Never raises.
    """
    text, is_certain = decoded(data)
    if not is_certain:
        take(MEASURES_FILE.finding("encoding_unknown"))
        return []
    return rows_of(Sheet([*_rows(text, take)]), columns, take)


def rows_of(
    sheet: Sheet, columns: Sequence[str], take: Take, *, asked: Sequence[str] | None = None
) -> list[Row]:
    """The rows of a sheet that have any text, the first being its header; `asked` are the columns that it must have, all unless told."""
    titles = sheet.rows[0] if sheet.rows else ()
    places = _places(titles, columns, take, columns if asked is None else asked)
    numbered = [(number, cells) for number, cells in enumerate(sheet.rows) if number and any(cells)]
    rows = [_row(sheet, number, places, len(titles), take) for number, _cells in numbered]
    if not rows:
        take(MEASURES_FILE.finding("table_empty"))
    return rows


def _rows(text: str, take: Take) -> Iterator[list[str]]:
    header = text[: text.find("\n") + 1 or len(text)]
    separator = max(_SEPARATORS, key=header.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for row in rows:
            number += 1
            yield row
    except csv.Error as error:
        take(MEASURES_FILE.finding("table_broken", Place(segment=number), row=number + 1, reason=str(error)))


def _places(
    titles: Sequence[str], columns: Sequence[str], take: Take, asked: Sequence[str]
) -> Mapping[str, int]:
    places: dict[str, int] = {}
    for place, title in enumerate(titles):
        column = title.strip().casefold()
        if column in places:
            take(MEASURES_FILE.finding("column_twice", Place(segment=0), column=column))
        elif column in columns:
            places[column] = place
        elif column:
            take(MEASURES_FILE.finding("column_unknown", Place(segment=0), column=column[:60]))
    for column in asked:
        if column not in places:
            take(MEASURES_FILE.finding("column_missing", Place(segment=0), column=column))
    return places


def _row(sheet: Sheet, number: int, places: Mapping[str, int], width: int, take: Take) -> Row:
    cells = sheet.rows[number]
    if any(cells[width:]):
        take(MEASURES_FILE.finding("cells_too_many", Place(segment=number), row=number + 1))
    texts = {column: text_of_cell(cells[place]) for column, place in places.items() if place < len(cells)}
    row = Row(number + 1, texts, {column: sheet.cell(number, place) for column, place in places.items()})
    for column, place in places.items():
        if fault := sheet.faults.get((number, place)):
            take(row.fault(fault, column))
    return row
