"""The small page on which the officer at the border says what came of a candidate."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from catenary.core.mandate.model import Act, DataClass, DeskAct
from catenary.core.screening.judging import CandidateState
from catenary.desk.mandate.access import of_desk
from catenary.desk.mandate.desk_page import desk_page
from catenary.desk.mandate.people.pages.answers import Words, form_page
from catenary.desk.mandate.records.access import demand
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn
from catenary.desk.mandate.tasks.asking import needs_task
from catenary.desk.screening.candidate_page import candidate_of
from catenary.desk.screening.drills.entries import is_drill
from catenary.desk.screening.outcome_forms import OutcomeForm
from catenary.desk.screening.outcome_words import outcome_events
from catenary.desk.screening.outcomes import record_outcome
from catenary.desk.shell.once import once
from catenary.desk.shell.see_other import see

_WORDS = Words(
    _("What came of it"),
    _("Say what you found, whatever it was. It tells the unit how often a list is right."),
    _("Record it"),
    _("It is recorded."),
)


@require_http_methods(["GET", "POST"])
@desk_page(of_desk(DeskAct.JUDGE))
@needs_task(DataClass.PASSENGER_INFORMATION, act=Act.EDIT)
@once
def outcome(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Record what came of a confirmed candidate; of another there is nothing to record."""
    row = candidate_of(here, public_id)
    demand(here, Act.EDIT, row.record)
    if row.state != CandidateState.CONFIRMED or is_drill(row):
        return see("candidate", public_id)

    def act(told: dict[str, Any]) -> HttpResponse:
        record_outcome(actor=here, candidate=public_id, **told)
        return see("border_outcome", public_id)

    form = OutcomeForm(request.POST or None, initial={"happened_at": here.now})
    told = {"row": row, "events": outcome_events(row)}
    return form_page(request, form, _WORDS, act, "screening/outcome.html", **told)
