"""Who else wants to know that a message brought travellers onto flights: rooms join here, intake knows none of them.

What a room does runs in the transaction that keeps the travellers, so it should do no more than defer a job.
"""

from collections.abc import Callable

from catenary.desk.intake.models import Message

Act = Callable[[Message], None]

_ON_PASSAGES: list[Act] = []


def on_passages(act: Act) -> None:
    """Be told of every message whose travellers were kept or changed; called once, when a room is ready."""
    _ON_PASSAGES.append(act)


def tell_passages(message: Message) -> None:
    """Tell all who joined: the travellers that this message speaks of have it as their last message."""
    for act in _ON_PASSAGES:
        act(message)
