"""Records under mandate: the list, one record, and what is done to it."""

from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from catenary.basis.findings import ProblemError
from catenary.core.mandate.model import Act, DataClass
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.desk_page import desk_page
from catenary.desk.mandate.models import HeldRecord
from catenary.desk.mandate.records import exports, queries, tables
from catenary.desk.mandate.records.access import CLASSES, RECORDS, demand, open_classes
from catenary.desk.mandate.records.deeds import DEEDS, Deed, deeds_for, lead_of, said
from catenary.desk.mandate.records.forms import EraseForm, ReasonForm
from catenary.desk.mandate.records.record_page import record_page
from catenary.desk.mandate.records.words import Standing
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn
from catenary.desk.mandate.tasks.asking import needs_task
from catenary.desk.shell.once import once
from catenary.desk.shell.see_other import see
from catenary.desk.shell.sentences import sentence
from catenary.desk.shell.tables import Pager, asked_of


@require_GET
@desk_page(RECORDS)
@needs_task(*CLASSES)
def records(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """The newest records one may see for one's purpose, narrowed down; one entry tells which were shown."""
    asked = _known(asked_of(request.GET, ("data_class", "standing")))
    classes = open_classes(here)
    found = queries.records_of(classes, asked.get("data_class", ""), asked.get("standing", ""), here.now)
    if form := request.GET.get("format"):
        return _file(here, form, list(found[: queries.CAP]))
    newest = cast("Sequence[HeldRecord]", found[: queries.CAP])  # lazy: only the page is fetched
    pager = Pager.of(newest, asked.get("page"))
    _enter_list(asked, pager)
    table = tables.table_of(here, pager, asked, classes)
    return render(request, "mandate/records/list.html", {"table": table, "cap": queries.CAP})


def _known(asked: dict[str, str]) -> dict[str, str]:
    """Only codes of ours: what else an address says is dropped, and reaches neither the ledger nor another address."""
    codes = {"data_class": {*DataClass}, "standing": {*Standing}}
    return {
        name: value
        for name, value in asked.items()
        if value in codes.get(name, ()) or (name == "page" and value.isdecimal())
    }


def _file(here: SignedIn, form: str, found: list[HeldRecord]) -> HttpResponse:
    if form not in {"csv", "json"}:
        raise Http404
    allowed = exports.exportable(here, found)
    return exports.export(here, form, tables.columns(), tables.rows_of(here, allowed), allowed)


def _enter_list(asked: dict[str, str], pager: Pager[HeldRecord]) -> None:
    enter(
        room="mandate",
        act="see_list",
        params={
            "data_class": asked.get("data_class"),
            "standing": asked.get("standing"),
            "count": len(pager.rows),
        },
        shown=[str(record.public_id) for record in pager.rows],
    )


@require_GET
@desk_page(RECORDS)
@needs_task(*CLASSES)
def record(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """One record: its fields by category, its clocks, who else may see it, and what can be done."""
    row = _row(public_id)
    demand(here, Act.SEE, row)
    shown = record_page(here, row)
    enter(
        room="mandate",
        act="see_unmasked" if shown.unmasking else "see_record",
        record=str(public_id),
        params={"own_name": True} if shown.own_name else {},
    )
    return render(request, "mandate/records/record.html", {"shown": shown, "deeds": deeds_for(here, row)})


@require_http_methods(["GET", "POST"])
@desk_page(RECORDS)
@needs_task(*CLASSES)
@once
def deed(request: DeskRequest, here: SignedIn, public_id: UUID, code: str) -> HttpResponse:
    """The form of one thing that is done to a record, and doing it."""
    row, wanted = _row(public_id), DEEDS.get(code)
    if wanted is None:
        raise Http404
    demand(here, wanted.act, row)
    form = _form(wanted, request, here, row)
    if request.method == "POST" and form.is_valid() and _done(wanted, request, here, row, form):
        return see("record", public_id)
    told = {"form": form, "deed": wanted, "record": row, "lead": lead_of(wanted, here, row)}
    return render(request, "mandate/records/deed.html", told, status=422 if request.POST else 200)


def _form(wanted: Deed, request: DeskRequest, here: SignedIn, row: HeldRecord) -> ReasonForm:
    more: dict[str, Any] = {} if wanted.form is ReasonForm else {"own": here.organisation}
    if wanted.form is EraseForm:
        more["requests"] = queries.accepted_requests(here, row)
    return wanted.form(request.POST or None, **more)


def _done(wanted: Deed, request: DeskRequest, here: SignedIn, row: HeldRecord, form: ReasonForm) -> bool:
    try:
        messages.success(request, said(wanted, wanted.do(here, row, form.cleaned_data)))
    except ProblemError as refusal:
        form.add_error(None, sentence(refusal.finding))
        return False
    return True


def _row(public_id: UUID) -> HeldRecord:
    rows = HeldRecord.objects.select_related("organisation").prefetch_related("audience")
    return rows.get(public_id=public_id)
