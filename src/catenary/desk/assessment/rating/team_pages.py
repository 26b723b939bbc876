"""Who rates what: by hand, as the planner proposes, and who is taken off."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from attrs import frozen
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from catenary.basis.findings import ProblemError
from catenary.desk.assessment.access import SEE, leads, seen_visit
from catenary.desk.assessment.models import Member, Panel, Visit
from catenary.desk.assessment.rating import panels, planning
from catenary.desk.assessment.rating.forms import AssignForm, ProposalForm, RecuseForm
from catenary.desk.assessment.rating.of_visit import (
    by_area,
    demand_lead,
    edition_of,
    names_of,
    questions_of,
    raters_of,
)
from catenary.desk.assessment.rating.pages import FORM
from catenary.desk.mandate.desk_page import desk_page
from catenary.desk.mandate.people.pages.answers import Words, form_page
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn
from catenary.desk.shell.once import once
from catenary.desk.shell.see_other import see
from catenary.desk.shell.sentences import sentence

_RECUSE = Words(
    gettext_lazy("Take somebody off"),
    gettext_lazy(
        "What they wrote is kept and counts no more. They see nobody else's ratings of these questions."
    ),
    gettext_lazy("Take them off"),
    gettext_lazy("They no longer rate these questions."),
    warning=True,
)


@frozen
class RaterOfArea:
    """How far somebody is with an area; nothing of what they say."""

    name: str
    asked: int
    handed_in: int


@frozen
class AreaAtWork:
    """An area, who rates it, and how many of its questions are shown and agreed."""

    code: str
    name: str
    questions: int
    raters: Sequence[RaterOfArea]
    shown: int
    agreed: int


@require_http_methods(["GET", "POST"])
@desk_page(SEE)
@once
def assign_raters(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Who rates which areas, and how far they are; a POST asks more people."""
    visit = seen_visit(public_id)
    form = _assign_form(request, visit)
    if request.method == "POST" and form.is_valid():
        try:
            done = panels.assign(actor=here, visit=public_id, **form.told)
        except ProblemError as refusal:
            form.add_error(None, sentence(refusal.finding))
        else:
            _tell(request, done)
            return see("assign_raters", public_id)
    told = {"visit": visit, "form": form, "areas": areas_at_work(visit), "leads": leads(here, visit)}
    told["team"] = [(each.public_id, name) for each, name in _team(visit)]
    return render(request, "assessment/rating/raters.html", told, status=422 if form.errors else 200)


@require_GET
@desk_page(SEE)
def proposal(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """What the planner proposes, with the bias and error to be expected of it."""
    visit = seen_visit(public_id)
    demand_lead(here, visit)
    form = ProposalForm(request.GET if "raters" in request.GET else None)
    told: dict[str, Any] = {"visit": visit, "form": form}
    if form.is_valid():
        made = planning.propose(visit, planning.Wanted(**form.cleaned_data))
        told |= {
            "made": made,
            "areas": _proposed(visit, made),
            "findings": [sentence(each) for each in made.plan.findings],
            "usable": made.plan.is_complete and made.plan.connection.connected,
        }
    return render(request, "assessment/rating/proposal.html", told, status=422 if form.errors else 200)


@require_POST
@desk_page(SEE)
@once
def use_proposal(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Ask the people of the proposal."""
    form = ProposalForm(request.POST)
    if not form.is_valid():
        return see("rater_proposal", public_id)
    wanted = planning.Wanted(**form.cleaned_data)
    _tell(request, planning.use_proposal(actor=here, visit=public_id, wanted=wanted))
    return see("assign_raters", public_id)


@require_http_methods(["GET", "POST"])
@desk_page(SEE)
@once
def recuse_rater(request: DeskRequest, here: SignedIn, public_id: UUID, member: UUID) -> HttpResponse:
    """Take a member of the team off areas."""
    visit = seen_visit(public_id)
    row = Member.objects.get(public_id=member, visit=visit, person__isnull=False)
    edition = edition_of(visit)
    areas = {each.code: each.name for each in edition.areas}

    def act(told: dict[str, Any]) -> HttpResponse:
        assert row.person_id is not None
        chosen = Panel.objects.filter(
            visit=visit,
            area__in=told["areas"],
            seats__rater=row.person_id,
            seats__recused_at=None,
            agreed_at=None,
        )
        ids = list(chosen.values_list("public_id", flat=True))
        panels.recuse(actor=here, panels=ids, rater=row.person_id, reason=told["reason"])
        return see("assign_raters", public_id)

    form = RecuseForm(request.POST or None, areas=areas)
    return form_page(request, form, _RECUSE, act, FORM, visit=visit)


def areas_at_work(visit: Visit) -> list[AreaAtWork]:
    """Each area that the visit asks about."""
    edition, names = edition_of(visit), names_of(visit)
    rows: dict[str, list[Panel]] = {}
    for each in panels.panels_of(visit):
        rows.setdefault(each.area, []).append(each)
    return [
        AreaAtWork(
            code=code,
            name=edition.area_of[code].name,
            questions=len(questions),
            raters=_raters(rows.get(code, ()), names),
            shown=sum(each.shown_at is not None for each in rows.get(code, ())),
            agreed=sum(each.agreed_at is not None for each in rows.get(code, ())),
        )
        for code, questions in by_area(edition, questions_of(visit)).items()
    ]


def _raters(rows: Iterable[Panel], names: Any) -> list[RaterOfArea]:
    seats = [seat for each in rows for seat in each.seats.all() if seat.recused_at is None]
    found = {seat.rater_id for seat in seats}
    told = [
        RaterOfArea(
            names.get(rater, _("An expert")),
            sum(seat.rater_id == rater for seat in seats),
            sum(seat.rater_id == rater and seat.submitted_at is not None for seat in seats),
        )
        for rater in found
    ]
    return sorted(told, key=lambda each: each.name)


def _proposed(visit: Visit, made: planning.Proposal) -> list[tuple[str, str]]:
    edition, names = edition_of(visit), names_of(visit)
    return [
        (
            edition.area_of[code].name,
            ", ".join(names.get(each, _("An expert")) for each in planning.panel_in(made, visit, code)),
        )
        for code in made.areas
    ]


def _assign_form(request: DeskRequest, visit: Visit) -> AssignForm:
    edition = edition_of(visit)
    areas = {code: edition.area_of[code].name for code in by_area(edition, questions_of(visit))}
    people = [(str(each.public_id), name) for each, name in _team(visit)]
    return AssignForm(request.POST or None, people=people, areas=areas)


def _team(visit: Visit) -> list[tuple[Member, str]]:
    names = names_of(visit)
    return [(each, names.get(each.person_id or 0, _("An expert"))) for each in raters_of(visit)]


def _tell(request: DeskRequest, done: panels.Assigned) -> None:
    asked = ngettext("%(count)s rating is asked for.", "%(count)s ratings are asked for.", done.asked)
    messages.success(request, asked % {"count": done.asked})
    if done.late:
        late = ngettext(
            "%(count)s question was shown already: nobody rates it alone any more.",
            "%(count)s questions were shown already: nobody rates them alone any more.",
            done.late,
        )
        messages.warning(request, late % {"count": done.late})
