"""Measured practice in words: what a unit's signed counts file says first."""

from collections.abc import Mapping, Sequence
from typing import Final

from attrs import frozen
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catenary.desk.assessment.models import DocumentCounts
from catenary.desk.shell.parts import Answer

_FIGURES: Final[Mapping[str, Promise]] = {
    "departures": gettext_lazy("Flights"),
    "told_before_departure": gettext_lazy("Flights told of before departure"),
    "with_bookings": gettext_lazy("Flights with bookings"),
    "messages": gettext_lazy("Messages"),
    "messages_with_errors": gettext_lazy("Messages with errors"),
    "travellers": gettext_lazy("Travellers"),
    "travellers_checked": gettext_lazy("Travellers checked"),
    "on_board": gettext_lazy("Travellers told to be on board"),
    "on_board_announced": gettext_lazy("Of them announced before the doors closed"),
    "candidates": gettext_lazy("Candidates found"),
    "candidates_same_person": gettext_lazy("Candidates who were the person looked for"),
}


@frozen
class MeasuredShown:
    """A counts file beside a question."""

    source: str
    title: str
    """Of the document."""
    figures: Sequence[Answer]


def measured_shown(row: DocumentCounts) -> MeasuredShown:
    """The unit and month, and the key figures; what the file withholds is told as withheld."""
    return MeasuredShown(row.source, row.document.title, figures_shown(row))


def figures_shown(row: DocumentCounts) -> list[Answer]:
    """The key figures of a counts file."""
    told = {name: row.figures[name] for name in _FIGURES if name in row.figures}
    return [
        Answer(str(_FIGURES[name]), _("withheld") if count is None else count) for name, count in told.items()
    ]
