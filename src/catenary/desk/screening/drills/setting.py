"""A drill begun by a supervisor, and ended: by hand, or by itself on its day. The data protection officer is told of both."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from catenary.basis.dates import DateSpan, PartialDate
from catenary.basis.findings import ProblemError
from catenary.basis.persons import PersonName, Sex
from catenary.core.mandate.model import Role
from catenary.core.screening.drills import DRILLS, refusal
from catenary.core.screening.model import ListedDocument, ListedName, ListEntry
from catenary.core.screening.publication import PublicationState
from catenary.core.screening.tokens import split_name
from catenary.desk.directory.models import Organisation
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import demand
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.screening.building import ask_index
from catenary.desk.screening.lists import PUBLISH, open_list_for_change, require_reason
from catenary.desk.screening.lists_in_use import index_in_use, opened
from catenary.desk.screening.lists_reading import id_of, ids_among
from catenary.desk.screening.models import Drill, ListFile, WatchList
from catenary.desk.shell.notices.services import notify_roles
from catenary.formats.records import as_json

_WATCHES: Final = (Role.DATA_PROTECTION_OFFICER,)


@transaction.atomic
def begin_drill(
    *,
    actor: SignedIn,
    watch_list: UUID,
    entry: str,
    name: str,
    until: datetime,
    reason: str,
    born: date | None = None,
    sex: Sex | None = None,
    nationality: str = "",
    document: str = "",
) -> Drill:
    """Let an invented person stand among the entries of a list until a day; the index is built anew with them.

    Raises ProblemError with core's refusal, `drills.too_long`, `drills.ends_before`, `drills.id_taken`, `drills.name_missing`,
    `drills.list_empty`, `editions.reason_missing`, `editions.list_closed`.
    """
    demand(PUBLISH, actor)
    listed = open_list_for_change(watch_list)
    require_reason(reason)
    invented = ListEntry(
        list=listed.code,
        entry=entry,
        names=(ListedName(PersonName(name)),),
        born=(DateSpan(PartialDate.from_date(born)),) if born else (),
        sex=sex,
        nationalities=(nationality,) if nationality else (),
        documents=(ListedDocument(document, None, nationality or None),) if document else (),
    )
    _demand_sound(actor, listed, invented, until)
    row = Drill(
        organisation=actor.organisation,
        list=listed,
        entry=entry,
        told=as_json(invented),
        reason=reason,
        set_by=actor.person,
        set_at=actor.now,
        until=until,
    )
    row.full_clean()
    row.save()
    _tell(row, "begin_drill", "drill_begun", reason)
    ask_index(organisation=row.organisation, now=actor.now)
    return row


@transaction.atomic
def end_drill(*, actor: SignedIn, drill: UUID, reason: str) -> Drill:
    """End a drill before its day. Raises ProblemError with core's refusal, `drills.over`, `editions.reason_missing`."""
    demand(PUBLISH, actor)
    require_reason(reason)
    rows = Drill.objects.select_related("list", "organisation").select_for_update(of=("self",))
    row = rows.get(public_id=drill)
    if row.ended_at is not None:
        raise DRILLS.problem("over")
    row.ended_by = actor.person
    _end(row, actor.now, reason)
    return row


@transaction.atomic
def end_due(*, organisation: Organisation, now: datetime) -> int:
    """End the drills of an organisation whose day has come; how many. For the job that time brings round."""
    rows = Drill.objects.select_related("list", "organisation").select_for_update(of=("self",))
    due = list(rows.filter(organisation=organisation, ended_at=None, until__lte=now))
    for row in due:
        _end(row, now, "")
    return len(due)


def _demand_sound(actor: SignedIn, listed: WatchList, invented: ListEntry, until: datetime) -> None:
    if why_not := refusal(actor.now, until):
        raise ProblemError(why_not)
    if not any(len(token.key) > 1 for token in split_name(invented.names[0].name.full)):
        raise DRILLS.problem("name_missing")
    if not ListFile.objects.filter(list=listed, state=PublicationState.PUBLISHED).exists():
        raise DRILLS.problem("list_empty")
    if Drill.objects.filter(list=listed, entry=invented.entry).exists() or _is_listed(listed, invented):
        raise DRILLS.problem("id_taken")


def _is_listed(listed: WatchList, invented: ListEntry) -> bool:
    """Whether the index in use has an entry with its id, or an edition that is in force or waits for a decision."""
    kept = ListFile.objects.filter(list=listed, digests__isnull=False).values_list("digests", flat=True)
    if any(id_of(invented) in ids_among(bytes(each or b"")) for each in kept):
        return True
    index = index_in_use(listed.organisation)
    if index is None:
        return False
    try:
        opened(index).entry(listed.code, invented.entry)
    except (KeyError, ProblemError):
        return False
    return True


def _end(row: Drill, now: datetime, reason: str) -> None:
    row.ended_at = now
    row.full_clean()
    row.save()
    _tell(row, "end_drill", "drill_ended", reason)
    ask_index(organisation=row.organisation, now=now)


def _tell(row: Drill, act: str, kind: str, reason: str) -> None:
    enter(
        room="screening",
        act=act,
        record=str(row.public_id),
        reason=reason,
        params={"list": row.list.code, "until": row.until.isoformat(timespec="minutes")},
    )
    notify_roles(organisation=row.organisation, roles=_WATCHES, kind=kind, url=_address(row))


def _address(row: Drill) -> str:
    return f"/screening/drills/{row.public_id}"


def organisations_due(now: datetime) -> Iterable[int]:
    """Whose drills are to be ended, by row."""
    due = Drill.objects.filter(ended_at=None, until__lte=now)
    return list(due.order_by().values_list("organisation", flat=True).distinct())
