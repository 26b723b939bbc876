"""Bookings that were kept before they stood on departures: put there from the redacted text of their message, by a job."""

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef

from catenary.core.intake.booking import Booking
from catenary.core.intake.model import CarrierMessage
from catenary.desk.intake.bookings import KIND, PERSONS, persons_of, put_on
from catenary.desk.intake.flights import known_legs
from catenary.desk.intake.keeping import ENVELOPE, TEXT, message_alone
from catenary.desk.intake.models import Booked, Message
from catenary.desk.mandate.models import HeldRecord, RecordFields


def take_up(message: Message) -> None:
    """Put the bookings of a message on its departures where they are on none; what is masked or erased stays as it is."""
    if not message.bookings or Booked.objects.filter(message=message).exists():
        return
    content = RecordFields.objects.filter(record=message.record, record__masked_at=None).first()
    read_at = message.delivery.read_at
    if content is None or read_at is None or not content.fields.get(TEXT):
        return
    text, envelope = content.fields[TEXT], content.fields.get(ENVELOPE, "")
    said = message_alone(text, envelope, read_at.date()).message
    found = list(_met(message, said.bookings, read_at))
    for booking, held in found:
        _complete(said, booking, held)
    put_on(message, known_legs(message.organisation, said), found)


def _met(
    message: Message, bookings: Sequence[Booking], read_at: datetime
) -> Iterator[tuple[Booking, HeldRecord]]:
    """Each booking with the record that was made of it: of those of that moment with its locator, the first not taken yet."""
    taken = Booked.objects.filter(record=OuterRef("record"))
    rows = RecordFields.objects.filter(
        ~Exists(taken),
        record__organisation=message.organisation,
        record__kind=KIND,
        record__received_at=read_at,
        record__masked_at=None,
    )
    by_locator: defaultdict[str | None, deque[HeldRecord]] = defaultdict(deque)
    for row in rows.select_related("record").order_by("record_id"):
        by_locator[row.fields.get("locator")].append(row.record)
    for each in bookings:
        if each.locator and by_locator[each.locator]:
            yield each, by_locator[each.locator].popleft()


def _complete(said: CarrierMessage, booking: Booking, record: HeldRecord) -> None:
    content = RecordFields.objects.select_for_update().get(record=record)
    if PERSONS not in content.fields:
        content.fields = {**content.fields, PERSONS: persons_of(said, booking)}
        content.save(update_fields=["fields"])
