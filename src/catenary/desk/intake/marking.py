"""Marks of records: keyed digests of locators, documents and contacts, made by a job after reading, gone with what they are of."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Q

from catenary.core.intake import marks as written
from catenary.core.intake.marks import MarkKind
from catenary.desk.intake.bookings import KIND as BOOKING
from catenary.desk.intake.bookings import told_in
from catenary.desk.intake.fingerprints import of_mark
from catenary.desk.intake.models import Booked, Join, Mark, Message, Passage
from catenary.desk.intake.stored import traveller_of
from catenary.desk.mandate.models import HeldRecord, RecordFields
from catenary.desk.mandate.retention.reach import Reached


def mark_records_of(message: Message) -> None:
    """Bring the marks of everybody of whom the message spoke last, and of its bookings, to what their records tell; by a job."""
    named = Passage.objects.filter(last_message=message).values("record")
    booked = Booked.objects.filter(message=message).values("record")
    rows = RecordFields.objects.filter(Q(record__in=named) | Q(record__in=booked), record__masked_at=None)
    found = list(rows.select_related("record"))
    Mark.objects.filter(record__in=[row.record_id for row in found]).delete()
    Mark.objects.bulk_create(mark for row in found for mark in _marks(row.record, row.fields))


def forget_hidden(reached: Iterable[Reached]) -> None:
    """What is masked leads to nobody: documents and contacts go, locators stay with the records they tie together."""
    hidden = [kind.value for kind in written.MASKED]
    Mark.objects.filter(record__public_id__in=_ids(reached), kind__in=hidden).delete()


def forget(reached: Iterable[Reached]) -> None:
    """What is erased leads nowhere and is joined with nothing."""
    ids = _ids(reached)
    Mark.objects.filter(record__public_id__in=ids).delete()
    Join.objects.filter(Q(passage__record__public_id__in=ids) | Q(booked__record__public_id__in=ids)).delete()
    Booked.objects.filter(record__public_id__in=ids).update(locator=b"")


def digest_asked(organisation: int, kind: MarkKind, text: str) -> bytes | None:
    """The digest that a search compares; None for a text that tells nothing."""
    told = written.as_written(kind, text)
    return of_mark(organisation, kind, told) if told else None


def _ids(reached: Iterable[Reached]) -> list[Any]:
    return [each.record for each in reached]


def _marks(record: HeldRecord, fields: Mapping[str, Any]) -> Iterator[Mark]:
    for kind, text in _told(record.kind, fields):
        digest = of_mark(record.organisation_id, kind, text)
        yield Mark(organisation_id=record.organisation_id, record=record, kind=kind.value, digest=digest)


def _told(kind: str, fields: Mapping[str, Any]) -> frozenset[written.Mark]:
    """What a record that can be read back is found by; one that cannot is found by nothing."""
    if kind == BOOKING:
        told = told_in(fields)
        return written.marks_of_booking(told.booking, told.persons) if told else frozenset()
    try:
        return written.marks_of_traveller(traveller_of(fields))
    except ValueError:
        return frozenset()
