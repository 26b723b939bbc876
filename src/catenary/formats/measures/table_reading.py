"""A table of an edition read back: every fault is named by its cell, and all of them are told at once."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Final, TypeVar

from attrs import define, field, frozen

from catenary.basis.findings import Finding, Severity
from catenary.core.measures.fields import SEPARATOR
from catenary.core.measures.model import (
    Area,
    Confidence,
    Edition,
    Force,
    Mark,
    Prerequisite,
    Question,
    QuestionKind,
    Requirement,
    Source,
    Vignette,
)
from catenary.formats.measures.table_cells import CELL_FAULTS, Row, read_rows
from catenary.formats.measures.table_columns import (
    AREA_COLUMNS,
    COLUMNS,
    EDITION_COLUMNS,
    LEVEL_COLUMNS,
    PREREQUISITE_FORM,
    QUESTION_COLUMNS,
    REQUIREMENT_COLUMNS,
    VIGNETTE_FORM,
)

_PREREQUISITE: Final = re.compile(r"(\S+) *\| *(-?\d{1,9}) *\|(.*)")
_YES_NO: Final = {"yes": True, "no": False, "true": True, "false": False}
_COLUMN_OF_FIELD: Final = {"name": "area_name", "case": "vignettes"}
_Word = TypeVar("_Word", bound=StrEnum)


@frozen
class ReadTable:
    """What a table held: the edition, None where an error keeps it from being put together; what was noticed; where things stand."""

    edition: Edition | None
    findings: tuple[Finding, ...]
    rows: Mapping[str, Row]
    """The first row about each code."""

    def cell_of(self, fault: Finding) -> str | None:
        """The cell that a finding of `checking.faults` is about, such as `K12`; the row's first where it is about no field."""
        row = self.rows.get(str(fault.params.get("item")))
        if row is None:
            return None
        return row.cell(self._column(fault))

    def _column(self, fault: Finding) -> str:
        item, name = str(fault.params.get("item")), str(fault.params.get("field"))
        is_requirement = self.edition is not None and item in self.edition.requirement_of
        if is_requirement and name == "text":
            return "requirement_text"
        return _COLUMN_OF_FIELD.get(name, name)


def read_edition_csv(data: bytes) -> ReadTable:
    """The edition of a table, areas, requirements and questions in the order of their first rows. Never raises for any bytes.

    What is wrong with the edition itself, `checking.faults` says, and `cell_of` where.
    """
    findings: list[Finding] = []
    return table_of(read_rows(data, COLUMNS, findings.append), findings)


def table_of(rows: Sequence[Row], findings: list[Finding]) -> ReadTable:
    """The edition that rows tell, wherever they stood; none where an error was noticed before or is now.

    A cell that was told before is not told again for what its text lacks by that.
    """
    if any(each.severity is Severity.ERROR and each.code not in CELL_FAULTS for each in findings):
        return ReadTable(None, tuple(findings), {})
    noticed: list[Finding] = []
    reading = _Reading(rows, noticed)
    edition = reading.edition()
    told = {each.params.get("cell") for each in findings if each.code in CELL_FAULTS}
    findings += [each for each in noticed if each.params.get("cell") not in told]
    is_whole = not any(each.severity is Severity.ERROR for each in findings)
    return ReadTable(edition if is_whole else None, tuple(findings), reading.first)


@define
class _About:
    """What the rows about one area or requirement, or about the edition, say of it together."""

    row: Row
    said: dict[str, tuple[str, Row]] = field(factory=dict)

    def __getitem__(self, column: str) -> str:
        return self.said[column][0] if column in self.said else ""

    def where(self, column: str) -> Row:
        return self.said[column][1] if column in self.said else self.row


@define
class _Reading:
    """Puts an edition together from rows; what cannot be read is noted and something harmless stands for it."""

    rows: Sequence[Row]
    findings: list[Finding]
    first: dict[str, Row] = field(factory=dict)

    def edition(self) -> Edition:
        for row in self.rows:
            self._belonging(row)
        heads = self._together(lambda _: "edition", EDITION_COLUMNS, "edition")
        areas = self._together(lambda row: row["area"], AREA_COLUMNS, "area")
        requirements = self._together(
            lambda row: row["requirement"], ("area", *REQUIREMENT_COLUMNS), "requirement"
        )
        head = heads["edition"]
        return Edition(
            code=self._needed(head, "edition"),
            title=head["title"],
            language=head["language"] or "en",
            complete=self._yes_no(head, "complete"),
            follows=head["follows"],
            areas=[Area(code, each["area_name"]) for code, each in areas.items()],
            requirements=[self._requirement(code, each) for code, each in requirements.items()],
            questions=[self._question(row) for row in self._question_rows()],
            vignettes=[each for row in self.rows for each in self._vignettes(row)],
        )

    def _belonging(self, row: Row) -> None:
        """What a row says is about something it names: texts without their code would be lost."""
        groups = (
            ("area", AREA_COLUMNS),
            ("requirement", REQUIREMENT_COLUMNS),
            ("question", QUESTION_COLUMNS),
        )
        for code, columns in groups:
            if not row[code] and any(row[column] for column in columns):
                self.findings.append(row.fault("cell_empty", code))
        if row["question"] and not row["requirement"]:
            self.findings.append(row.fault("cell_empty", "requirement"))

    def _together(
        self, code_of: Callable[[Row], str], columns: Iterable[str], kind: str
    ) -> dict[str, _About]:
        """What all rows say of each thing; two that say different things are told."""
        found: dict[str, _About] = {}
        for row in self.rows:
            if code := code_of(row):
                about = found.setdefault(code, _About(row))
                self.first.setdefault(row[kind] or kind, row)
                for column in columns:
                    self._say(about, code, row, column)
        return found

    def _say(self, about: _About, code: str, row: Row, column: str) -> None:
        if not row[column]:
            return
        text, before = about.said.setdefault(column, (row[column], row))
        if text != row[column]:
            self.findings.append(row.fault("cell_contradicts", column, item=code, first=before.number))

    def _requirement(self, code: str, about: _About) -> Requirement:
        return Requirement(
            code=code,
            area=self._needed(about, "area"),
            text=about["requirement_text"],
            source=Source(about["resolution"], about["paragraph"]),
            force=self._word(about.where("force"), "force", Force),
            confidence=self._word(about.where("confidence"), "confidence", Confidence),
            also=[Source(*_parts(line, 2)) for _, line in _lines(about["also"])],
            note=about["note"],
            prerequisites=self._prerequisites(about.where("prerequisites")),
        )

    def _question_rows(self) -> Iterator[Row]:
        seen: dict[str, Row] = {}
        for row in self.rows:
            code = row["question"]
            if not code:
                continue
            if code in seen:
                self.findings.append(row.fault("code_twice", "question", item=code, first=seen[code].number))
                continue
            seen[code] = row
            self.first[code] = row
            yield row

    def _question(self, row: Row) -> Question:
        return Question(
            code=row["question"],
            requirement=row["requirement"],
            kind=self._word(row, "kind", QuestionKind),
            text=row["text"],
            levels=[row[column] for column in LEVEL_COLUMNS],
            help=row["help"],
            not_applicable=row["not_applicable"],
            evidence=[line for _, line in _lines(row["evidence"])],
            marks=[self._known(row, "marks", mark, Mark) for mark in _values(row["marks"])],
            partners=_values(row["partners"]),
        )

    def _prerequisites(self, row: Row) -> Iterator[Prerequisite]:
        for number, line in _lines(row["prerequisites"]):
            if found := _PREREQUISITE.fullmatch(line):
                yield Prerequisite(found[1], int(found[2]), found[3])
            else:
                self._bad_line(row, "prerequisites", number, PREREQUISITE_FORM)

    def _vignettes(self, row: Row) -> Iterator[Vignette]:
        for number, line in _lines(row["vignettes"]):
            code, case = _parts(line, 2)
            if code and case:
                yield Vignette(code, row["question"], case)
                self.first.setdefault(code, row)
            else:
                self._bad_line(row, "vignettes", number, VIGNETTE_FORM)

    def _bad_line(self, row: Row, column: str, number: int, wanted: str) -> None:
        self.findings.append(row.fault("cell_line_unreadable", column, line=number, wanted=wanted))

    def _needed(self, about: _About, column: str) -> str:
        if not about[column]:
            self.findings.append(about.row.fault("cell_empty", column))
        return about[column]

    def _yes_no(self, about: _About, column: str) -> bool:
        text = about[column].casefold()
        if text not in _YES_NO and text:
            self._unreadable(about.where(column), column, about[column], ("yes", "no"))
        return _YES_NO.get(text, False)

    def _word(self, row: Row, column: str, words: type[_Word]) -> _Word:
        if not row[column]:
            self.findings.append(row.fault("cell_empty", column))
            return next(iter(words))
        return self._known(row, column, row[column], words)

    def _known(self, row: Row, column: str, text: str, words: type[_Word]) -> _Word:
        try:
            return words(text.casefold().replace(" ", "_"))
        except ValueError:
            self._unreadable(row, column, text, words)
            return next(iter(words))

    def _unreadable(self, row: Row, column: str, text: str, wanted: Iterable[str]) -> None:
        told = ", ".join(wanted)
        self.findings.append(row.fault("cell_unreadable", column, value=text[:60], wanted=told))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a cell that have text, numbered from 1."""
    lines = enumerate((line.strip() for line in text.split("\n")), 1)
    return ((number, line) for number, line in lines if line)


def _values(text: str) -> list[str]:
    """Short values of a cell, one a line or apart by `;`."""
    return [value for each in re.split(r"[;\n]", text) if (value := each.strip())]


def _parts(line: str, most: int) -> list[str]:
    """The parts of a line; those that are not there are empty."""
    parts = [part.strip() for part in line.split(SEPARATOR.strip(), most - 1)]
    return parts + [""] * (most - len(parts))
