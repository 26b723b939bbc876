"""A table described once: its page, its filters and order, and its twins as CSV and JSON, each state at one address.

Lists of persons go through the same function, which alone lets them out: only for somebody with a stated purpose, never more
than a cap at once, with the handling code on every copy, and with an entry in the log that commits to the rows shown.
"""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, cast

from attrs import evolve, field, frozen
from django.db.models import Model, QuerySet
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from catenary.basis.findings import Catalogue, Severity
from catenary.core.mandate.model import Handling
from catenary.core.mandate.problems import MANDATE
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn
from catenary.desk.shell.parts import Download
from catenary.desk.shell.tables import Column, Pager, Row, Table, asked_of, canonical_query
from catenary.desk.shell.twins import csv_twin, json_twin

FORMAT = "format"
_TWINS = {"csv": csv_twin, "json": json_twin}
LISTS = Catalogue(
    "lists",
    {
        "too_many": (
            Severity.ERROR,
            "The list has more than %(limit)s rows; narrow it down before you take a copy",
        )
    },
)


@frozen
class Persons:
    """What goes for a list of persons."""

    room: str
    handling: Handling
    cap: int = 500
    """Rows of a copy at most."""
    record: Callable[[Any], str] = lambda row: str(getattr(row, "public_id", row.pk))
    """The reference of what a row shows, for the log."""


@frozen
class Listing:
    """A table: what it is called, its columns, its rows as a query of what was asked, and how a row is shown."""

    name: str
    caption: Promise
    columns: Callable[[], tuple[Column, ...]]
    """In the reader's language."""
    empty: Promise
    rows: Callable[[dict[str, str]], "QuerySet[Any]"]
    """Given the filters that were asked for and are valid."""
    row: Callable[[Any], Row]
    order: Mapping[str, str] = field(factory=dict)
    """What a column is sorted by in the database, where that is not its key."""
    filters: type[Form] | None = None
    persons: Persons | None = None
    cap: int = 10_000
    template: str = "shell/list.html"


def show(
    request: DeskRequest,
    here: SignedIn,
    listing: Listing,
    beside: Mapping[str, object] = MappingProxyType({}),
) -> HttpResponse:
    """The table's page with what its template shows beside the table, or the twin that `format` asks for.

    Raises ProblemError: `mandate.task_missing` for persons without a stated purpose, `lists.too_many` for a twin above its cap.
    """
    if listing.persons and here.core_task is None:
        raise MANDATE.problem("task_missing")
    form = listing.filters(request.GET) if listing.filters else None
    valid = form.cleaned_data if form is not None and form.is_valid() else {}
    asked = asked_of(request.GET, form.fields if form else ())
    rows = _ordered(listing, listing.rows({key: str(value) for key, value in valid.items() if value}), asked)
    kind = request.GET.get(FORMAT, "")
    if kind in _TWINS:
        return _twin(listing, rows, kind)
    table = _page(listing, rows, asked, request.GET.get("page"))
    status = 422 if form is not None and form.errors else 200
    told = {**beside, "table": evolve(table, filters=form), "listing": listing}
    return render(request, listing.template, told, status=status)


def _ordered(listing: Listing, rows: "QuerySet[Any]", asked: Mapping[str, str]) -> "QuerySet[Any]":
    wanted = asked.get("sort", "")
    key = wanted.removeprefix("-")
    if not any(column.key == key and column.sortable for column in listing.columns()):
        return rows
    sign = "-" if wanted.startswith("-") else ""
    return rows.order_by(f"{sign}{listing.order.get(key, key)}", f"{sign}pk")


def _page(listing: Listing, rows: "QuerySet[Any]", asked: dict[str, str], wanted: str | None) -> Table:
    pager: Pager[Any] = Pager.of(cast("Sequence[Any]", rows), wanted)
    _enter_shown(listing, pager.rows, "list_shown")
    shown = Pager(tuple(map(listing.row, pager.rows)), pager.count, pager.page, pager.size)
    table = Table(
        caption=str(listing.caption),
        columns=listing.columns(),
        rows=(),
        count=pager.count,
        empty=str(listing.empty),
        asked=asked,
        twins=_twins(asked),
        handling=listing.persons.handling.value if listing.persons else "",
        id=listing.name,
    )
    return table.paged(shown)


def _twin(listing: Listing, rows: "QuerySet[Any]", kind: str) -> HttpResponse:
    cap = listing.persons.cap if listing.persons else listing.cap
    found = list(rows[: cap + 1])
    if len(found) > cap:
        raise LISTS.problem("too_many", limit=cap)
    _enter_shown(listing, found, "list_copied")
    notes = {"handling": listing.persons.handling.value} if listing.persons else {}
    return _TWINS[kind](listing.name, listing.columns(), [listing.row(row) for row in found], notes)


def _twins(asked: Mapping[str, str]) -> tuple[Download, ...]:
    """The same rows in the same order, all pages."""
    told = {key: value for key, value in asked.items() if key != "page"}
    return (
        Download(_("CSV"), canonical_query({**told, FORMAT: "csv"})),
        Download(_("JSON"), canonical_query({**told, FORMAT: "json"})),
    )


def _enter_shown(listing: Listing, rows: Sequence[Model], act: str) -> None:
    if listing.persons:
        shown = [listing.persons.record(row) for row in rows]
        params: dict[str, str | int | bool | None] = {
            "list": listing.name,
            "rows": len(shown),
            "handling": listing.persons.handling.value,
        }
        enter(room=listing.persons.room, act=act, params=params, shown=shown)
