"""The desk of reported documents: what waits, one traveller's documents beside what is reported of them, and judging them."""

from collections.abc import Sequence
from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from catenary.basis.findings import ProblemError
from catenary.core.mandate.model import Act, DataClass, DeskAct, Handling, Held
from catenary.core.screening.judging import CandidateState
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import demand, of_desk, on_record
from catenary.desk.mandate.desk_page import ACCESS_REFUSALS, desk_page
from catenary.desk.mandate.records.access import demand as demand_on_record
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn
from catenary.desk.mandate.tasks.asking import needs_task
from catenary.desk.screening.models import PaperCase
from catenary.desk.screening.papers.forms import PapersFilter, PapersForm
from catenary.desk.screening.papers.judging import judge_papers
from catenary.desk.screening.papers.page import PaperPage, case_row, paper_page
from catenary.desk.screening.papers.queue import papers_of
from catenary.desk.screening.papers.table import table_of
from catenary.desk.screening.papers.words import OUTCOMES, refusal
from catenary.desk.screening.queue import Whose
from catenary.desk.shell.once import once
from catenary.desk.shell.see_other import SeeOther
from catenary.desk.shell.tables import Pager, asked_of, canonical_query

JUDGE = of_desk(DeskAct.JUDGE)


@require_GET
@desk_page(JUDGE)
@needs_task(DataClass.PASSENGER_INFORMATION)
def papers(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """What waits, the most urgent first, narrowed down."""
    demand(on_record(Act.SEE), here, _any_of(here))
    form = PapersFilter(request.GET)
    valid = _asked_in(request.GET, form)
    asked = valid | {name: value for name, value in asked_of(request.GET, ()).items() if name == "page"}
    rows = cast("Sequence[PaperCase]", papers_of(here, valid))
    pager: Pager[PaperCase] = Pager.of(rows, asked.get("page"))
    _enter_list(pager.rows, valid)
    told = {"table": table_of(here, pager, asked, form)}
    return render(request, "screening/papers/list.html", told, status=422 if form.errors else 200)


@require_GET
@desk_page(JUDGE)
@needs_task(DataClass.PASSENGER_INFORMATION)
def paper_case(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """The traveller's documents beside what registers say, what was said before, and the form to judge."""
    return _shown(request, here, case_row(here, public_id))


@require_POST
@desk_page(JUDGE)
@needs_task(DataClass.PASSENGER_INFORMATION, act=Act.EDIT)
@once
def judge(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Judge, then on to the next that waits for the person; what is wrong is told in the form."""
    row, form = case_row(here, public_id), PapersForm(request.POST)
    if not form.is_valid():
        return _shown(request, here, row, form)
    try:
        state = judge_papers(actor=here, case=public_id, **form.told)
    except ProblemError as problem:
        return _told_wrong(request, here, row, form, problem)
    messages.success(request, str(OUTCOMES[state]))
    return _leads_on(request, here, row, state)


def _any_of(here: SignedIn) -> Held:
    """A record such as the documents stand in: the law that was named must open them."""
    return Held(here.actor.organisation, DataClass.PASSENGER_INFORMATION, Handling.RESTRICTED)


def _asked_in(query: QueryDict, form: PapersFilter) -> dict[str, str]:
    if not form.is_valid():
        return {}
    return {name: value for name, value in form.cleaned_data.items() if value and name in query}


def _leads_on(request: DeskRequest, here: SignedIn, row: PaperCase, state: CandidateState) -> HttpResponse:
    """The next of the same part that waits for the person; the list where none does, and the same one where it was refused."""
    asked = _asked_in(request.GET, PapersFilter(request.GET))
    query = canonical_query(asked) if asked else ""
    following = (
        papers_of(here, {**asked, "state": "", "whose": Whose.FOR_ME.value}).exclude(pk=row.pk).first()
    )
    if state is CandidateState.CONFIRMED:
        following = row
    if following is None:
        return SeeOther(reverse("papers") + query)
    return SeeOther(reverse("paper_case", args=[following.public_id]) + query)


def _told_wrong(
    request: DeskRequest, here: SignedIn, row: PaperCase, form: PapersForm, problem: ProblemError
) -> HttpResponse:
    if problem.finding.code in ACCESS_REFUSALS:
        raise problem
    form.add_error(None, refusal(problem.finding))
    row.refresh_from_db(fields=["state", "turn", "reports", "seen", "opened_for"])
    return _shown(request, here, row, form)


def _shown(
    request: DeskRequest, here: SignedIn, row: PaperCase, form: PapersForm | None = None
) -> HttpResponse:
    demand_on_record(here, Act.SEE, row.passage.record)
    shown = paper_page(here, row)
    _enter_case(row, shown)
    asked = _asked_in(request.GET, PapersFilter(request.GET))
    told = {
        "shown": shown,
        "form": form or PapersForm(initial={"version": shown.version}),
        "asked": canonical_query(asked) if asked else "",
    }
    return render(request, "screening/papers/case.html", told, status=422 if form else 200)


def _enter_list(rows: Sequence[PaperCase], asked: dict[str, str]) -> None:
    """Of whom it was shown that their documents are reported; of what was asked only that it was."""
    enter(
        room="screening",
        act="see_papers",
        params={"whose": asked.get("whose"), "state": asked.get("state"), "count": len(rows)},
        shown=[str(each.passage.record.public_id) for each in rows],
    )


def _enter_case(row: PaperCase, shown: PaperPage) -> None:
    params = {"unmasked": shown.unmasked, "own_name": shown.own_name}
    record = str(row.passage.record.public_id)
    enter(
        room="screening",
        act="see_paper_case",
        record=record,
        params={name: value for name, value in params.items() if value},
        shown=[record],
    )
