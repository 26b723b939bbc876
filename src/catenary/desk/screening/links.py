"""What ties a confirmed person to others: shared bookings, and bookings that share a telephone number or an address of e-mail.

One step only, and no further than a page shows. Every tie says on what it rests; being tied to somebody says nothing of a person.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import islice
from typing import Final, TypeAlias

from attrs import frozen
from django.db import transaction
from django.db.models import Count, QuerySet
from django.urls import reverse

from catenary.core.intake.marks import MarkKind, marks_of_booking
from catenary.core.mandate.model import Act, DataClass, Handling, Held
from catenary.core.screening.judging import CandidateState
from catenary.core.screening.outcome_problems import OUTCOMES
from catenary.desk.intake.bookings import ToldBooking, told_in
from catenary.desk.intake.fingerprints import of_mark
from catenary.desk.intake.joins import with_fields
from catenary.desk.intake.models import Booked, Join, Mark
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import demand as demand_at_desk
from catenary.desk.mandate.access import on_record
from catenary.desk.mandate.models import HeldRecord
from catenary.desk.mandate.records.access import demand, may
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.screening.drills.entries import is_drill
from catenary.desk.screening.models import Candidate
from catenary.desk.screening.still import stands_now

MOST: Final = 40
"""Ties told at once."""
MOST_SHARED: Final = 10
"""A contact that more bookings than this have is an agency's or a company's, and ties nobody."""
_Told: TypeAlias = tuple[Booked, ToldBooking]
_Same: TypeAlias = Mapping[int, frozenset[str]]
"""The persons of each booking, by its row, who are the confirmed person."""


class Tie(StrEnum):
    """What two people share."""

    BOOKING = "booking"
    CONTACT = "contact"


@frozen
class Link:
    """Somebody tied to the confirmed person, on what it rests, and where it is told."""

    name: str
    tie: Tie
    evidence: str
    booked: Booked
    url: str


@frozen
class Links:
    """All that was found; `shared` are contacts that so many bookings have that they tie nobody."""

    found: tuple[Link, ...] = ()
    shared: int = 0
    cut: bool = False

    @property
    def records(self) -> list[HeldRecord]:
        """The bookings that tell of them, each once."""
        return list({each.booked.record_id: each.booked.record for each in self.found}.values())


@transaction.atomic
def links_of(*, actor: SignedIn, row: Candidate) -> Links:
    """The ties of a person whom two judges confirmed, with one entry in the ledger of whom it showed.

    Raises ProblemError `outcomes.not_confirmed` for anybody else, and the refusals of access: the purpose must open the
    candidate and bookings.
    """
    demand(actor, Act.SEE, row.record)
    held = Held(actor.actor.organisation, DataClass.PASSENGER_RECORD, Handling.RESTRICTED)
    demand_at_desk(on_record(Act.SEE), actor, held)
    if not may_have_ties(row):
        raise OUTCOMES.problem("not_confirmed")
    links = _found(actor, row)
    enter(
        room="screening",
        act="see_links",
        record=str(row.record.public_id),
        params={"count": len(links.found), "cut": links.cut},
        shown=[str(each.public_id) for each in links.records],
    )
    return links


def may_have_ties(row: Candidate) -> bool:
    """Whether ties are shown of the candidate at all: two confirmed the person of an entry that still stands, and nobody invented it."""
    real = row.rule_id is None and not is_drill(row)
    return row.state == CandidateState.CONFIRMED and real and stands_now(row)


def _found(actor: SignedIn, row: Candidate) -> Links:
    own, same = _own(actor, row)
    keys = {key: text for _, told in own for key, text in _contacts(row.organisation_id, told).items()}
    narrow, shared = _narrow(row.organisation_id, list(keys))
    others = _having(actor, narrow, [booked.record_id for booked, _ in own])
    every = [
        *_companions(own, same),
        *_reached(others, {key: keys[key] for key in narrow}, row.organisation_id),
    ]
    return Links(tuple(islice(every, MOST)), shared, len(every) > MOST)


def _own(actor: SignedIn, row: Candidate) -> tuple[list[_Told], _Same]:
    """The person's bookings: joined with the passenger list, or of the same document."""
    joins = dict(Join.objects.filter(passage=row.passage_id, ended_at=None).values_list("booked", "person"))
    digests = Mark.objects.filter(record=row.passage.record_id, kind=MarkKind.DOCUMENT.value)
    documents = frozenset(bytes(each) for each in digests.values_list("digest", flat=True))
    alike = Mark.objects.filter(
        organisation=row.organisation, kind=MarkKind.DOCUMENT.value, digest__in=documents
    )
    of_document = Booked.objects.filter(record__in=alike.values("record"), current=True)
    rows = {*joins, *of_document.values_list("pk", flat=True)[:MOST]}
    told = _readable(actor, Booked.objects.filter(pk__in=rows))
    return told, {
        booked.pk: frozenset({joins[booked.pk]} if booked.pk in joins else set())
        | _bearers(row.organisation_id, booking, documents)
        for booked, booking in told
    }


def _bearers(organisation: int, booking: ToldBooking, documents: frozenset[bytes]) -> frozenset[str]:
    """Who in a booking bears one of these documents."""
    return frozenset(
        person.id
        for person in booking.persons
        for kind, text in marks_of_booking(booking.booking, (person,))
        if kind is MarkKind.DOCUMENT and of_mark(organisation, kind, text) in documents
    )


def _readable(actor: SignedIn, rows: "QuerySet[Booked]") -> list[_Told]:
    """Bookings that this person may see now, one for each record."""
    seen: dict[int, _Told] = {}
    listed = rows.select_related("leg", "record__organisation").order_by("-pk")[: 2 * MOST]
    for row, fields in with_fields(listed):
        told = told_in(fields)
        if told is not None and may(actor, Act.SEE, row.record).allowed:
            seen.setdefault(row.record_id, (row, told))
    return list(seen.values())


def _contacts(organisation: int, told: ToldBooking) -> dict[bytes, str]:
    """The contacts of a booking by their digests, in their one writing."""
    marks = marks_of_booking(told.booking, ())
    return {of_mark(organisation, kind, text): text for kind, text in marks if kind is MarkKind.CONTACT}


def _narrow(organisation: int, digests: Sequence[bytes]) -> tuple[list[bytes], int]:
    """The contacts that few enough share, and how many were left out."""
    rows = Mark.objects.filter(organisation=organisation, kind=MarkKind.CONTACT.value, digest__in=digests)
    counts = rows.order_by().values_list("digest").annotate(count=Count("record"))
    wide = {bytes(digest) for digest, count in counts if count > MOST_SHARED}
    return [each for each in digests if each not in wide], len(wide)


def _having(actor: SignedIn, digests: Sequence[bytes], own: Sequence[int]) -> list[_Told]:
    marks = Mark.objects.filter(kind=MarkKind.CONTACT.value, digest__in=digests)
    records = marks.filter(organisation=actor.organisation).exclude(record__in=own).values("record")
    return _readable(actor, Booked.objects.filter(record__in=records, current=True))


def _companions(own: Iterable[_Told], same: _Same) -> Iterator[Link]:
    for booked, told in own:
        for person in told.persons:
            if person.id not in same.get(booked.pk, ()):
                yield _link(person.name.full, Tie.BOOKING, told.booking.locator or "", booked)


def _reached(others: Iterable[_Told], texts: Mapping[bytes, str], organisation: int) -> Iterator[Link]:
    for booked, told in others:
        met = ", ".join(sorted(texts[key] for key in _contacts(organisation, told) if key in texts))
        for person in told.persons:
            yield _link(person.name.full, Tie.CONTACT, met, booked)


def _link(name: str, tie: Tie, evidence: str, booked: Booked) -> Link:
    return Link(name, tie, evidence, booked, reverse("record", args=[booked.record.public_id]))
