"""Where else the data of a record stands: rooms join here, so that masking and erasing reach all of it.

What a room does runs in the transaction that masks or erases, and must come to the same when it is done twice. Files are
removed by a job that the transaction defers, never inside it.
"""

from collections.abc import Callable, Iterable
from uuid import UUID

from attrs import frozen

from catenary.desk.mandate.models import HeldRecord


@frozen
class Reached:
    """A record whose data is going: its public id, and the room and id it has there."""

    record: UUID
    room: str
    reference: str


def reached_of(records: Iterable[HeldRecord]) -> tuple[Reached, ...]:
    """These records as rooms know them."""
    return tuple(Reached(each.public_id, each.room, each.reference) for each in records)


Act = Callable[[Iterable[Reached]], None]

_ON_CHANGE: list[Act] = []
_ON_MASK: list[Act] = []
_ON_ERASE: list[Act] = []


def on_change(act: Act) -> None:
    """Let a part know that records came under mandate, or that others may see them now; called once, when it is ready."""
    _ON_CHANGE.append(act)


def on_mask(act: Act) -> None:
    """Let a room mask its copies too; called once, when the room is ready."""
    _ON_MASK.append(act)


def on_erase(act: Act) -> None:
    """Let a room erase its copies too, indexes and openings among them; called once, when the room is ready."""
    _ON_ERASE.append(act)


def tell_changed(reached: Iterable[Reached]) -> None:
    """Tell every part that joined of these records."""
    listed = tuple(reached)
    for act in _ON_CHANGE if listed else ():
        act(listed)


def tell_masked(reached: Iterable[Reached]) -> None:
    """Have every room mask what it holds of these records."""
    listed = tuple(reached)
    for act in _ON_MASK if listed else ():
        act(listed)


def tell_erased(reached: Iterable[Reached]) -> None:
    """Have every room erase what it holds of these records."""
    listed = tuple(reached)
    for act in _ON_ERASE if listed else ():
        act(listed)
