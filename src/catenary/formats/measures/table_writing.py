"""An edition as a table that people edit: CSV in UTF-8 with its mark, as spreadsheets know it."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Final

from catenary.basis.findings import ProblemError
from catenary.core.measures.checking import faults
from catenary.core.measures.fields import (
    SEPARATOR,
    area_fields,
    edition_fields,
    lines,
    question_fields,
    requirement_fields,
)
from catenary.core.measures.model import Edition, Question, Requirement, Vignette
from catenary.formats.measures.table_columns import COLUMNS, cell_text

_NO_TABLE: Final = frozenset(
    f"measures.{code}"
    for code in (
        "area_unknown",
        "code_twice",
        "levels_count",
        "partner_unusable",
        "question_unknown",
        "requirement_unknown",
        "source_unusable",
    )
)
"""Faults of an edition that a table would hide or lose."""
_Row = dict[str, str]


def write_edition_csv(edition: Edition) -> bytes:
    """The edition as a table; `read_edition_csv` gives it back as `edition.arranged()` has it.

    Raises ProblemError with the first fault of the edition that a table cannot show, such as a code that stands twice.
    """
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    writer.writerows(table_rows(edition))
    return out.getvalue().encode("utf-8-sig")


def table_rows(edition: Edition) -> list[dict[str, str]]:
    """The rows of the table by column, none of which a spreadsheet takes for a formula. Raises as `write_edition_csv` does."""
    for fault in faults(edition):
        if fault.code in _NO_TABLE:
            raise ProblemError(fault)
    return [{name: cell_text(text) for name, text in row.items()} for row in _rows(edition.arranged())]


def _rows(edition: Edition) -> Iterator[_Row]:
    """One for each question, and for each area or requirement that has none."""
    head = edition_fields(edition)
    told = {"edition": head.pop("code")} | head
    for area in edition.areas:
        named = {"area": area.code, "area_name": area_fields(area)["name"]}
        for row in _area_rows(edition, area.code):
            yield told | row | named
            told, named = {}, {"area": area.code}
    if told:
        yield told


def _area_rows(edition: Edition, area: str) -> Iterator[_Row]:
    requirements = edition.requirements_in(area)
    if not requirements:
        yield {}
    for requirement in requirements:
        told = _requirement_cells(requirement)
        for question in edition.questions_about(requirement.code) or [None]:
            yield told | _question_cells(question, edition.vignettes)
            told = {"requirement": requirement.code}


def _requirement_cells(requirement: Requirement) -> _Row:
    told = requirement_fields(requirement)
    del told["area"]
    return {"requirement": requirement.code, "requirement_text": told.pop("text")} | told


def _question_cells(question: Question | None, vignettes: Iterable[Vignette]) -> _Row:
    if question is None:
        return {}
    told = question_fields(question)
    del told["requirement"]
    cases = (SEPARATOR.join([each.code, each.case]) for each in vignettes if each.question == question.code)
    return {"question": question.code, **told, "vignettes": lines(cases)}
