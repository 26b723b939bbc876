"""The sheets of a form, and the columns of each: those that ODK and Kobo read, and our own beside them, which they leave alone.

`method` holds what a form has no place for, `cases` the invented cases, `reviews` how far people saw each translation.
"""

import hashlib
from typing import Final

from catenary.core.measures.model import Texts
from catenary.formats.measures.table_columns import COLUMNS, LEVEL_COLUMNS

SURVEY: Final = "survey"
CHOICES: Final = "choices"
SETTINGS: Final = "settings"
METHOD: Final = "method"
CASES: Final = "cases"
REVIEWS: Final = "reviews"

FORM_TEXTS: Final = (
    "requirement_text",
    "text",
    "help",
    *LEVEL_COLUMNS,
    "not_applicable",
    "evidence",
    "vignettes",
)
"""Columns of the table whose texts stand in the form itself."""
METHOD_COLUMNS: Final = tuple(column for column in COLUMNS if column not in FORM_TEXTS)
METHOD_ASKED: Final = tuple(column for column in METHOD_COLUMNS if column != "area_name")
REVIEW_COLUMNS: Final = ("code", "language", "status", "by", "seen")
LABEL: Final = "label"
HINT: Final = "hint"
CASE: Final = "case"
BULLET: Final = "• "
"""Before each kind of evidence, one a line in the hint of what was seen."""
NOT_APPLICABLE: Final = "not_applicable"
UNKNOWN: Final = "unknown"
REASON_ENDS: Final = "_reason"
EVIDENCE_ENDS: Final = "_evidence"


def name_of(code: str) -> str:
    """A code as the name of a field: letters, digits and low lines, the first a letter (XLSForm, names)."""
    name = code.replace("-", "_")
    return f"c_{name}" if name[:1].isdigit() else name


def list_of(code: str) -> str:
    """The name of the list of a question's answers."""
    return f"levels_{name_of(code)}"


def texts_digest(texts: Texts) -> str:
    """Names the words of a translation, so that a review is known to be of them: 16 hexadecimal digits of a SHA-256."""
    parts = (texts.text, texts.help, *texts.levels, texts.not_applicable, *texts.evidence)
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
