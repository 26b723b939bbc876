"""An edition as an XLSForm, for ODK Collect, Kobo and others: filled in where there is no network, in every language it is translated into.

Each question is answered by a level, *not applicable* where its rule allows that, or *not known*, with a reason and the evidence
seen; the form's version is the hash of the edition. What is not translated is left empty, and `missing_texts` says so.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from catenary.basis.findings import Finding
from catenary.core.measures.checking import errors, faults
from catenary.core.measures.file_problems import MEASURES_FILE
from catenary.core.measures.model import Edition, Question, Texts, Translation
from catenary.core.measures.translating import translatable
from catenary.formats.measures import xlsform_words as words
from catenary.formats.measures.json_form import edition_digest
from catenary.formats.measures.table_writing import table_rows
from catenary.formats.measures.workbook import Grid, write_sheets
from catenary.formats.measures.xlsform_columns import (
    BULLET,
    CASE,
    CASES,
    CHOICES,
    EVIDENCE_ENDS,
    HINT,
    LABEL,
    METHOD,
    METHOD_COLUMNS,
    NOT_APPLICABLE,
    REASON_ENDS,
    REVIEW_COLUMNS,
    REVIEWS,
    SETTINGS,
    SURVEY,
    UNKNOWN,
    list_of,
    name_of,
    texts_digest,
)

Row = dict[str, str]
_WIDE = 48


def write_edition_xlsform(edition: Edition, translations: Iterable[Translation] = ()) -> bytes:
    """The edition as a form in its own language and those of its translations; `read_edition_xlsform` gives both back.

    Raises ProblemError `measures_file.form_unsound` for an edition with errors, `measures_file.text_unwritable`.
    """
    if errors(each for each in faults(edition) if each.code not in _BEFORE):
        raise MEASURES_FILE.problem("form_unsound")
    return write_sheets(_Form.of(edition, translations).grids())


def missing_texts(edition: Edition, translations: Iterable[Translation]) -> tuple[Finding, ...]:
    """How much of an edition a form would show in none of the words of each language that it is translated into."""
    there: dict[str, set[str]] = {}
    for each in translations:
        there.setdefault(each.language, set()).add(each.code)
    every = set(translatable(edition))
    counts = {language: len(every - codes) for language, codes in there.items()}
    return tuple(
        MEASURES_FILE.finding("form_text_missing", language=language, count=count)
        for language, count in counts.items()
        if count
    )


_BEFORE = frozenset({"measures.before_missing", "measures.follows_missing"})
"""What is wrong only because the editions before are not at hand."""


@frozen
class _Form:
    """An edition with its translations by language and code."""

    edition: Edition
    languages: tuple[str, ...]
    translated: Mapping[str, Mapping[str, Translation]]

    @classmethod
    def of(cls, edition: Edition, translations: Iterable[Translation]) -> "_Form":
        """Languages in the order of the desk's, the edition's own first; others have no columns."""
        found: dict[str, dict[str, Translation]] = {}
        for each in translations:
            if each.language in words.LANGUAGE_NAMES:
                found.setdefault(each.language, {})[each.code] = each
        others = [each for each in words.LANGUAGE_NAMES if each in found and each != edition.language]
        return cls(edition.arranged(), (edition.language, *others), found)

    def grids(self) -> Iterator[Grid]:
        yield self._grid(
            SURVEY,
            ("type", "name", *self._columns(LABEL, HINT), "appearance", "relevant", "required"),
            self._survey(),
        )
        yield self._grid(CHOICES, ("list_name", "name", *self._columns(LABEL)), self._choices())
        yield self._grid(
            SETTINGS, ("form_title", "form_id", "version", "default_language"), [self._settings()]
        )
        yield self._grid(METHOD, METHOD_COLUMNS, self._method())
        yield self._grid(CASES, ("code", "question", *self._columns(CASE)), self._cases())
        yield self._grid(REVIEWS, REVIEW_COLUMNS, self._reviews())

    def _grid(self, name: str, header: Sequence[str], rows: Iterable[Row]) -> Grid:
        cells = tuple(tuple(row.get(column, "") for column in header) for row in rows)
        wide = {column: _WIDE for column in header if column.startswith((LABEL, HINT, CASE))}
        return Grid(name, tuple(header), cells, wide)

    def _columns(self, *bases: str) -> list[str]:
        return [self._column(base, language) for base in bases for language in self.languages]

    def _column(self, base: str, language: str) -> str:
        return f"{base}::{words.LANGUAGE_NAMES.get(language, f'{language} ({language})')}"

    def _texts(self, code: str, language: str) -> Texts | None:
        """What people read under a code in a language; None where it is not translated."""
        if language == self.edition.language:
            return self.edition.texts_of(code)
        found = self.translated.get(language, {}).get(code)
        return found.texts if found else None

    def _told(self, base: str, told: Mapping[str, str]) -> Row:
        return {self._column(base, language): text for language, text in told.items()}

    def _each(self, code: str) -> Iterator[tuple[str, Texts]]:
        for language in self.languages:
            if texts := self._texts(code, language):
                yield language, texts

    def _fixed(self, base: str, told: Mapping[str, str]) -> Row:
        """Words that are the form's own, in each of its languages, in English where it has none."""
        return self._told(base, {language: told.get(language, told["en"]) for language in self.languages})

    def _survey(self) -> Iterator[Row]:
        yield {"type": "start", "name": "start"}
        yield {"type": "end", "name": "end"}
        yield {"type": "text", "name": "visit", "required": "yes"} | self._fixed(LABEL, words.VISIT)
        for area in self.edition.areas:
            inside = [
                row
                for each in self.edition.requirements_in(area.code)
                for row in self._requirement(each.code)
            ]
            if inside:
                yield from self._group(area.code, inside)

    def _requirement(self, code: str) -> Iterator[Row]:
        inside = [row for each in self.edition.questions_about(code) for row in self._question(each)]
        yield from self._group(code, inside)

    def _group(self, code: str, inside: Iterable[Row]) -> Iterator[Row]:
        labels = self._told(LABEL, {language: texts.text for language, texts in self._each(code)})
        yield {"type": "begin_group", "name": name_of(code)} | labels
        yield from inside
        yield {"type": "end_group", "name": name_of(code)}

    def _question(self, question: Question) -> Iterator[Row]:
        """Answer, reason and evidence on one screen."""
        name, texts = name_of(question.code), dict(self._each(question.code))
        screen = {"type": "begin_group", "name": f"{name}_screen", "appearance": "field-list"}
        label = self._told(LABEL, {language: each.text for language, each in texts.items()})
        hint = self._told(HINT, {language: each.help for language, each in texts.items()})
        items = {
            language: "\n".join(f"{BULLET}{one}" for one in each.evidence) for language, each in texts.items()
        }
        is_answered = {"relevant": f"${{{name}}} != ''"}
        yield screen | self._fixed(LABEL, dict.fromkeys(words.LANGUAGE_NAMES, question.code))
        yield {"type": f"select_one {list_of(question.code)}", "name": name} | label | hint
        yield (
            {"type": "text", "name": f"{name}{REASON_ENDS}", "required": "yes"}
            | is_answered
            | self._fixed(LABEL, words.REASON)
        )
        yield (
            {"type": "text", "name": f"{name}{EVIDENCE_ENDS}"}
            | is_answered
            | self._fixed(LABEL, words.EVIDENCE)
            | self._told(HINT, items)
        )
        yield {"type": "end_group", "name": f"{name}_screen"}

    def _choices(self) -> Iterator[Row]:
        for question in self.edition.questions:
            texts = dict(self._each(question.code))
            of = {"list_name": list_of(question.code)}
            for place in range(len(question.levels)):
                told = {
                    language: each.levels[place]
                    for language, each in texts.items()
                    if place < len(each.levels)
                }
                yield of | {"name": str(place + 1)} | self._told(LABEL, told)
            if question.not_applicable:
                yield of | {"name": NOT_APPLICABLE} | self._told(LABEL, self._rule(texts))
            yield of | {"name": UNKNOWN} | self._fixed(LABEL, words.UNKNOWN)

    def _rule(self, texts: Mapping[str, Texts]) -> Row:
        """`Not applicable: ...` in each language; the words alone where the rule is not translated."""
        told = {}
        for language in self.languages:
            word = words.NOT_APPLICABLE.get(language, words.NOT_APPLICABLE["en"])
            rule = texts[language].not_applicable if language in texts else ""
            told[language] = f"{word}: {rule}" if rule else word
        return told

    def _settings(self) -> Row:
        own = words.LANGUAGE_NAMES.get(
            self.edition.language, f"{self.edition.language} ({self.edition.language})"
        )
        version = edition_digest(self.edition)[:16]
        form = f"catenary_{name_of(self.edition.code)}"
        return {
            "form_title": self.edition.title,
            "form_id": form,
            "version": version,
            "default_language": own,
        }

    def _method(self) -> Iterator[Row]:
        for row in table_rows(self.edition):
            asks = bool(self.edition.requirements_in(row.get("area", "")))
            yield {
                name: text
                for name, text in row.items()
                if name in METHOD_COLUMNS and not (asks and name == "area_name")
            }

    def _cases(self) -> Iterator[Row]:
        for each in self.edition.vignettes:
            told = self._told(CASE, {language: texts.text for language, texts in self._each(each.code)})
            yield {"code": each.code, "question": each.question} | told

    def _reviews(self) -> Iterator[Row]:
        for language in self.languages[1:]:
            for code, each in self.translated[language].items():
                seen = texts_digest(each.texts)
                yield {
                    "code": code,
                    "language": language,
                    "status": each.status.value,
                    "by": each.by,
                    "seen": seen,
                }
