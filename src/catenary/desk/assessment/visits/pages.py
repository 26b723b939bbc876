"""Visits: the list, the plan of a year, candidates, one visit, its steps and clocks."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from catenary.core.assessment.clocks import ClockKind
from catenary.core.assessment.visit_words import VisitAct
from catenary.desk.assessment.access import PLAN, SEE, seen_visit
from catenary.desk.assessment.visits import plan_queries, queries
from catenary.desk.assessment.visits.answers import sheet_page, visit_form
from catenary.desk.assessment.visits.forms import (
    DatesForm,
    PauseForm,
    PlanForm,
    QuestionsForm,
    RegisterForm,
    ResumeForm,
    StepForm,
    TermForm,
)
from catenary.desk.assessment.visits.planning import change_dates, choose_questions, plan_visit
from catenary.desk.assessment.visits.register import first_faults, load_register
from catenary.desk.assessment.visits.steps import pause_clock, resume_clock, take_step
from catenary.desk.assessment.visits.terms import set_term
from catenary.desk.assessment.visits.words import ACTS, CLOCKS, told
from catenary.desk.mandate.access import decision
from catenary.desk.mandate.desk_page import desk_page
from catenary.desk.mandate.people.pages.answers import Words, form_page
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn
from catenary.desk.shell.listing import show
from catenary.desk.shell.once import once
from catenary.desk.shell.see_other import see
from catenary.desk.shell.sentences import sentence

_FORM = "assessment/visits/form.html"
_PLAN = Words(
    gettext_lazy("Plan a visit"),
    gettext_lazy("The State does not see it before its consent is asked."),
    gettext_lazy("Put it into the plan"),
    gettext_lazy("The visit is in the plan."),
)
_DATES = Words(
    gettext_lazy("Set other days"),
    gettext_lazy("Both sides see them, and why they changed."),
    gettext_lazy("Set them"),
    gettext_lazy("The days are set."),
)
_QUESTIONS = Words(
    gettext_lazy("Choose the questions"),
    gettext_lazy("The same questions for every visit: a frozen edition, whole or in part."),
    gettext_lazy("Choose them"),
    gettext_lazy("The questions are chosen."),
)
_PAUSE = Words(
    gettext_lazy("Stop a clock"),
    gettext_lazy("What is left on it stays, until it is started again."),
    gettext_lazy("Stop it"),
    gettext_lazy("The clock stands still."),
)
_RESUME = Words(
    gettext_lazy("Start a clock again"),
    gettext_lazy("It goes on with what was left on it."),
    gettext_lazy("Start it"),
    gettext_lazy("The clock runs."),
)
_REGISTER = Words(
    gettext_lazy("Load earlier visits"),
    gettext_lazy("The file is loaded whole, or not at all. Visits that are known already stay as they are."),
    gettext_lazy("Load the file"),
    gettext_lazy("The visits are in the register."),
)
_TERM = Words(
    gettext_lazy("Lengths of steps"),
    gettext_lazy("Clocks that run already keep theirs. What is published is never shortened."),
    gettext_lazy("Set the length"),
    gettext_lazy("The length is set."),
)


@require_GET
@desk_page(SEE)
def visits(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """Every visit that the reader may see, with twins."""
    return show(request, here, queries.VISITS_LIST, {"plans": decision(PLAN, here).allowed})


@require_GET
@desk_page(PLAN)
def year(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """The plan of a year: the one that is asked for, or this one."""
    asked = request.GET.get("year", "")
    wanted = int(asked) if asked.isdecimal() and len(asked) == len("2031") else here.now.year
    return sheet_page(request, plan_queries.plan_sheet(here, wanted))


@require_GET
@desk_page(PLAN)
def candidates(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """From whom the next visits are chosen."""
    return sheet_page(request, plan_queries.candidates_sheet(here))


@require_http_methods(["GET", "POST"])
@desk_page(PLAN)
@once
def plan(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """A visit for the plan."""

    def act(told: dict[str, Any]) -> HttpResponse:
        return see("visit", plan_visit(actor=here, **told).public_id)

    form = PlanForm(request.POST or None, here=here, initial={"year": here.now.year})
    return form_page(request, form, _PLAN, act, _FORM)


@require_http_methods(["GET", "POST"])
@desk_page(PLAN)
@once
def register(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """Load a file of earlier visits; every faulty cell is named."""
    form = RegisterForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data["file"].read()
        for finding in first_faults(data):
            form.add_error("file", sentence(finding))

    def act(_told: dict[str, Any]) -> HttpResponse:
        load_register(actor=here, data=data)
        return see("visit_candidates")

    return form_page(request, form, _REGISTER, act, _FORM)


@require_http_methods(["GET", "POST"])
@desk_page(PLAN)
@once
def terms(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """How long each step may take; a POST sets one."""

    def act(told: dict[str, Any]) -> HttpResponse:
        in_months = told.pop("unit") == "months"
        set_term(actor=here, in_months=in_months, **told)
        return see("visit_terms")

    table = plan_queries.terms_table(here)
    return form_page(request, TermForm(request.POST or None), _TERM, act, _FORM, table=table)


@require_GET
@desk_page(SEE)
def visit(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """One visit."""
    return sheet_page(request, queries.visit_sheet(here, seen_visit(public_id)))


@require_http_methods(["GET", "POST"])
@desk_page(SEE)
@once
def step(request: DeskRequest, here: SignedIn, public_id: UUID, act: str) -> HttpResponse:
    """Take a step; what speaks against it is told above the form."""
    row, taken = seen_visit(public_id), _known(VisitAct, act)
    words = Words(told(ACTS, taken), "", told(ACTS, taken), _("Done."))  # type: ignore[arg-type]

    def do(given: dict[str, Any]) -> HttpResponse:
        take_step(actor=here, visit=public_id, act=taken, **given)
        return see("visit", public_id)

    form = StepForm(request.POST or None, act=taken, visit=row)
    return visit_form(request, row, form, words, do)


@require_http_methods(["GET", "POST"])
@desk_page(SEE)
@once
def pause(request: DeskRequest, here: SignedIn, public_id: UUID, clock: str) -> HttpResponse:
    """Stop a clock."""
    row, kind = seen_visit(public_id), _known(ClockKind, clock)

    def act(given: dict[str, Any]) -> HttpResponse:
        pause_clock(actor=here, visit=public_id, clock=kind, **given)
        return see("visit", public_id)

    return visit_form(request, row, PauseForm(request.POST or None), _PAUSE, act, caption=told(CLOCKS, kind))


@require_http_methods(["GET", "POST"])
@desk_page(SEE)
@once
def resume(request: DeskRequest, here: SignedIn, public_id: UUID, clock: str) -> HttpResponse:
    """Start a clock again."""
    row, kind = seen_visit(public_id), _known(ClockKind, clock)

    def act(_given: dict[str, Any]) -> HttpResponse:
        resume_clock(actor=here, visit=public_id, clock=kind)
        return see("visit", public_id)

    form = ResumeForm(request.POST if request.method == "POST" else None)
    return visit_form(request, row, form, _RESUME, act, caption=told(CLOCKS, kind))


@require_http_methods(["GET", "POST"])
@desk_page(PLAN)
@once
def dates(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Other days."""
    row = seen_visit(public_id)

    def act(given: dict[str, Any]) -> HttpResponse:
        change_dates(actor=here, visit=public_id, **given)
        return see("visit", public_id)

    initial = {"begins_on": row.begins_on, "ends_on": row.ends_on}
    return visit_form(request, row, DatesForm(request.POST or None, initial=initial), _DATES, act)


@require_http_methods(["GET", "POST"])
@desk_page(PLAN)
@once
def questions(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """The edition, and what of it."""
    row = seen_visit(public_id)

    def act(given: dict[str, Any]) -> HttpResponse:
        choose_questions(actor=here, visit=public_id, **given)
        return see("visit", public_id)

    return visit_form(request, row, QuestionsForm(request.POST or None, visit=row), _QUESTIONS, act)


def _known(codes: type[Any], code: str) -> Any:
    """The member with that code. Raises Http404 for none."""
    try:
        return codes(code)
    except ValueError as unknown:
        raise Http404 from unknown
