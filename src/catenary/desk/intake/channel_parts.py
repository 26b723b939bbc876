"""Where later rooms add to the page of a channel, without intake knowing them: counts and states, nothing of whom they are about."""

from collections.abc import Callable

from attrs import frozen

from catenary.desk.intake.models import Channel
from catenary.desk.shell.parts import Answer
from catenary.desk.shell.tables import Table


@frozen
class ChannelPart:
    """A part of the page: its heading, lines, and a table where there is one."""

    heading: str
    answers: tuple[Answer, ...]
    table: Table | None = None


Part = Callable[[Channel], ChannelPart | None]

_PARTS: list[Part] = []


def register_channel_part(part: Part) -> None:
    """Add a part; called once, when a room is ready."""
    _PARTS.append(part)


def channel_parts(row: Channel) -> tuple[ChannelPart, ...]:
    """What other rooms tell of a channel."""
    return tuple(told for part in _PARTS if (told := part(row)) is not None)
