"""The officer's day: the queue, one candidate, judging it, and giving it to somebody else."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from catenary.basis.findings import ProblemError
from catenary.core.mandate.model import Act, DataClass, DeskAct
from catenary.core.screening.judging import CandidateState
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import of_desk
from catenary.desk.mandate.desk_page import ACCESS_REFUSALS, desk_page
from catenary.desk.mandate.records.access import demand
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn
from catenary.desk.mandate.tasks.asking import needs_task
from catenary.desk.screening import claims
from catenary.desk.screening.border_notice import border_notice
from catenary.desk.screening.candidate_page import CandidatePage, candidate_of, candidate_page
from catenary.desk.screening.drills.entries import is_drill
from catenary.desk.screening.forms import HandOverForm, JudgementForm
from catenary.desk.screening.judging import judge as judge_it
from catenary.desk.screening.models import Candidate
from catenary.desk.screening.moving import asked_in, leads_back, leads_on, said
from catenary.desk.screening.still import stands_now
from catenary.desk.shell.once import once
from catenary.desk.shell.see_other import see
from catenary.desk.shell.sentences import sentence

JUDGE = of_desk(DeskAct.JUDGE)


@require_GET
@desk_page(JUDGE)
@needs_task(DataClass.PASSENGER_INFORMATION)
def candidate(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Traveller beside entry, why they met, what was said of it, and the form to judge."""
    return _shown(request, here, candidate_of(here, public_id))


@require_POST
@desk_page(JUDGE)
@needs_task(DataClass.PASSENGER_INFORMATION, act=Act.EDIT)
@once
def judge(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Judge, then on to the next of the same part of the queue; what is wrong is told in the form."""
    row, form = candidate_of(here, public_id), JudgementForm(request.POST)
    try:
        if not form.is_valid():
            return _shown(request, here, row, form)
        outcome = judge_it(actor=here, candidate=public_id, **form.told)
    except ProblemError as refusal:
        return _told_wrong(request, here, row, form, refusal)
    messages.success(request, said(outcome))
    return leads_on(request, here, row, outcome)


@require_POST
@desk_page(JUDGE)
@needs_task(DataClass.PASSENGER_INFORMATION)
def claim(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Work on it."""
    return _moved(request, here, public_id, lambda: claims.claim(actor=here, candidate=public_id))


@require_POST
@desk_page(JUDGE)
@needs_task(DataClass.PASSENGER_INFORMATION)
def release(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Work on it no longer."""
    return _moved(request, here, public_id, lambda: claims.release(actor=here, candidate=public_id))


@require_POST
@desk_page(JUDGE)
@needs_task(DataClass.PASSENGER_INFORMATION)
def hand_over(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Let a colleague work on it."""
    row, form = candidate_of(here, public_id), HandOverForm(request.POST, here=here)
    if not form.is_valid():
        return _shown(request, here, row, handing=form)
    to = UUID(form.cleaned_data["to"])
    return _moved(request, here, public_id, lambda: claims.hand_over(actor=here, candidate=public_id, to=to))


@require_GET
@desk_page(JUDGE)
@needs_task(DataClass.PASSENGER_INFORMATION)
def border(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """One page for the officer at the border, once two judges have said that it is the same person."""
    row = candidate_of(here, public_id)
    demand(here, Act.SEE, row.record)
    if row.state != CandidateState.CONFIRMED or not stands_now(row) or is_drill(row):
        return see("candidate", public_id)
    if row.rule_id is not None:
        return see("rule_notice", public_id)
    enter(room="screening", act="see_border_notice", record=str(row.record.public_id), shown=_records(row))
    return render(request, "screening/border.html", {"notice": border_notice(here, row)})


def _moved(request: DeskRequest, here: SignedIn, public_id: UUID, act: Callable[[], None]) -> HttpResponse:
    """Back to the candidate; what could not be done is told above it."""
    try:
        act()
    except ProblemError as refusal:
        if refusal.finding.code in ACCESS_REFUSALS:
            raise
        messages.error(request, sentence(refusal.finding))
    return leads_back(request, public_id)


def _told_wrong(
    request: DeskRequest, here: SignedIn, row: Candidate, form: JudgementForm, refusal: ProblemError
) -> HttpResponse:
    if refusal.finding.code in ACCESS_REFUSALS:
        raise refusal
    form.add_error(None, sentence(refusal.finding))
    row.refresh_from_db(fields=["state", "turn", "claimed_by", "claimed_at"])
    return _shown(request, here, row, form)


def _shown(
    request: DeskRequest,
    here: SignedIn,
    row: Candidate,
    form: JudgementForm | None = None,
    handing: HandOverForm | None = None,
) -> HttpResponse:
    if row.rule_id is not None:
        if handing:
            messages.error(request, _("Choose a colleague."))
        return see("found_by_rule", row.public_id)
    demand(here, Act.SEE, row.record)
    shown = candidate_page(here, row)
    _enter(row, shown)
    told = {
        "shown": shown,
        "form": form or JudgementForm(initial={"version": shown.version}),
        "handing": handing or HandOverForm(here=here),
        "asked": asked_in(request.GET),
    }
    return render(request, "screening/candidate.html", told, status=422 if form or handing else 200)


def _enter(row: Candidate, shown: CandidatePage) -> None:
    params = {"unmasked": shown.sides.unmasked, "own_name": shown.own_name}
    enter(
        room="screening",
        act="see_candidate",
        record=str(row.record.public_id),
        params={name: value for name, value in params.items() if value},
        shown=_records(row),
    )


def _records(row: Candidate) -> list[str]:
    return [str(row.passage.record.public_id), str(row.record.public_id)]
