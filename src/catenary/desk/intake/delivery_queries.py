"""Deliveries, and how often carriers' messages were wrong in which way. Nothing here tells of a person."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

from attrs import frozen
from django.db.models import Count, F, OuterRef, QuerySet, Subquery, Sum

from catenary.basis.findings import Severity
from catenary.core.intake.receipt import DeliveryState, MessageState
from catenary.desk.intake.counting import number_of
from catenary.desk.intake.models import Delivery, Fault, Message, Spooled

USUAL_DAYS: Final = 30
"""Over how many days faults are counted unless asked otherwise."""


@frozen
class DeliveryShown:
    """One delivery: its messages, what was wrong with them, and until when its sealed original waits."""

    delivery: Delivery
    messages: tuple[Message, ...]
    faults: tuple[Fault, ...]
    waits_until: datetime | None


def deliveries_of(asked: Mapping[str, str]) -> "QuerySet[Delivery]":
    """The newest first, with the numbers of their messages and of what was wrong in them, notices left out."""
    rows = Delivery.objects.select_related("channel")
    if way := asked.get("way"):
        rows = rows.filter(channel__way=way)
    if state := asked.get("state"):
        rows = rows.filter(state=state)
    if day := asked.get("day"):
        begin, end = (datetime.combine(date.fromisoformat(day), at, UTC) for at in (time.min, time.max))
        rows = rows.filter(received_at__gte=begin, received_at__lte=end)
    messages = Message.objects.filter(delivery=OuterRef("pk"), corrects=None)
    faults = Fault.objects.filter(message__delivery=OuterRef("pk"), message__corrects=None)
    faults = faults.exclude(severity=Severity.NOTICE)
    return rows.annotate(
        message_count=number_of(messages, "delivery", Count("pk")),
        fault_count=number_of(faults, "message__delivery", Sum("count")),
    )


def delivery_shown(public_id: UUID) -> DeliveryShown:
    """One delivery. Raises Delivery.DoesNotExist."""
    row = Delivery.objects.select_related("channel", "repeats").get(public_id=public_id)
    faults = Fault.objects.filter(message__delivery=row).select_related("message")
    return DeliveryShown(
        delivery=row,
        messages=tuple(row.messages.order_by("position", "id")),
        faults=tuple(faults.order_by("message__position", "message", "segment", "code")),
        waits_until=Spooled.objects.filter(delivery=row).values_list("expires_at", flat=True).first(),
    )


def faults_of(asked: Mapping[str, str], now: datetime) -> "QuerySet[Any]":
    """Per sender and code: in how many messages, how often, and among how many messages of the sender in that time.

    Notices only where they are asked for. As the carrier sent them: what was found in an officer's correction is not counted.
    """
    since = now - timedelta(days=int(asked.get("days", USUAL_DAYS)))
    rows = Fault.objects.filter(message__delivery__received_at__gte=since, message__corrects=None)
    severity = asked.get("severity")
    rows = rows.filter(severity=severity) if severity else rows.exclude(severity=Severity.NOTICE)
    if sender := asked.get("sender"):
        rows = rows.filter(message__sender=sender)
    sent = Message.objects.filter(sender=OuterRef("sender"), delivery__received_at__gte=since, corrects=None)
    counted = rows.order_by().values("code", "severity", sender=F("message__sender"))
    counted = counted.annotate(messages=Count("message", distinct=True), times=Sum("count"))
    return counted.annotate(sent=number_of(sent, "sender", Count("pk"))).order_by(
        "-messages", "-times", "code"
    )


def quarantined(asked: Mapping[str, str]) -> "QuerySet[Message]":
    """Messages that wait for an officer, or those that were corrected or refused, the newest first."""
    rows = Message.objects.filter(state=asked.get("state", MessageState.QUARANTINED.value))
    if sender := asked.get("sender"):
        rows = rows.filter(sender=sender)
    errors = Fault.objects.filter(message=OuterRef("pk"), severity=Severity.ERROR)
    return (
        rows.select_related("delivery")
        .annotate(
            errors=number_of(errors, "message", Sum("count")),
            first_error=Subquery(errors.order_by("segment", "code").values("code")[:1]),
        )
        .order_by("-id")
    )


def unread(now: datetime) -> tuple[Spooled, ...]:
    """Deliveries that hold nothing readable and whose sealed original still waits, the first to go first."""
    rows = Spooled.objects.filter(delivery__state=DeliveryState.QUARANTINED, expires_at__gt=now)
    return tuple(rows.select_related("delivery__channel").order_by("expires_at")[:100])
