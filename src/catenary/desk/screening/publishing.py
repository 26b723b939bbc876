"""Editions of lists: loaded by one person, published by another, or refused. Nobody is checked against what one person let in."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from attrs import frozen
from django.db import transaction

from catenary.core.screening.drills import DRILLS
from catenary.core.screening.publication import PublicationState
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import demand
from catenary.desk.mandate.records.holding import start_clock
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.screening.building import ask_index
from catenary.desk.screening.drills.entries import drill_within
from catenary.desk.screening.lists import LOAD, PUBLISH, open_list_for_change, require_reason
from catenary.desk.screening.lists_reading import Difference, ReadList, difference, read_list, source_of
from catenary.desk.screening.models import ListFile, WatchList
from catenary.desk.screening.problems import EDITIONS
from catenary.desk.shell import sealing

LARGEST_MIB: Final = 64
LONGEST_ID: Final = 120
"""Characters of an entry's id that a candidate can be kept under."""
_LARGEST: Final = LARGEST_MIB * 1024 * 1024


@frozen
class _Loaded:
    """A file that was read, beside the edition it would replace."""

    data: bytes
    read: ReadList
    changes: Difference


@transaction.atomic
def load_edition(*, actor: SignedIn, watch_list: UUID, data: bytes, filename: str, reason: str) -> ListFile:
    """Read a list's file and keep it sealed, with what it would change, until a second person decides.

    Raises ProblemError with core's refusal, the `lists` problem that stops the reading, `editions.list_closed`,
    `editions.reason_missing`, `editions.too_large`, `editions.id_too_long`, `editions.waits_already`, `editions.in_force_already`, `editions.no_key`.
    """
    demand(LOAD, actor)
    row = open_list_for_change(watch_list)
    require_reason(reason)
    _demand_room(row, data)
    loaded = _read(row, data, filename)
    edition = _kept(actor, row, loaded, reason)
    _have_it_named(edition)
    enter(
        room="screening",
        act="load_edition",
        record=str(edition.public_id),
        reason=reason,
        params={"list": row.code, "sha256": edition.sha256, **_counts(edition)},
    )
    return edition


@transaction.atomic
def publish(*, actor: SignedIn, edition: UUID, reason: str) -> ListFile:
    """Put an edition into force in place of the one before, whose file goes, and have the index built anew.

    Until that is done travellers are checked against the former index. Raises ProblemError with core's refusal,
    `editions.own_edition`, `editions.decided_already`, `editions.reason_missing`, `editions.list_closed`, `drills.in_edition`.
    """
    demand(PUBLISH, actor)
    row = _waiting(actor, edition, reason)
    open_list_for_change(row.list.public_id)
    _demand_no_drill(row)
    for former in ListFile.objects.select_for_update().filter(
        list=row.list, state=PublicationState.PUBLISHED
    ):
        _leave(former, PublicationState.REPLACED)
    _decide(actor, row, PublicationState.PUBLISHED)
    ask_index(organisation=row.organisation, now=actor.now)
    _enter_decision(row, "publish_edition", reason)
    return row


@transaction.atomic
def refuse(*, actor: SignedIn, edition: UUID, reason: str) -> ListFile:
    """Leave things as they are: the edition's file goes. Raises as `publish` does."""
    demand(PUBLISH, actor)
    row = _waiting(actor, edition, reason)
    row.sealed = row.digests = None
    _decide(actor, row, PublicationState.REFUSED)
    _enter_decision(row, "refuse_edition", reason)
    return row


def in_force(watch_list: WatchList) -> ListFile | None:
    """The edition that counts."""
    return ListFile.objects.filter(list=watch_list, state=PublicationState.PUBLISHED).first()


def seal_again(file: int) -> None:
    """Seal the file of an edition, by its row, to the key that is the newest now. For workers, who can open it."""
    row = ListFile.objects.select_for_update().get(pk=file)
    if row.sealed is not None:
        row.sealed = sealing.seal(sealing.unseal(bytes(row.sealed)))
        row.save(update_fields=["sealed"])


def _demand_room(row: WatchList, data: bytes) -> None:
    if len(data) > _LARGEST:
        raise EDITIONS.problem("too_large", mebibytes=LARGEST_MIB)
    if ListFile.objects.filter(list=row, state=PublicationState.LOADED).exists():
        raise EDITIONS.problem("waits_already")


def _read(row: WatchList, data: bytes, filename: str) -> _Loaded:
    read, former = read_list(source_of(row.code, data, filename)), in_force(row)
    if any(len(each.entry) > LONGEST_ID for each in read.entries):
        raise EDITIONS.problem("id_too_long", characters=LONGEST_ID)
    if former is not None and former.sha256 == read.source.sha256:
        raise EDITIONS.problem("in_force_already")
    before = bytes(former.digests or b"") if former else b""
    return _Loaded(data, read, difference(before, read.digests))


def _kept(actor: SignedIn, row: WatchList, loaded: _Loaded, reason: str) -> ListFile:
    source = loaded.read.source
    edition = ListFile(
        organisation=row.organisation,
        list=row,
        sealed=_sealed(loaded.data),
        digests=loaded.read.digests,
        sha256=source.sha256,
        format=source.format,
        entries=source.entries,
        names=source.names,
        added=len(loaded.changes.added),
        removed=len(loaded.changes.removed),
        changed=len(loaded.changes.changed),
        faults=dict(loaded.read.faults),
        loaded_at=actor.now,
        loaded_by=actor.person,
        reason=reason,
    )
    edition.full_clean()
    edition.save()
    return edition


def _sealed(data: bytes) -> bytes:
    try:
        return sealing.seal(data)
    except sealing.SealError as fault:
        raise EDITIONS.problem("no_key") from fault


def _have_it_named(edition: ListFile) -> None:
    """Whom the edition adds and takes off is told by a job: only workers can open the edition before."""
    from catenary.desk.screening.tasks import name_changes  # noqa: PLC0415  jobs import what they do

    name_changes.defer(edition=str(edition.public_id))


def _waiting(actor: SignedIn, edition: UUID, reason: str) -> ListFile:
    rows = ListFile.objects.select_related("list", "organisation", "changes")
    row = rows.select_for_update(of=("self",)).get(public_id=edition)
    if row.state != PublicationState.LOADED:
        raise EDITIONS.problem("decided_already")
    if row.loaded_by_id == actor.person.pk:
        raise EDITIONS.problem("own_edition")
    require_reason(reason)
    return row


def _demand_no_drill(row: ListFile) -> None:
    """Asked of who publishes, not of who loads: officers load editions, and no officer may learn of a drill before its end."""
    if drill := drill_within(row):
        raise DRILLS.problem("in_edition", entry=drill.entry)


def _decide(actor: SignedIn, row: ListFile, state: PublicationState) -> None:
    row.state, row.decided_at, row.decided_by = state, actor.now, actor.person
    row.full_clean()
    row.save()
    if row.changes is not None:
        start_clock(records=[row.changes.public_id], at=row.decided_at)


def _leave(former: ListFile, state: PublicationState) -> None:
    former.state, former.sealed, former.digests = state, None, None
    former.full_clean()
    former.save()


def _enter_decision(row: ListFile, act: str, reason: str) -> None:
    enter(
        room="screening",
        act=act,
        record=str(row.public_id),
        reason=reason,
        params={"list": row.list.code, "sha256": row.sha256, **_counts(row)},
    )


def _counts(row: ListFile) -> Mapping[str, int]:
    return {"entries": row.entries, "added": row.added, "removed": row.removed, "changed": row.changed}
