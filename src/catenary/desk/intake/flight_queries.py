"""Departures as pages show them; the database has already left out what may not be seen."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from attrs import frozen
from django.db.models import Count, OuterRef, Q, QuerySet

from catenary.core.intake.presence import Closing, LegState, Presence, closing_of
from catenary.desk.intake.counting import number_of
from catenary.desk.intake.forms import Period
from catenary.desk.intake.local_times import AirportTime, airport_time
from catenary.desk.intake.models import FlightLeg, Message, Passage, PassageChange
from catenary.desk.intake.more_columns import annotated_flights, annotated_travellers
from catenary.desk.intake.words import flight_name

AHEAD: Final = timedelta(hours=48)
"""How far ahead carriers tell of their passengers first."""


@frozen
class Completeness:
    """How many travellers of a departure stand how with what was announced, and how many changed after the doors closed."""

    counts: Mapping[Closing, int]
    changed_after: int
    announced_share: float | None
    """Of those on board; None where nobody is."""


@frozen
class FlightShown:
    """A departure with its times, and how complete the carrier's lists were."""

    leg: FlightLeg
    departs: AirportTime
    arrives: AirportTime | None
    completeness: Completeness
    messages: tuple[Message, ...]

    @property
    def name(self) -> str:
        """The flight's designator."""
        return flight_name(self.leg.carrier, self.leg.number)


def flights_of(asked: Mapping[str, str], now: datetime) -> "QuerySet[FlightLeg]":
    """The departures that were asked for, the next first; of those that have left, the latest first."""
    rows = FlightLeg.objects.filter(_when(asked, now), _which(asked))
    travelling = Passage.objects.filter(leg=OuterRef("pk")).exclude(presence=Presence.CANCELLED)
    counted = annotated_flights(rows.annotate(travellers=number_of(travelling, "leg", Count("pk"))))
    past = asked.get("period") == Period.PAST
    return counted.order_by(
        "-departs_at" if past else "departs_at", "-departs_on" if past else "departs_on", "id"
    )


def _when(asked: Mapping[str, str], now: datetime) -> Q:
    """Where a time is not known, by the local day: a zone is at most a day away."""
    if day := asked.get("day"):
        return Q(departs_on=day)
    period = asked.get("period", Period.NEXT)
    if period == Period.ALL:
        return Q()
    if period == Period.PAST:
        return Q(departs_at__lt=now) | Q(departs_at=None, departs_on__lt=now.date())
    until = now + AHEAD
    return Q(departs_at__gte=now, departs_at__lt=until) | Q(
        departs_at=None, departs_on__gte=now.date(), departs_on__lte=until.date()
    )


def _which(asked: Mapping[str, str]) -> Q:
    found = Q()
    if airport := asked.get("airport", "").upper():
        found &= Q(origin=airport) | Q(destination=airport)
    if carrier := asked.get("carrier", "").upper():
        found &= Q(carrier=carrier)
    if state := asked.get("state"):
        found &= Q(state=state)
    return found


def flight_shown(public_id: UUID) -> FlightShown:
    """One departure. Raises FlightLeg.DoesNotExist."""
    leg = annotated_flights(FlightLeg.objects.all()).get(public_id=public_id)
    return FlightShown(
        leg=leg,
        departs=airport_time(leg.origin, leg.departs_at),
        arrives=airport_time(leg.destination, leg.arrives_at) if leg.destination else None,
        completeness=_completeness(leg),
        messages=_messages(leg),
    )


def travellers_of(leg: FlightLeg) -> "QuerySet[Passage]":
    """Everybody a carrier named for the departure, with what each record tells where it may be seen."""
    rows = Passage.objects.filter(leg=leg).select_related("record__organisation", "record__content")
    changes = PassageChange.objects.filter(passage=OuterRef("pk"))
    counted = rows.annotate(changed=number_of(changes, "passage", Count("pk")))
    return annotated_travellers(counted).order_by("id")


def standing_of(leg: FlightLeg, passage: Passage, *, listed: bool) -> Closing:
    """How a traveller stands with what was announced; `listed`: whether the carrier told who is on board."""
    presence = Presence(passage.presence)
    return closing_of(LegState(leg.state), presence, announced=passage.announced, listed=listed)


def is_listed(leg: FlightLeg) -> bool:
    """Whether the carrier has told who is on board."""
    return Passage.objects.filter(leg=leg, presence=Presence.ON_BOARD).exists()


def _completeness(leg: FlightLeg) -> Completeness:
    told = list(
        Passage.objects.filter(leg=leg).values("presence", "announced").annotate(count=Count("id")).order_by()
    )
    listed = any(each["presence"] == Presence.ON_BOARD for each in told)
    counts: Counter[Closing] = Counter()
    for each in told:
        counts[_closing(leg, each, listed=listed)] += each["count"]
    on_board = counts[Closing.AS_ANNOUNCED] + counts[Closing.EXTRA]
    share = counts[Closing.AS_ANNOUNCED] / on_board if on_board else None
    return Completeness(counts, _changed_after(leg), share)


def _closing(leg: FlightLeg, told: Mapping[str, Any], *, listed: bool) -> Closing:
    presence = Presence(told["presence"])
    return closing_of(LegState(leg.state), presence, announced=told["announced"], listed=listed)


def _changed_after(leg: FlightLeg) -> int:
    """Travellers of whom something else than their presence was told differently by the closing list or later."""
    if leg.closed_at is None:
        return 0
    changes = PassageChange.objects.filter(passage__leg=leg, changed_at__gte=leg.closed_at)
    return changes.exclude(fields=[]).values("passage").distinct().count()


def _messages(leg: FlightLeg) -> tuple[Message, ...]:
    """The messages that named its travellers or changed them; bookings name nobody on board."""
    named = Passage.objects.filter(leg=leg).order_by().values_list("first_message", "last_message").distinct()
    changed = PassageChange.objects.filter(passage__leg=leg).values_list("message").distinct()
    found = {key for keys in (*named, *changed.order_by()) for key in keys}
    rows = Message.objects.filter(pk__in=found).select_related("delivery")
    return tuple(rows.order_by("delivery__received_at", "id"))
