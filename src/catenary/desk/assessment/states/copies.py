"""Copies of a State's charts and of its visits as CSV, with their source and handling code."""

from collections.abc import Mapping, Sequence
from typing import Final

from django.http import HttpResponse

from catenary.desk.assessment.states.figures import CHANGE_KEYS, LEVELS_KEYS, NEEDS_KEYS
from catenary.desk.assessment.states.known import Known
from catenary.desk.assessment.states.shown import drawn_of
from catenary.desk.assessment.states.standing import told_of, told_visits
from catenary.desk.shell.charts import Figure
from catenary.desk.shell.tables import Column, Row
from catenary.desk.shell.twins import csv_twin

KEYS: Final[Mapping[str, Sequence[str]]] = {
    "levels": LEVELS_KEYS,
    "gaps": ("area", *(f"level_{level}" for level in range(1, 6)), "unknown"),
    "change": CHANGE_KEYS,
    "needs": NEEDS_KEYS,
}
"""The columns of each chart's copy."""


def chart_copy(known: Known, name: str, language: str, wanted: str) -> HttpResponse:
    """The figures of a chart of one visit; none where there is nothing to draw. Raises KeyError for a chart there is not."""
    keys, found = KEYS[name], told_of(told_visits(known.code), wanted)
    figure = getattr(drawn_of(found, language), name) if found else None
    notes = {"handling": found.visit.handling} if found else {}
    return figure_copy(f"{known.code}-{name}", keys, figure, notes)


def figure_copy(
    name: str, keys: Sequence[str], figure: Figure | None, notes: Mapping[str, str]
) -> HttpResponse:
    """The table of a figure, with its source ahead of it."""
    columns = [Column(key, key) for key in keys]
    rows = [Row(dict(zip(keys, row, strict=False))) for row in figure.rows] if figure else []
    source = {"source": figure.source.text} if figure else {}
    return csv_twin(name, columns, rows, {**notes, **source})
