"""How long data is kept: what is to be masked or erased, when, and by which rule.

The defaults follow the Court of Justice in C-817/19 (Ligue des droits humains) and Directive (EU) 2016/681 art. 12. Every
date is the earliest that applies, so that no mistake in a clock, an override or a link keeps anything longer.

A legal hold stops erasure and never masking: what evidence needs is kept, and restricted (Directive (EU) 2016/680
art. 16(3)(b)). When the hold is lifted, what was overdue is due at once.
"""

from datetime import datetime
from enum import StrEnum
from operator import itemgetter
from typing import TypeAlias

from attrs import frozen

from catenary.core.mandate.model import (
    ClockStart,
    DataClass,
    Months,
    RetentionClass,
    RetentionTable,
    Span,
)


class RetentionAct(StrEnum):
    """What happens to data whose time has come."""

    MASK = "mask"
    ERASE = "erase"


class RetentionRule(StrEnum):
    """Why an act is due on its date."""

    MASKED_AFTER = "masked_after"
    ERASED_AFTER = "erased_after"
    ERASED_AFTER_LINKED = "erased_after_linked"
    LIMIT = "limit"
    """The clock began late or never; the longest time any law allows counts from receipt."""
    ORDER = "order"
    """An authority, or the answer to the person, ordered it."""


@frozen
class RecordClock:
    """What retention knows of a record; `record` is its public id, never a name.

    `started_at` is when the class's clock began where that is not receipt: the border check, the close of a request or
    account; None while it has not.
    """

    record: str
    data_class: DataClass
    received_at: datetime
    started_at: datetime | None = None
    linked_at: datetime | None = None
    """When an objective link to terrorism or serious crime was recorded; None again when it is withdrawn.

    It counts only if recorded before the record was to be erased: a late job is no reason to keep anything.
    """
    held: bool = False
    ordered_at: datetime | None = None
    """When its erasure was ordered."""
    masked_at: datetime | None = None
    erased_at: datetime | None = None


@frozen
class DueAct:
    """Something that is to happen to a record: what, from when, by which rule; `waits` while a legal hold stops it."""

    record: str
    data_class: DataClass
    act: RetentionAct
    due_at: datetime
    rule: RetentionRule
    waits: bool = False


def after(start: datetime, span: Span) -> datetime:
    """When a period that began then ends."""
    return span.after(start) if isinstance(span, Months) else start + span


def schedule(clock: RecordClock, table: RetentionTable) -> tuple[DueAct, ...]:
    """All that is ever to happen to a record, earliest first; nothing to one that is erased.

    What a legal hold keeps beyond its time is masked at that time. Raises KeyError for a class of data that the table
    lacks: nothing is kept without a rule.
    """
    if clock.erased_at is not None:
        return ()
    kept = table[clock.data_class]
    erasure = _erasure(clock, kept)
    masking = _masking(clock, kept, erasure)
    acts = [masking] if masking else []
    return (*acts, erasure) if erasure else tuple(acts)


def due(clock: RecordClock, table: RetentionTable, now: datetime) -> tuple[DueAct, ...]:
    """What is to be done to a record now; only erasure where both are due. What a hold stops is not due."""
    acts = tuple(act for act in schedule(clock, table) if act.due_at <= now and not act.waits)
    return tuple(act for act in acts if act.act is RetentionAct.ERASE) or acts


def _erasure(clock: RecordClock, kept: RetentionClass) -> DueAct | None:
    dates = [*_ordered(clock), *(_linked(clock, kept) or _unlinked(clock, kept))]
    if not dates:
        return None
    due_at, rule = min(dates, key=_when)
    return DueAct(clock.record, clock.data_class, RetentionAct.ERASE, due_at, rule, waits=clock.held)


def _masking(clock: RecordClock, kept: RetentionClass, erasure: DueAct | None) -> DueAct | None:
    """Masking on its date, unless the record is erased by then; under a hold, no later than it would have been erased."""
    if clock.masked_at is not None or kept.masked_after is None:
        return None
    start = _start(clock, kept)
    dates = [] if start is None else [(after(start, kept.masked_after), RetentionRule.MASKED_AFTER)]
    if erasure and erasure.waits:
        dates.append((erasure.due_at, erasure.rule))
    elif erasure:
        dates = [date for date in dates if date[0] < erasure.due_at]
    return (
        DueAct(clock.record, clock.data_class, RetentionAct.MASK, *min(dates, key=_when)) if dates else None
    )


def _start(clock: RecordClock, kept: RetentionClass) -> datetime | None:
    return clock.received_at if kept.starts is ClockStart.RECEIPT else clock.started_at


_Date: TypeAlias = tuple[datetime, RetentionRule]
_when = itemgetter(0)


def _ordered(clock: RecordClock) -> list[_Date]:
    return [] if clock.ordered_at is None else [(clock.ordered_at, RetentionRule.ORDER)]


def _linked(clock: RecordClock, kept: RetentionClass) -> list[_Date]:
    if clock.linked_at is None or kept.erased_after_linked is None:
        return []
    if any(due_at < clock.linked_at for due_at, _ in _unlinked(clock, kept)):
        return []
    return [(after(clock.received_at, kept.erased_after_linked), RetentionRule.ERASED_AFTER_LINKED)]


def _unlinked(clock: RecordClock, kept: RetentionClass) -> list[_Date]:
    start, dates = _start(clock, kept), []
    if start is not None and kept.erased_after is not None:
        dates.append((after(start, kept.erased_after), RetentionRule.ERASED_AFTER))
    if kept.limit is not None:
        dates.append((after(clock.received_at, kept.limit), RetentionRule.LIMIT))
    return dates
