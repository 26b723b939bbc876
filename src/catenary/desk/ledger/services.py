"""Writing the log: one entry with the act it tells of, in the caller's transaction; and erasing what opens it."""

import re
import secrets
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from attrs import frozen
from django.db import connection

from catenary.basis.ids import new_id
from catenary.core.ledger.canonical import entry_bytes
from catenary.core.ledger.commitments import SALT_LENGTH, Commitment, commit_set, commit_value
from catenary.core.ledger.entry import Entry, EntryParam
from catenary.core.ledger.merkle import leaf_hash
from catenary.desk.directory.models import Organisation
from catenary.desk.ledger.models import Opening, Sighting
from catenary.desk.mandate.acting import DECLARED, Declaration, Door, declaration_of
from catenary.desk.mandate.models import Person

SHOWN = "shown"
"""The name of the commitment to all records that a page showed."""
REASON_TEXT = "reason_text"
"""The name of the commitment to a reason that a person wrote."""
SYSTEM, NOBODY = "system", "nobody"
"""Who acted where it was no person: a job of the desk, or somebody not known yet."""

_NOTHING: Mapping[str, str] = MappingProxyType({})
_REASON_CODE = re.compile(r"[a-z][a-z0-9_]{0,63}")


_WHO = f"""SELECT {DECLARED},
    (SELECT public_id FROM mandate_person WHERE id = nullif(current_setting('catenary.person', true), '')::bigint),
    (SELECT public_id FROM directory_organisation
        WHERE id = nullif(current_setting('catenary.organisation', true), '')::bigint)"""  # noqa: S608  our own words
_ENTER = """INSERT INTO ledger_event
    (id, entry, leaf_hash, at, person_id, organisation_id, actor, room, act, purpose, record)
    VALUES (%(id)s, %(entry)s, %(leaf_hash)s, %(at)s, %(person)s, %(organisation)s,
        %(actor)s, %(room)s, %(act)s, %(purpose)s, %(record)s)"""
_ENTER_SEALED = f"""WITH event AS ({_ENTER}), opening AS (
    INSERT INTO ledger_opening (event_id, name, salt, value, members) SELECT %(id)s, told.*
    FROM unnest(%(names)s::text[], %(salts)s::bytea[], %(values)s::text[], %(members)s::integer[]) AS told
) INSERT INTO ledger_sighting (event_id, place, record) SELECT %(id)s, place - 1, record
    FROM unnest(%(shown)s::text[]) WITH ORDINALITY AS each (record, place)"""  # noqa: S608  our own words


@frozen
class _Who:
    """Who acts: as declared to the database, and by the public ids that stand in the entry."""

    declared: Declaration
    actor: str
    organisation: str


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
    who = _who()
    is_code = not reason or _REASON_CODE.fullmatch(reason)
    words = dict(personal) if is_code else {**personal, REASON_TEXT: reason}
    sealed = _seal(words, tuple(shown))
    entry = Entry(
        id=new_id(),
        at=datetime.now(UTC),
        actor=who.actor,
        organisation=who.organisation,
        room=room,
        act=act,
        purpose=who.declared.purpose or None,
        basis=who.declared.basis or None,
        records=(record,) if record else (),
        reason=reason if reason and is_code else None,
        params=params,
        commitments={name: each.commitment for name, each in sealed.items()},
    )
    _save(entry, who.declared, sealed)
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


def _who() -> _Who:
    """Who acts, by row and by public id, in one round trip. Raises where the declared row is not seen or not there."""
    with connection.cursor() as cursor:
        cursor.execute(_WHO)
        (told,) = cursor.fetchall()
    *columns, person, organisation = told
    here = declaration_of(columns)
    if here.person and person is None:
        raise Person.DoesNotExist
    if here.organisation and organisation is None:
        raise Organisation.DoesNotExist
    nobody = SYSTEM if here.door is Door.SYSTEM else NOBODY
    return _Who(here, str(person or nobody), str(organisation or NOBODY))


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
    """The entry and all that opens it, in one statement."""
    leaf = entry_bytes(entry)
    columns: dict[str, Any] = {
        "id": entry.id,
        "entry": leaf,
        "leaf_hash": leaf_hash(leaf),
        "at": entry.at,
        "person": here.person or None,
        "organisation": here.organisation or None,
        "actor": entry.actor,
        "room": entry.room,
        "act": entry.act,
        "purpose": entry.purpose or "",
        "record": entry.records[0] if entry.records else "",
    }
    with connection.cursor() as cursor:
        cursor.execute(_ENTER_SEALED if sealed else _ENTER, {**columns, **_opening_columns(sealed)})


def _opening_columns(sealed: Mapping[str, _Sealed]) -> dict[str, Any]:
    """What opens the commitments: a list for each column, and the records that the page showed in their order."""
    shown = sealed[SHOWN].members if SHOWN in sealed else None
    return {
        "names": list(sealed),
        "salts": [each.salt for each in sealed.values()],
        "values": [each.value for each in sealed.values()],
        "members": [None if each.members is None else len(each.members) for each in sealed.values()],
        "shown": list(shown or ()),
    }
