"""What the ledger's pages show; row security decides which entries there are for the reader."""

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from attrs import frozen
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.dateparse import parse_date

from catenary.core.ledger.canonical import read_entry
from catenary.core.ledger.entry import Entry
from catenary.core.ledger.time_stamping import is_overdue
from catenary.desk.ledger.models import Checkpoint, Event, Opening, Queued
from catenary.desk.ledger.signing import signed_checkpoint
from catenary.desk.ledger.stamping import pending_since
from catenary.desk.ledger.tree import prove_inclusion, stored_size
from catenary.desk.mandate.models import Officer, Person
from catenary.formats.ledger_export.writing import record_proof

_ORDERED_WITHIN = timedelta(minutes=1)


@frozen
class LedgerState:
    """How the log stands: for its page, for readiness and for measures. Holds nothing about anybody."""

    size: int
    waiting: int
    """Entries without a place yet."""
    waits_since: datetime | None
    signed: Checkpoint | None
    """The newest checkpoint."""
    unstamped_since: datetime | None
    alarm: bool
    """A checkpoint has waited too long for its time stamp."""


class Standing(StrEnum):
    """Whether the log needs somebody's attention."""

    GOOD = "good"
    UNORDERED = "unordered"
    """Entries have waited for their place for a minute: no sequencer runs."""
    UNSTAMPED = "unstamped"
    """A checkpoint has waited for its time stamp for a quarter of an hour."""


@frozen
class KeySpan:
    """A key of the log, and the checkpoints it signed."""

    key: str
    first: Checkpoint
    last: Checkpoint


@frozen
class Opened:
    """One entry, and what opens its commitments, where that was not erased."""

    event: Event
    entry: Entry
    openings: tuple[Opening, ...]
    shown: tuple[str, ...]
    index: int | None
    """Its place, once it has one."""
    officer: tuple[Officer, ...]
    """The roles that whoever did it holds or held there, where the reader watches over them."""


def ledger_state(now: datetime) -> LedgerState:
    """How the log stands at this moment; anybody may ask."""
    oldest, since = Queued.objects.first(), pending_since()
    return LedgerState(
        size=stored_size(),
        waiting=Queued.objects.count(),
        waits_since=oldest.queued_at if oldest else None,
        signed=Checkpoint.objects.first(),
        unstamped_since=since,
        alarm=is_overdue(since, now),
    )


def standing(state: LedgerState, now: datetime, *, stamping: bool) -> Standing:
    """What to tell whoever operates the desk; without an authority (`stamping`) no time stamp is missed."""
    if state.waits_since is not None and now - state.waits_since > _ORDERED_WITHIN:
        return Standing.UNORDERED
    return Standing.UNSTAMPED if stamping and state.alarm else Standing.GOOD


def entries(asked: Mapping[str, str]) -> QuerySet[Event]:
    """The entries one may see, narrowed down by officer (public id), record, purpose, act and day, the latest first."""
    name = Subquery(_officers(OuterRef("person_id"), OuterRef("organisation_id")).values("name")[:1])
    found = Event.objects.select_related("person", "organisation", "leaf").annotate(officer_name=name)
    exact = {"officer": "actor", "record": "record", "purpose": "purpose", "act": "act"}
    found = found.filter(**{column: asked[name] for name, column in exact.items() if asked.get(name)})
    day = parse_date(asked.get("day", ""))
    if day:
        begins = datetime.combine(day, time(), UTC)
        found = found.filter(at__gte=begins, at__lte=datetime.combine(day, time.max, UTC))
    return found


def own_entries(person: Person) -> QuerySet[Event]:
    """What the log holds about somebody's own acts."""
    return entries({"officer": str(person.public_id)})


def opened(entry: UUID) -> Opened:
    """One entry with all that can still be opened. Raises Event.DoesNotExist for one that the reader may not see."""
    event = Event.objects.select_related("person", "organisation", "leaf").get(pk=entry)
    leaf = getattr(event, "leaf", None)
    return Opened(
        event=event,
        entry=read_entry(bytes(event.entry), leaf.index if leaf else 0),
        openings=tuple(event.openings.order_by("name")),
        shown=tuple(event.sightings.values_list("record", flat=True)),
        index=leaf.index if leaf else None,
        officer=tuple(_officers(event.person_id, event.organisation_id)),
    )


def _officers(person: Any, organisation: Any) -> QuerySet[Officer]:
    return Officer.objects.filter(person_id=person, organisation_id=organisation)


def proof_of(entry: Opened) -> bytes | None:
    """The entry with the proof that it stands under the newest checkpoint; none while no checkpoint counts it."""
    newest = Checkpoint.objects.first()
    if newest is None or entry.index is None or entry.index >= newest.size:
        return None
    steps = prove_inclusion(entry.index, newest.size)
    return record_proof(bytes(entry.event.entry), entry.index, steps, signed_checkpoint(newest))


def checkpoints() -> QuerySet[Checkpoint]:
    """All checkpoints, the newest first, with their time stamps."""
    return Checkpoint.objects.select_related("time_stamp").prefetch_related("cosignatures")


def key_spans() -> tuple[KeySpan, ...]:
    """The keys that ever signed, the newest first, with the first and last checkpoint of each."""
    spans: dict[str, KeySpan] = {}
    for checkpoint in Checkpoint.objects.order_by("size").defer("note"):
        for key in checkpoint.keys:
            first = spans[key].first if key in spans else checkpoint
            spans[key] = KeySpan(key, first, checkpoint)
    return tuple(sorted(spans.values(), key=lambda span: -span.last.size))
