"""Travellers on a departure joined with the persons of its bookings, worked out anew whenever either side is told differently.

What an officer undid stays undone, whatever is told later of the same booking.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from attrs import evolve, frozen
from django.db import connection, transaction

from catenary.core.intake.joining import Join as Found
from catenary.core.intake.joining import join, letters_of
from catenary.core.intake.model import Traveller
from catenary.core.intake.presence import Presence
from catenary.core.mandate.model import Act
from catenary.desk.intake.bookings import told_in
from catenary.desk.intake.fingerprints import of_booked
from catenary.desk.intake.join_problems import JOINS
from catenary.desk.intake.models import Booked, FlightLeg, Join, Passage
from catenary.desk.intake.stored import traveller_of
from catenary.desk.intake.telling import tell_joined
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.models import RecordFields
from catenary.desk.mandate.records.access import demand
from catenary.desk.mandate.signed_in import SignedIn

_TOLD = ("booked", "person", "strength", "met", "against")
"""What a later word on the same booking may change of a join."""


@frozen
class BookedPerson:
    """A person of a booking on a departure; `same` tells the person in every later word on the booking."""

    booked: Booked
    traveller: Traveller
    same: bytes


@frozen
class Sides:
    """Who on a departure can be compared with whom of its current bookings, each by the identity of the traveller's value.

    Masked and erased records, and travellers who were taken off the flight, cannot.
    """

    passengers: Mapping[int, tuple[Passage, Traveller]]
    persons: Mapping[int, BookedPerson]

    def person_of(self, found: Found) -> BookedPerson:
        """The person of a booking whom a join found."""
        return self.persons[id(found.booked)]

    def joined(self, apart: frozenset[tuple[int, bytes]]) -> dict[int, Found]:
        """Whom each passage is joined with; `apart` are pairs of passage and person that an officer undid."""
        found = join(
            [traveller for _, traveller in self.passengers.values()],
            [each.traveller for each in self.persons.values()],
            lambda one, other: (self.passengers[id(one)][0].pk, self.persons[id(other)].same) in apart,
        )
        return {self.passengers[id(each.passenger)][0].pk: each for each in found}


@transaction.atomic
def join_leg(*, leg: int, now: datetime) -> None:
    """Bring the joins of a departure to what is told now; whoever else does it for the same departure waits. Rooms are told where that changed any."""
    _one_at_a_time(leg)
    row = FlightLeg.objects.select_related("organisation").get(pk=leg)
    sides = sides_of(row)
    wanted = sides.joined(undone_on(row))
    rows = Join.objects.filter(passage__leg=row, ended_at=None)
    listed = rows.select_related("passage__record", "booked__record")
    changed = [_follow(each, sides, wanted, now) for each in listed]
    new = [_row(sides, passage, found, now) for passage, found in wanted.items()]
    Join.objects.bulk_create(new)
    if new:
        shown = (str(sides.passengers[id(each.passenger)][0].record.public_id) for each in wanted.values())
        enter(room="intake", act="join_travellers", params={"count": len(new)}, shown=shown)
    if new or any(changed):
        tell_joined(row)


@transaction.atomic
def undo_join(*, actor: SignedIn, join: UUID, reason: str) -> Join:
    """Say that traveller and person of the booking are two; they are never joined again by themselves.

    Raises ProblemError `joins.ended` where the join stands no more, `joins.reason_missing`, and the refusals of access to
    either record. Raises Join.DoesNotExist.
    """
    rows = Join.objects.select_related(
        "passage__record__organisation", "passage__leg__organisation", "booked__record__organisation"
    )
    row = rows.select_for_update(of=("self",)).get(public_id=join)
    for record in (row.passage.record, row.booked.record):
        demand(actor, Act.EDIT, record)
    if row.ended_at is not None:
        raise JOINS.problem("ended")
    if not reason.strip():
        raise JOINS.problem("reason_missing")
    row.ended_at, row.undone_by, row.reason = actor.now, actor.person, reason.strip()
    row.full_clean()
    row.save(update_fields=["ended_at", "undone_by", "reason"])
    enter(
        room="intake", act="undo_join", record=str(row.passage.record.public_id), personal={"why": row.reason}
    )
    tell_joined(row.passage.leg)
    return row


def sides_of(leg: FlightLeg) -> Sides:
    """Both sides of a departure, as far as whoever asks may read their records."""
    expected = Passage.objects.filter(leg=leg).exclude(presence=Presence.CANCELLED.value)
    passages = expected.select_related("record").order_by("pk")
    people = ((row, _traveller(fields)) for row, fields in with_fields(passages))
    booked = with_fields(Booked.objects.filter(leg=leg, current=True).order_by("pk"))
    persons = [each for row, fields in booked for each in persons_in(row, fields)]
    return Sides(
        {id(told): (row, told) for row, told in people if told is not None},
        {id(each.traveller): each for each in persons},
    )


def persons_in(row: Booked, fields: Mapping[str, Any]) -> Iterator[BookedPerson]:
    """The persons of one booking, each with its locator."""
    told = told_in(fields)
    if told is None:
        return
    for each in told.persons:
        person = evolve(each, booking_reference=each.booking_reference or told.booking.locator)
        same = of_booked(row.organisation_id, told.locator, letters_of(person.name.full))
        yield BookedPerson(row, person, same)


def undone_on(leg: FlightLeg) -> frozenset[tuple[int, bytes]]:
    """Passages and persons of bookings that an officer said are two."""
    rows = Join.objects.filter(passage__leg=leg, undone_by__isnull=False)
    return frozenset((passage, bytes(same)) for passage, same in rows.values_list("passage", "same"))


def with_fields(rows: "Iterable[Any]") -> list[tuple[Any, Mapping[str, Any]]]:
    """The rows whose record can be read now, unmasked, with what it tells."""
    listed = list(rows)
    told = RecordFields.objects.filter(record__in=[row.record_id for row in listed], record__masked_at=None)
    fields = dict(told.values_list("record", "fields"))
    return [(row, fields[row.record_id]) for row in listed if row.record_id in fields]


def _one_at_a_time(leg: int) -> None:
    """Two who find the same traveller not joined yet would both join them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('joins of a departure', %s))", [leg])


def _traveller(fields: Mapping[str, Any]) -> Traveller | None:
    try:
        return traveller_of(fields)
    except ValueError:
        return None


def _follow(row: Join, sides: Sides, wanted: dict[int, Found], now: datetime) -> bool:
    """Bring a join that stands to what is found; whether that changed it."""
    found = wanted.pop(row.passage_id, None)
    if found is None or sides.person_of(found).same != bytes(row.same):
        return _end(row, found, wanted, now)
    return _bring_up_to_date(row, sides, found)


def _end(row: Join, found: Found | None, wanted: dict[int, Found], now: datetime) -> bool:
    """End it where it can be compared and is not found any more; what is masked meanwhile stands as it was judged."""
    masked = row.passage.record.masked or row.booked.record.masked
    if found is None and masked and row.passage.presence != Presence.CANCELLED:
        return False
    row.ended_at = now
    row.save(update_fields=["ended_at"])
    if found is not None:
        wanted[row.passage_id] = found
    return True


def _bring_up_to_date(row: Join, sides: Sides, found: Found) -> bool:
    told = _evidence(sides, found)
    changed = any(getattr(row, name) != told[name] for name in _TOLD)
    if changed:
        for name in _TOLD:
            setattr(row, name, told[name])
        row.save(update_fields=_TOLD)
    return changed


def _row(sides: Sides, passage: int, found: Found, now: datetime) -> Join:
    person = sides.person_of(found)
    return Join(
        organisation_id=person.booked.organisation_id,
        passage_id=passage,
        same=person.same,
        joined_at=now,
        **_evidence(sides, found),
    )


def _evidence(sides: Sides, found: Found) -> dict[str, Any]:
    return {
        "booked": sides.person_of(found).booked,
        "person": found.booked.id,
        "strength": found.strength.value,
        "met": sorted(each.value for each in found.met),
        "against": sorted(each.value for each in found.against),
    }
