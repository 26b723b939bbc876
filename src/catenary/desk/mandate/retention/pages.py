"""Retention: the times that hold, what is due, receipts, and a State's own times."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from catenary.basis.findings import ProblemError
from catenary.core.mandate.flow import may_ask
from catenary.core.mandate.flow_table import Flow
from catenary.core.mandate.model import DataClass, DeskAct
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import of_desk
from catenary.desk.mandate.desk_page import desk_page
from catenary.desk.mandate.retention import queries
from catenary.desk.mandate.retention.forms import LawForm
from catenary.desk.mandate.retention.laws import propose_law
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn
from catenary.desk.shell.once import once
from catenary.desk.shell.parts import Download
from catenary.desk.shell.see_other import see
from catenary.desk.shell.sentences import sentence
from catenary.desk.shell.tables import Row, Table
from catenary.desk.shell.twins import csv_twin, json_twin

_TWINS = {"csv": csv_twin, "json": json_twin}
SEE = of_desk(DeskAct.SEE_RETENTION)


@require_GET
@desk_page(SEE)
def retention(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """Times, what is due in numbers, and the latest receipts."""
    rows = queries.due_rows(queries.due_of(here))
    if form := request.GET.get("format"):
        return _twin(here, form, rows)
    twins = (Download(_("CSV"), "?format=csv"), Download(_("JSON"), "?format=json"))
    due = Table(
        caption=_("What is due"), columns=queries.due_columns(), rows=rows, count=len(rows),
        first=min(1, len(rows)), last=len(rows), twins=twins, id="due",
        empty=_("Nothing is due within 30 days."),
    )  # fmt: skip
    told = {"due": due, "times": queries.times_of(here.organisation)}
    told |= {"receipts": queries.receipts_of(here.organisation), "may_propose": _may_propose(here)}
    return render(request, "mandate/retention/retention.html", told)


def _twin(here: SignedIn, form: str, rows: tuple[Row, ...]) -> HttpResponse:
    if form not in _TWINS:
        raise Http404
    enter(room="mandate", act="export_list", params={"list": "retention", "form": form, "count": len(rows)})
    notes = {"as_of": here.now.isoformat(timespec="seconds"), "handling": "official"}
    return _TWINS[form]("retention", queries.due_columns(), rows, notes)


@require_http_methods(["GET", "POST"])
@desk_page(SEE)
@once
def propose(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """Propose a State's own times; somebody else confirms them."""
    may_ask(Flow.RETENTION_LAW, here.actor).demand()
    form = LawForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _proposed(here, form):
        messages.success(request, _("A second person decides. You are told."))
        return see("retention")
    return render(request, "mandate/retention/law.html", {"form": form}, status=422 if request.POST else 200)


def _proposed(here: SignedIn, form: LawForm) -> bool:
    stated = form.cleaned_data
    try:
        propose_law(
            actor=here,
            data_class=DataClass(stated["data_class"]),
            source=stated["source"],
            times=form.times,
            reason=stated["reason"],
        )
    except ProblemError as refusal:
        form.add_error(None, sentence(refusal.finding))
        return False
    return True


def _may_propose(here: SignedIn) -> bool:
    return may_ask(Flow.RETENTION_LAW, here.actor).allowed
