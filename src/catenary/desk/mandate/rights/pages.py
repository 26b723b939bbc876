"""The rights desk: requests, one request and its steps, the letter."""

from collections.abc import Callable
from datetime import UTC, datetime, time
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from catenary.basis.findings import ProblemError
from catenary.core.mandate.model import Act, DataClass
from catenary.core.mandate.rights import CLOSED, Ground, RightsKind, RightsState
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import of_class
from catenary.desk.mandate.desk_page import ACCESS_REFUSALS, desk_page
from catenary.desk.mandate.models import RightsCase
from catenary.desk.mandate.records.access import demand
from catenary.desk.mandate.rights import queries, services
from catenary.desk.mandate.rights.forms import AnswerForm, NoteForm, ReceiveForm
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn
from catenary.desk.mandate.tasks.asking import needs_task
from catenary.desk.shell.once import once
from catenary.desk.shell.see_other import see
from catenary.desk.shell.sentences import sentence

RIGHTS = of_class(DataClass.RIGHTS_REQUEST)
_needs_task = needs_task(DataClass.RIGHTS_REQUEST)


@require_GET
@desk_page(RIGHTS)
@_needs_task
def rights(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """The requests of the organisation."""
    lines = queries.cases_of(here)
    enter(room="mandate", act="see_list", shown=[str(line.case.record.public_id) for line in lines])
    return render(request, "mandate/rights/list.html", {"lines": lines})


@require_http_methods(["GET", "POST"])
@desk_page(RIGHTS)
@_needs_task
@once
def receive(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """Take a request in."""
    services.may_work(here)
    form = ReceiveForm(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        return render(
            request, "mandate/rights/receive.html", {"form": form}, status=422 if request.POST else 200
        )
    told = form.cleaned_data
    case = services.receive(
        actor=here,
        kind=RightsKind(told["kind"]),
        asker=services.Asker(told["name"], told["contact"], told["words"]),
        language=told["language"],
        received_at=datetime.combine(told["received_on"], time.min, UTC),
    )
    messages.success(request, _("The request is taken in; its clock runs."))
    return see("rights_case", case.public_id)


@require_GET
@desk_page(RIGHTS)
@_needs_task
def case(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """One request, where it stands, and its next steps."""
    row = _seen(here, public_id)
    enter(room="mandate", act="see_record", record=str(row.record.public_id))
    return _shown(request, here, row)


@require_POST
@desk_page(RIGHTS)
@_needs_task
@once
def step(request: DeskRequest, here: SignedIn, public_id: UUID, code: str) -> HttpResponse:
    """Take a step of a request: to oneself, identity, extension. What is wrong is told on its page."""
    take = _STEPS.get(code)
    if take is None:
        raise Http404
    try:
        take(here, public_id, request.POST.get("note", ""))
    except ProblemError as refusal:
        if refusal.finding.code in ACCESS_REFUSALS:
            raise
        return _shown(request, here, _seen(here, public_id), sentence(refusal.finding))
    messages.success(request, _("Done."))
    return see("rights_case", public_id)


@require_http_methods(["GET", "POST"])
@desk_page(RIGHTS)
@_needs_task
@once
def answer(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Write the answer; what it lacks is told before anything is closed."""
    row = _seen(here, public_id, Act.EDIT)
    form = AnswerForm(request.POST or None, kind=RightsKind(row.kind))
    if request.method == "POST" and form.is_valid() and _answered(here, public_id, form):
        messages.success(request, _("The request is answered; the letter is ready to print."))
        return see("rights_letter", public_id)
    told = {"form": form, "shown": queries.page_of(here, row)}
    return render(request, "mandate/rights/answer.html", told, status=422 if request.POST else 200)


@require_GET
@desk_page(RIGHTS)
@_needs_task
def letter(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """The answer as a letter in the person's language, to print."""
    row = _seen(here, public_id)
    if RightsState(row.state) not in CLOSED:
        raise Http404
    enter(room="mandate", act="see_letter", record=str(row.record.public_id))
    with override(row.language):
        return render(request, "mandate/rights/letter.html", {"letter": queries.letter_of(row), "case": row})


def _answered(here: SignedIn, public_id: UUID, form: AnswerForm) -> bool:
    stated = form.cleaned_data
    try:
        services.answer(
            actor=here,
            case=public_id,
            outcome=RightsState(stated["outcome"]),
            told=form.told,
            grounds=[Ground(each) for each in stated["grounds"]],
            ground_withheld=stated["ground_withheld"],
            erases=form.erases,
        )
    except ProblemError as refusal:
        form.add_error(None, sentence(refusal.finding))
        return False
    return True


def _seen(here: SignedIn, public_id: UUID, act: Act = Act.SEE) -> RightsCase:
    row = RightsCase.objects.select_related("record", "organisation").get(public_id=public_id)
    demand(here, act, row.record)
    return row


def _shown(request: DeskRequest, here: SignedIn, row: RightsCase, *errors: str) -> HttpResponse:
    told = {"shown": queries.page_of(here, row), "form": NoteForm(), "errors": errors}
    return render(request, "mandate/rights/case.html", told, status=422 if errors else 200)


_STEPS: dict[str, Callable[[SignedIn, UUID, str], object]] = {
    "take": lambda here, case, _note: services.assign(actor=here, case=case, person=here.person),
    "ask-identity": lambda here, case, _note: services.ask_identity(actor=here, case=case),
    "note-identity": lambda here, case, note: services.note_identity(actor=here, case=case, how=note),
    "extend": lambda here, case, note: services.extend(actor=here, case=case, reason=note),
}
