"""Lists and the law they stand on: made, looked at again, closed."""

import re
from datetime import date
from typing import Final
from uuid import UUID

from django.db import transaction

from catenary.core.mandate.model import DeskAct
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import demand, of_desk
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.screening.building import ask_index
from catenary.desk.screening.models import WatchList
from catenary.desk.screening.problems import EDITIONS

LOAD: Final = of_desk(DeskAct.LOAD_LIST)
PUBLISH: Final = of_desk(DeskAct.PUBLISH_LIST)
_CODE: Final = re.compile(r"[a-z][a-z0-9-]{0,39}")


@transaction.atomic
def make_list(
    *, actor: SignedIn, code: str, name: str, legal_ground: str, forbids_boarding: bool, review_by: date
) -> WatchList:
    """A list without entries yet. Whether its law forbids boarding is confirmed with its first edition.

    Raises ProblemError with core's refusal, `editions.code_odd`, `editions.code_taken`, `editions.review_past`.
    """
    demand(LOAD, actor)
    _demand_code(actor, code)
    _demand_future(actor, review_by)
    row = WatchList(
        organisation=actor.organisation,
        code=code,
        name=name,
        legal_ground=legal_ground,
        forbids_boarding=forbids_boarding,
        review_by=review_by,
    )
    row.full_clean()
    row.save()
    enter(room="screening", act="make_list", record=str(row.public_id), params={"list": code})
    return row


@transaction.atomic
def renew_list(*, actor: SignedIn, watch_list: UUID, review_by: date, reason: str) -> WatchList:
    """Somebody looked whether the list should stand, and it does until another day.

    Raises ProblemError with core's refusal, `editions.review_past`, `editions.reason_missing`, `editions.list_closed`.
    """
    demand(PUBLISH, actor)
    row = open_list_for_change(watch_list)
    require_reason(reason)
    _demand_future(actor, review_by)
    row.review_by = review_by
    row.full_clean()
    row.save()
    ask_index(organisation=row.organisation, now=actor.now)
    enter(
        room="screening",
        act="renew_list",
        record=str(row.public_id),
        reason=reason,
        params={"review_by": review_by.isoformat()},
    )
    return row


@transaction.atomic
def close_list(*, actor: SignedIn, watch_list: UUID, reason: str) -> WatchList:
    """Nobody is checked against the list any more.

    Raises ProblemError with core's refusal, `editions.reason_missing`, `editions.list_closed`.
    """
    demand(PUBLISH, actor)
    row = open_list_for_change(watch_list)
    require_reason(reason)
    row.closed_at = actor.now
    row.full_clean()
    row.save()
    ask_index(organisation=row.organisation, now=actor.now)
    enter(room="screening", act="close_list", record=str(row.public_id), reason=reason)
    return row


def open_list_for_change(watch_list: UUID) -> WatchList:
    """The list, locked. Raises WatchList.DoesNotExist for one that is not seen, ProblemError `editions.list_closed`."""
    rows = WatchList.objects.select_related("organisation").select_for_update(of=("self",))
    row = rows.get(public_id=watch_list)
    if row.closed_at is not None:
        raise EDITIONS.problem("list_closed", list=row.code)
    return row


def require_reason(reason: str) -> None:
    """Go on only with a reason in words. Raises ProblemError `editions.reason_missing`."""
    if not reason.strip():
        raise EDITIONS.problem("reason_missing")


def _demand_code(actor: SignedIn, code: str) -> None:
    if not _CODE.fullmatch(code):
        raise EDITIONS.problem("code_odd")
    if WatchList.objects.filter(organisation=actor.organisation, code=code).exists():
        raise EDITIONS.problem("code_taken", list=code)


def _demand_future(actor: SignedIn, review_by: date) -> None:
    if review_by < actor.now.date():
        raise EDITIONS.problem("review_past")
