"""The same rows as CSV (RFC 4180) and JSON: what every table offers beside its page."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.http import HttpResponse

from catenary.desk.shell.clocks import Clock
from catenary.desk.shell.parts import Masked, Tag, Told
from catenary.desk.shell.tables import Column, Row

Plain = str | int | float | bool | None
CAP = 10_000
"""Rows of one twin at most; who needs more asks for an export."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would run."""


def plain(value: object) -> Plain:
    """A cell's value without its looks: times in ISO 8601, tags as their words, what has a code as that, masked values as nothing."""
    match value:
        case Masked():
            return None
        case Tag() | Told():
            return value.text
        case Clock():
            return value.due_at.isoformat()
        case datetime() | date():
            return value.isoformat()
        case None | bool() | int() | float():
            return value
        case _:
            return str(value)


def csv_twin(
    name: str, columns: Sequence[Column], rows: Sequence[Row], notes: Mapping[str, str]
) -> HttpResponse:
    """A CSV file with the columns' keys as header; `notes` (source, handling code) come first, each in a line after `#`.

    Plain UTF-8, as everywhere else in Catenary; a cell that a spreadsheet would run as a formula is kept as text.
    Raises ValueError above `CAP` rows.
    """
    _within_cap(rows)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerows([f"# {key}: {value}"] for key, value in notes.items())
    writer.writerow([column.key for column in columns])
    writer.writerows([_cell(row.values.get(column.key)) for column in columns] for row in rows)
    return _file(text.getvalue().encode(), "text/csv; charset=utf-8", f"{name}.csv")


def json_twin(
    name: str, columns: Sequence[Column], rows: Sequence[Row], notes: Mapping[str, str]
) -> HttpResponse:
    """The same as JSON: `notes`, `columns` (key and label) and `rows` (one object each). Raises ValueError above `CAP` rows."""
    _within_cap(rows)
    told = {
        "notes": dict(notes),
        "columns": [{"key": column.key, "label": str(column.label)} for column in columns],
        "rows": [{column.key: plain(row.values.get(column.key)) for column in columns} for row in rows],
    }
    content = json.dumps(told, ensure_ascii=False, indent=1)
    return _file(content.encode(), "application/json", f"{name}.json")


def _cell(value: object) -> Plain:
    told = plain(value)
    return f"'{told}" if isinstance(told, str) and told.startswith(FORMULA) else told


def _within_cap(rows: Sequence[Row]) -> None:
    if len(rows) > CAP:
        raise ValueError(f"{len(rows)} rows are more than one twin may hold ({CAP})")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=kind, headers=headers)
