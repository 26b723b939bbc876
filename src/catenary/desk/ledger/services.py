"""Writing the log: one entry with the act it tells of, in the caller's transaction; and erasing what opens it."""

import re
import secrets
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from uuid import UUID

from attrs import frozen

from catenary.basis.ids import new_id
from catenary.core.ledger.canonical import entry_bytes
from catenary.core.ledger.commitments import SALT_LENGTH, Commitment, commit_set, commit_value
from catenary.core.ledger.entry import Entry, EntryParam
from catenary.core.ledger.merkle import leaf_hash
from catenary.desk.directory.models import Organisation
from catenary.desk.ledger.models import Event, Opening, Sighting
from catenary.desk.mandate.acting import Declaration, Door, declared
from catenary.desk.mandate.models import Person

SHOWN = "shown"
"""The name of the commitment to all records that a page showed."""
REASON_TEXT = "reason_text"
"""The name of the commitment to a reason that a person wrote."""
SYSTEM, NOBODY = "system", "nobody"
"""Who acted where it was no person: a job of the desk, or somebody not known yet."""

_NOTHING: Mapping[str, str] = MappingProxyType({})
_REASON_CODE = re.compile(r"[a-z][a-z0-9_]{0,63}")


@frozen
class _Sealed:
    """A commitment, and all that opens it."""

    commitment: Commitment
    salt: bytes
    value: str = ""
    members: tuple[str, ...] | None = None


def enter(
    *,
    room: str,
    act: str,
    record: str = "",
    reason: str = "",
    params: Mapping[str, EntryParam] = _NOTHING,
    personal: Mapping[str, str] = _NOTHING,
    shown: Iterable[str] = (),
) -> UUID:
    """Enter an act into the log, with the act, or not at all; who acts, for what and on which law was declared.

    `reason` is a code; the words of a person are committed to instead, as `reason_text`. `personal` values become salted
    commitments, and so does the set of references to records that a page `shown`. Gives the id of the entry.
    Raises ProblemError `ledger.entry_field` for what may not stand in the log, which never tells the value.
    """
    here = declared()
    is_code = not reason or _REASON_CODE.fullmatch(reason)
    words = dict(personal) if is_code else {**personal, REASON_TEXT: reason}
    sealed = _seal(words, tuple(shown))
    entry = Entry(
        id=new_id(),
        at=datetime.now(UTC),
        actor=_actor(here),
        organisation=_organisation(here),
        room=room,
        act=act,
        purpose=here.purpose or None,
        basis=here.basis or None,
        records=(record,) if record else (),
        reason=reason if reason and is_code else None,
        params=params,
        commitments={name: each.commitment for name, each in sealed.items()},
    )
    _save(entry, here, sealed)
    return entry.id


def erase_openings(*, events: Iterable[UUID]) -> int:
    """Erase what opens the commitments of these entries, and so what they were made to; every proof stays valid.

    Only a job may (`Door.SYSTEM`). Gives how many openings there were.
    """
    ids = list(events)
    Sighting.objects.filter(event__in=ids).delete()
    count, _ = Opening.objects.filter(event__in=ids).delete()
    return count


def erase_record(*, record: str) -> int:
    """Erase what the log can still open about one record: words in entries about it, and that pages showed it.

    Only a job may (`Door.SYSTEM`). The entries about it stay, with an id that names nothing any more. Gives how many rows
    were erased.
    """
    words, _ = Opening.objects.filter(event__record=record).delete()
    sightings, _ = Sighting.objects.filter(record=record).delete()
    return words + sightings


def _actor(here: Declaration) -> str:
    if here.person:
        return str(Person.objects.values_list("public_id", flat=True).get(pk=here.person))
    return SYSTEM if here.door is Door.SYSTEM else NOBODY


def _organisation(here: Declaration) -> str:
    if here.organisation:
        return str(Organisation.objects.values_list("public_id", flat=True).get(pk=here.organisation))
    return NOBODY


def _seal(words: Mapping[str, str], shown: tuple[str, ...]) -> dict[str, _Sealed]:
    sealed = {}
    for name, value in words.items():
        salt = secrets.token_bytes(SALT_LENGTH)
        sealed[name] = _Sealed(commit_value(name, value, salt), salt, value)
    if shown:
        salt = secrets.token_bytes(SALT_LENGTH)
        sealed[SHOWN] = _Sealed(commit_set(SHOWN, shown, salt), salt, members=shown)
    return sealed


def _save(entry: Entry, here: Declaration, sealed: Mapping[str, _Sealed]) -> None:
    leaf = entry_bytes(entry)
    event = Event(
        id=entry.id,
        entry=leaf,
        leaf_hash=leaf_hash(leaf),
        at=entry.at,
        person_id=here.person or None,
        organisation_id=here.organisation or None,
        actor=entry.actor,
        room=entry.room,
        act=entry.act,
        purpose=entry.purpose or "",
        record=entry.records[0] if entry.records else "",
    )
    event.save(force_insert=True)
    for name, each in sealed.items():
        _save_opening(event, name, each)


def _save_opening(event: Event, name: str, sealed: _Sealed) -> None:
    members = None if sealed.members is None else len(sealed.members)
    Opening.objects.bulk_create(
        [Opening(event=event, name=name, salt=sealed.salt, value=sealed.value, members=members)]
    )
    sightings = [
        Sighting(event=event, place=place, record=record) for place, record in enumerate(sealed.members or ())
    ]
    Sighting.objects.bulk_create(sightings)
