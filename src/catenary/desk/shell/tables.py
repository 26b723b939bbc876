"""Tables that can be filtered and sorted, each state with one address; the same rows go out as CSV and JSON."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Generic, TypeVar
from urllib.parse import urlencode

from attrs import evolve, field, frozen
from django.forms import BaseForm
from django.http import QueryDict

from catenary.desk.shell.parts import Download

RowT = TypeVar("RowT")
PAGE_SIZE = 50
_DIGITS = 18
"""No table has a page whose number is longer; Python reads none of more than 4,300."""


class Shown(StrEnum):
    """How the values of a column look; numbers, names and codes keep their direction in any text."""

    TEXT = "text"
    NAME = "name"
    CODE = "code"
    NUMBER = "number"
    DATE = "date"
    TIME = "time"
    CLOCK = "clock"
    TAG = "tag"
    TOLD = "told"


@frozen
class Column:
    """A column: the key of its values, its heading, how they look, and whether one can sort by it."""

    key: str
    label: str
    shown: Shown = Shown.TEXT
    sortable: bool = False
    blank: bool = False
    """A missing value is that there is none, or none yet: a dash, and not `not known`."""


@frozen
class Row:
    """A row: its values by column key, and the page of its record. A missing value is shown as `not known`, unless its column says otherwise."""

    values: Mapping[str, object]
    url: str = ""


@frozen
class Cell:
    """A value with how it looks; `url` on the row's first cell only."""

    value: object
    shown: Shown
    url: str = ""
    blank: bool = False


@frozen
class Heading:
    """A column's heading with the address that sorts by it; `order` is what aria-sort says."""

    label: str
    shown: Shown
    url: str = ""
    order: str = "none"


@frozen
class Pager(Generic[RowT]):
    """One page of many: numbers count from 1, and one row more than there is never makes an empty page."""

    rows: tuple[RowT, ...] = field(converter=tuple[RowT, ...])
    count: int
    page: int
    size: int = PAGE_SIZE

    @classmethod
    def of(cls, rows: Sequence[RowT], wanted: str | int | None, size: int = PAGE_SIZE) -> "Pager[RowT]":
        """The wanted page; the first for what is no number, the last for one too high. Slices, so querysets stay lazy."""
        count = rows.count() if callable(getattr(rows, "all", None)) else len(rows)  # type: ignore[call-arg]
        told = str(wanted or "")
        number = int(told[:_DIGITS]) if told.isdecimal() else 1
        page = min(max(number, 1), max(1, -(-count // size)))
        return cls(tuple(rows[(page - 1) * size : page * size]), count, page, size)

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.count // self.size))

    @property
    def first(self) -> int:
        """The number of the first row shown, 0 where there is none."""
        return (self.page - 1) * self.size + 1 if self.count else 0

    @property
    def last(self) -> int:
        """The number of the last row shown."""
        return min(self.page * self.size, self.count)


@frozen
class Table:
    """A table as it is shown now. `asked` holds the query it answers: filters, `sort`, `page`."""

    caption: str
    columns: tuple[Column, ...] = field(converter=tuple[Column, ...])
    rows: tuple[Row, ...] = field(converter=tuple[Row, ...])
    count: int
    empty: str
    """What to say where there is nothing: why, and what would bring something."""
    asked: Mapping[str, str] = field(factory=dict)
    """Never names, document numbers or other personal data: a person search is stored and has an id."""
    page: int = 1
    pages: int = 1
    first: int = 0
    last: int = 0
    filters: BaseForm | None = None
    twins: tuple[Download, ...] = ()
    handling: str = ""
    """The handling code that goes with every copy of the rows."""
    id: str = "table"

    @property
    def sort(self) -> str:
        """The key sorted by, `-key` for descending, empty for the list's own order."""
        return self.asked.get("sort", "")

    def headings(self) -> Iterator[Heading]:
        """Each column's heading, with the address that sorts by it or turns its order round."""
        for column in self.columns:
            yield self._heading(column) if column.sortable else Heading(column.label, column.shown)

    def _heading(self, column: Column) -> Heading:
        order = {column.key: "ascending", f"-{column.key}": "descending"}.get(self.sort, "none")
        sort = f"-{column.key}" if order == "ascending" else column.key
        return Heading(column.label, column.shown, self.address(sort=sort, page=None), order)

    def body(self) -> Iterator[list[Cell]]:
        """The cells of each row; the first links to the record."""
        for row in self.rows:
            cells = [Cell(row.values.get(each.key), each.shown, blank=each.blank) for each in self.columns]
            yield [evolve(cells[0], url=row.url), *cells[1:]]

    def address(self, **changes: str | int | None) -> str:
        """The canonical query of this table with some of it changed; None takes a part away."""
        return canonical_query({**self.asked, **changes})

    @property
    def previous_url(self) -> str:
        """The page before, empty on the first."""
        return self.address(page=self.page - 1) if self.page > 1 else ""

    @property
    def next_url(self) -> str:
        """The page after, empty on the last."""
        return self.address(page=self.page + 1) if self.page < self.pages else ""

    def paged(self, pager: Pager[Row]) -> "Table":
        """The same table with one page of rows."""
        return evolve(
            self,
            rows=pager.rows,
            count=pager.count,
            page=pager.page,
            pages=pager.pages,
            first=pager.first,
            last=pager.last,
        )


def canonical_query(asked: Mapping[str, str | int | None]) -> str:
    """One address for one state: parts in order of their names, empty ones and the first page left out."""
    kept = {key: str(value) for key, value in asked.items() if value not in {None, ""}}
    if kept.get("page") == "1":
        del kept["page"]
    return "?" + urlencode(sorted(kept.items()))


def asked_of(query: QueryDict, names: Iterable[str]) -> dict[str, str]:
    """The parts of an address that a table knows; others are dropped, so that no address carries what it need not."""
    known = ((name, query.get(name)) for name in (*names, "sort", "page"))
    return {name: value for name, value in known if isinstance(value, str) and value}
