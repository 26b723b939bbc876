"""Lists a page at a time: a cursor says after which row to go on, is signed, and fits the list that gave it only."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.core import signing
from django.db.models import Model, QuerySet
from ninja import Field, Schema

from catenary.desk.shell.web_api.problems import problem

_Row = TypeVar("_Row", bound=Model)
_Told = TypeVar("_Told")
_SALT = "catenary.web_api.cursor"
LARGEST = 200


class Asked(Schema):
    """Which part of a list."""

    cursor: str = Field("", max_length=500, description="`next` of the page before; empty for the first page")
    limit: int = Field(50, ge=1, le=LARGEST, description="Rows of a page at most")


class Page(Schema, Generic[_Told]):
    """A part of a list, and the cursor of the next; null on the last."""

    items: list[_Told]
    next: str | None = None


def page_of(
    rows: QuerySet[_Row], asked: Asked, tell: Callable[[_Row], Any], *, of: str, newest_first: bool = False
) -> dict[str, Any]:
    """One page in the order the rows were made (their public ids tell). `of` names the list, with all its filters.

    Raises ProblemError for a cursor that this list did not give.
    """
    order, beyond = ("-public_id", "public_id__lt") if newest_first else ("public_id", "public_id__gt")
    if asked.cursor:
        rows = rows.filter(**{beyond: _last(asked.cursor, of)})
    found = list(rows.order_by(order)[: asked.limit + 1])
    shown = found[: asked.limit]
    more = len(found) > asked.limit
    return {"items": [tell(row) for row in shown], "next": _cursor(shown[-1], of) if more else None}


def _cursor(row: Any, of: str) -> str:
    return signing.dumps([of, str(row.public_id)], salt=_SALT)


def _last(cursor: str, of: str) -> UUID:
    try:
        given, last = signing.loads(cursor, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError) as unreadable:
        raise problem("cursor_unusable") from unreadable
    if given != of:
        raise problem("cursor_unusable")
    return UUID(last)
