"""The threshold of a list: what each would mean, a proposal, and the decision of a second person."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from catenary.basis.findings import ProblemError
from catenary.desk.mandate.desk_page import ACCESS_REFUSALS, desk_page
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn
from catenary.desk.screening.lists import LOAD, PUBLISH
from catenary.desk.screening.models import Threshold, WatchList
from catenary.desk.screening.thresholds.deciding import ask_measurement, propose, put_in_force, refuse
from catenary.desk.screening.thresholds.forms import DecideForm, ProposeForm
from catenary.desk.screening.thresholds.shown import threshold_view
from catenary.desk.shell.once import once
from catenary.desk.shell.see_other import see
from catenary.desk.shell.sentences import sentence


@require_http_methods(["GET", "POST"])
@desk_page(LOAD)
@once
def threshold(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """What thresholds of the list would mean; a POST proposes one."""
    row, form = WatchList.objects.get(public_id=public_id), ProposeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            propose(actor=here, watch_list=public_id, **form.cleaned_data)
        except ProblemError as refusal:
            _or_raise(refusal)
            form.add_error(None, sentence(refusal.finding))
        else:
            messages.success(request, _("The threshold is proposed. A second person decides."))
            return see("threshold", public_id)
    return _page(request, here, row, form)


@require_POST
@desk_page(LOAD)
@once
def measure(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Have it counted what each threshold would mean."""
    ask_measurement(actor=here, watch_list=public_id)
    messages.success(request, _("It is being measured. Come back in some minutes."))
    return see("threshold", public_id)


@require_POST
@desk_page(PUBLISH)
def decide(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Put the proposal into force or refuse it; what is wrong is told beside the form."""
    row = Threshold.objects.select_related("list").get(public_id=public_id)
    form = DecideForm(request.POST)
    if not form.is_valid():
        errors = [str(each) for field in form.errors.values() for each in field]
        return _page(request, here, row.list, ProposeForm(), errors)
    act = put_in_force if form.cleaned_data["decision"] == "confirm" else refuse
    try:
        act(actor=here, threshold=public_id, reason=form.cleaned_data["reason"])
    except ProblemError as refusal:
        _or_raise(refusal)
        return _page(request, here, row.list, ProposeForm(), [sentence(refusal.finding)])
    messages.success(request, _("Your decision is recorded."))
    return see("threshold", row.list.public_id)


def _or_raise(refusal: ProblemError) -> None:
    """Who may not be here is told so elsewhere."""
    if refusal.finding.code in ACCESS_REFUSALS:
        raise refusal


def _page(
    request: DeskRequest, here: SignedIn, row: WatchList, form: ProposeForm, errors: list[str] | None = None
) -> HttpResponse:
    shown = {"row": row, "view": threshold_view(here, row), "form": form, "errors": errors or []}
    status = 422 if errors or form.is_bound else 200
    return render(request, "screening/lists/threshold.html", shown, status=status)
