"""What the pages of a traveller and of a flight tell of bookings: with whom a traveller was joined, on what evidence, and why not."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any
from uuid import UUID

from attrs import frozen
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catenary.core.intake.joining import Join as Found
from catenary.core.intake.joining import Met, Strength, compare
from catenary.core.mandate.masking_table import MASKING
from catenary.core.mandate.model import Act
from catenary.desk.intake.bookings import KIND, ToldBooking, told_in
from catenary.desk.intake.joins import BookedPerson, sides_of, undone_on, with_fields
from catenary.desk.intake.models import Booked, FlightLeg, Join, Passage
from catenary.desk.mandate.records.access import may
from catenary.desk.mandate.records.elements import label_of, laid_out
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.shell.parts import Answer, Colour, Event, Tag, Told

MET: Mapping[Met, Promise] = {
    Met.LOCATOR: gettext_lazy("Booking reference"),
    Met.DOCUMENT: gettext_lazy("Travel document"),
    Met.NAME: gettext_lazy("Name"),
    Met.BIRTH: gettext_lazy("Date of birth"),
    Met.SEAT: gettext_lazy("Seat"),
    Met.REFERENCE: gettext_lazy("Carrier's reference of the traveller"),
}
STRENGTHS: Mapping[Strength, tuple[Promise, Colour]] = {
    Strength.SURE: (gettext_lazy("surely the same"), Colour.GREEN),
    Strength.LIKELY: (gettext_lazy("probably the same"), Colour.YELLOW),
}
MOST_ALIKE = 10
"""How many persons of bookings who may be the traveller are told of."""


@frozen
class Companion:
    """A person of the same booking; `url` leads to the traveller on the flight where the person was joined with one."""

    name: str
    seat: str
    url: str = ""


@frozen
class Alike:
    """A person of a booking who may be the traveller, and was not joined."""

    name: str
    locator: str
    met: str
    record: UUID


@frozen
class BookingShown:
    """The booking of a traveller as the page tells of it. Without `join` nobody was joined, and `alike` may say why."""

    opens: bool
    """Whether the purpose opens bookings at all; nothing else is told where not."""
    any_on_flight: bool = False
    join: Join | None = None
    strength: Tag | None = None
    evidence: tuple[Answer, ...] = ()
    told: tuple[Answer, ...] = ()
    companions: tuple[Companion, ...] = ()
    undo_url: str = ""
    alike: tuple[Alike, ...] = ()
    undone: tuple[Event, ...] = ()

    @property
    def records(self) -> tuple[str, ...]:
        """The bookings that are shown, for the ledger."""
        joined = [str(self.join.booked.record.public_id)] if self.join else []
        return (*joined, *(str(each.record) for each in self.alike))


def booking_shown(here: SignedIn, passage: Passage) -> BookingShown:
    """The booking that the traveller was joined with; else who of the flight's bookings may be it."""
    booked = Booked.objects.filter(leg=passage.leg).select_related("record__organisation").first()
    if booked is None:
        return BookingShown(opens=True)
    if not may(here, Act.SEE, booked.record).allowed:
        return BookingShown(opens=False, any_on_flight=True)
    rows = Join.objects.filter(passage=passage).select_related("booked__record__organisation", "undone_by")
    undone = tuple(_undone(rows.exclude(undone_by=None)))
    standing = rows.filter(ended_at=None).first()
    if standing is None:
        return BookingShown(opens=True, any_on_flight=True, alike=_alike(passage), undone=undone)
    return _joined(here, standing, undone)


def parties_on(leg: FlightLeg) -> list[tuple[Booked, ToldBooking, Mapping[str, Join]]]:
    """The current bookings of a departure that can be read, with whom of each is joined, by how the booking knows the person."""
    joins: dict[int, dict[str, Join]] = {}
    for each in Join.objects.filter(passage__leg=leg, ended_at=None).select_related("passage"):
        joins.setdefault(each.booked_id, {})[each.person] = each
    rows = with_fields(Booked.objects.filter(leg=leg, current=True).select_related("record").order_by("pk"))
    return [
        (row, told, joins.get(row.pk, {})) for row, fields in rows if (told := told_in(fields)) is not None
    ]


def companions(told: ToldBooking, joins: Mapping[str, Join]) -> tuple[Companion, ...]:
    """Everybody whom a booking names, with the way to the traveller where it is known."""
    return tuple(
        Companion(each.name.full, each.seat or "", _way(joins.get(each.id))) for each in told.persons
    )


def strength_tag(code: str) -> Tag:
    """How surely it is one traveller, in words."""
    words, colour = STRENGTHS[Strength(code)]
    return Tag(str(words), colour)


def facts(codes: Iterable[str]) -> str:
    """Facts in words, in the order in which core lists them."""
    told = set(codes)
    return ", ".join(str(MET[each]) for each in Met if each.value in told)


def _joined(here: SignedIn, row: Join, undone: tuple[Event, ...]) -> BookingShown:
    fields: Mapping[str, Any] = next((told for _row, told in with_fields([row.booked])), {})
    told = told_in(fields)
    beside = (
        Join.objects.filter(booked=row.booked, ended_at=None).exclude(pk=row.pk).select_related("passage")
    )
    others = {each.person: each for each in beside}
    return BookingShown(
        opens=True,
        any_on_flight=True,
        join=row,
        strength=strength_tag(row.strength),
        evidence=_evidence(row),
        told=tuple(_told(fields)),
        companions=tuple(_beside(told, row.person, others)) if told else (),
        undo_url=reverse("undo_join", args=[row.public_id]) if _may_undo(here, row) else "",
        undone=undone,
    )


def _evidence(row: Join) -> tuple[Answer, ...]:
    return (
        Answer(_("What met"), facts(row.met)),
        Answer(_("What contradicts"), facts(row.against) or _("Nothing")),
        Answer(_("Joined"), row.joined_at),
    )


def _told(fields: Mapping[str, Any]) -> Iterator[Answer]:
    for name in ("locator", "created_at", "changed_at", "party_size", "segments", "agency"):
        if value := laid_out(name, fields.get(name), MASKING[KIND][name]):
            yield Answer(label_of(name), value, exact=isinstance(value, str))


def _beside(told: ToldBooking, person: str, joins: Mapping[str, Join]) -> Iterator[Companion]:
    others = ToldBooking(told.booking, tuple(each for each in told.persons if each.id != person))
    return iter(companions(others, joins))


def _may_undo(here: SignedIn, row: Join) -> bool:
    records = (row.passage.record, row.booked.record)
    return all(may(here, Act.EDIT, record).allowed for record in records)


def _way(join: Join | None) -> str:
    return reverse("traveller", args=[join.passage.public_id]) if join else ""


def _alike(passage: Passage) -> tuple[Alike, ...]:
    """Persons of bookings with whom enough meets; not one of them was joined, since another may be it as well."""
    sides, apart = sides_of(passage.leg), undone_on(passage.leg)
    mine = next((told for row, told in sides.passengers.values() if row.pk == passage.pk), None)
    if mine is None:
        return ()
    taken = set(_taken(passage.leg))
    free = (
        each
        for each in sides.persons.values()
        if (each.booked.pk, each.traveller.id) not in taken and (passage.pk, each.same) not in apart
    )
    found = (_alike_one(each, met) for each in free if (met := compare(mine, each.traveller)) is not None)
    return tuple(islice(found, MOST_ALIKE))


def _alike_one(person: BookedPerson, found: Found) -> Alike:
    told = person.traveller
    met = facts(each.value for each in found.met)
    return Alike(told.name.full, told.booking_reference or "", met, person.booked.record.public_id)


def _taken(leg: FlightLeg) -> Sequence[tuple[int, str]]:
    rows = Join.objects.filter(passage__leg=leg, ended_at=None)
    return list(rows.values_list("booked_id", "person"))


def _undone(rows: Iterable[Join]) -> Iterator[Event]:
    for row in rows:
        assert row.ended_at is not None
        assert row.undone_by is not None
        words = _("Said that traveller and person of the booking are two")
        yield Event(row.ended_at, words, row.undone_by.name, Told(row.reason) if row.reason else None)
