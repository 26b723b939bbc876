"""The quarantine desk's messages, and the deliveries that nobody could read, as tables of the shared parts."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catenary.desk.intake.delivery_queries import quarantined
from catenary.desk.intake.delivery_tables import message_row
from catenary.desk.intake.fault_words import fault_sentence
from catenary.desk.intake.forms import QuarantineFilter
from catenary.desk.intake.models import Message, Spooled
from catenary.desk.shell.clocks import clock
from catenary.desk.shell.listing import Listing
from catenary.desk.shell.tables import Column, Row, Shown, Table


def _row(message: Message) -> Row:
    plain = message_row(message)
    code = getattr(message, "first_error", None)
    more = {
        "received_at": message.delivery.received_at,
        "first_error": fault_sentence(code) if code else None,
        "errors": getattr(message, "errors", None),
    }
    return Row({**plain.values, **more}, plain.url)


WAITING = Listing(
    name="quarantine",
    caption=gettext_lazy("Messages in quarantine"),
    columns=lambda: (
        Column("received_at", _("Received (UTC)"), Shown.TIME),
        Column("first_error", _("First error")),
        Column("errors", _("Errors"), Shown.NUMBER),
        Column("kind", _("Message"), Shown.CODE),
        Column("sender", _("Sender"), Shown.CODE),
        Column("reference", _("Reference"), Shown.CODE),
        Column("travellers", _("Travellers"), Shown.NUMBER),
        Column("state", _("State"), Shown.TAG),
    ),
    empty=gettext_lazy("Nothing waits. Every message that came could be read, or was decided about."),
    rows=quarantined,
    row=_row,
    filters=QuarantineFilter,
    template="intake/quarantine.html",
)


def unread_table(rows: Sequence[Spooled], now: datetime) -> Table:
    """Deliveries whose sealed original is all there is, and when it goes."""
    told = [
        Row(
            {
                "received_at": each.delivery.received_at,
                "channel": each.delivery.channel.name,
                "octets": each.delivery.octets,
                "goes": clock(each.expires_at, now),
            },
            reverse("delivery", args=[each.delivery.public_id]),
        )
        for each in rows
    ]
    columns = (
        Column("received_at", _("Received (UTC)"), Shown.TIME),
        Column("channel", _("Channel"), Shown.NAME),
        Column("octets", _("Bytes"), Shown.NUMBER),
        Column("goes", _("The original goes"), Shown.CLOCK),
    )
    count = len(told)
    return Table(
        _("Deliveries that could not be read at all"), columns, tuple(told), count, _("None."),
        first=min(1, count), last=count, id="unread",
    )  # fmt: skip
