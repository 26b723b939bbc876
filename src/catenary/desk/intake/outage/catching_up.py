"""The database is back: what was answered without it is committed, read and checked, in the order in which it came, and then removed.

Each file is one transaction; it is removed after that is committed. One that was committed and not removed, since the machine
fell in between, is known by its name and only removed.
"""

from datetime import datetime
from pathlib import Path

import structlog
from django.db import InterfaceError, OperationalError, transaction

from catenary.desk.intake.channels import declaration_of
from catenary.desk.intake.models import Channel, Delivery
from catenary.desk.intake.outage import disk
from catenary.desk.intake.outage.disk import Waiting
from catenary.desk.intake.outage.sealed import Kept, unseal
from catenary.desk.intake.reading import read
from catenary.desk.intake.receiving import receive_answered
from catenary.desk.intake.telling import tell_answered
from catenary.desk.mandate.acting import Declaration, Door, acting

_AWAY = (OperationalError, InterfaceError)


def catch_up(folder: Path, now: datetime) -> int:
    """Take everything that waits; gives how much was taken. What cannot be opened stays where it is, and keeps nothing else waiting."""
    disk.sweep(folder, now)
    return sum(_take(each, now) for each in disk.waiting(folder))


def _take(waiting: Waiting, now: datetime) -> bool:
    try:
        kept = unseal(waiting.read())
        channel = _channel(kept.channel)
        with acting(declaration_of(channel, Door.SYSTEM)):
            _commit(channel, kept, waiting, now)
    except _AWAY:
        raise
    except Exception as fault:  # noqa: BLE001  what cannot be taken stays, and the others are taken
        structlog.get_logger().error("outage message not taken", error=type(fault).__name__)
        return False
    waiting.remove()
    return True


def _channel(public_id: str) -> Channel:
    with acting(Declaration(door=Door.SYSTEM)):
        return Channel.objects.select_related("organisation").get(public_id=public_id)


def _commit(channel: Channel, kept: Kept, waiting: Waiting, now: datetime) -> None:
    if Delivery.objects.filter(outage_id=waiting.id).exists():
        return
    row = receive_answered(
        channel=channel, data=kept.data, at=kept.at, outage_id=waiting.id, answer=kept.answer
    )
    _read_at_once(row, kept.data, now)
    tell_answered(row)


def _read_at_once(row: Delivery, data: bytes, now: datetime) -> None:
    """In the order in which it came; where that fails the job does it, as for every other delivery."""
    try:
        with transaction.atomic():
            read(delivery=row.public_id, now=now, data=data)
    except _AWAY:
        raise
    except Exception as fault:  # noqa: BLE001  it is received all the same, and its job reads it again
        structlog.get_logger().error(
            "not read at once", record=str(row.public_id), error=type(fault).__name__
        )
    row.refresh_from_db()
