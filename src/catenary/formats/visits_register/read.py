"""Read a register of past visits: CSV with the columns `state`, `kind`, `begins`, `ends`, and where wanted `region`.

A State is a code of three letters or its English name; what neither is, is named with its cell. Kinds are codes or English
words (`comprehensive`, `follow-up`); days are ISO 8601. Columns come in any order, their names in any case. Comma, semicolon or tab.
"""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final

from attrs import field, frozen

from catenary.basis.country import CodeKind, CountryCode, country_from_name
from catenary.basis.findings import Catalogue, Finding, Severity
from catenary.core.measures.model import VisitKind

COLUMNS: Final = ("state", "kind", "begins", "ends")
REGION: Final = "region"
LARGEST_BYTES: Final = 4 * 1024 * 1024
MOST_LINES: Final = 10_000

_E = Severity.ERROR
REGISTER = Catalogue(
    "register",
    {
        "not_text": (_E, "The file is not text in UTF-8"),
        "too_large": (_E, "The file is larger than %(limit)s MiB"),
        "too_long": (_E, "The file has more than %(limit)s lines"),
        "unreadable": (_E, "Line %(line)s cannot be read as CSV"),
        "column_missing": (_E, "The column `%(column)s` is missing"),
        "empty": (_E, "The file has no visit"),
        "state_unknown": (_E, "Line %(line)s, column `%(column)s`: no code or name of a State"),
        "kind_unknown": (
            _E,
            "Line %(line)s, column `%(column)s`: no kind of visit",
        ),
        "day_unknown": (_E, "Line %(line)s, column `%(column)s`: no day as 2020-03-31"),
        "ends_before": (_E, "Line %(line)s, column `%(column)s`: it ends before it begins"),
        "twice": (_E, "Line %(line)s: the same visit as line %(earlier)s"),
    },
)
"""What can be wrong with a register; cells are named, their content is not repeated."""


@frozen
class PastVisitLine:
    """One visit of the past, with the line of the file it stands in, counted from 1 with the heading."""

    line: int
    country: str
    kind: VisitKind
    began_on: date
    ended_on: date
    region: str = ""


def _lines(lines: "Iterator[PastVisitLine] | list[PastVisitLine]") -> tuple[PastVisitLine, ...]:
    return tuple(lines)


@frozen
class Register:
    """What a file holds: the visits that could be read, and every cell that could not."""

    visits: tuple[PastVisitLine, ...] = field(converter=_lines)
    findings: tuple[Finding, ...] = ()


def read_register(data: bytes) -> Register:
    """The visits of a file, and what is wrong with it. With any finding, nothing should be loaded. Never raises."""
    if len(data) > LARGEST_BYTES:
        return Register([], (REGISTER.finding("too_large", limit=LARGEST_BYTES // 1024**2),))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Register([], (REGISTER.finding("not_text"),))
    return _of_text(text.replace("\x00", ""))


def _of_text(text: str) -> Register:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    rows: list[tuple[int, list[str]]] = []
    try:
        for row in reader:
            if len(rows) > MOST_LINES:
                return Register([], (REGISTER.finding("too_long", limit=MOST_LINES),))
            if any(cell.strip() for cell in row):
                rows.append((reader.line_num, row))
    except csv.Error:
        return Register([], (REGISTER.finding("unreadable", line=reader.line_num),))
    if not rows:
        return Register([], (REGISTER.finding("empty"),))
    return _of_rows(rows)


def _of_rows(rows: list[tuple[int, list[str]]]) -> Register:
    heading = [cell.strip().casefold() for cell in rows[0][1]]
    missing = [REGISTER.finding("column_missing", column=each) for each in COLUMNS if each not in heading]
    if missing:
        return Register([], tuple(missing))
    if len(rows) == 1:
        return Register([], (REGISTER.finding("empty"),))
    findings: list[Finding] = []
    read = [_visit(line, dict(zip(heading, row, strict=False)), findings) for line, row in rows[1:]]
    visits = [each for each in read if each]
    return Register(visits, (*findings, *_twice(visits)))


def _delimiter(text: str) -> str:
    first = text.lstrip().partition("\n")[0]
    return max((",", ";", "\t"), key=first.count)


def _visit(line: int, cells: Mapping[str, str], findings: list[Finding]) -> PastVisitLine | None:
    """A line as a visit; None, and a finding for each cell at fault, where it is none."""

    def cell(column: str, read: Callable[[str], str | VisitKind | date | None], code: str) -> object | None:
        value = read(cells.get(column, "").strip())
        if value is None:
            findings.append(REGISTER.finding(code, line=line, column=column))
        return value

    country = cell("state", _country, "state_unknown")
    kind = cell("kind", _kind, "kind_unknown")
    began, ended = cell("begins", _day, "day_unknown"), cell("ends", _day, "day_unknown")
    if not isinstance(began, date) or not isinstance(ended, date):
        return None
    if ended < began:
        findings.append(REGISTER.finding("ends_before", line=line, column="ends"))
        return None
    if not isinstance(country, str) or not isinstance(kind, VisitKind):
        return None
    return PastVisitLine(line, country, kind, began, ended, " ".join(cells.get(REGION, "").split())[:80])


def _country(text: str) -> str | None:
    code = CountryCode.of(text)
    if code.country is not None:
        return code.country
    if code.kind in {CodeKind.USER_ASSIGNED, CodeKind.SPECIMEN}:
        return text.upper()
    return country_from_name(text)


def _kind(text: str) -> VisitKind | None:
    key = "_".join(text.casefold().replace("-", " ").replace("_", " ").split())
    return next((each for each in VisitKind if each.value == key), None)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == len("2020-03-31") else None
    except ValueError:
        return None


def _twice(visits: list[PastVisitLine]) -> Iterator[Finding]:
    seen: dict[tuple[str, VisitKind, date], int] = {}
    for each in visits:
        key = (each.country, each.kind, each.began_on)
        if key in seen:
            yield REGISTER.finding("twice", line=each.line, earlier=seen[key])
        seen.setdefault(key, each.line)
