"""Asking for a pause of a clock, and answering."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from catenary.core.assessment.clocks import ClockKind
from catenary.desk.assessment.access import SEE, seen_visit
from catenary.desk.assessment.models import PauseRequest
from catenary.desk.assessment.visits.answers import visit_form
from catenary.desk.assessment.visits.forms import PauseAnswerForm, PauseForm
from catenary.desk.assessment.visits.pause_queries import request_table
from catenary.desk.assessment.visits.pauses import ask_pause, decline_pause, grant_pause
from catenary.desk.assessment.visits.words import CLOCKS, told
from catenary.desk.mandate.desk_page import desk_page
from catenary.desk.mandate.people.pages.answers import Words
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn
from catenary.desk.shell.once import once
from catenary.desk.shell.see_other import see

_ASK = Words(
    gettext_lazy("Ask for a clock to be stopped"),
    gettext_lazy("The assessing body decides. The clock runs until it does."),
    gettext_lazy("Send the request to stop the clock"),
    gettext_lazy("It is asked for."),
)
_ANSWER = Words(
    gettext_lazy("Answer a request to stop a clock"),
    gettext_lazy("Granted, the clock stands still from now on, for the State's reason."),
    gettext_lazy("Send the answer"),
    gettext_lazy("The answer is sent."),
)


@require_http_methods(["GET", "POST"])
@desk_page(SEE)
@once
def ask(request: DeskRequest, here: SignedIn, public_id: UUID, clock: str) -> HttpResponse:
    """The State asks for a pause."""
    row = seen_visit(public_id)
    if clock not in {*ClockKind}:
        raise Http404
    kind = ClockKind(clock)

    def act(given: dict[str, Any]) -> HttpResponse:
        ask_pause(actor=here, visit=public_id, clock=kind, **given)
        return see("visit", public_id)

    return visit_form(request, row, PauseForm(request.POST or None), _ASK, act, caption=told(CLOCKS, kind))


@require_http_methods(["GET", "POST"])
@desk_page(SEE)
@once
def answer(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """The body grants or declines it."""
    asked = PauseRequest.objects.select_related("clock", "visit").get(public_id=public_id)
    row = seen_visit(asked.visit.public_id)

    def act(given: dict[str, Any]) -> HttpResponse:
        if given["decision"] == "grant":
            grant_pause(actor=here, request=public_id)
        else:
            decline_pause(actor=here, request=public_id, reason=given["reason"])
        return see("visit", row.public_id)

    form, table = PauseAnswerForm(request.POST or None), request_table(here, row, [asked])
    return visit_form(request, row, form, _ANSWER, act, caption=told(CLOCKS, asked.clock.kind), table=table)
