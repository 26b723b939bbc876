"""The columns of an edition as a table, and how values stand in its cells (docs/measures.md).

One row a question. What is said of the edition, an area or a requirement stands in the first row about it and may be repeated; a cell
left empty says nothing. Several values of a cell stand one a line, parts of a value apart by ` | `.
"""

from typing import Final

from catenary.core.measures.fields import SEPARATOR
from catenary.core.measures.model import LEVELS

EDITION_COLUMNS: Final = ("edition", "title", "language", "complete", "follows")
AREA_COLUMNS: Final = ("area", "area_name")
REQUIREMENT_COLUMNS: Final = (
    "requirement",
    "requirement_text",
    "resolution",
    "paragraph",
    "also",
    "force",
    "confidence",
    "note",
    "prerequisites",
)
LEVEL_COLUMNS: Final = tuple(f"level_{level}" for level in LEVELS)
QUESTION_COLUMNS: Final = (
    "question",
    "kind",
    "text",
    "help",
    *LEVEL_COLUMNS,
    "not_applicable",
    "evidence",
    "marks",
    "partners",
    "vignettes",
)
COLUMNS: Final = (*EDITION_COLUMNS, *AREA_COLUMNS, *REQUIREMENT_COLUMNS, *QUESTION_COLUMNS)
PREREQUISITE_FORM: Final = SEPARATOR.join(["code", "level", "reason"])
VIGNETTE_FORM: Final = SEPARATOR.join(["code", "case"])
_FORMULA: Final = ("=", "+", "-", "@", "'")
"""A spreadsheet would run a cell that begins so, or drop the sign."""


def cell_text(text: str) -> str:
    """A text as it stands in a cell: never as a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def text_of_cell(cell: str) -> str:
    """The text that stands in a cell; the way back from `cell_text`."""
    cell = cell.strip()
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell


def cell_name(row: int, place: int) -> str:
    """What a spreadsheet calls a cell, such as `AB12`; rows count from 1, columns from 0."""
    letters = ""
    place += 1
    while place:
        place, letter = divmod(place - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row}"
