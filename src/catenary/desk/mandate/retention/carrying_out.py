"""Masking and erasing what is due, batch by batch: each batch is one transaction with its receipts and its entries.

A batch that is cut off leaves nothing behind and is done again. Core decides for each record under its lock; the dates that
stand beside it only find it.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime
from functools import partial

from attrs import frozen
from django.db.models import Q, QuerySet

from catenary.core.ledger.commitments import SALT_LENGTH, commit_set
from catenary.core.mandate.masking import mask
from catenary.core.mandate.masking_table import MASKING
from catenary.core.mandate.model import Purpose, RetentionTable
from catenary.core.mandate.retention import DueAct, RetentionAct, due
from catenary.core.mandate.retention_report import Receipt, receipts
from catenary.desk.directory.models import Organisation
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import (
    HeldRecord,
    ObjectiveLink,
    RecordFields,
    RecordMatter,
    RedressRecord,
    RetentionReceipt,
    RightsCase,
    SealedFields,
)
from catenary.desk.mandate.models.matters import NO_WORDS
from catenary.desk.mandate.retention.clocks import DATES, set_dates
from catenary.desk.mandate.retention.reach import reached_of, tell_erased, tell_masked
from catenary.desk.mandate.retention.tables import table_for

BATCH = 200
SET = "records"
"""The name under which a receipt commits to the ids of its records."""


@frozen
class _Done:
    """What one batch did: records and the act that was due to each; `touched` may have had nothing due after all."""

    touched: int
    acts: Sequence[tuple[HeldRecord, DueAct]]


def carry_out(now: datetime, batch: int = BATCH) -> int:
    """Mask and erase everything that is due, in every organisation. Gives how many acts there were. As the worker only."""
    with acting(Declaration(door=Door.SYSTEM)):
        concerned = list(Organisation.objects.filter(pk__in=_due_now(now).values("organisation_id")))
    return sum(_carry_out_in(organisation, now, batch) for organisation in concerned)


def _carry_out_in(organisation: Organisation, now: datetime, batch: int) -> int:
    acts = 0
    while True:
        with acting(Declaration(organisation=organisation.pk, purpose=Purpose.OPERATION, door=Door.SYSTEM)):
            done = _one_batch(organisation, now, batch)
        acts += len(done.acts)
        if done.touched < batch:
            return acts


def _due_now(now: datetime) -> "QuerySet[HeldRecord]":
    to_erase = Q(erase_at__lte=now, held=False)
    to_mask = Q(mask_at__lte=now, masked_at=None)
    return HeldRecord.objects.filter(to_erase | to_mask, erased_at=None)


def _one_batch(organisation: Organisation, now: datetime, batch: int) -> _Done:
    table = table_for(organisation)
    found = _due_now(now).filter(organisation=organisation).order_by("pk")
    records = list(found.select_for_update(skip_locked=True)[:batch])
    acts = [(record, act) for record in records for act in due(record.clock, table, now)]
    _mask([record for record, act in acts if act.act is RetentionAct.MASK], now)
    _erase([record for record, act in acts if act.act is RetentionAct.ERASE], now)
    _save(records, table)
    _receive([act for _, act in acts], organisation, now)
    return _Done(len(records), acts)


def _mask(records: Sequence[HeldRecord], now: datetime) -> None:
    for content in RecordFields.objects.filter(record__in=records).select_related("record"):
        SealedFields.objects.get_or_create(
            record=content.record, defaults={"fields": content.fields, "sealed_at": now}
        )
        content.fields = masked_fields(content.record.kind, content.fields)
        content.save(update_fields=["fields"])
    for record in records:
        record.masked_at = now
    tell_masked(reached_of(records))


def masked_fields(kind: str, fields: dict[str, object]) -> dict[str, object]:
    """The fields as they are shown once masked; of a kind that core's table does not know, nothing is."""
    return mask(fields, kind) if kind in MASKING else dict.fromkeys(fields)


def _erase(records: Sequence[HeldRecord], now: datetime) -> None:
    tell_erased(reached_of(records))
    RecordFields.objects.filter(record__in=records).delete()
    SealedFields.objects.filter(record__in=records).delete()
    _erase_words_about(records)
    for record in records:
        record.erased_at, record.reference, record.label = now, "", ""


def _erase_words_about(records: Sequence[HeldRecord]) -> None:
    """What people wrote about the records in reasons, decisions and reviews; who did what, and when, stays."""
    ObjectiveLink.objects.filter(record__in=records).update(reason="")
    RecordMatter.objects.filter(record__in=records).update(**NO_WORDS)
    RightsCase.objects.filter(record__in=records).update(extension_reason="")
    RedressRecord.objects.filter(record__in=records).update(revocation="")


def _save(records: Sequence[HeldRecord], table: RetentionTable) -> None:
    for record in records:
        set_dates(record, table)
    HeldRecord.objects.bulk_update(
        records, ["masked_at", "erased_at", "reference", "label", *DATES], batch_size=BATCH
    )


def _receive(acts: Sequence[DueAct], organisation: Organisation, now: datetime) -> None:
    salt = secrets.token_bytes(SALT_LENGTH)
    for receipt in receipts(acts, now, partial(_commitment, salt=salt)):
        _file(receipt, organisation, salt)
        same = (receipt.data_class, receipt.act, receipt.rule)
        shown = sorted(act.record for act in acts if (act.data_class, act.act, act.rule) == same)
        enter(
            room="mandate",
            act=receipt.act.value,
            params={"data_class": receipt.data_class, "rule": receipt.rule, "count": receipt.count},
            shown=shown,
        )


def _commitment(records: tuple[str, ...], salt: bytes) -> str:
    return commit_set(SET, records, salt).digest.hex()


def _file(receipt: Receipt, organisation: Organisation, salt: bytes) -> None:
    RetentionReceipt.objects.create(
        organisation=organisation,
        data_class=receipt.data_class,
        act=receipt.act,
        rule=receipt.rule,
        count=receipt.count,
        done_at=receipt.done_at,
        commitment=receipt.commitment,
        salt=salt,
    )
