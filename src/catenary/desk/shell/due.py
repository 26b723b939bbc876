"""What waits for the person at the desk: each room says what it has for them, the home page starts with it."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.shell.parts import TaskItem

Provider = Callable[[SignedIn], Iterable[TaskItem]]
"""Things one person has to do, as row security lets them see; cheap, since every visit home asks."""

_PROVIDERS: list[Provider] = []
_NEVER = datetime.max.replace(tzinfo=UTC)


def register_due(provider: Provider) -> None:
    """Let a room tell what is due; called once, when the room is ready."""
    _PROVIDERS.append(provider)


def due_for(here: SignedIn) -> tuple[TaskItem, ...]:
    """Everything that waits for the person, the most urgent first; what has no clock comes last."""
    items = [item for provider in _PROVIDERS for item in provider(here)]
    return tuple(sorted(items, key=_urgency))


def _urgency(item: TaskItem) -> datetime:
    return item.clock.due_at if item.clock else _NEVER
