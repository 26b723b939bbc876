"""The meeting on a question, and the scores of a visit side by side."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from catenary.basis.findings import ProblemError
from catenary.core.measures.model import Answer
from catenary.desk.assessment.access import SEE, seen_visit
from catenary.desk.assessment.models import Panel
from catenary.desk.assessment.rating import meeting
from catenary.desk.assessment.rating.forms import AgreeForm, ReasonForm, WhyForm
from catenary.desk.assessment.rating.of_visit import edition_of
from catenary.desk.assessment.rating.pages import FORM, seen_panel
from catenary.desk.assessment.rating.panels import question_of
from catenary.desk.assessment.rating.queries import asked_of, texts_in
from catenary.desk.assessment.rating.shown import meeting_page, said_by, scores_page
from catenary.desk.mandate.desk_page import desk_page
from catenary.desk.mandate.people.pages.answers import Words, form_page
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn
from catenary.desk.shell.once import once
from catenary.desk.shell.see_other import see
from catenary.desk.shell.sentences import sentence
from catenary.desk.shell.twins import csv_twin, json_twin

_TWINS = {"csv": csv_twin, "json": json_twin}
_CLOSE = Words(
    gettext_lazy("Show the ratings now"),
    gettext_lazy("Who has not handed in does not rate this question any more. The reason stays with it."),
    gettext_lazy("Show them"),
    gettext_lazy("The ratings are shown to everybody on the panel."),
    warning=True,
)
_DISSENT = Words(
    gettext_lazy("Record your other view"),
    gettext_lazy("It stays beside what was agreed, for good."),
    gettext_lazy("Record it"),
    gettext_lazy("Your other view is recorded."),
)


@require_http_methods(["GET", "POST"])
@desk_page(SEE)
@once
def panel_meeting(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """What raters said once it is shown; a POST of the leader enters what was agreed."""
    row = seen_panel(public_id)
    form = _agree_form(request, row)
    if request.method == "POST" and form.is_valid():
        try:
            _agree(here, row, form)
        except ProblemError as refusal:
            form.add_error(None, sentence(refusal.finding))
        else:
            messages.success(request, _("The agreed score is entered."))
            return see("panel_meeting", public_id)
    told = {"shown": meeting_page(here, row), "form": form}
    return render(request, "assessment/rating/meeting.html", told, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@desk_page(SEE)
@once
def close_panel(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Have a panel shown before everybody has handed in."""
    row = seen_panel(public_id)

    def act(told: dict[str, Any]) -> HttpResponse:
        meeting.close_panel(actor=here, panel=public_id, **told)
        return see("panel_meeting", public_id)

    return form_page(request, ReasonForm(request.POST or None), _CLOSE, act, FORM, row=row)


@require_http_methods(["GET", "POST"])
@desk_page(SEE)
@once
def add_dissent(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """A rater's own other view, after the meeting."""
    row = seen_panel(public_id)

    def act(told: dict[str, Any]) -> HttpResponse:
        meeting.dissent(actor=here, panel=public_id, **told)
        return see("panel_meeting", public_id)

    return form_page(request, WhyForm(request.POST or None), _DISSENT, act, FORM, row=row)


@require_GET
@desk_page(SEE)
def visit_scores(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """The State's own, the experts' and the agreed scores of a visit; `format` asks for a copy."""
    visit = seen_visit(public_id)
    shown = scores_page(visit)
    twin = _TWINS.get(request.GET.get("format", ""))
    if twin is not None:
        return twin("scores", shown.table.columns, shown.table.rows, {"source": str(visit.public_id)})
    return render(request, "assessment/rating/scores.html", {"visit": visit, "shown": shown})


def _agree_form(request: DeskRequest, row: Panel) -> AgreeForm:
    edition = edition_of(row.visit)
    asked = asked_of(question_of(row), texts_in(row.visit, edition), edition.language)
    said = said_by(row) if row.shown_at else []
    return AgreeForm(request.POST or None, asked=asked, said=said)


def _agree(here: SignedIn, row: Panel, form: AgreeForm) -> None:
    meeting.agree(
        actor=here,
        panel=row.public_id,
        answer=Answer.parse(form.cleaned_data["answer"]),
        reason=form.cleaned_data["reason"],
        voices=form.voices,
        language=translation.get_language() or "",
    )
