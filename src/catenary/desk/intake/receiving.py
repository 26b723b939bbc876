"""One path for every way in: a delivery is committed, sealed, before it is acknowledged; everything else comes after."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from catenary.core.intake.outage import OutageAnswer
from catenary.core.intake.receipt import DeliveryState
from catenary.desk.intake import fingerprints, spool
from catenary.desk.intake.models import Channel, Delivery, Spooled
from catenary.desk.intake.problems import DELIVERY
from catenary.desk.ledger.services import enter

LARGEST_MIB: Final = 64
_LARGEST: Final = LARGEST_MIB * 1024 * 1024


@transaction.atomic
def receive(*, channel: Channel, data: bytes, now: datetime) -> Delivery:
    """Take a delivery. When this returns and its transaction is committed, the delivery may be acknowledged: it is not lost.

    The same bytes again are known as such and not kept twice, unless nobody could read them. Whoever acts is declared: a program of the channel's
    organisation, or a job. Raises ProblemError `delivery.empty`, `delivery.too_large`, `delivery.channel_closed`,
    `delivery.spool_closed`.
    """
    _demand(channel, data)
    return _taken(channel, data, now)


@transaction.atomic
def receive_answered(
    *, channel: Channel, data: bytes, at: datetime, outage_id: UUID, answer: OutageAnswer
) -> Delivery:
    """Take what was answered at a time when the database was away, once for each `outage_id`.

    It was acknowledged then: that the channel was closed since, or that it came before, refuses it no more.
    """
    row = _taken(channel, data, at)
    row.outage_id, row.outage_answer = outage_id, answer.value
    row.full_clean()
    row.save(update_fields=["outage_id", "outage_answer"])
    params: dict[str, str | int | bool | None] = {
        "channel": str(channel.public_id),
        "answer": answer.value,
        "at": at.isoformat(),
    }
    enter(room="intake", act="answered_in_outage", record=str(row.public_id), params=params)
    return row


def _taken(channel: Channel, data: bytes, now: datetime) -> Delivery:
    original = fingerprints.of_original(data)
    fingerprints.one_at_a_time(original)
    known = _known(channel, original)
    row = Delivery.objects.create(
        organisation=channel.organisation,
        channel=channel,
        state=DeliveryState.REPEATED if known else DeliveryState.RECEIVED,
        received_at=now,
        octets=len(data),
        original_hash=original,
        repeats=known,
    )
    if known is None:
        Spooled.objects.create(delivery=row, sealed=spool.seal(data), expires_at=now + spool.KEPT)
        _have_it_read(row)
    enter(
        room="intake",
        act="delivery_received",
        record=str(row.public_id),
        params={
            "channel": str(channel.public_id),
            "way": channel.way,
            "octets": len(data),
            "repeated": known is not None,
        },
    )
    return row


def _known(channel: Channel, original: bytes) -> Delivery | None:
    """The delivery that holds what these bytes say; none where nobody could read them, since a mended desk may."""
    same = Delivery.objects.filter(organisation=channel.organisation, original_hash=original)
    found = same.exclude(state=DeliveryState.QUARANTINED).select_related("repeats").order_by("id").first()
    return found and (found.repeats or found)


def _demand(channel: Channel, data: bytes) -> None:
    if channel.closed_at is not None:
        raise DELIVERY.problem("channel_closed", channel=channel.name)
    if not data:
        raise DELIVERY.problem("empty")
    if len(data) > _LARGEST:
        raise DELIVERY.problem("too_large", mebibytes=LARGEST_MIB)


def _have_it_read(row: Delivery) -> None:
    """A job of the same transaction: it exists if and only if the delivery does."""
    from catenary.desk.intake.tasks import read_delivery  # noqa: PLC0415  jobs import what they do

    read_delivery.defer(delivery=str(row.public_id))
