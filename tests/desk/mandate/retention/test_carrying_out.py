"""Masking and erasing: on time, everywhere, once, and finished after a fall."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from catenary.core.ledger.commitments import commit_set
from catenary.core.mandate.flow_table import Flow, State
from catenary.core.mandate.model import DataClass
from catenary.desk.ledger.models import Event
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import (
    HeldRecord,
    ObjectiveLink,
    Person,
    RecordFields,
    RecordMatter,
    RetentionReceipt,
    RightsCase,
    SealedFields,
)
from catenary.desk.mandate.records.settling import settle
from catenary.desk.mandate.retention import reach
from catenary.desk.mandate.retention.carrying_out import SET, carry_out
from catenary.desk.mandate.tasks_jobs.matters import settle_matter
from catenary.desk.shell.models import Attachment, Comment

SYSTEM = Declaration(door=Door.SYSTEM)
NAME = "ZEPHYRINE QUILLFEATHER"
LINKED = {"linked_at": datetime.now(UTC) - timedelta(days=100)}


def now():
    return datetime.now(UTC)


def state_of(row):
    """What is left of a record: its row, its fields and what is sealed of them."""
    with acting(SYSTEM):
        record = HeldRecord.objects.get(pk=row.pk)
        fields = RecordFields.objects.filter(record=row).values_list("fields", flat=True).first()
        sealed = SealedFields.objects.filter(record=row).values_list("fields", flat=True).first()
    return record, fields, sealed


def whole_database():
    """Every row of the tables that retention writes, except those of the log and its receipts."""
    with acting(SYSTEM), connection.cursor() as cursor:
        found = []
        for table in ("mandate_heldrecord", "mandate_recordfields", "mandate_sealedfields"):
            cursor.execute(f"SELECT * FROM {table} ORDER BY 1")
            found.append(cursor.fetchall())
    return found


def test_a_linked_record_is_masked_after_six_months_and_what_it_told_is_sealed(worker, held):
    with worker:
        row = held(days=200, **LINKED)
        carry_out(now())
        record, fields, sealed = state_of(row)
    assert record.masked_at is not None
    assert record.erased_at is None
    assert NAME not in str(fields)
    assert fields["segments"][0]["carrier"] == "QM"
    assert fields["locator"] == "ABC123"
    assert NAME in str(sealed)


def test_a_record_nobody_linked_is_erased_after_six_months(worker, held):
    with worker:
        row = held(days=200, label="QM12 2026-01-01", reference="r-1")
        carry_out(now())
        record, fields, sealed = state_of(row)
    assert record.erased_at is not None
    assert (fields, sealed) == (None, None)
    assert (record.label, record.reference) == ("", "")


def test_a_linked_record_is_erased_with_its_seal_and_the_words_of_its_link(worker, held):
    with worker:
        row = held(days=365 * 5 + 10, linked_at=now() - timedelta(days=365 * 5))
        with acting(SYSTEM):
            supervisor = RecordMatter.objects.first().asked_by
            link = ObjectiveLink.objects.create(
                record=row,
                organisation=row.organisation,
                recorded_by=supervisor,
                recorded_at=row.linked_at,
                reason=NAME,
            )
        carry_out(now())
        record, fields, sealed = state_of(row)
        with acting(SYSTEM):
            link.refresh_from_db()
    assert record.erased_at is not None
    assert (fields, sealed, link.reason) == (None, None, "")


def test_carrying_out_twice_changes_nothing(worker, held):
    with worker:
        held(days=200)
        held(days=200, **LINKED)
        carry_out(now())
        once = whole_database()
        with acting(SYSTEM):
            receipts = RetentionReceipt.objects.count()
        assert carry_out(now()) == 0
        assert whole_database() == once
        with acting(SYSTEM):
            assert RetentionReceipt.objects.count() == receipts


def test_a_round_that_falls_in_the_middle_is_finished_by_the_next(worker, held, monkeypatch):
    began = now()
    with worker:
        rows = [held(days=200) for _ in range(5)]
        seen = []

        def fall(reached):
            seen.append(reached)
            if len(seen) == 2:
                raise ConnectionError

        monkeypatch.setattr(reach, "_ON_ERASE", [fall])
        with pytest.raises(ConnectionError):
            carry_out(now(), batch=2)
        half = sum(state_of(row)[0].erased_at is not None for row in rows)
        carry_out(now(), batch=2)
        whole = sum(state_of(row)[0].erased_at is not None for row in rows)
        with acting(SYSTEM):
            receipted = sum(
                RetentionReceipt.objects.filter(act="erase", done_at__gte=began).values_list(
                    "count", flat=True
                )
            )
    assert (half, whole) == (2, 5)
    assert receipted == 5


def test_a_legal_hold_stops_erasure_and_not_masking(worker, held):
    with worker:
        row = held(days=200)
        with acting(SYSTEM):
            asker = RecordMatter.objects.first().asked_by
            matter = RecordMatter.objects.create(
                flow=Flow.HOLD, organisation=row.organisation, record=row, about=str(row.public_id), asked_by=asker,
                asked_at=now(), reason="court",
            )  # fmt: skip
            settle(matter, now())
        carry_out(now())
        kept, fields, _ = state_of(row)
        with acting(SYSTEM):
            settle(matter, now() + timedelta(days=4))
        carry_out(now())
        gone, _, _ = state_of(row)
    assert kept.masked_at is not None
    assert kept.erased_at is None
    assert NAME not in str(fields)
    assert matter.state == State.LAPSED
    assert gone.erased_at is not None


def test_every_room_that_joined_is_told_which_records_went(worker, held, monkeypatch):
    masked, erased = [], []
    monkeypatch.setattr(reach, "_ON_MASK", [masked.extend])
    monkeypatch.setattr(reach, "_ON_ERASE", [erased.extend])
    with worker:
        linked, unlinked = held(days=200, reference="a", **LINKED), held(days=200, reference="b")
        carry_out(now())
    assert [(each.record, each.reference) for each in masked] == [(linked.public_id, "a")]
    assert [(each.record, each.reference) for each in erased] == [(unlinked.public_id, "b")]


def test_a_receipt_proves_which_records_went_and_tells_nothing_of_them(worker, held):
    with worker:
        rows = [held(days=200, data_class=DataClass.PASSENGER_RECORD) for _ in range(3)]
        carry_out(now())
        with acting(SYSTEM):
            receipt = RetentionReceipt.objects.filter(organisation=rows[0].organisation, act="erase").first()
            event = Event.objects.filter(act="erase", organisation=rows[0].organisation).first()
    made = commit_set(SET, sorted(str(row.public_id) for row in rows), bytes(receipt.salt))
    assert receipt.count == 3
    assert receipt.commitment == made.digest.hex()
    assert NAME.encode() not in bytes(event.entry)


def test_openings_of_the_log_about_an_erased_record_go_with_it(worker, held):
    from catenary.desk.ledger.models import Opening
    from catenary.desk.ledger.services import enter

    with worker:
        row = held(days=200)
        with acting(Declaration(organisation=row.organisation_id, door=Door.SYSTEM)):
            enter(room="test", act="ask", record=str(row.public_id), reason=f"About {NAME}")
        carry_out(now())
        with acting(SYSTEM):
            assert not Opening.objects.filter(event__record=str(row.public_id)).exists()


def test_what_people_wrote_about_an_erased_record_goes_and_who_decided_when_stays(worker, held):
    with worker:
        row = held(days=200)
        with acting(SYSTEM):
            asker = RecordMatter.objects.first().asked_by
            second = Person.objects.exclude(pk=asker.pk).first()
            told = {"record": row, "organisation": row.organisation, "asked_by": asker, "asked_at": now()}
            decided = {"decided_by": second, "decided_at": now()}
            matter = RecordMatter.objects.create(
                flow=Flow.UNMASKING, state=State.REVIEWED, about=str(row.public_id), reason=NAME, decision=NAME,
                review=NAME, reviewed_by=second, **told, **decided,
            )  # fmt: skip
            case = RightsCase.objects.create(
                record=row,
                organisation=row.organisation,
                kind="access",
                received_at=now(),
                extension_reason=NAME,
            )
        carry_out(now())
        with acting(SYSTEM):
            matter.refresh_from_db()
            case.refresh_from_db()
    assert (matter.reason, matter.decision, matter.review, case.extension_reason) == ("", "", "", "")
    assert (matter.state, matter.asked_by_id, matter.decided_by_id) == (State.REVIEWED, asker.pk, second.pk)
    assert matter.decided_at == decided["decided_at"]


def test_what_is_said_of_a_record_after_it_was_erased_is_not_kept_either(worker, held):
    from catenary.desk.ledger.models import Opening

    with worker:
        row = held(days=200)
        with acting(SYSTEM):
            matter = RecordMatter.objects.create(
                flow=Flow.HOLD, organisation=row.organisation, record=row, about=str(row.public_id),
                asked_by=RecordMatter.objects.first().asked_by, asked_at=now(), reason=NAME,
            )  # fmt: skip
        carry_out(now())
        with acting(Declaration(organisation=row.organisation_id, door=Door.SYSTEM)):
            RecordMatter.objects.filter(pk=matter.pk).update(state=State.REFUSED, decision=NAME)
            enter(room="mandate", act="refuse_hold", record=str(row.public_id), reason=f"{NAME} is gone")
        settle_matter(matter.pk)
        with acting(SYSTEM):
            matter.refresh_from_db()
            assert not Opening.objects.filter(event__record=str(row.public_id)).exists()
    assert (matter.state, matter.reason, matter.decision) == (State.REFUSED, "", "")


def test_comments_and_files_of_an_erased_record_go_with_it(worker, held):
    with worker:
        row = held(days=200)
        told = {"kind": "record", "record": row.public_id, "organisation": row.organisation}
        with acting(SYSTEM):
            author = RecordMatter.objects.first().asked_by
            Comment.objects.create(**told, author=author, text=NAME)
            file = Attachment.objects.create(
                **told,
                added_by=author,
                name=f"{NAME}.pdf",
                media_type="application/pdf",
                size=1,
                sha256="0" * 64,
            )
        carry_out(now())
        with acting(SYSTEM):
            assert not Comment.objects.filter(record=row.public_id).exists()
            file.refresh_from_db()
    assert file.removed_at is not None
    assert NAME not in file.name
