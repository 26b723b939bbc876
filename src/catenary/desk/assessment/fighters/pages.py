"""Pages of the figures: what was told, writing them one fate at a time, handing them in, questions and answers."""

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from catenary.basis.findings import ProblemError
from catenary.core.measures.fighters import ASKED, Fate
from catenary.desk.assessment.access import SEE, seen_visit
from catenary.desk.assessment.fighters import figures
from catenary.desk.assessment.fighters.forms import FateForm, QuestionForm, ReplyForm, field_of, filled_in
from catenary.desk.assessment.fighters.shown import (
    copy_columns,
    copy_rows,
    faults_about,
    figures_sheet,
    seen_by,
)
from catenary.desk.assessment.fighters.words import FATES
from catenary.desk.assessment.models import FigureQuestion, Visit
from catenary.desk.assessment.visits.answers import sheet_page, visit_form
from catenary.desk.assessment.visits.forms import ResumeForm
from catenary.desk.mandate.desk_page import desk_page
from catenary.desk.mandate.people.pages.answers import Words
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn
from catenary.desk.shell.once import once
from catenary.desk.shell.parts import Place
from catenary.desk.shell.see_other import see
from catenary.desk.shell.sentences import sentence
from catenary.desk.shell.twins import csv_twin, json_twin

_TWINS: Final = {"csv": csv_twin, "json": json_twin}
_HAND_IN = Words(
    _("Hand in the figures"),
    _(
        "The team sees them and may ask about them. What is handed in stands; a later version takes its place."
    ),
    _("Hand them in"),
    _("The figures are handed in."),
)
_ASK = Words(
    _("Ask about a figure"),
    _("The State reads the question and answers it here, or hands in another version."),
    _("Ask it"),
    _("The question is asked."),
)
_ANSWER = Words(
    _("Answer a question"),
    _("The team reads it. Name no person."),
    _("Answer it"),
    _("The answer is kept."),
)


@require_GET
@desk_page(SEE)
def visit_fighters(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """The State's figures, or a copy of them as CSV or JSON."""
    visit = seen_visit(public_id)
    twin = _TWINS.get(request.GET.get("format", ""))
    if twin is None:
        return sheet_page(request, figures_sheet(here, visit))
    notes = {"handling": visit.handling}
    return twin("fighters", copy_columns(), copy_rows(seen_by(here, visit)), notes)


@require_http_methods(["GET", "POST"])
@desk_page(SEE)
def fighters_of(request: DeskRequest, here: SignedIn, public_id: UUID, fate: str) -> HttpResponse:
    """Write the figures of one fate."""
    visit = seen_visit(public_id)
    if fate not in {*Fate} or not figures.may_tell(here, visit):
        raise Http404
    draft = figures.draft_of(visit) or figures.handed_in(visit)
    told = figures.figures_in(draft)
    initial = filled_in(Fate(fate), told) | {"version": figures.version_of(told, Fate(fate))}
    form = FateForm(request.POST or None, initial=initial, fate=Fate(fate))
    if request.method == "POST" and form.is_valid() and _kept(here, visit, Fate(fate), form):
        messages.success(request, now("The figures are kept. They are not handed in yet."))
        return see("visit_fighters", public_id)
    faults = [(field_of(cell), words) for cell, words in faults_about(here, draft, Fate(fate))]
    shown = {"visit": visit, "form": form, "fate": FATES[Fate(fate)], "faults": faults}
    return render(request, "assessment/fighters/fate.html", shown, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@desk_page(SEE)
@once
def hand_in_fighters(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Hand the figures in."""
    visit = seen_visit(public_id)

    def act(_given: dict[str, Any]) -> HttpResponse:
        figures.hand_in_figures(actor=here, visit=public_id)
        return see("visit_fighters", public_id)

    form = ResumeForm(request.POST if request.method == "POST" else None)
    return visit_form(request, visit, form, _HAND_IN, act, back=_back(visit))


@require_http_methods(["GET", "POST"])
@desk_page(SEE)
@once
def ask_about_fighters(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Ask the State about a figure."""
    visit = seen_visit(public_id)
    told = figures.by_cell(figures.figures_in(figures.handed_in(visit)))
    cells = dict.fromkeys([*ASKED, *told])
    form = QuestionForm(request.POST or None, initial={"language": get_language()}, cells=cells)

    def act(_given: dict[str, Any]) -> HttpResponse:
        figures.ask_about_figures(actor=here, visit=public_id, **form.told)
        return see("visit_fighters", public_id)

    return visit_form(request, visit, form, _ASK, act, back=_back(visit))


@require_http_methods(["GET", "POST"])
@desk_page(SEE)
@once
def answer_about_fighters(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Answer a question of the team."""
    row = FigureQuestion.objects.select_related("visit__visited").get(public_id=public_id)

    def act(given: dict[str, Any]) -> HttpResponse:
        figures.answer_about_figures(actor=here, question=public_id, **given)
        return see("visit_fighters", row.visit.public_id)

    form = ReplyForm(request.POST or None)
    return visit_form(request, row.visit, form, _ANSWER, act, back=_back(row.visit), caption=row.text)


def _kept(here: SignedIn, visit: Visit, fate: Fate, form: FateForm) -> bool:
    """Keep them, or say above the form why not."""
    try:
        seen = form.cleaned_data["version"]
        figures.keep_figures(actor=here, visit=visit.public_id, fate=fate, figures=form.figures, seen=seen)
    except ProblemError as refusal:
        form.add_error(None, sentence(refusal.finding))
        return False
    return True


def _back(visit: Visit) -> Place:
    return Place(
        now("Figures of foreign terrorist fighters"), reverse("visit_fighters", args=[visit.public_id])
    )
