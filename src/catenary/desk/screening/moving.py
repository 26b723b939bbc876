"""Where the officer goes from a candidate: on to the next of the same part of the queue, or back to where it stood."""

from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from catenary.core.screening.judging import CandidateState
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn
from catenary.desk.screening.forms import QueueFilter
from catenary.desk.screening.judging import Outcome
from catenary.desk.screening.models import Candidate
from catenary.desk.screening.queue import next_after
from catenary.desk.screening.words import SETTLED
from catenary.desk.shell.see_other import SeeOther
from catenary.desk.shell.tables import asked_of, canonical_query


def asked_in(query: QueryDict) -> str:
    """The filters of the queue that an address carries, as the end of another; empty where it carries none."""
    told = canonical_query(filters_in(query))
    return "" if told == "?" else told


def filters_in(query: QueryDict) -> dict[str, str]:
    """The same by name; pages and orders stay with the queue."""
    asked = asked_of(query, QueueFilter.base_fields)
    return {name: value for name, value in asked.items() if name in QueueFilter.base_fields}


def leads_on(request: DeskRequest, here: SignedIn, row: Candidate, outcome: Outcome) -> HttpResponse:
    """The next candidate that waits for the person; the queue where none does, and the same one where it was confirmed."""
    if outcome.state is CandidateState.CONFIRMED:
        return leads_back(request, row.public_id)
    form = QueueFilter(filters_in(request.GET), here=here)
    asked = form.cleaned_data if form.is_valid() else {}
    following = next_after(here, row, asked)
    if following is None:
        return SeeOther(reverse("candidates") + asked_in(request.GET))
    return leads_back(request, following.public_id)


def leads_back(request: DeskRequest, candidate: UUID) -> HttpResponse:
    """A candidate's page, with the filters of the queue it was opened from."""
    return SeeOther(reverse("candidate", args=[candidate]) + asked_in(request.GET))


def said(outcome: Outcome) -> str:
    """What came of a judgement, for the judge."""
    if outcome.state is CandidateState.CLEARED and not outcome.remembered:
        return _(
            "A different person. It cannot be remembered: a whole birth date and a document are needed to tell the traveller "
            "from others, so the entry may meet the traveller again."
        )
    return str(SETTLED if outcome.disputed else _outcomes()[outcome.state])


def _outcomes() -> dict[CandidateState, str]:
    return {
        CandidateState.CLEARED: _(
            "A different person. That is remembered, and spares the traveller while neither side changes."
        ),
        CandidateState.SECOND: _(
            "Your judgement is kept. Somebody else looks too and does not see it; until then nothing follows but an additional "
            "check."
        ),
        CandidateState.DISAGREED: _("Your judgement is kept. A supervisor who has not judged yet decides."),
        CandidateState.CONFIRMED: _("Two judges said, each alone, that it is the same person."),
    }
