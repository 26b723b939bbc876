"""A message read again: as an officer corrected it, or as it stands after the rules of reading changed.

The version before stays with its text and faults; what only it had told of travellers is withdrawn.
"""

from collections import Counter
from datetime import datetime
from typing import Any

from django.db import transaction

from catenary.basis.findings import Severity
from catenary.core.intake.presence import Presence
from catenary.core.intake.receipt import MessageState, state_of
from catenary.desk.intake.keeping import (
    ENVELOPE,
    FINDINGS,
    TEXT,
    Read,
    all_findings,
    class_of,
    keep,
    message_alone,
)
from catenary.desk.intake.kept_texts import kept_text
from catenary.desk.intake.models import Message, Passage, PassageChange
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.records.holding import NewRecord, hold


def new_version(before: Message, text: str, envelope: str, kind: str) -> Message:
    """The version that takes a message's place, not read yet; its time of keeping counts from when the first came."""
    kept = before.record
    assert kept is not None, "a message without a record has no text"
    record = NewRecord(
        data_class=class_of(kind),
        kind="CarrierMessage",
        fields={TEXT: text, ENVELOPE: envelope, FINDINGS: None},
        received_at=kept.received_at,
        room="intake",
        label=f"{kind} {before.reference}".strip(),
    )
    version = Message(
        organisation=before.organisation,
        delivery=before.delivery,
        position=before.position,
        state=MessageState.QUARANTINED,
        kind=kind[:10],
        reference=before.reference,
        sender=before.sender,
        corrects=before,
    )
    version.full_clean(exclude={"record"})
    version.record = hold(organisation=before.organisation, records=[record])[0]
    version.save()
    before.state = MessageState.CORRECTED
    before.save(update_fields=["state"])
    return version


@transaction.atomic
def read_version(version: Message, now: datetime) -> None:
    """Read a version that was not read yet, as a delivery's messages are read; one that was is left as it is."""
    row = Message.objects.select_for_update(of=("self",)).select_related("corrects").get(pk=version.pk)
    fields = kept_text(row)
    if fields is None or fields.get(FINDINGS) is not None:
        return
    keep(row, _read(row, fields), now)
    if row.corrects is not None:
        _withdraw(row.corrects, row, now)
    enter(
        room="intake",
        act="message_read_again",
        record=str(row.record.public_id) if row.record else "",
        params={"state": str(row.state)},
    )


@transaction.atomic
def read_again(message: Message, now: datetime) -> bool:
    """Read a message of the quarantine as it stands; whether the rules now make something else of it.

    Where they do, a new version takes its place. Where they do not, or its text is masked or erased, nothing changes. A correction
    whose job was given up is read now.
    """
    row = Message.objects.select_for_update(of=("self",)).get(pk=message.pk)
    fields = kept_text(row)
    if row.state != MessageState.QUARANTINED or fields is None:
        return False
    if fields.get(FINDINGS) is None:
        read_version(row, now)
        return True
    read = _read(row, fields)
    if state_of(read.message) == row.state and _errors(read) == _errors_kept(fields):
        return False
    version = new_version(row, fields[TEXT], fields.get(ENVELOPE, ""), row.kind)
    read_version(version, now)
    return True


def _read(message: Message, fields: dict[str, Any]) -> Read:
    as_of = message.delivery.received_at.date()
    return message_alone(fields[TEXT], fields.get(ENVELOPE, ""), as_of)


def _errors(read: Read) -> Counter[str]:
    return Counter(each.code for each in all_findings(read.message) if each.severity is Severity.ERROR)


def _errors_kept(fields: dict[str, Any]) -> Counter[str]:
    return Counter(each["code"] for each in fields[FINDINGS] if each["severity"] == Severity.ERROR)


def _withdraw(before: Message, version: Message, now: datetime) -> None:
    """Travellers whom nobody but the version before told of: they were misread, and are on no flight by its word."""
    told_once = Passage.objects.filter(first_message=before, last_message=before)
    for passage in told_once.exclude(presence=Presence.CANCELLED).select_for_update():
        passage.presence = Presence.CANCELLED
        passage.last_message = version
        passage.save(update_fields=["presence", "last_message"])
        PassageChange.objects.create(
            passage=passage,
            organisation=passage.organisation,
            message=version,
            changed_at=now,
            presence=Presence.CANCELLED,
        )
