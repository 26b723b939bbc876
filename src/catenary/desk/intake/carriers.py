"""How carriers keep their word, by airline and month: told before departure, complete lists, messages that could be read.

Counts only. A flight counts in the month of its local day of departure, a message in the month in which it was received.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final

from attrs import frozen
from django.db.models import Count, F, Q, Sum
from django.db.models.functions import TruncMonth

from catenary.basis.findings import Severity
from catenary.core.intake.presence import LegState, Presence
from catenary.core.intake.receipt import MessageState
from catenary.desk.directory.models import Organisation
from catenary.desk.intake.models import Fault, FlightLeg, Message, Passage

MONTHS: Final = 12
"""How many months are shown, the running one among them."""
MOST_FAULTS: Final = 10
"""Faults told in a letter, the most frequent first."""


@frozen
class CarrierMonth:
    """One airline in one month: departures that have left, of how many it told in time, and how complete its lists were."""

    carrier: str
    month: date
    flights: int
    in_time: int
    """Told of before they left."""
    closed: int
    """Of which it told who was on board."""
    on_board: int = 0
    announced: int = 0
    """Of those on board, named before the doors closed."""

    @property
    def timely(self) -> float | None:
        """The share told in time; None where nothing left."""
        return self.in_time / self.flights if self.flights else None

    @property
    def complete(self) -> float | None:
        """The share of those on board who had been announced; None where it told of nobody on board."""
        return self.announced / self.on_board if self.on_board else None


@frozen
class SenderMonth:
    """One sender in one month: its messages, those with errors, those that wait or waited in quarantine, sensitive parts removed."""

    sender: str
    month: date
    messages: int
    faulty: int
    quarantined: int
    removed: int


def first_month(now: datetime) -> date:
    """The first of the months that are shown."""
    months = now.year * 12 + now.month - MONTHS
    return date(months // 12, months % 12 + 1, 1)


def month_after(month: date) -> date:
    """The first day of the next month."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def carriers_of(
    organisation: Organisation, now: datetime, since: date, until: date | None = None
) -> tuple[CarrierMonth, ...]:
    """Each airline in each month from that day on (and before the other), the newest first; only what has left by now."""
    legs = FlightLeg.objects.filter(organisation=organisation, departs_at__lt=now, departs_on__gte=since)
    legs = legs.exclude(state=LegState.CANCELLED.value)
    legs = legs.filter(departs_on__lt=until) if until else legs
    counted = (
        legs.annotate(month=TruncMonth("departs_on"))
        .order_by()
        .values("carrier", "month")
        .annotate(
            flights=Count("pk"),
            in_time=Count("pk", filter=Q(first_told_at__lt=F("departs_at"))),
            closed=Count("pk", filter=Q(state=LegState.CLOSED.value)),
        )
    )
    boarded = _boarded(organisation, now, since)
    return tuple(
        CarrierMonth(**each, **boarded.get((each["carrier"], each["month"]), {}))
        for each in counted.order_by("-month", "carrier")
    )


def senders_of(organisation: Organisation, since: date, until: date | None = None) -> tuple[SenderMonth, ...]:
    """Each sender in each month, the newest first; what officers corrected is not counted."""
    rows = Message.objects.filter(
        organisation=organisation, corrects=None, delivery__received_at__date__gte=since
    )
    rows = rows.filter(delivery__received_at__date__lt=until) if until else rows
    kept_back = (MessageState.QUARANTINED.value, MessageState.CORRECTED.value, MessageState.REFUSED.value)
    counted = (
        rows.annotate(month=TruncMonth("delivery__received_at"))
        .order_by()
        .values("sender", "month")
        .annotate(
            messages=Count("pk", distinct=True),
            faulty=Count("pk", filter=Q(faults__severity=Severity.ERROR.value), distinct=True),
            quarantined=Count("pk", filter=Q(state__in=kept_back), distinct=True),
        )
    )
    removed = _removed(rows)
    return tuple(
        SenderMonth(
            **{**each, "month": each["month"].date()}, removed=removed.get((each["sender"], each["month"]), 0)
        )
        for each in counted.order_by("-month", "sender")
    )


def faults_in(
    organisation: Organisation, sender: str, since: date, until: date
) -> tuple[tuple[str, int, int], ...]:
    """The most frequent faults of a sender: the code, in how many messages, and how often."""
    rows = Fault.objects.filter(
        organisation=organisation,
        message__sender=sender,
        message__corrects=None,
        message__delivery__received_at__date__gte=since,
        message__delivery__received_at__date__lt=until,
    ).exclude(severity=Severity.NOTICE.value)
    counted = (
        rows.order_by().values("code").annotate(found=Count("message", distinct=True), times=Sum("count"))
    )
    listed = counted.order_by("-found", "-times", "code")[:MOST_FAULTS]
    return tuple((each["code"], each["found"], each["times"]) for each in listed)


def _boarded(
    organisation: Organisation, now: datetime, since: date
) -> Mapping[tuple[str, date], dict[str, int]]:
    rows = Passage.objects.filter(
        organisation=organisation,
        presence=Presence.ON_BOARD.value,
        leg__departs_at__lt=now,
        leg__departs_on__gte=since,
    )
    counted = rows.annotate(month=TruncMonth("leg__departs_on")).order_by().values("leg__carrier", "month")
    told = counted.annotate(on_board=Count("pk"), named=Count("pk", filter=Q(announced=True)))
    return {
        (each["leg__carrier"], each["month"]): {"on_board": each["on_board"], "announced": each["named"]}
        for each in told
    }


def _removed(rows: Any) -> Mapping[tuple[str, datetime], int]:
    """By itself, since a join with faults would count each message's parts once for each fault."""
    counted: Iterable[Mapping[str, Any]] = (
        rows.annotate(month=TruncMonth("delivery__received_at"))
        .order_by()
        .values("sender", "month")
        .annotate(parts=Sum("removed"))
    )
    return {(each["sender"], each["month"]): each["parts"] for each in counted}
