"""What is due, in numbers, and receipts for what was done: counts and commitments, no data."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from attrs import frozen

from catenary.core.mandate.model import DataClass, RetentionTable
from catenary.core.mandate.retention import (
    DueAct,
    RecordClock,
    RetentionAct,
    RetentionRule,
    schedule,
)


@frozen
class DueCount:
    """How many records of a class are to be masked or erased by a rule.

    `now` counts those due, `soon` those due within the time asked about, `waiting` those that only a legal hold keeps.
    `oldest` is the earliest date among those due or waiting.
    """

    data_class: DataClass
    act: RetentionAct
    rule: RetentionRule
    now: int
    soon: int
    waiting: int
    oldest: datetime | None


@frozen
class Receipt:
    """Proof that records were masked or erased: how many, of what, when, by which rule.

    `commitment` is the ledger's commitment to the set of record ids; who still has an id can show that it is in the
    set, and nobody can tell from it what the records said.
    """

    data_class: DataClass
    act: RetentionAct
    rule: RetentionRule
    count: int
    done_at: datetime
    commitment: str


def report(
    clocks: Iterable[RecordClock], table: RetentionTable, now: datetime, ahead: timedelta
) -> tuple[DueCount, ...]:
    """What is due now and within a time, by class, act and rule, in the order of these."""
    found: defaultdict[tuple[DataClass, RetentionAct, RetentionRule], list[DueAct]] = defaultdict(list)
    for clock in clocks:
        for act in schedule(clock, table):
            if act.due_at <= now + ahead:
                found[act.data_class, act.act, act.rule].append(act)
    return tuple(_counted(*key, acts, now) for key, acts in sorted(found.items()))


def receipts(
    done: Iterable[DueAct], done_at: datetime, commit: Callable[[tuple[str, ...]], str]
) -> tuple[Receipt, ...]:
    """One receipt for each class, act and rule; `commit` turns the sorted record ids into the ledger's commitment."""
    found: defaultdict[tuple[DataClass, RetentionAct, RetentionRule], set[str]] = defaultdict(set)
    for act in done:
        found[act.data_class, act.act, act.rule].add(act.record)
    return tuple(
        Receipt(*key, len(records), done_at, commit(tuple(sorted(records))))
        for key, records in sorted(found.items())
    )


def _counted(
    data_class: DataClass, act: RetentionAct, rule: RetentionRule, acts: list[DueAct], now: datetime
) -> DueCount:
    places = Counter(_place(each, now) for each in acts)
    late = [each.due_at for each in acts if each.due_at <= now]
    return DueCount(
        data_class, act, rule, places["now"], places["soon"], places["waiting"], min(late, default=None)
    )


def _place(act: DueAct, now: datetime) -> str:
    if act.due_at > now:
        return "soon"
    return "waiting" if act.waits else "now"
