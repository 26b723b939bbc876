"""What waits on the disk from an outage, for those who operate the desk: how much, and since when."""

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _

from catenary.core.intake.outage import OutageAnswer
from catenary.desk.intake.channel_parts import ChannelPart
from catenary.desk.intake.models import Channel, Delivery
from catenary.desk.intake.outage import disk
from catenary.desk.intake.words import OUTAGES
from catenary.desk.shell.parts import Answer


def outage_part(row: Channel) -> ChannelPart | None:
    """How a channel stands in an outage; nothing where its carrier does not wait for answers."""
    return (
        ChannelPart(_("When nobody can be checked in time"), tuple(_answers(row)))
        if row.interactive
        else None
    )


def _answers(row: Channel) -> Iterator[Answer]:
    told = OUTAGES[OutageAnswer(row.outage_answer)] if row.outage_answer else _("refused, and sends again")
    yield Answer(_("What the carrier is told then"), str(told))
    answered = Delivery.objects.filter(channel=row).exclude(outage_answer="")
    yield Answer(_("Deliveries answered unchecked"), answered.count())
    waiting = disk.depth(settings.OUTAGE_SPOOL)
    yield Answer(_("Waiting to be caught up with, of all channels"), waiting.count)
    if waiting.oldest_at:
        yield Answer(_("The oldest of them came"), waiting.oldest_at)
