"""What is shown of channels: how much came through each, and nothing of what it was."""

from datetime import datetime, timedelta
from pathlib import Path

from attrs import frozen
from django.conf import settings
from django.db.models import Count, F, Max, Q, QuerySet

from catenary.core.intake.receipt import DeliveryState, Way
from catenary.desk.directory.models import Organisation
from catenary.desk.intake.models import Channel, Delivery

LATELY = timedelta(hours=24)


@frozen
class Traffic:
    """What came through a channel lately, counted in deliveries."""

    deliveries: int
    repeated: int
    unreadable: int
    waiting: int
    """All that nobody has read yet, however old."""
    last_at: datetime | None


def channels_of(organisation: Organisation) -> "QuerySet[Channel]":
    """The channels of an organisation, with the time of the last delivery through each and what is wrong with it, open ones first."""
    rows = Channel.objects.filter(organisation=organisation).select_related("program")
    return rows.annotate(last_at=Max("deliveries__received_at"), fault=F("standing__fault")).order_by(
        "-closed_at", "name", "id"
    )


def traffic(channel: Channel, now: datetime) -> Traffic:
    """What came through it in the last day."""
    lately = Q(received_at__gt=now - LATELY)
    told = Delivery.objects.filter(channel=channel).aggregate(
        deliveries=Count("id", lately),
        repeated=Count("id", lately & Q(state=DeliveryState.REPEATED)),
        unreadable=Count("id", lately & Q(state=DeliveryState.QUARANTINED)),
        waiting=Count("id", Q(state=DeliveryState.RECEIVED)),
        last_at=Max("received_at"),
    )
    return Traffic(**told)


def folder_of(channel: Channel) -> Path | None:
    """Where the files of a channel are put; None for another way in, or where no folder is watched."""
    if channel.way != Way.DIRECTORY or settings.INBOX is None:
        return None
    return Path(settings.INBOX) / str(channel.public_id)
