"""A delivery read: each message kept redacted, its flights and travellers brought up to date, all in one transaction.

It is done once however often it is begun: the delivery's state says whether it was.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from attrs import frozen
from django.db import transaction

from catenary.basis.findings import Finding
from catenary.core.intake.model import CarrierMessage
from catenary.core.intake.receipt import DeliveryState, is_unreadable, state_of
from catenary.core.mandate.model import DataClass
from catenary.desk.intake import fingerprints, spool
from catenary.desk.intake.bookings import keep_bookings
from catenary.desk.intake.models import Delivery, Fault, Message, Spooled
from catenary.desk.intake.passages import keep_passages
from catenary.desk.intake.telling import tell_passages
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.records.holding import NewRecord, hold
from catenary.formats.edifact.envelope import EdifactMessage, read_interchanges
from catenary.formats.edifact.redact import redact
from catenary.formats.reading import read_message
from catenary.formats.records import finding_records


@frozen
class _Read:
    """One message: what it says, and its text without what must not be kept."""

    message: CarrierMessage
    text: str


@transaction.atomic
def read(*, delivery: UUID, now: datetime) -> None:
    """Read a delivery that waits, and empty its place in the spool; one that was read already is left as it is.

    What holds nothing readable stays sealed in the spool. What says the same as an earlier delivery is kept once.
    """
    row = Delivery.objects.select_for_update().select_related("organisation").get(public_id=delivery)
    if row.state != DeliveryState.RECEIVED:
        return
    data = spool.unseal(bytes(row.spooled.sealed))
    found = list(_messages(data, now))
    row.read_at = now
    if is_unreadable(each.message for each in found):
        row.state = DeliveryState.QUARANTINED
    else:
        _settle(row, found, now)
        Spooled.objects.filter(delivery=row).delete()
    row.full_clean()
    row.save()
    enter(
        room="intake",
        act="delivery_read",
        record=str(row.public_id),
        params={"state": str(row.state), "messages": len(found)},
    )


def _messages(data: bytes, now: datetime) -> Iterator[_Read]:
    """Each message as it says in full, beside its text as it stands in the redacted file."""
    redacted = redact(data).data
    kept = redacted.decode("latin-1")
    shown = {each.position: each for each in read_interchanges(redacted)}
    for message in read_interchanges(data):
        said = read_message(message, now.date())
        yield _Read(said, _text(kept, shown.get(message.position)))


def _text(kept: str, message: EdifactMessage | None) -> str:
    if message is None or not message.segments:
        return ""
    first, last = message.header or message.segments[0], message.trailer or message.segments[-1]
    return kept[first.offset : last.offset + last.length + 1]


def _settle(row: Delivery, found: Sequence[_Read], now: datetime) -> None:
    row.content_hash = fingerprints.of_content(each.message for each in found)
    same = Delivery.objects.filter(organisation=row.organisation, content_hash=bytes(row.content_hash))
    row.repeats = same.exclude(pk=row.pk).order_by("id").first()
    if row.repeats is not None:
        row.state = DeliveryState.REPEATED
        return
    row.state = DeliveryState.READ
    for each in found:
        _keep(row, each, now)


def _keep(row: Delivery, read: _Read, now: datetime) -> None:
    said = read.message
    message = Message(
        organisation=row.organisation,
        delivery=row,
        position=said.position,
        state=state_of(said),
        kind=(said.message or "")[:10],
        purpose=said.purpose.value if said.purpose else "",
        reference=(said.reference or "")[:40],
        sender=(said.sender or "")[:40],
        travellers=len(said.travellers),
        bookings=len(said.bookings),
        removed=sum(said.removed.values()),
    )
    message.full_clean(exclude={"record"})
    message.record = hold(organisation=row.organisation, records=[_record(message, read, now)])[0]
    message.save()
    Fault.objects.bulk_create(_faults(message, said))
    keep_passages(message, said, now)
    if message.travellers and not message.bookings:
        tell_passages(message)
    keep_bookings(message, said, now)


def _record(message: Message, read: _Read, now: datetime) -> NewRecord:
    """The redacted text, under the law of what it tells."""
    tells_bookings = message.kind == "PNRGOV"
    return NewRecord(
        data_class=DataClass.PASSENGER_RECORD if tells_bookings else DataClass.PASSENGER_INFORMATION,
        kind="CarrierMessage",
        fields={"text": read.text, "findings": finding_records(_all_findings(read.message))},
        received_at=now,
        room="intake",
        label=f"{message.kind} {message.reference}".strip(),
    )


def _all_findings(said: CarrierMessage) -> list[Finding]:
    within = (finding for each in (*said.travellers, *said.bookings) for finding in each.findings)
    return [*said.findings, *within]


def _faults(message: Message, said: CarrierMessage) -> Iterator[Fault]:
    found = _all_findings(said)
    counts = Counter(finding.code for finding in found)
    first = {finding.code: finding for finding in reversed(found)}
    for code, count in counts.items():
        yield Fault(
            message=message,
            organisation=message.organisation,
            code=code,
            severity=first[code].severity.value,
            count=count,
            segment=first[code].at.segment,
        )
