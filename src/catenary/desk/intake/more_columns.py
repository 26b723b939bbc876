"""Where later rooms add to the pages of flights: what was found about a departure and a traveller, without intake knowing them.

A room registers once, when it is ready. `annotated` lets the database count in the query of the page itself, for the rows
of one page only; `values` then reads what it needs from the row.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from attrs import frozen
from django.db.models import QuerySet

from catenary.desk.intake.models import FlightLeg, Passage
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.shell.parts import Answer
from catenary.desk.shell.tables import Column

Annotate = Callable[["QuerySet[Any]"], "QuerySet[Any]"]
Values = Callable[[Any], Mapping[str, object]]
Answers = Callable[[SignedIn, Any], Iterable[Answer]]


@frozen
class More:
    """Columns of one room: their headings in the reader's language, and each row's values by their keys."""

    columns: Callable[[], tuple[Column, ...]]
    values: Values
    annotated: Annotate = lambda rows: rows
    answers: Answers = lambda _here, _row: ()
    """Lines for the page of the one flight or traveller itself."""


_FLIGHTS: list[More] = []
_TRAVELLERS: list[More] = []


def register_flight_columns(more: More) -> None:
    """Add columns to lists of flights (rows are `FlightLeg`), which tell of nobody: counts and states only."""
    _FLIGHTS.append(more)


def register_traveller_columns(more: More) -> None:
    """Add columns to the travellers of a flight (rows are `Passage`)."""
    _TRAVELLERS.append(more)


def flight_columns() -> tuple[Column, ...]:
    """What other rooms tell of a flight."""
    return tuple(column for more in _FLIGHTS for column in more.columns())


def traveller_columns() -> tuple[Column, ...]:
    """What other rooms tell of a traveller."""
    return tuple(column for more in _TRAVELLERS for column in more.columns())


def annotated_flights(rows: "QuerySet[FlightLeg]") -> "QuerySet[FlightLeg]":
    """The rows with what other rooms count."""
    return _annotated(_FLIGHTS, rows)


def annotated_travellers(rows: "QuerySet[Passage]") -> "QuerySet[Passage]":
    """The rows with what other rooms count."""
    return _annotated(_TRAVELLERS, rows)


def flight_values(leg: FlightLeg) -> dict[str, object]:
    """The values of a flight in other rooms' columns."""
    return {key: value for more in _FLIGHTS for key, value in more.values(leg).items()}


def traveller_values(passage: Passage) -> dict[str, object]:
    """The values of a traveller in other rooms' columns."""
    return {key: value for more in _TRAVELLERS for key, value in more.values(passage).items()}


def flight_answers(here: SignedIn, leg: FlightLeg) -> tuple[Answer, ...]:
    """What other rooms tell on the page of a flight."""
    return tuple(answer for more in _FLIGHTS for answer in more.answers(here, leg))


def traveller_answers(here: SignedIn, passage: Passage) -> tuple[Answer, ...]:
    """What other rooms tell on the page of a traveller."""
    return tuple(answer for more in _TRAVELLERS for answer in more.answers(here, passage))


def _annotated(every: list[More], rows: "QuerySet[Any]") -> "QuerySet[Any]":
    for more in every:
        rows = more.annotated(rows)
    return rows
