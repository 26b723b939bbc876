"""Marks of records: keyed digests of locators, documents and contacts, made by a job after reading, gone with what they are of."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from catenary.core.intake import marks as written
from catenary.core.intake.marks import MarkKind
from catenary.desk.intake.bookings import KIND as BOOKING
from catenary.desk.intake.bookings import told_in
from catenary.desk.intake.fingerprints import of_mark
from catenary.desk.intake.models import Booked, Join, Mark, Message, Passage
from catenary.desk.mandate.models import HeldRecord, RecordFields
from catenary.desk.mandate.retention.reach import Reached

_Wanted: TypeAlias = tuple[int, str, bytes]
"""A record by its row, the kind of a mark, and its digest."""


def mark_records_of(message: Message) -> None:
    """Bring the marks of everybody of whom the message spoke last, and of its bookings, to what their records tell; by a job."""
    named = Passage.objects.filter(last_message=message).values_list("record", flat=True)
    booked = Booked.objects.filter(message=message).values_list("record", flat=True)
    # two lists of ids, since one query for either would look through every record there is
    rows = RecordFields.objects.filter(record__in={*named, *booked}, record__masked_at=None)
    found = list(rows.select_related("record"))
    wanted = {mark for row in found for mark in _wanted(row.record, row.fields)}
    _bring_up_to_date([row.record for row in found], wanted)


def forget_hidden(reached: Iterable[Reached]) -> None:
    """What is masked leads to nobody: documents and contacts go, locators stay with the records they tie together."""
    hidden = [kind.value for kind in written.MASKED]
    Mark.objects.filter(record__public_id__in=_ids(reached), kind__in=hidden).delete()


def forget(reached: Iterable[Reached]) -> None:
    """What is erased leads nowhere and is joined with nothing."""
    ids = _ids(reached)
    Mark.objects.filter(record__public_id__in=ids).delete()
    Join.objects.filter(passage__record__public_id__in=ids).delete()
    Join.objects.filter(booked__record__public_id__in=ids).delete()
    Booked.objects.filter(record__public_id__in=ids).update(locator=b"")


def digest_asked(organisation: int, kind: MarkKind, text: str) -> bytes | None:
    """The digest that a search compares; None for a text that tells nothing."""
    told = written.as_written(kind, text)
    return of_mark(organisation, kind, told) if told else None


def _ids(reached: Iterable[Reached]) -> list[Any]:
    return [each.record for each in reached]


def _bring_up_to_date(records: Sequence[HeldRecord], wanted: set[_Wanted]) -> None:
    """Most messages tell the same again: only what differs is written."""
    rows = Mark.objects.filter(record__in=records).values_list("pk", "record", "kind", "digest")
    kept = {(record, kind, bytes(digest)): pk for pk, record, kind, digest in rows}
    gone = [pk for mark, pk in kept.items() if mark not in wanted]
    if gone:
        Mark.objects.filter(pk__in=gone).delete()
    organisations = {record.pk: record.organisation_id for record in records}
    Mark.objects.bulk_create(
        Mark(organisation_id=organisations[record], record_id=record, kind=kind, digest=digest)
        for record, kind, digest in sorted(wanted - kept.keys())
    )


def _wanted(record: HeldRecord, fields: Mapping[str, Any]) -> Iterator[_Wanted]:
    for kind, text in _told(record.kind, fields):
        yield record.pk, kind.value, of_mark(record.organisation_id, kind, text)


def _told(kind: str, fields: Mapping[str, Any]) -> frozenset[written.Mark]:
    """What a record is found by; a booking that cannot be read back is found by nothing."""
    if kind == BOOKING:
        told = told_in(fields)
        return written.marks_of_booking(told.booking, told.persons) if told else frozenset()
    documents = (each.get("number") or "" for each in fields.get("documents") or ())
    return written.marks_told(fields.get("booking_reference") or "", documents)
