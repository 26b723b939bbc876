"""Matters that wait for a second person, emergency access, and work kept for somebody whose session ended."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from catenary.basis.findings import ProblemError
from catenary.core.mandate.flow_table import Flow, Step
from catenary.core.mandate.model import DeskAct
from catenary.core.mandate.problems import MANDATE
from catenary.desk.mandate.access import AT_THE_DESK, RefusedError, of_desk, permit
from catenary.desk.mandate.models import AccessMatter
from catenary.desk.mandate.people import emergencies, emergency_page, kept_labels, kept_work, queries
from catenary.desk.mandate.people import matters as services
from catenary.desk.mandate.people.forms import EmergencyForm
from catenary.desk.mandate.people.pages.answers import Words, form_page, here_of
from catenary.desk.mandate.people.words import STEPS
from catenary.desk.mandate.signed_in import DeskRequest
from catenary.desk.shell.once import once
from catenary.desk.shell.see_other import see
from catenary.desk.shell.sentences import sentence

_EMERGENCY = Words(
    _("Ask for emergency access"),
    _("For when it cannot wait for somebody who has the role."),
    _("Ask"),
    _("The emergency access waits for a second person."),
    warning=True,
)


@permit(AT_THE_DESK)
@require_GET
def matters(request: DeskRequest) -> HttpResponse:
    """What waits for a second person, or is in force, as far as it concerns who is here."""
    rows = [(row, queries.what(row), queries.standing(row)) for row in queries.open_matters(here_of(request))]
    return render(request, "mandate/people/matters.html", {"rows": rows})


@permit(AT_THE_DESK)
@require_GET
def matter(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """One matter: who asked, why, what stands meanwhile, who may decide, and what was decided."""
    return _shown(request, public_id)


@permit(AT_THE_DESK)
@require_POST
@once
def decide(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Confirm, refuse, withdraw, end or review it."""
    get_object_or_404(AccessMatter, public_id=public_id)
    wanted = request.POST.get("decision", "")
    if wanted not in {step.value for step in STEPS}:
        raise BadRequest
    try:
        services.decide(
            actor=here_of(request), matter=public_id, step=Step(wanted), reason=request.POST.get("reason", "")
        )
    except ProblemError as refusal:
        return _shown(request, public_id, sentence(refusal.finding))
    messages.success(request, _("Your decision is recorded."))
    return see("matter", public_id)


@permit(of_desk(DeskAct.ASK_BREAK_GLASS))
@require_http_methods(["GET", "POST"])
@once
def ask_emergency(request: DeskRequest) -> HttpResponse:
    """Ask for emergency access to a class of the organisation's data."""
    here = here_of(request)

    def act(told: dict[str, Any]) -> HttpResponse:
        lasts = timedelta(hours=told["hours"])
        row = emergencies.break_glass(
            actor=here,
            about=told["data_class"],
            reason=told["reason"],
            lasts=lasts,
            remote=told.get("remote", ()),
        )
        return see("matter", row.public_id)

    form = EmergencyForm(request.POST or None, neighbours=services.neighbours(here.organisation))
    explained = {"rules": emergency_page.rules(), "living": emergency_page.living(here)}
    return form_page(request, form, _EMERGENCY, act, "mandate/people/emergency.html", **explained)


@permit(AT_THE_DESK)
@require_GET
def kept(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """What was sent after the session had ended, offered again."""
    work = kept_work.open_work(request, here_of(request).person, public_id)
    if work is None:
        raise Http404
    shown = {
        "work": work,
        "lines": kept_labels.lines(work, here_of(request)),
        "public_id": public_id,
        "field": kept_work.SENT_AGAIN,
    }
    return render(request, "mandate/people/kept_work.html", shown)


@permit(AT_THE_DESK)
@require_POST
def throw_away(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """The person does not want it any more."""
    kept_work.throw_away(here_of(request).person, public_id)
    return see("home")


def _shown(request: DeskRequest, public_id: UUID, refusal: str = "") -> HttpResponse:
    here = here_of(request)
    rows = AccessMatter.objects.select_related(
        "organisation", "asked_by", "about_person", "machine", "decided_by", "membership"
    )
    row = get_object_or_404(rows, public_id=public_id)
    if not queries.concerns(row, here):
        raise RefusedError(MANDATE.finding("second_person_lacks"))
    emergency = row.flow == Flow.BREAK_GLASS
    steps = [(step.value, STEPS[step]) for step in queries.steps_for(row, here)]
    shown = {
        "row": row,
        "what": queries.what(row),
        "standing": queries.standing(row),
        "panel": queries.two_persons(row, here, f"/mandate/matters/{public_id}/decide"),
        "steps": [step for step in steps if step[0] not in {Step.CONFIRM, Step.REFUSE}],
        "errors": [refusal] if refusal else [],
        "rules": emergency_page.rules() if emergency else None,
        "now": emergency_page.now_of(row, here) if emergency else None,
        "invitation": queries.invitation_for(row, here) if row.about_person else None,
    }
    return render(request, "mandate/people/matter.html", shown, status=422 if refusal else 200)
