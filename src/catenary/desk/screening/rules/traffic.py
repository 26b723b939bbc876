"""Travellers as rules see them: the facts of their journeys, from what carriers told of them and of the bookings they are in."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from attrs import evolve, frozen
from django.db.models import Q, QuerySet

from catenary.core.intake.booking import BookedSegment
from catenary.core.intake.model import Role, Traveller
from catenary.core.intake.presence import Presence
from catenary.core.screening.journeys import journey_of, journey_without_booking
from catenary.core.screening.rule_counts import Counted
from catenary.core.screening.targeting_facts import Journey
from catenary.desk.directory.models import Organisation
from catenary.desk.intake.bookings import ToldBooking, told_in
from catenary.desk.intake.models import FlightLeg, Join, Passage
from catenary.desk.intake.stored import traveller_of
from catenary.desk.mandate.models import RecordFields

_A_DAY: Final = timedelta(days=1)
_PASSENGERS: Final = (Role.PASSENGER.value, Role.TRANSIT_PASSENGER.value)


@frozen
class Travelling:
    """A traveller on a flight whose data can be read, with what rules may ask of it."""

    passage: Passage
    counted: Counted


def passengers_of(organisation: Organisation) -> "QuerySet[Passage]":
    """Everybody whom a rule may be held against: passengers who were not taken off their flight; crew has no booking."""
    rows = Passage.objects.filter(organisation=organisation, role__in=_PASSENGERS)
    return rows.exclude(presence=Presence.CANCELLED).select_related("leg", "record", "organisation")


def to_come(now: datetime) -> Q:
    """A flight that has not arrived; of one whose times are not known, the day tells."""
    unknown = Q(leg__departs_at=None, leg__arrives_at=None, leg__departs_on__gte=(now - _A_DAY).date())
    return Q(leg__arrives_at__gt=now) | Q(leg__arrives_at=None, leg__departs_at__gt=now - _A_DAY) | unknown


def travelling(passages: Iterable[Passage]) -> list[Travelling]:
    """Those of them whose records are neither masked nor erased and can be read, in their order.

    Whoever calls has declared a purpose that opens passenger records; without one nobody is seen.
    """
    listed = [each for each in passages if not each.record.masked and each.record.erased_at is None]
    fields = _fields(each.record_id for each in listed)
    bookings = _bookings(listed)
    found = ((each, _journey(each, fields.get(each.record_id), bookings.get(each.pk))) for each in listed)
    return [Travelling(each, _counted(each, journey)) for each, journey in found if journey is not None]


def _counted(passage: Passage, journey: Journey) -> Counted:
    leg = passage.leg
    return Counted(journey, f"{leg.origin}-{leg.destination}", f"{leg.carrier}{leg.number}")


@frozen
class _InBooking:
    """A booking, and the traveller of it who is the one on the flight."""

    told: ToldBooking
    person: str


def _bookings(passages: Iterable[Passage]) -> Mapping[int, _InBooking]:
    """The booking each traveller was joined with."""
    rows = Join.objects.filter(passage__in=[each.pk for each in passages], ended_at=None)
    joins = list(rows.select_related("booked"))
    fields = _fields(each.booked.record_id for each in joins)
    told = ((each, told_in(fields.get(each.booked.record_id) or {})) for each in joins)
    return {each.passage_id: _InBooking(booking, each.person) for each, booking in told if booking}


def _journey(passage: Passage, fields: Mapping[str, Any] | None, joined: _InBooking | None) -> Journey | None:
    """The facts; None for a record that cannot be read back."""
    try:
        traveller = traveller_of(fields or {})
    except ValueError:
        return None
    if joined is None:
        return journey_without_booking(traveller, _flight(passage.leg))
    known = evolve(_completed(traveller, joined), id=joined.person)
    return journey_of(known, joined.told.booking, joined.told.persons)


def _completed(traveller: Traveller, joined: _InBooking) -> Traveller:
    """What the passenger list tells, and the booking where the list is silent."""
    booked = next((each for each in joined.told.persons if each.id == joined.person), None)
    if booked is None:
        return traveller
    told = ("born", "birth_place", "sex", "nationality")
    return evolve(traveller, **{name: getattr(traveller, name) or getattr(booked, name) for name in told})


def _flight(leg: FlightLeg) -> BookedSegment:
    return BookedSegment(
        carrier=leg.carrier or None,
        number=leg.number or None,
        origin=leg.origin,
        destination=leg.destination or None,
        departs_local=leg.departs_on.isoformat(),
    )


def _fields(records: Iterable[int]) -> Mapping[int, Mapping[str, Any]]:
    return dict(RecordFields.objects.filter(record__in=list(records)).values_list("record", "fields"))
