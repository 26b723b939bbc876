"""When the check at the border is over: from then on the law counts how long what carriers told may be kept.

It is over when the flight has arrived, or has left where nobody told when it arrives; somebody who goes on is checked until their last
flight is over. Source: Council Directive 2004/82/EC art. 6(1).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from catenary.core.mandate.model import DataClass
from catenary.desk.intake.models import FlightLeg, Message, Passage
from catenary.desk.mandate.records.holding import start_clock

TEXT_KEPT: Final = timedelta(days=4)
"""Carriers send at most 72 hours ahead; a day later the flight of a message is over, whatever it was."""
AT_ONCE: Final = 2000

Act = Callable[[Sequence[Passage], datetime], None]
_ON_OVER: list[Act] = []


def on_border_check_over(act: Act) -> None:
    """Let a room begin the clocks of what it holds about travellers; called once, when it is ready."""
    _ON_OVER.append(act)


@transaction.atomic
def begin_clocks(*, now: datetime, most: int = AT_ONCE) -> int:
    """Begin the clocks of travellers whose check is over, and of the texts of old messages; as a job. Gives how many travellers."""
    passages = list(_over(now)[:most])
    for at, those in _by_end(passages).items():
        start_clock(records=_records(those), at=at)
        for act in _ON_OVER:
            act(those, at)
    _begin_texts(now, most)
    return len(passages)


def is_over(leg: FlightLeg) -> datetime:
    """When the check of a flight's travellers is over; a flight of which only the day is known, at the end of the day after."""
    known = leg.arrives_at or leg.departs_at
    return known or datetime.combine(leg.departs_on + timedelta(days=2), time(), UTC)


def _over(now: datetime) -> "QuerySet[Passage]":
    waiting = Passage.objects.filter(record=OuterRef("record")).exclude(_ended("leg__", now))
    rows = Passage.objects.filter(_ended("leg__", now), record__started_at=None, record__erased_at=None)
    return rows.exclude(Exists(waiting)).select_related("leg", "record").order_by("id")


def _ended(to_leg: str, now: datetime) -> Q:
    """A flight whose last known time is past."""
    unknown = {f"{to_leg}arrives_at": None}
    day = (now - timedelta(days=2)).date()
    return (
        Q(**{f"{to_leg}arrives_at__lte": now})
        | Q(**unknown, **{f"{to_leg}departs_at__lte": now})
        | Q(**unknown, **{f"{to_leg}departs_at": None, f"{to_leg}departs_on__lte": day})
    )


def _by_end(passages: Iterable[Passage]) -> Mapping[datetime, list[Passage]]:
    """Travellers by the end of their last flight."""
    ends: dict[int, datetime] = {}
    for each in passages:
        ends[each.record_id] = max(is_over(each.leg), ends.get(each.record_id, is_over(each.leg)))
    found: defaultdict[datetime, list[Passage]] = defaultdict(list)
    for each in passages:
        found[ends[each.record_id]].append(each)
    return found


def _records(passages: Iterable[Passage]) -> list[UUID]:
    return list({each.record.public_id for each in passages})


def _begin_texts(now: datetime, most: int) -> None:
    """The text of a passenger list says no more than its travellers' records; that of bookings has a clock of its own."""
    old = Message.objects.filter(
        record__started_at=None,
        record__erased_at=None,
        record__data_class=DataClass.PASSENGER_INFORMATION.value,
        delivery__received_at__lte=now - TEXT_KEPT,
    )
    start_clock(records=old.values_list("record__public_id", flat=True)[:most], at=now)
