"""Who else wants to know that a message brought travellers onto flights: rooms join here, intake knows none of them.

What a room does runs in the transaction that keeps the travellers, so it should do no more than defer a job.
"""

from collections.abc import Callable

from catenary.desk.intake.models import Delivery, FlightLeg, Message

Act = Callable[[Message], None]

AnsweredAct = Callable[[Delivery], None]

JoinedAct = Callable[[FlightLeg], None]

_ON_PASSAGES: list[Act] = []
_ON_ANSWERED: list[AnsweredAct] = []
_ON_BOOKINGS: list[Act] = []
_ON_JOINED: list[JoinedAct] = []


def on_passages(act: Act) -> None:
    """Be told of every message whose travellers were kept or changed; called once, when a room is ready."""
    _ON_PASSAGES.append(act)


def tell_passages(message: Message) -> None:
    """Tell all who joined: the travellers that this message speaks of have it as their last message."""
    for act in _ON_PASSAGES:
        act(message)


def on_bookings(act: Act) -> None:
    """Be told of every message whose bookings were kept; called once, when a room is ready."""
    _ON_BOOKINGS.append(act)


def tell_bookings(message: Message) -> None:
    """Tell all who joined."""
    for act in _ON_BOOKINGS:
        act(message)


def on_joined(act: JoinedAct) -> None:
    """Be told of every departure whose travellers are joined with bookings otherwise than before; called once, when a room is ready."""
    _ON_JOINED.append(act)


def tell_joined(leg: FlightLeg) -> None:
    """Tell all who joined, in the transaction that joins or undoes."""
    for act in _ON_JOINED:
        act(leg)


def on_answered(act: AnsweredAct) -> None:
    """Be told of every delivery whose carrier was answered while the database was away; called once, when a room is ready."""
    _ON_ANSWERED.append(act)


def tell_answered(delivery: Delivery) -> None:
    """Tell all who joined, once it is committed and, as a rule, read."""
    for act in _ON_ANSWERED:
        act(delivery)
