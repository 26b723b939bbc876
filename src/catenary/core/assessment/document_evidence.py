"""A document of a visit as evidence: what kind of source it is, who can look it up, and what a counts file in it says."""

from collections.abc import Mapping
from typing import Any, Final

from catenary.core.assessment.confidence import Access, SourceKind
from catenary.core.assessment.visit_words import DocumentKind
from catenary.core.mandate.model import Handling

KINDS: Final[Mapping[DocumentKind, SourceKind]] = {
    DocumentKind.LAW: SourceKind.LEGAL_TEXT,
    DocumentKind.STRATEGY: SourceKind.OFFICIAL_RECORD,
    DocumentKind.STATISTICS: SourceKind.OFFICIAL_RECORD,
    DocumentKind.CASE_LAW: SourceKind.COURT_DECISION,
    DocumentKind.OPERATIONAL: SourceKind.OFFICIAL_RECORD,
}
"""What a document is as a source; of the others, whoever names it says."""
_FIGURES: Final[Mapping[str, tuple[str, ...]]] = {
    "departures": ("departures", "all"),
    "told_before_departure": ("departures", "told_before_departure"),
    "with_bookings": ("departures", "with_bookings"),
    "messages": ("messages", "all"),
    "messages_with_errors": ("messages", "with_errors"),
    "travellers": ("travellers", "total"),
    "travellers_checked": ("travellers", "parts", "checked"),
    "on_board": ("on_board", "total"),
    "on_board_announced": ("on_board", "parts", "announced"),
    "candidates": ("candidates", "total"),
    "candidates_same_person": ("candidates", "by_state", "same_person"),
}


def source_kind(kind: DocumentKind) -> SourceKind | None:
    """What a document is as a source; None where that is for whoever names it to say."""
    return KINDS.get(kind)


def access_of(handling: Handling, *, shared: bool) -> Access:
    """Who can look a document up: anybody, both sides, or the side that has it alone."""
    if handling is Handling.PUBLIC:
        return Access.PUBLIC
    return Access.PARTIES if shared else Access.TEAM


def key_figures(record: Mapping[str, Any]) -> Mapping[str, int | None]:
    """What a counts file says first, by name; None for what it withholds. What it does not say is not there."""
    found: dict[str, int | None] = {}
    for name, path in _FIGURES.items():
        value: Any = record
        for step in path:
            value = value.get(step, ...) if isinstance(value, Mapping) else ...
        if value is None or (isinstance(value, int) and not isinstance(value, bool)):
            found[name] = value
    return found
