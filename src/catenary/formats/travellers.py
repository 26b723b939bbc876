"""Travellers as a CSV table or as JSON lines, for those whose carrier messages were read elsewhere.

Columns or keys: `id`, and `name` or `surname` and `given_names`, and any of `born`, `sex`, `nationality`, `documents`
(`type:number:issuer`, several separated by `;`). Without an id a person is known by the row number, from 1.
"""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
from attrs import define, field

from catenary.basis.findings import Finding, Param, Place
from catenary.basis.persons import PersonName
from catenary.core.screening.input_problems import TRAVELLERS
from catenary.core.screening.model import ListedDocument, Person
from catenary.formats.cells import (
    LONGEST_CELL,
    born_from,
    country_from,
    document_from,
    sex_from,
    split_values,
)
from catenary.formats.sniffing import InputKind, sniff_input
from catenary.formats.text_encoding import decoded, is_damaged

COLUMNS = ("id", "name", "surname", "given_names", "born", "sex", "nationality", "documents")
_NAME_COLUMNS = frozenset({"name", "surname", "given_names"})
_ONE_VALUE = frozenset({"id", "name", "surname", "given_names", "sex"})
_LONGEST_SHOWN = 120


class TravellerRow(NamedTuple):
    """One row: who it is, the person as far as it could be read, and what could not.

    `is_whole` is false where a name or a document could not be read: then nothing found does not mean not listed.
    """

    id: str
    person: Person
    findings: tuple[Finding, ...]
    is_whole: bool = True


def read_travellers(data: bytes, take: Callable[[Finding], None]) -> Iterator[TravellerRow]:
    """Every row of a CSV table or of JSON lines, in order; what concerns the whole file goes to `take`.

    A row that cannot be read comes as a person without names, with an error finding. An error finding that goes to
    `take` says that the table cannot be read at all. Never raises for any bytes.
    """
    text, is_certain = decoded(data)
    if not is_certain:
        take(TRAVELLERS.finding("encoding_unknown"))
    is_json = sniff_input(data[:65_536]) is InputKind.TRAVELLERS_NDJSON
    rows = _json_rows(text) if is_json else _csv_rows(text, take)
    for number, (cells, unread) in enumerate(rows, 1):
        yield _traveller(number, cells, unread)


_Cells = Mapping[str, Sequence[Any]]
_Unread = tuple[str, dict[str, Param]] | None


def _traveller(number: int, cells: _Cells, unread: _Unread) -> TravellerRow:
    notes = _RowNotes(number)
    if unread:
        notes.add(unread[0], **unread[1])
    reading = _RowReading(cells, notes)
    person = reading.person()
    is_unread = unread is not None and unread[0] == "row_unreadable"
    if not (person.names or reading.damaged or is_unread):
        notes.add("name_missing")
    own_id = reading.texts("id")
    is_whole = not (reading.damaged or is_unread)
    return TravellerRow(own_id[0] if own_id else str(number), person, tuple(notes.findings), is_whole)


@define
class _RowNotes:
    """Findings of one row, counted from 1 for people; their place counts from 0."""

    row: int
    findings: list[Finding] = field(factory=list)

    def add(self, code: str, **params: Param) -> None:
        self.findings.append(TRAVELLERS.finding(code, Place(segment=self.row - 1), row=self.row, **params))


@define
class _RowReading:
    """The values of one row as a person; what cannot be read is noted and left out.

    `damaged` are the columns whose names or documents were left out because characters of them were lost.
    """

    cells: _Cells
    notes: _RowNotes
    damaged: set[str] = field(factory=set)

    def person(self) -> Person:
        return Person(
            names=tuple(self._names()),
            born=self._read("born", born_from, "born_unreadable"),
            sex=next(iter(self._read("sex", sex_from, "sex_unreadable")), None),
            nationalities=tuple(self._country("nationality", text) for text in self.texts("nationality")),
            documents=tuple(self._documents()),
        )

    def texts(self, column: str) -> list[str]:
        values = self.cells.get(column, ())
        texts = [value.strip() for value in values if isinstance(value, str)]
        if len(texts) < len(values):
            self.notes.add("value_unreadable", column=column)
        if any(map(is_damaged, texts)):
            return self._less_damaged(column, texts)
        return [text for text in texts if text]

    def _less_damaged(self, column: str, texts: list[str]) -> list[str]:
        """The texts of a name without those that lost characters; of another column all of them. Either is told."""
        if column not in _NAME_COLUMNS:
            self.notes.add("text_damaged", column=column)
            return texts
        self.notes.add("name_damaged", column=column)
        self.damaged.add(column)
        return [text for text in texts if text and not is_damaged(text)]

    def _names(self) -> Iterator[PersonName]:
        surname, given = " ".join(self.texts("surname")) or None, " ".join(self.texts("given_names")) or None
        if self.damaged:
            surname = given = None  # half a name is another name
        whole = self.texts("name")
        if len(whole) == 1:
            yield PersonName(whole[0], surname, given)
        else:
            yield from (PersonName(text) for text in whole)
            if surname or given:
                yield PersonName.of_parts(surname, given)

    def _read(self, column: str, reader: Callable[[str], Any], code: str) -> tuple[Any, ...]:
        values = []
        for text in self.texts(column):
            try:
                values.append(reader(text))
            except ValueError:
                self.notes.add(code, value=text)
        return tuple(values)

    def _documents(self) -> Iterator[ListedDocument]:
        for value in self.cells.get("documents", ()):
            document = _document(value)
            if document is None:
                self.notes.add("document_unreadable", value=str(value)[:_LONGEST_SHOWN])
            elif is_damaged(document.number):
                self.notes.add("document_damaged", value=str(value)[:_LONGEST_SHOWN])
                self.damaged.add("documents")
            else:
                issuer = document.issuer and self._country("documents", document.issuer)
                yield ListedDocument(document.number, document.type, issuer)

    def _country(self, column: str, text: str) -> str:
        country = country_from(text)
        if country is None:
            self.notes.add("country_unknown", column=column, value=text)
            return text
        return country


def _document(value: Any) -> ListedDocument | None:
    """A document from its text or from the object that `catenary read` writes; none where it has no number."""
    try:
        if isinstance(value, str):
            return document_from(value)
        return msgspec.convert(value, _StatedDocument).document()
    except (ValueError, msgspec.ValidationError):
        return None


class _StatedDocument(msgspec.Struct):
    number: str
    type: str | None = None
    issuer: str | None = None

    def document(self) -> ListedDocument | None:
        number = self.number.strip()
        return ListedDocument(number, self.type or None, self.issuer or None) if number else None


def _csv_rows(text: str, take: Callable[[Finding], None]) -> Iterator[tuple[_Cells, _Unread]]:
    records = _records(list(io.StringIO(text, newline="")))
    titles = [title.strip().casefold() for title in next(records, [])]
    for unknown in sorted(set(titles) - set(COLUMNS) - {""}):
        take(TRAVELLERS.finding("column_unknown", column=unknown))
    if not _NAME_COLUMNS & set(titles):
        take(TRAVELLERS.finding("column_missing", Place(segment=0)))
        return
    for record in records:
        if isinstance(record, str):
            yield {}, ("row_unreadable", {"reason": record})
        else:
            yield _cells(titles, record)


def _cells(titles: Sequence[str], row: Sequence[str]) -> tuple[_Cells, _Unread]:
    cells = {
        title: [cell] if title in _ONE_VALUE else split_values(cell)
        for title, cell in zip(titles, row, strict=False)
        if cell.strip()
    }
    if len(row) > len(titles):
        return cells, ("cells_too_many", {"cells": len(row), "columns": len(titles)})
    return cells, None


def _records(lines: list[str]) -> Iterator[list[str] | str]:
    """The rows that hold anything; for one whose quotes are wrong the reason, and reading goes on in the next line."""
    csv.field_size_limit(LONGEST_CELL)
    at = 0
    while at < len(lines):
        rows = csv.reader((lines[place] for place in range(at, len(lines))), strict=True)
        begins = at
        try:
            for row in rows:
                if any(row):
                    yield row
                begins = at + rows.line_num
        except csv.Error as error:
            yield str(error)
            at = begins + 1
        else:
            return


def _json_rows(text: str) -> Iterator[tuple[_Cells, _Unread]]:
    for line in text.split("\n"):
        if row := line.strip("\ufeff \t\r"):
            yield _json_row(row)


def _json_row(line: str) -> tuple[_Cells, _Unread]:
    try:
        stated = msgspec.json.decode(line, type=dict[str, Any])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return {}, ("row_unreadable", {"reason": str(error)})
    return {column: _values(column, stated.get(column)) for column in COLUMNS}, None


def _values(column: str, value: Any) -> Sequence[Any]:
    """One value, several, or none; numbers such as an id or a year count as their digits."""
    if value is None:
        return ()
    if isinstance(value, list):
        return [str(each) if type(each) is int else each for each in value]
    if type(value) is int:
        return [str(value)]
    if isinstance(value, str) and column not in _ONE_VALUE:
        return split_values(value)
    return [value]
