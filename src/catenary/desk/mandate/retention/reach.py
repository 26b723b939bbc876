"""Where else the data of a record stands: rooms join here, so that masking and erasing reach all of it.

What a room does runs in the transaction that masks or erases, and must come to the same when it is done twice. Files are
removed by a job that the transaction defers, never inside it.
"""

from collections.abc import Callable, Iterable
from uuid import UUID

from attrs import frozen


@frozen
class Reached:
    """A record whose data is going: its public id, and the room and id it has there."""

    record: UUID
    room: str
    reference: str


Act = Callable[[Iterable[Reached]], None]

_ON_MASK: list[Act] = []
_ON_ERASE: list[Act] = []


def on_mask(act: Act) -> None:
    """Let a room mask its copies too; called once, when the room is ready."""
    _ON_MASK.append(act)


def on_erase(act: Act) -> None:
    """Let a room erase its copies too, indexes and openings among them; called once, when the room is ready."""
    _ON_ERASE.append(act)


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
