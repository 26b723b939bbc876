"""Carriers that wait for an answer about everybody before boarding: a later room gives it, in the same exchange."""

from collections.abc import Callable
from datetime import datetime

import structlog
from django.db import transaction

from catenary.core.intake.receipt import DeliveryState
from catenary.desk.intake.models import Delivery
from catenary.desk.intake.reading import read

Answer = Callable[[Delivery, datetime], bytes | None]
"""The answer to all messages of a delivery that was read; None where there is nothing to say."""

_ANSWERS: list[Answer] = []


def answer_with(act: Answer) -> None:
    """Let a room answer carriers; called once, when the room is ready."""
    _ANSWERS.append(act)


def answered_now(row: Delivery, data: bytes, now: datetime) -> bytes | None:
    """Read what was just delivered and answer it; None where that fails or nothing could be read.

    Then the delivery stands as it was received: a job reads it, and the carrier asks for the answer later. What is
    delivered again is answered by what stands now of the delivery that it repeats.
    """
    try:
        with transaction.atomic():
            read(delivery=row.public_id, now=now, data=data)
            row.refresh_from_db()
            return _answer(row.repeats or row, now)
    except Exception as fault:  # noqa: BLE001  it is committed already in effect: whatever fails here, a job does again
        structlog.get_logger().error(
            "no answer at once", record=str(row.public_id), fault=type(fault).__name__
        )
        return None


def _answer(row: Delivery, now: datetime) -> bytes | None:
    if row.state != DeliveryState.READ:
        return None
    return next((told for act in _ANSWERS if (told := act(row, now))), None)
