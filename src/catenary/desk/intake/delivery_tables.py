"""Deliveries and faults as tables of the shared parts."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catenary.basis.findings import Severity
from catenary.core.intake.receipt import DeliveryState, MessageState, Way
from catenary.desk.intake.delivery_queries import DeliveryShown, deliveries_of, faults_of
from catenary.desk.intake.fault_words import fault_sentence
from catenary.desk.intake.forms import DeliveryFilter, FaultFilter
from catenary.desk.intake.models import Delivery, Fault, Message
from catenary.desk.intake.words import DELIVERIES, MESSAGES, SEVERITIES, WAYS, purpose_word, tag
from catenary.desk.shell.listing import Listing
from catenary.desk.shell.numbers import figure
from catenary.desk.shell.parts import Coded
from catenary.desk.shell.tables import Column, Row, Shown, Table


def _delivery_row(delivery: Delivery) -> Row:
    values = {
        "received_at": delivery.received_at,
        "channel": delivery.channel.name,
        "way": str(WAYS[Way(delivery.channel.way)]),
        "state": tag(DELIVERIES, DeliveryState(delivery.state)),
        "octets": delivery.octets,
        "messages": getattr(delivery, "message_count", None),
        "faults": getattr(delivery, "fault_count", None),
    }
    return Row(values, reverse("delivery", args=[delivery.public_id]))


DELIVERED = Listing(
    name="deliveries",
    caption=gettext_lazy("Deliveries"),
    columns=lambda: (
        Column("received_at", _("Received (UTC)"), Shown.TIME, sortable=True),
        Column("channel", _("Channel"), Shown.NAME),
        Column("way", _("Way in")),
        Column("state", _("State"), Shown.TAG),
        Column("octets", _("Bytes"), Shown.NUMBER, sortable=True),
        Column("messages", _("Messages"), Shown.NUMBER, sortable=True),
        Column("faults", _("Faults"), Shown.NUMBER, sortable=True),
    ),
    empty=gettext_lazy("No delivery fits. Carriers send over the channels that your administrator opened."),
    rows=deliveries_of,
    row=_delivery_row,
    order={"messages": "message_count", "faults": "fault_count"},
    filters=DeliveryFilter,
    template="intake/deliveries.html",
)


def faults_listing(now: datetime) -> Listing:
    """How often which fault was found in whose messages, so that the carrier can be told."""
    return Listing(
        name="faults",
        caption=gettext_lazy("Faults by sender"),
        columns=_fault_columns,
        empty=gettext_lazy("Nothing was wrong in this time, or no message came."),
        rows=partial(faults_of, now=now),
        row=_fault_row,
        filters=FaultFilter,
        template="intake/deliveries_faults.html",
    )


def messages_table(shown: DeliveryShown) -> Table:
    """The messages of one delivery."""
    return _table(
        "messages", _("Messages"), message_columns(), [message_row(each) for each in shown.messages],
        _("None: nothing in it could be read, or it came before."),
    )  # fmt: skip


def delivery_faults_table(shown: DeliveryShown) -> Table:
    """What was noticed in the messages of one delivery; the values stand on the page of the message."""
    columns = (
        Column("sentence", _("What was noticed")),
        Column("severity", _("How grave"), Shown.TAG),
        Column("message", _("Message"), Shown.NUMBER),
        Column("segment", _("First in segment"), Shown.NUMBER),
        Column("count", _("How often"), Shown.NUMBER),
    )
    return _table(
        "noticed", _("What was noticed"), columns, list(map(_noticed_row, shown.faults)), _("Nothing.")
    )


def message_columns() -> tuple[Column, ...]:
    """Of messages; none names a person."""
    return (
        Column("kind", _("Message"), Shown.CODE),
        Column("purpose", _("Sent for")),
        Column("sender", _("Sender"), Shown.CODE),
        Column("reference", _("Reference"), Shown.CODE),
        Column("travellers", _("Travellers"), Shown.NUMBER),
        Column("bookings", _("Bookings"), Shown.NUMBER),
        Column("removed", _("Sensitive parts removed"), Shown.NUMBER),
        Column("state", _("State"), Shown.TAG),
    )


def message_row(message: Message) -> Row:
    """One message, leading to its page."""
    values = {
        "kind": message.kind or _("not told"),
        "purpose": purpose_word(message.purpose),
        "sender": message.sender or None,
        "reference": message.reference or None,
        "travellers": message.travellers,
        "bookings": message.bookings,
        "removed": message.removed,
        "state": tag(MESSAGES, MessageState(message.state)),
    }
    return Row(values, reverse("message", args=[message.public_id]))


def _fault_columns() -> tuple[Column, ...]:
    return (
        Column("sender", _("Sender"), Shown.CODE),
        Column("fault", _("Fault")),
        Column("severity", _("How grave"), Shown.TAG),
        Column("messages", _("Messages with it"), Shown.NUMBER),
        Column("sent", _("Messages sent"), Shown.NUMBER),
        Column("share", _("Share"), Shown.NUMBER),
        Column("times", _("How often"), Shown.NUMBER),
    )


def _fault_row(found: Mapping[str, Any]) -> Row:
    share = min(1.0, found["messages"] / found["sent"]) if found["sent"] else None
    told = {
        "sender": found["sender"] or _("not told"),
        "fault": Coded(fault_sentence(found["code"]), found["code"]),
        "severity": tag(SEVERITIES, Severity(found["severity"])),
        "share": None if share is None else _("%(percent)s %%") % {"percent": figure(round(100 * share, 1))},
    }
    return Row({**found, **told})


def _noticed_row(fault: Fault) -> Row:
    return Row(
        {
            "sentence": Coded(fault_sentence(fault.code), fault.code),
            "severity": tag(SEVERITIES, Severity(fault.severity)),
            "message": fault.message.position + 1,
            "segment": None if fault.segment is None else fault.segment + 1,
            "count": fault.count,
        }
    )


def _table(name: str, caption: str, columns: tuple[Column, ...], rows: list[Row], empty: str) -> Table:
    count = len(rows)
    return Table(caption, columns, tuple(rows), count, empty, first=min(1, count), last=count, id=name)
