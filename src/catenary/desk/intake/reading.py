"""A delivery read: each message kept redacted, its flights and travellers brought up to date, all in one transaction.

It is done once however often it is begun: the delivery's state says whether it was.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from catenary.core.intake.receipt import DeliveryState, is_unreadable
from catenary.desk.intake import fingerprints, spool
from catenary.desk.intake.flights import was_spoken_of_after
from catenary.desk.intake.keeping import Read, keep, messages_in
from catenary.desk.intake.models import Delivery, Message, Spooled
from catenary.desk.ledger.services import enter


@transaction.atomic
def read(*, delivery: UUID, now: datetime, data: bytes | None = None) -> None:
    """Read a delivery that waits, and empty its place in the spool; one that was read already is left as it is.

    What holds nothing readable stays sealed in the spool. What says the same as an earlier delivery is kept once, unless another has spoken in between. Whoever has just
    received it gives its `data`; the spool, which workers alone open, is emptied by the job that finds it read.
    """
    rows = Delivery.objects.select_related("organisation").select_for_update(of=("self",), no_key=True)
    row = rows.get(public_id=delivery)
    if row.state != DeliveryState.RECEIVED:
        if data is None and row.state != DeliveryState.QUARANTINED:
            Spooled.objects.filter(delivery=row).delete()
        return
    told = spool.unseal(bytes(row.spooled.sealed)) if data is None else data
    found = list(messages_in(told, now.date()))
    row.read_at = now
    if is_unreadable(each.message for each in found):
        row.state = DeliveryState.QUARANTINED
    else:
        _settle(row, found, now)
        if data is None:
            Spooled.objects.filter(delivery=row).delete()
    row.clean_fields(exclude={"organisation", "channel", "repeats"})  # those are there: asking took longest
    row.save()
    enter(
        room="intake",
        act="delivery_read",
        record=str(row.public_id),
        params={"state": str(row.state), "messages": len(found)},
    )


def _settle(row: Delivery, found: Sequence[Read], now: datetime) -> None:
    row.content_hash = fingerprints.of_content(each.message for each in found)
    fingerprints.one_at_a_time(row.content_hash)
    row.repeats = _same(row, bytes(row.content_hash), found)
    if row.repeats is not None:
        row.state = DeliveryState.REPEATED
        return
    row.state = DeliveryState.READ
    for each in found:
        message = Message(organisation=row.organisation, delivery=row, position=each.message.position)
        keep(message, each, now)
    # a check that began before its travellers were locked did not see what is told here: it must count as an earlier one
    row.read_at = max(now, timezone.now())


def _same(row: Delivery, content: bytes, found: Sequence[Read]) -> Delivery | None:
    """The delivery that says the same, if its word still is the last: who was taken off a flight and is told again is on it again."""
    read_ones = Delivery.objects.filter(
        organisation=row.organisation, content_hash=content, state=DeliveryState.READ
    )
    earlier = read_ones.exclude(pk=row.pk).order_by("-id").first()
    overtaken = earlier and any(was_spoken_of_after(earlier, each.message) for each in found)
    return None if overtaken else earlier
