"""Lists a page at a time: a cursor says after which row to go on, is signed, and fits the list that gave it only."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

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
    rows: QuerySet[_Row],
    asked: Asked,
    tell: Callable[[_Row], Any],
    *,
    of: str,
    newest_first: bool = False,
    by: str = "public_id",
) -> dict[str, Any]:
    """One page in the order of `by`, which is unique: public ids tell when rows were made. `of` names the list, with all its filters.

    Raises ProblemError for a cursor that this list did not give.
    """
    order, beyond = (f"-{by}", f"{by}__lt") if newest_first else (by, f"{by}__gt")
    if asked.cursor:
        rows = rows.filter(**{beyond: _last(asked.cursor, of)})
    found = list(rows.order_by(order)[: asked.limit + 1])
    shown = found[: asked.limit]
    more = len(found) > asked.limit
    return {
        "items": [tell(row) for row in shown],
        "next": _cursor(str(getattr(shown[-1], by)), of) if more else None,
    }


class Since(Schema):
    """Which part of a list that grows at its end."""

    since: str = Field(
        "", max_length=500, description="`next` of the answer before; empty from the beginning"
    )
    limit: int = Field(50, ge=1, le=LARGEST, description="Rows at most")


def part_since(rows: QuerySet[_Row], asked: Since, *, of: str) -> tuple[list[_Row], str, bool]:
    """The rows after a known one, the cursor to ask with next, which there always is, and whether more wait already.

    Rows are committed in the order of their keys, else one could be missed. Raises ProblemError for a cursor that this list did not give.
    """
    last = _last(asked.since, of) if asked.since else "0"
    found = list(rows.filter(pk__gt=int(last)).order_by("pk")[: asked.limit + 1])
    given = found[: asked.limit]
    return given, _cursor(str(given[-1].pk) if given else last, of), len(found) > asked.limit


def _cursor(last: str, of: str) -> str:
    return signing.dumps([of, last], salt=_SALT)


def _last(cursor: str, of: str) -> str:
    try:
        given, last = signing.loads(cursor, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError) as unreadable:
        raise problem("cursor_unusable") from unreadable
    if given != of:
        raise problem("cursor_unusable")
    return str(last)
