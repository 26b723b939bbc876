"""Redress records: the list, making one, revoking one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from catenary.basis.findings import ProblemError
from catenary.core.mandate.model import DataClass
from catenary.core.mandate.redress import is_in_force, is_to_be_reviewed
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import of_class
from catenary.desk.mandate.desk_page import desk_page
from catenary.desk.mandate.models import RightsCase
from catenary.desk.mandate.rights.forms import NoteForm, RedressForm
from catenary.desk.mandate.rights.redress import make_redress, redress_records, revoke_redress
from catenary.desk.mandate.rights.services import may_work
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn
from catenary.desk.mandate.tasks.asking import needs_task
from catenary.desk.shell.once import once
from catenary.desk.shell.see_other import see
from catenary.desk.shell.sentences import sentence

REDRESS = of_class(DataClass.REDRESS)


@require_GET
@desk_page(REDRESS)
@needs_task(DataClass.REDRESS)
def redress(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """The redress records of the organisation."""
    lines = [
        (each, is_in_force(each, here.now), is_to_be_reviewed(each, here.now))
        for each in redress_records(here.organisation)
    ]
    enter(room="mandate", act="see_list", shown=[each.record for each, _in_force, _review in lines])
    return render(request, "mandate/rights/redress.html", {"lines": lines})


@require_http_methods(["GET", "POST"])
@desk_page(REDRESS)
@needs_task(DataClass.REDRESS)
@once
def make(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """Tell a person apart from an entry of a list; `case` names the request that it answers."""
    may_work(here, DataClass.REDRESS)
    form = RedressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        case = _case(request.GET.get("case", ""))
        make_redress(
            actor=here, list_name=told["list_name"], entry=told["entry"], traits=form.traits, case=case
        )
        messages.success(request, _("Screening honours the redress from now on."))
        return see("rights_case", case.public_id) if case else see("redress")
    return render(
        request, "mandate/rights/make_redress.html", {"form": form}, status=422 if request.POST else 200
    )


@require_http_methods(["GET", "POST"])
@desk_page(REDRESS)
@needs_task(DataClass.REDRESS)
@once
def revoke(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """End a redress early, with a reason."""
    may_work(here, DataClass.REDRESS)
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            revoke_redress(actor=here, record=public_id, reason=form.cleaned_data["note"])
        except ProblemError as refusal:
            form.add_error(None, sentence(refusal.finding))
        else:
            messages.success(request, _("The redress is revoked."))
            return see("redress")
    return render(
        request, "mandate/rights/revoke_redress.html", {"form": form}, status=422 if request.POST else 200
    )


def _case(wanted: str) -> RightsCase | None:
    try:
        key = UUID(wanted)
    except ValueError:
        return None
    return RightsCase.objects.filter(public_id=key).first()
