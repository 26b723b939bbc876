"""The queue's page and its copies: for a purpose, with one entry in the log of whom it showed."""

from collections.abc import Sequence
from typing import cast

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from catenary.core.mandate.model import Act, DataClass, DeskAct, Handling, Held
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import demand, of_desk, on_record
from catenary.desk.mandate.desk_page import desk_page
from catenary.desk.mandate.records import exports
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn
from catenary.desk.mandate.tasks.asking import needs_task
from catenary.desk.screening.forms import QueueFilter
from catenary.desk.screening.models import Candidate
from catenary.desk.screening.queue import queue_of, team_load
from catenary.desk.screening.queue_table import columns, rows_of, table_of
from catenary.desk.shell.tables import Pager, asked_of

CAP = 500
"""Rows of a copy at most; a page shows fewer."""


@require_GET
@desk_page(of_desk(DeskAct.JUDGE))
@needs_task(DataClass.PASSENGER_INFORMATION)
def candidates(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """What waits, the most urgent first, narrowed down; who works on how much beside it."""
    demand(on_record(Act.SEE), here, _any_of(here))
    form = QueueFilter(request.GET, here=here)
    valid = (
        {name: str(value) for name, value in form.cleaned_data.items() if value} if form.is_valid() else {}
    )
    rows = queue_of(here, valid)
    if kind := request.GET.get("format"):
        return _file(here, kind, list(rows[:CAP]))
    asked = valid | {name: value for name, value in asked_of(request.GET, ()).items() if name == "page"}
    pager: Pager[Candidate] = Pager.of(cast("Sequence[Candidate]", rows), asked.get("page"))
    _enter(pager.rows, valid)
    told = {"table": table_of(here, pager, asked, form), "load": team_load(here)}
    return render(request, "screening/queue.html", told, status=422 if form.errors else 200)


def _any_of(here: SignedIn) -> Held:
    """A record such as the queue shows: the law that was named must open them."""
    return Held(here.actor.organisation, DataClass.PASSENGER_INFORMATION, Handling.RESTRICTED)


def _enter(rows: Sequence[Candidate], asked: dict[str, str]) -> None:
    """Whose names were shown; of what was asked only that it was."""
    enter(
        room="screening",
        act="see_queue",
        params={"whose": asked.get("whose"), "state": asked.get("state"), "count": len(rows)},
        shown=[str(each.passage.record.public_id) for each in rows],
    )


def _file(here: SignedIn, kind: str, rows: Sequence[Candidate]) -> HttpResponse:
    if kind not in {"csv", "json"}:
        raise Http404
    allowed = exports.exportable(here, [each.passage.record for each in rows])
    kept = [each for each in rows if each.passage.record in allowed]
    return exports.export(here, kind, columns(), rows_of(here, kept, {}), allowed)
