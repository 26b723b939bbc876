"""Asking for the time stamps that checkpoints still lack; the log goes on meanwhile, and says since when they are missing."""

from datetime import datetime

from catenary.core.ledger.time_stamping import TimeStamper, TimeStampToken
from catenary.desk.ledger.models import StampState, TimeStamp
from catenary.desk.mandate.acting import Declaration, Door, acting

_AT_ONCE = 100


def stamp_pending(stamper: TimeStamper) -> int:
    """Ask for the missing time stamps, the oldest first. Gives how many were given.

    The authority is asked outside any transaction. Raises ProblemError at the first that it does not give; those before
    are kept.
    """
    waiting = _waiting()
    for size, note in waiting:
        _note_attempt(size)
        _keep(size, stamper.stamp(note))
    return len(waiting)


def pending_since() -> datetime | None:
    """Since when the oldest checkpoint has waited for its time stamp."""
    return (
        TimeStamp.objects.filter(state=StampState.PENDING)
        .order_by("asked_since")
        .values_list("asked_since", flat=True)
        .first()
    )


def _waiting() -> list[tuple[int, bytes]]:
    with acting(Declaration(door=Door.SYSTEM)):
        pending = TimeStamp.objects.filter(state=StampState.PENDING).select_related("checkpoint")
        return [
            (each.checkpoint_id, each.checkpoint.note.encode()) for each in pending.order_by("pk")[:_AT_ONCE]
        ]


def _note_attempt(size: int) -> None:
    with acting(Declaration(door=Door.SYSTEM)):
        stamp = TimeStamp.objects.select_for_update().get(pk=size)
        stamp.attempts += 1
        stamp.save(update_fields=["attempts"])


def _keep(size: int, token: TimeStampToken) -> None:
    with acting(Declaration(door=Door.SYSTEM)):
        stamp = TimeStamp.objects.select_for_update().get(pk=size)
        stamp.state, stamp.token = StampState.STAMPED, token.response
        stamp.stamped_at, stamp.verified = token.at, token.verified
        stamp.full_clean()
        stamp.save()
