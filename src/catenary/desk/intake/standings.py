"""How the queue or the folder of a bucket stands that a channel is fetched from: told by workers, shown to who operates the desk."""

from collections.abc import Iterable
from datetime import datetime

from catenary.core.intake.receipt import Way
from catenary.desk.intake.models import Channel, Standing
from catenary.desk.mandate.acting import Declaration, Door, acting


def fetched(way: Way) -> list[Channel]:
    """The open channels of a way in, of every organisation; for workers."""
    with acting(Declaration(door=Door.SYSTEM)):
        rows = Channel.objects.select_related("organisation")
        return list(rows.filter(way=way, closed_at=None).order_by("id"))


def reached(channel: Channel, waiting: int, now: datetime) -> None:
    """It was reached, and so much waits there; what was wrong is over."""
    _note(channel, {"looked_at": now, "waiting": waiting, "fault": ""})


def failed(channels: Iterable[Channel], code: str, now: datetime) -> None:
    """Nothing can be fetched from them, by a code of `FETCHING`."""
    for channel in channels:
        _note(channel, {"fault": code, "fault_at": now})


def _note(channel: Channel, told: dict[str, object]) -> None:
    with acting(Declaration(door=Door.SYSTEM)):
        new = {**told, "organisation": channel.organisation, "way": channel.way}
        Standing.objects.update_or_create(channel=channel, defaults=told, create_defaults=new)
