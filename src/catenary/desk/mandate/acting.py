"""Who acts, for which organisation, on what purpose: declared to the database for one transaction at a time.

Every query on a table behind row security sees what the declaration allows; without one it sees nothing.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum

from attrs import frozen
from django.db import connection, transaction


class Door(StrEnum):
    """Work that must see rows before anybody is known, or for everybody."""

    CLOSED = ""
    SIGN_IN = "sign_in"
    """Finding the account of somebody who signs in; reaches accounts only."""
    SYSTEM = "system"
    """Jobs for all organisations; the database grants it to the worker role only."""


@frozen
class Declaration:
    """What a transaction declares. Ids are those of rows; 0 is nobody."""

    person: int = 0
    organisation: int = 0
    purpose: str = ""
    basis: str = ""
    door: Door = Door.CLOSED
    reviews: str = ""
    """The id of the ledger's entry under review, which opens the records behind it to the body that watches over them."""


NOBODY = Declaration()
_NAMES = ("person", "organisation", "purpose", "basis", "door", "reviews")
DECLARED = ", ".join(f"coalesce(current_setting('catenary.{name}', true), '') AS {name}" for name in _NAMES)
"""What is declared, as columns of a query: of one that asks for more in the same round trip."""
_SET = ", ".join(f"set_config('catenary.{name}', %s, true)" for name in _NAMES)
_STANDING = "catenary_standing"
_EXCHANGE = f"WITH before AS MATERIALIZED (SELECT {DECLARED}) SELECT before.*, {_SET} FROM before"  # noqa: S608  our own words


@contextmanager
def acting(declaration: Declaration) -> Iterator[None]:
    """Everything inside is one transaction of one actor; nested declarations give way to the outer at their end."""
    with transaction.atomic():
        outer = standing()
        before = _exchanged(declaration) if outer is None else outer
        if before != declaration and outer is not None:
            _declare(declaration)
        with _stands(declaration):
            yield
        if before != declaration and not connection.needs_rollback:  # a rollback undoes the declaration too
            _declare(before)


def declared() -> Declaration:
    """What the running transaction has declared; nobody outside one."""
    known = standing()
    if known is not None:
        return known
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {DECLARED}")
        return declaration_of(cursor.fetchone() or ())


def standing() -> Declaration | None:
    """What the innermost `acting` around this declared; None outside all of them, where only the database knows.

    Declarations are made in no other way, and a rollback that undoes one leaves its `acting` too.
    """
    found: Declaration | None = getattr(connection, _STANDING, None)
    return found


def declaration_of(columns: Sequence[str]) -> Declaration:
    """What the columns of `DECLARED` say."""
    person, organisation, purpose, basis, door, reviews = columns
    return Declaration(int(person or 0), int(organisation or 0), purpose, basis, Door(door), reviews)


def _values(declaration: Declaration) -> list[str]:
    return [
        str(declaration.person or ""),
        str(declaration.organisation or ""),
        declaration.purpose,
        declaration.basis,
        declaration.door.value,
        declaration.reviews,
    ]


@contextmanager
def _stands(declaration: Declaration) -> Iterator[None]:
    outer = standing()
    setattr(connection, _STANDING, declaration)
    try:
        yield
    finally:
        setattr(connection, _STANDING, outer)


def _declare(declaration: Declaration) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_SET}", _values(declaration))


def _exchanged(declaration: Declaration) -> Declaration:
    """Declare this, and give what was declared before, in one round trip."""
    with connection.cursor() as cursor:
        cursor.execute(_EXCHANGE, _values(declaration))
        return declaration_of((cursor.fetchone() or ())[: len(_NAMES)])
