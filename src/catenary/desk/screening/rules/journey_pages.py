"""The officer's pages of a candidate that a rule found: opened for terrorism and serious crime alone, judged like any other."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from catenary.basis.findings import ProblemError
from catenary.core.mandate.model import Act, DataClass, DeskAct
from catenary.core.screening.judging import CandidateState
from catenary.desk.intake.local_times import airport_time
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import of_desk
from catenary.desk.mandate.desk_page import ACCESS_REFUSALS, desk_page
from catenary.desk.mandate.records.access import demand
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn
from catenary.desk.mandate.tasks.asking import needs_task
from catenary.desk.screening.candidate_page import candidate_of
from catenary.desk.screening.forms import HandOverForm
from catenary.desk.screening.judging import judge as judge_it
from catenary.desk.screening.models import Candidate
from catenary.desk.screening.moving import asked_in, leads_on
from catenary.desk.screening.rules.forms import JourneyForm
from catenary.desk.screening.rules.journey_page import JourneyPage, journey_page
from catenary.desk.screening.rules.words import OUTCOMES
from catenary.desk.screening.still import stands_now
from catenary.desk.shell.once import once
from catenary.desk.shell.parts import Answer
from catenary.desk.shell.see_other import see
from catenary.desk.shell.sentences import sentence

JUDGE = of_desk(DeskAct.JUDGE)


@require_GET
@desk_page(JUDGE)
@needs_task(DataClass.PASSENGER_RECORD)
def found(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Which criteria held, what was said of it, and the form to judge."""
    return _shown(request, here, _row(here, public_id))


@require_POST
@desk_page(JUDGE)
@needs_task(DataClass.PASSENGER_RECORD, act=Act.EDIT)
@once
def judge(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Judge, then on to the next of the same part of the queue; what is wrong is told in the form."""
    row, form = _row(here, public_id), JourneyForm(request.POST)
    if not form.is_valid():
        return _shown(request, here, row, form)
    try:
        outcome = judge_it(actor=here, candidate=public_id, **form.told)
    except ProblemError as refusal:
        return _told_wrong(request, here, row, form, refusal)
    messages.success(request, str(OUTCOMES[outcome.state]))
    return leads_on(request, here, row, outcome)


@require_GET
@desk_page(JUDGE)
@needs_task(DataClass.PASSENGER_RECORD)
def notice(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """One page for the officer at the border, once two judges have said that the journey should be looked at."""
    row = _row(here, public_id)
    demand(here, Act.SEE, row.record)
    if row.state != CandidateState.CONFIRMED or not stands_now(row):
        return see("found_by_rule", public_id)
    enter(room="screening", act="see_rule_notice", record=str(row.record.public_id), shown=_records(row))
    shown = journey_page(here, row)
    return render(request, "screening/rules/notice.html", {"shown": shown, "flight": _flight(shown)})


def _row(here: SignedIn, public_id: UUID) -> Candidate:
    """The candidate. Raises Candidate.DoesNotExist for one that a list found."""
    row = candidate_of(here, public_id)
    if row.rule_id is None:
        raise Candidate.DoesNotExist
    return row


def _told_wrong(
    request: DeskRequest, here: SignedIn, row: Candidate, form: JourneyForm, refusal: ProblemError
) -> HttpResponse:
    if refusal.finding.code in ACCESS_REFUSALS:
        raise refusal
    form.add_error(None, sentence(refusal.finding))
    row.refresh_from_db(fields=["state", "turn", "claimed_by", "claimed_at"])
    return _shown(request, here, row, form)


def _shown(
    request: DeskRequest, here: SignedIn, row: Candidate, form: JourneyForm | None = None
) -> HttpResponse:
    demand(here, Act.SEE, row.record)
    shown = journey_page(here, row)
    enter(room="screening", act="see_rule_candidate", record=str(row.record.public_id), shown=_records(row))
    told = {
        "shown": shown,
        "form": form or JourneyForm(initial={"version": shown.seen}),
        "handing": HandOverForm(here=here),
        "asked": asked_in(request.GET),
    }
    return render(request, "screening/rules/found.html", told, status=422 if form else 200)


def _flight(shown: JourneyPage) -> tuple[Answer, ...]:
    leg = shown.row.passage.leg
    arrives = airport_time(leg.destination, leg.arrives_at)
    return (
        Answer(_("Traveller"), shown.traveller, exact=True),
        Answer(_("Flight"), shown.flight, exact=True),
        Answer(_("Leaves, local time"), shown.departs.local or None, exact=True),
        Answer(_("Arrives, local time"), arrives.local or None, exact=True),
    )


def _records(row: Candidate) -> list[str]:
    return [str(row.passage.record.public_id), str(row.record.public_id)]
