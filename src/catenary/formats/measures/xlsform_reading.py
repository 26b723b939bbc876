"""A form read back: the texts of its questions in every language it has, put together with what no form has a place for.

That stands in its sheet `method`, or is taken from the edition that the form was made of. What a person wrote into the form wins.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from attrs import define, evolve, field, frozen

from catenary.basis.findings import NOWHERE, Finding, Severity
from catenary.core.measures.fields import SEPARATOR
from catenary.core.measures.file_problems import MEASURES_FILE
from catenary.core.measures.model import LEVELS, Edition, ReviewStatus, Texts, Translation, paragraph
from catenary.core.measures.translating import translatable
from catenary.formats.measures import xlsform_words as words
from catenary.formats.measures.table_cells import Row, Sheet, rows_of
from catenary.formats.measures.table_reading import ReadTable, table_of
from catenary.formats.measures.table_writing import table_rows
from catenary.formats.measures.workbook import read_sheets
from catenary.formats.measures.xlsform_columns import (
    BULLET,
    CASE,
    CASES,
    CHOICES,
    EVIDENCE_ENDS,
    HINT,
    LABEL,
    METHOD,
    METHOD_ASKED,
    METHOD_COLUMNS,
    NOT_APPLICABLE,
    REVIEW_COLUMNS,
    REVIEWS,
    SURVEY,
    list_of,
    name_of,
    texts_digest,
)

_OWN: Final = "en"
_Sheets = Mapping[str, Sheet]


@frozen
class ReadForm:
    """What a form held: the edition, what was noticed, and the texts in its other languages."""

    table: ReadTable
    translations: tuple[Translation, ...] = ()


def is_xlsform(data: bytes) -> bool:
    """Whether a workbook is a form: it has a sheet `survey`."""
    return SURVEY in read_sheets(data, lambda _finding: None)


def read_edition_xlsform(data: bytes, known: Edition | None = None) -> ReadForm:
    """The edition of a form, and its translations. `known` is the edition it was made of, for a form whose own sheets were dropped on the way.

    Columns of mixed languages are told by their names; an edition or translation is put together only where they are clear.
    """
    findings: list[Finding] = []
    sheets = read_sheets(data, findings.append)
    reading = _Reading(sheets, findings)
    missing = [name for name in (SURVEY, CHOICES) if sheets and name not in sheets]
    findings += [MEASURES_FILE.finding("sheet_missing", sheet=name) for name in missing]
    rows = reading.method_rows(known) if not _is_broken(findings) else []
    codes = _codes(rows)
    said = reading.said(codes, _language_of(rows)) if not _is_broken(findings) else _Said(_OWN)
    table = table_of([said.completed(row) for row in rows], findings)
    if table.edition is None:
        return ReadForm(table)
    translations = reading.translations(said, table.edition)
    return ReadForm(evolve(table, findings=tuple(findings)), translations)


@define
class _Said:
    """The texts that a form gives under each code, by language, and where those of its own language stand."""

    own: str
    texts: dict[tuple[str, str], dict[str, str]] = field(factory=dict)
    cells: dict[str, dict[str, str]] = field(factory=dict)

    def say(self, code: str, language: str, part: str, text: str, cell: str) -> None:
        self.texts.setdefault((code, language), {})[part] = text
        if language == self.own:
            self.cells.setdefault(code, {})[part] = cell

    def completed(self, row: Row) -> Row:
        """A row of the method with the form's own texts of what it is about."""
        texts, cells = dict(row.texts), dict(row.cells)
        for kind, columns in _ABOUT.items():
            code = row[kind]
            given = self.texts.get((code, self.own), {})
            for part, column in columns.items():
                if text := given.get(part):
                    texts[column], cells[column] = text, self.cells[code][part]
        if cases := list(self._cases_of(row["question"])):
            texts["vignettes"] = "\n".join(
                SEPARATOR.join([code, self.texts[code, self.own]["text"]]) for code in cases
            )
        return evolve(row, texts=texts, cells=cells)

    def _cases_of(self, question: str) -> Iterator[str]:
        for (code, language), parts in self.texts.items():
            if language == self.own and question and parts.get("question") == question and "text" in parts:
                yield code

    def languages(self) -> list[str]:
        """The other languages of the form."""
        return [
            each for each in dict.fromkeys(language for _code, language in self.texts) if each != self.own
        ]


_LEVELS: Final = {f"level_{level}": f"level_{level}" for level in LEVELS}
_ABOUT: Final[Mapping[str, Mapping[str, str]]] = {
    "area": {"text": "area_name"},
    "requirement": {"text": "requirement_text"},
    "question": {
        "text": "text",
        "help": "help",
        **_LEVELS,
        "not_applicable": "not_applicable",
        "evidence": "evidence",
    },
}
"""Columns of the table, by the parts of what a row is about."""


@define
class _Reading:
    """Reads the sheets of a form; whatever is wrong is noted."""

    sheets: _Sheets
    findings: list[Finding]

    def method_rows(self, known: Edition | None) -> list[Row]:
        """What no form has a place for, row by row."""
        if METHOD in self.sheets:
            return rows_of(self.sheets[METHOD], METHOD_COLUMNS, self.findings.append, asked=METHOD_ASKED)
        if known is None:
            self.findings.append(MEASURES_FILE.finding("form_method_missing", sheet=METHOD))
            return []
        told = table_rows(known)
        return [
            Row(number, {name: _plain(text) for name, text in row.items()}, {})
            for number, row in enumerate(told, 2)
        ]

    def said(self, codes: "_Codes", own: str) -> _Said:
        """Every text of the form by code, language and part."""
        said = _Said(own)
        columns = {name: _Columns.of(self.sheets[name], self.findings) for name in (SURVEY, CHOICES)}
        self._survey(columns[SURVEY], codes, said)
        self._choices(columns[CHOICES], codes, said)
        if CASES in self.sheets:
            self._cases(_Columns.of(self.sheets[CASES], self.findings), said)
        return said

    def _survey(self, columns: "_Columns", codes: "_Codes", said: _Said) -> None:
        for number in range(1, len(columns.sheet.rows)):
            name, kind = columns.text(number, "name"), columns.text(number, "type")
            if code := codes.groups.get(name) if kind in {"begin_group", "begin group"} else None:
                columns.say(said, number, LABEL, code, "text")
            elif kind.startswith("select_one") and name in codes.questions:
                columns.say(said, number, LABEL, codes.questions[name], "text")
                columns.say(said, number, HINT, codes.questions[name], "help")
            elif (
                code := codes.questions.get(name.removesuffix(EVIDENCE_ENDS))
                if name.endswith(EVIDENCE_ENDS)
                else None
            ):
                columns.say(said, number, HINT, code, "evidence")
            elif kind.startswith("select_one"):
                self._unknown(columns, number, name)

    def _choices(self, columns: "_Columns", codes: "_Codes", said: _Said) -> None:
        for number in range(1, len(columns.sheet.rows)):
            code, name = codes.lists.get(columns.text(number, "list_name")), columns.text(number, "name")
            if code and name in {str(level) for level in LEVELS}:
                columns.say(said, number, LABEL, code, f"level_{name}")
            elif code and name == NOT_APPLICABLE:
                columns.say(said, number, LABEL, code, "not_applicable")

    def _cases(self, columns: "_Columns", said: _Said) -> None:
        for number in range(1, len(columns.sheet.rows)):
            if code := columns.text(number, "code"):
                columns.say(said, number, CASE, code, "text")
                said.say(code, said.own, "question", columns.text(number, "question"), "")

    def _unknown(self, columns: "_Columns", number: int, name: str) -> None:
        cell = columns.sheet.cell(number, columns.plain["name"])
        self.findings.append(MEASURES_FILE.finding("form_question_unknown", cell=cell, item=name[:60]))

    def translations(self, said: _Said, edition: Edition) -> tuple[Translation, ...]:
        """The texts of the other languages, each with the review it had if its words are those that were reviewed."""
        reviews = self._reviews()
        made = [
            self._reviewed(_translation(edition, code, language, said.texts[code, language]), reviews)
            for language in said.languages()
            for code in translatable(edition)
            if _is_said(said.texts.get((code, language), {}))
        ]
        return tuple(made)

    def _reviews(self) -> Mapping[tuple[str, str], Row]:
        if REVIEWS not in self.sheets or len(self.sheets[REVIEWS].rows) < 2:
            return {}
        rows = rows_of(self.sheets[REVIEWS], REVIEW_COLUMNS, self.findings.append)
        return {(row["code"], row["language"]): row for row in rows}

    def _reviewed(self, told: Translation, reviews: Mapping[tuple[str, str], Row]) -> Translation:
        row = reviews.get((told.code, told.language))
        if row is None or row["status"] not in {*ReviewStatus} or row["status"] == ReviewStatus.MACHINE_DRAFT:
            return told
        if row["seen"] == texts_digest(told.texts):
            return evolve(told, status=ReviewStatus(row["status"]), by=row["by"])
        finding = MEASURES_FILE.finding("review_reworded", item=told.code, language=told.language)
        self.findings.append(finding)
        return told


@frozen
class _Columns:
    """Where the columns of a sheet stand: those without language by name, the others by name and language."""

    sheet: Sheet
    plain: Mapping[str, int]
    told: Mapping[tuple[str, str], int]

    @classmethod
    def of(cls, sheet: Sheet, findings: list[Finding]) -> "_Columns":
        """Read a header. What mixes languages is noted, each column by its name and cell."""
        plain: dict[str, int] = {}
        told: dict[tuple[str, str], int] = {}
        for place, title in enumerate(sheet.rows[0] if sheet.rows else ()):
            base, apart, name = (each.strip() for each in title.partition("::"))
            if not apart:
                plain.setdefault(base.casefold(), place)
            elif base.casefold() in _TRANSLATED:
                _place(sheet, told, base.casefold(), name, place, findings)
        return cls(sheet, plain, _unmixed(sheet, plain, told, findings))

    def text(self, row: int, column: str) -> str:
        """A text of a column without language."""
        return self._at(row, self.plain[column]) if column in self.plain else ""

    def say(self, said: _Said, row: int, base: str, code: str, part: str) -> None:
        """Tell the texts of a row in every language."""
        for (name, language), place in self.told.items():
            text = self._at(row, place)
            if name == base and text:
                own = language or said.own
                said.say(code, own, part, _read(part, own, text), self.sheet.cell(row, place))

    def _at(self, row: int, place: int) -> str:
        cells = self.sheet.rows[row]
        return cells[place].strip() if place < len(cells) else ""


_TRANSLATED: Final = (LABEL, HINT, CASE)


def _place(
    sheet: Sheet, told: dict[tuple[str, str], int], base: str, name: str, place: int, findings: list[Finding]
) -> None:
    language = words.language_of_column(name)
    at = {"column": f"{base}::{name}"[:60], "cell": sheet.cell(0, place)}
    if language is None:
        findings.append(
            MEASURES_FILE.finding("form_language_unreadable", NOWHERE, wanted=f"{base}::French (fr)", **at)
        )
    elif (base, language) in told:
        first = sheet.rows[0][told[base, language]][:60]
        findings.append(MEASURES_FILE.finding("form_language_twice", NOWHERE, first=first, **at))
    else:
        told[base, language] = place


def _unmixed(
    sheet: Sheet, plain: Mapping[str, int], told: Mapping[tuple[str, str], int], findings: list[Finding]
) -> Mapping[tuple[str, str], int]:
    """Columns by language, where all name one; those of a form of one language have none, and are its own."""
    if not told:
        return {(base, ""): plain[base] for base in _TRANSLATED if base in plain}
    for base in [each for each in _TRANSLATED if each in plain]:
        place = plain[base]
        at = {"column": base, "cell": sheet.cell(0, place), "wanted": f"{base}::English (en)"}
        findings.append(MEASURES_FILE.finding("form_column_mixed", NOWHERE, **at))
    labelled = {language for base, language in told if base == LABEL}
    for (base, language), place in told.items():
        if base == HINT and language not in labelled:
            at = {"column": sheet.rows[0][place][:60], "cell": sheet.cell(0, place)}
            findings.append(MEASURES_FILE.finding("form_language_alone", NOWHERE, **at))
    return told


@frozen
class _Codes:
    """The codes of an edition by the names that a form gives them."""

    groups: Mapping[str, str]
    questions: Mapping[str, str]
    lists: Mapping[str, str]


def _codes(rows: Sequence[Row]) -> _Codes:
    questions = [row["question"] for row in rows if row["question"]]
    groups = [row[kind] for row in rows for kind in ("area", "requirement") if row[kind]]
    return _Codes(
        {name_of(code): code for code in groups},
        {name_of(code): code for code in questions},
        {list_of(code): code for code in questions},
    )


def _language_of(rows: Iterable[Row]) -> str:
    return next((row["language"] for row in rows if row["language"]), _OWN)


def _is_broken(findings: Iterable[Finding]) -> bool:
    return any(each.severity is Severity.ERROR for each in findings)


def _plain(text: str) -> str:
    return text.removeprefix("'")


def _read(part: str, language: str, text: str) -> str:
    """A text as an edition has it: evidence without its bullets, a rule without the words before it."""
    if part == "evidence":
        return "\n".join(line.strip().removeprefix(BULLET.strip()).strip() for line in text.splitlines())
    text = paragraph(text)
    if part == "not_applicable":
        word = words.NOT_APPLICABLE.get(language, words.NOT_APPLICABLE[_OWN])
        return "" if text == word else text.removeprefix(f"{word}:").strip()
    return text


def _is_said(parts: Mapping[str, str]) -> bool:
    return any(text for part, text in parts.items() if part != "question")


def _translation(edition: Edition, code: str, language: str, parts: Mapping[str, str]) -> Translation:
    original = edition.texts_of(code)
    levels = [parts.get(f"level_{number}", "") for number in range(1, len(original.levels) + 1)]
    evidence = (
        parts.get("evidence", "").split("\n") if parts.get("evidence") else [""] * len(original.evidence)
    )
    texts = Texts(
        parts.get("text", ""), parts.get("help", ""), levels, parts.get("not_applicable", ""), evidence
    )
    return Translation(code, language, texts)
