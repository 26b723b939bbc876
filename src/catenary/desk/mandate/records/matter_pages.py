"""Matters about records that two persons decide: the list, one matter, and deciding it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from catenary.basis.findings import ProblemError
from catenary.core.mandate.flow_table import Step
from catenary.core.mandate.problems import MANDATE
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import AT_THE_DESK, RefusedError
from catenary.desk.mandate.desk_page import ACCESS_REFUSALS, desk_page
from catenary.desk.mandate.models import RecordMatter
from catenary.desk.mandate.records import matter_views
from catenary.desk.mandate.records.matters import take_step
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn
from catenary.desk.shell.once import once
from catenary.desk.shell.see_other import see
from catenary.desk.shell.sentences import sentence

_STEPS = {step.value: step for step in (Step.CONFIRM, Step.REFUSE, Step.WITHDRAW, Step.CLOSE, Step.REVIEW)}


@require_GET
@desk_page(AT_THE_DESK)
def matters(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """The matters about records that concern the person's organisation."""
    return render(request, "mandate/records/matters.html", {"lines": matter_views.lines(here)})


@require_GET
@desk_page(AT_THE_DESK)
def matter(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """One matter, and the panel to decide it."""
    return _shown(request, here, public_id)


@require_POST
@desk_page(AT_THE_DESK)
@once
def decide(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Take a step; what is wrong with it is told beside the panel."""
    step = _STEPS.get(request.POST.get("decision", ""))
    if step is None:
        raise Http404
    try:
        take_step(actor=here, matter=public_id, step=step, reason=request.POST.get("reason", ""))
    except ProblemError as refusal:
        if refusal.finding.code in ACCESS_REFUSALS:
            raise
        return _shown(request, here, public_id, sentence(refusal.finding))
    messages.success(request, _("Your decision is recorded."))
    return see("record_matter", public_id)


def _shown(request: DeskRequest, here: SignedIn, public_id: UUID, *errors: str) -> HttpResponse:
    row = RecordMatter.objects.select_related("organisation").get(public_id=public_id)
    if not matter_views.concerns(here, row):
        raise RefusedError(MANDATE.finding("second_person_lacks", flow=row.flow))
    enter(
        room="mandate",
        act="see_matter",
        record=row.about if row.record_id else "",
        params={"matter": str(row.public_id)},
    )
    told = {"shown": matter_views.page_of(here, row), "errors": errors}
    return render(request, "mandate/records/matter.html", told, status=422 if errors else 200)
