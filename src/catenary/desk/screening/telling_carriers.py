"""Calling carriers about changed answers: each in turn, tried again until it is taken, overtaken, or the flight has left.

Nobody is called within a transaction. A call that was made and not noted, since the machine fell, is made again under the same id.
"""

import time
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from attrs import frozen
from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from catenary.core.screening.telling import (
    Telling,
    TellingFault,
    TellingState,
    TellingWay,
    Told,
    standing_of,
    wait_after,
)
from catenary.desk.intake.answer_codes import codes_of
from catenary.desk.intake.channels import declaration_of
from catenary.desk.intake.models import Channel, FlightLeg
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.acting import Door, acting
from catenary.desk.screening.answers_changed import is_called, not_left
from catenary.desk.screening.carrier_answers import answers_about, written
from catenary.desk.screening.models import AnswerChange, AnswerTold, TellingAttempt
from catenary.desk.shell import sealing

_WAITS = TellingState.WAITS.value


@frozen
class _Call:
    """A call about to be made; a fault where it cannot be."""

    way: TellingWay
    telling: Telling | None
    fault: TellingFault | None = None


def tell_all(channel: Channel, now: datetime) -> int:
    """Tell a carrier everything that is due, the oldest first, until a call fails; gives how many it took."""
    taken = 0
    for change in _due(channel, now):
        if not tell(channel, change, now):
            break
        taken += 1
    return taken


def tell(channel: Channel, change: UUID, now: datetime) -> bool:
    """Tell one change; whether the next one may be tried. One that need not be told any more is not."""
    with acting(declaration_of(channel, Door.SYSTEM)):
        call = _call(channel, change, now)
    if call is None:
        return True
    began = time.monotonic()
    told = _made(call)
    milliseconds = round((time.monotonic() - began) * 1000)
    with acting(declaration_of(channel, Door.SYSTEM)):
        _note(change, call, told, milliseconds, now)
    return told.fault is None


def fetched(rows: Sequence[AnswerChange], now: datetime) -> dict[int, str | None]:
    """The CUSRES of each change that a carrier fetches, by its row; None for one that is the newest no more, or too late.

    What it fetched it was told.
    """
    given = {row.pk: body(row, now).decode("latin-1") if _is_current(row, now) else None for row in rows}
    waiting = (TellingState.WAITS.value, TellingState.TO_FETCH.value)
    current = AnswerChange.objects.filter(pk__in=[key for key, told in given.items() if told])
    current.filter(state__in=waiting).update(state=TellingState.TOLD.value, told_at=now, next_at=None)
    if rows:
        first = str(rows[0].public_id)
        enter(room="screening", act="changes_fetched", record=first, params={"count": len(rows)})
    return given


def _due(channel: Channel, now: datetime) -> list[UUID]:
    with acting(declaration_of(channel, Door.SYSTEM)):
        rows = AnswerChange.objects.filter(channel=channel, state=_WAITS, next_at__lte=now)
        return list(rows.order_by("id").values_list("public_id", flat=True))


def _call(channel: Channel, change: UUID, now: datetime) -> _Call | None:
    row = AnswerChange.objects.select_related("message", "passage__leg").select_for_update(of=("self",))
    found = row.get(public_id=change)
    state = _standing(found, channel, now)
    if state != found.state:
        found.state, found.next_at = state.value, None
        found.save(update_fields=["state", "next_at"])
    if state is not TellingState.WAITS:
        return None
    way = TellingWay.HTTPS
    try:
        key = sealing.unseal(bytes(channel.push_secret or b""))
    except sealing.SealError:
        return _Call(way, None, TellingFault.UNSIGNED)
    told = Telling(str(found.public_id), found.version, channel.push_address, body(found, now), key, now)
    return _Call(way, told)


def body(change: AnswerChange, now: datetime) -> bytes:
    """The CUSRES of a change: the answer as it stands for this traveller, on every leg of the message."""
    told = AnswerTold.objects.filter(message=change.message, passage__record=change.passage.record_id)
    passages = [each.passage for each in told.select_related("passage__leg").order_by("passage_id")]
    table = codes_of(change.channel.answer_codes)
    return written(change.message, answers_about(passages), now, changed=change.public_id, table=table)


def _standing(row: AnswerChange, channel: Channel, now: datetime) -> TellingState:
    state = TellingState(row.state)
    if state is TellingState.WAITS and not is_called(channel):
        return TellingState.TO_FETCH
    return standing_of(state, is_newest=_is_newest(row), is_open=_is_open(row, now))


def _is_current(row: AnswerChange, now: datetime) -> bool:
    return _is_newest(row) and _is_open(row, now)


def _is_newest(row: AnswerChange) -> bool:
    return AnswerTold.objects.filter(passage=row.passage, version=row.version).exists()


def _is_open(row: AnswerChange, now: datetime) -> bool:
    """Whether the flight has not left, and its doors are open."""
    return FlightLeg.objects.filter(not_left(now), pk=row.passage.leg_id).exists()


def _made(call: _Call) -> Told:
    if call.telling is None:
        return Told(call.fault)
    way = import_string(settings.TELLING_WAYS[call.way.value])
    told: Told = way(call.telling)
    return told


@transaction.atomic
def _note(change: UUID, call: _Call, told: Told, milliseconds: int, now: datetime) -> None:
    row = AnswerChange.objects.select_for_update().get(public_id=change)
    TellingAttempt.objects.create(
        organisation_id=row.organisation_id,
        change=row,
        way=call.way.value,
        at=now,
        milliseconds=milliseconds,
        fault=told.fault.value if told.fault else "",
        status=told.status,
    )
    row.attempts += 1
    if told.fault is None:
        row.told_at, row.next_at = now, None
        row.state = TellingState.TOLD.value if row.state == _WAITS else row.state
    elif row.state == _WAITS:
        row.next_at = now + wait_after(row.attempts)
        waiting = AnswerChange.objects.filter(channel=row.channel_id, state=_WAITS)
        waiting.filter(next_at__lt=row.next_at).update(next_at=row.next_at)
    row.save(update_fields=["attempts", "told_at", "next_at", "state"])
