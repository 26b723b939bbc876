"""A page of a visit as a value: what it is called, what can be done from it, and its parts one under the other."""

from collections.abc import Iterable

from attrs import field, frozen

from catenary.desk.shell.parts import Answer, Download, Event, Place, TaskItem, Told
from catenary.desk.shell.tables import Column, Row, Table


@frozen
class Written:
    """A text somebody wrote, with what stands above and below it, and where more can be done."""

    heading: str
    text: Told
    below: str = ""
    links: tuple[Place, ...] = ()


@frozen
class Part:
    """One part of a page, under its heading; of its contents those that are there."""

    heading: str = ""
    lead: str = ""
    answers: tuple[Answer, ...] = ()
    table: Table | None = None
    events: tuple[Event, ...] = ()
    tasks: tuple[TaskItem, ...] = ()
    texts: tuple[Written, ...] = ()
    links: tuple[Place, ...] = ()
    warnings: tuple[str, ...] = ()


def _parts(parts: Iterable[Part]) -> tuple[Part, ...]:
    return tuple(parts)


@frozen
class Sheet:
    """A page."""

    title: str
    """Without names: it stands in the browser's history."""
    heading: str
    back: Place
    caption: str = ""
    lead: str = ""
    actions: tuple[Place, ...] = ()
    """The first as a button."""
    parts: tuple[Part, ...] = field(default=(), converter=_parts)


def table_of(
    name: str,
    caption: str,
    columns: Iterable[Column],
    rows: Iterable[Row],
    empty: str,
    twins: tuple[Download, ...] = (),
) -> Table:
    """A table that stands on one page whole."""
    listed = tuple(rows)
    return Table(
        caption=caption,
        columns=tuple(columns),
        rows=listed,
        count=len(listed),
        first=min(1, len(listed)),
        last=len(listed),
        empty=empty,
        twins=twins,
        id=name,
    )
