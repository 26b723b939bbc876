"""Rows of a table with their places: every cell can be named as a spreadsheet names it."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from attrs import frozen

from catenary.basis.findings import Finding, Param, Place
from catenary.core.measures.file_problems import MEASURES_FILE
from catenary.formats.measures.table_columns import cell_name, text_of_cell
from catenary.formats.text_encoding import decoded

_SEPARATORS: Final = ",;\t"

Take = Callable[[Finding], None]


@frozen
class Row:
    """One row: its number as a spreadsheet shows it, its texts by column, and where each column stands."""

    number: int
    texts: Mapping[str, str]
    places: Mapping[str, int]

    def __getitem__(self, column: str) -> str:
        return self.texts.get(column, "")

    def fault(self, code: str, column: str, **params: Param) -> Finding:
        """A finding about one cell of the row."""
        cell = cell_name(self.number, self.places.get(column, 0))
        place = Place(segment=self.number - 1)
        return MEASURES_FILE.finding(code, place, cell=cell, row=self.number, column=column, **params)


def read_rows(data: bytes, columns: Sequence[str], take: Take) -> list[Row]:
    """The rows of a table that have any text; its cells may be apart by commas, semicolons or tabs.

    What keeps the table from being read goes to `take` as an error; the rows before it are given. Never raises.
    """
    text, is_certain = decoded(data)
    if not is_certain:
        take(MEASURES_FILE.finding("encoding_unknown"))
        return []
    numbered = enumerate(_rows(text, take), 1)
    _, titles = next(numbered, (1, []))
    places = _places(titles, columns, take)
    rows = [_row(number, cells, places, len(titles), take) for number, cells in numbered if any(cells)]
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


def _places(titles: Sequence[str], columns: Sequence[str], take: Take) -> Mapping[str, int]:
    places: dict[str, int] = {}
    for place, title in enumerate(titles):
        column = title.strip().casefold()
        if column in places:
            take(MEASURES_FILE.finding("column_twice", Place(segment=0), column=column))
        elif column in columns:
            places[column] = place
        elif column:
            take(MEASURES_FILE.finding("column_unknown", Place(segment=0), column=column[:60]))
    for column in columns:
        if column not in places:
            take(MEASURES_FILE.finding("column_missing", Place(segment=0), column=column))
    return places


def _row(number: int, cells: Sequence[str], places: Mapping[str, int], width: int, take: Take) -> Row:
    if any(cells[width:]):
        take(MEASURES_FILE.finding("cells_too_many", Place(segment=number - 1), row=number))
    texts = {column: text_of_cell(cells[place]) for column, place in places.items() if place < len(cells)}
    return Row(number, texts, places)
