"""Translations of an edition as a table for translators: one row a text, the original beside it (CSV).

Columns: `code`, `part` (`text`, `help`, `level_1` to `level_5`, `not_applicable`, `evidence_1` and on), `original`, `language`,
`translation`, `status` (`machine_draft`, `reviewed`, `approved`), `by`.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from attrs import define, field, frozen

from catenary.basis.findings import Finding, Severity
from catenary.core.measures.model import Edition, ReviewStatus, Texts, Translation
from catenary.core.measures.translating import translatable
from catenary.formats.measures.table_cells import Row, read_rows
from catenary.formats.measures.table_columns import cell_text

COLUMNS: Final = ("code", "part", "original", "language", "translation", "status", "by")
_ORDER: Final = [*ReviewStatus]


@frozen
class ReadTranslations:
    """The translations of a table, and what was noticed; with an error finding there may be others that were not read."""

    translations: tuple[Translation, ...]
    findings: tuple[Finding, ...]


def write_translations_csv(edition: Edition, language: str, translations: Iterable[Translation]) -> bytes:
    """Every text of an edition with its translation into a language, empty where there is none yet."""
    there = {each.code: each for each in translations if each.language == language}
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for code in translatable(edition):
        for row in _rows(code, edition.texts_of(code), language, there.get(code)):
            writer.writerow(map(cell_text, row))
    return out.getvalue().encode("utf-8-sig")


def read_translations_csv(data: bytes, edition: Edition) -> ReadTranslations:
    """The translations of a table of this edition, in the order of the table. Never raises for any bytes.

    What nobody translated is passed over; what translates another wording than the edition's is left out, with a warning. Where rows of one
    item differ in status the lowest counts. Whether what came fits, `translating.translation_faults` says.
    """
    findings: list[Finding] = []
    rows = read_rows(data, COLUMNS, findings.append)
    if any(each.severity is Severity.ERROR for each in findings):
        return ReadTranslations((), tuple(findings))
    items: dict[tuple[str, str], _Item] = {}
    originals = {code: _parts(edition.texts_of(code)) for code in translatable(edition)}
    for row in rows:
        if row["translation"]:
            items.setdefault((row["code"], row["language"]), _Item()).take(row, originals, findings)
    made = (item.translation(*key) for key, item in items.items() if item.is_current)
    return ReadTranslations(tuple(made), tuple(findings))


def _parts(texts: Texts) -> dict[str, str]:
    """The texts of an item by the names of their parts; those that are empty are not there."""
    told = {"text": texts.text, "help": texts.help}
    told |= {f"level_{number}": level for number, level in enumerate(texts.levels, 1)}
    told |= {"not_applicable": texts.not_applicable}
    told |= {f"evidence_{number}": each for number, each in enumerate(texts.evidence, 1)}
    return {part: text for part, text in told.items() if text}


def _rows(code: str, texts: Texts, language: str, there: Translation | None) -> Iterator[tuple[str, ...]]:
    translated = _parts(there.texts) if there else {}
    for part, original in _parts(texts).items():
        status, by = (there.status.value, there.by) if there else ("", "")
        yield code, part, original, language, translated.get(part, ""), status, by


@define
class _Item:
    """The translation of one item as its rows come."""

    texts: dict[str, str] = field(factory=dict)
    seen: dict[str, int] = field(factory=dict)
    statuses: list[ReviewStatus] = field(factory=list)
    by: list[str] = field(factory=list)
    originals: Mapping[str, str] = field(factory=dict)
    is_current: bool = True

    def take(self, row: Row, originals: Mapping[str, Mapping[str, str]], findings: list[Finding]) -> None:
        """One more row about the item; what is wrong with it is told."""
        self.originals = originals.get(row["code"], {})
        if faults := [*self._faults(row)]:
            findings += faults
            self.is_current = False
            return
        self.texts[row["part"]] = row["translation"]
        self.seen[row["part"]] = row.number
        self.statuses.append(ReviewStatus(row["status"] or ReviewStatus.MACHINE_DRAFT))
        self.by += [row["by"]] if row["by"] and row["by"] not in self.by else []

    def translation(self, code: str, language: str) -> Translation:
        """What the rows gave together."""
        texts = Texts(
            text=self.texts.get("text", ""),
            help=self.texts.get("help", ""),
            levels=self._numbered("level_"),
            not_applicable=self.texts.get("not_applicable", ""),
            evidence=self._numbered("evidence_"),
        )
        status = min(self.statuses, key=_ORDER.index)
        return Translation(code, language, texts, status, ", ".join(self.by))

    def _numbered(self, prefix: str) -> Sequence[str]:
        """The texts of a list in order, empty where one of the original's is not translated."""
        return [self.texts.get(part, "") for part in self.originals if part.startswith(prefix)]

    def _faults(self, row: Row) -> Iterator[Finding]:
        item, part = row["code"], row["part"]
        if not row["language"]:
            yield row.fault("cell_empty", "language")
        if row["status"] and row["status"] not in _ORDER:
            yield row.fault("cell_unreadable", "status", value=row["status"][:60], wanted=", ".join(_ORDER))
        if part not in self.originals:
            yield row.fault("text_unknown", "part", item=item, value=part[:60])
        elif row["original"] != self.originals[part]:
            yield row.fault("original_other", "original", item=item)
        if part in self.seen:
            yield row.fault("code_twice", "part", item=f"{item} {part}", first=self.seen[part])
