"""The lists desk: lists with their law, editions that two persons let in, and what travellers are checked against."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from catenary.basis.findings import ProblemError
from catenary.core.mandate.model import Act, DataClass
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.desk_page import ACCESS_REFUSALS, desk_page
from catenary.desk.mandate.models import RecordFields
from catenary.desk.mandate.people.pages.answers import Words, form_page
from catenary.desk.mandate.records.access import demand
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn
from catenary.desk.mandate.tasks.asking import needs_task
from catenary.desk.screening import lists_queries as queries
from catenary.desk.screening.building import ask_index
from catenary.desk.screening.lists import LOAD, PUBLISH, close_list, make_list, renew_list
from catenary.desk.screening.lists_changes import MOST
from catenary.desk.screening.lists_forms import DecideForm, LoadForm, MakeListForm, ReasonForm, RenewForm
from catenary.desk.screening.models import ListFile, WatchList
from catenary.desk.screening.past_flights import check_past_from_now, check_past_no_more
from catenary.desk.screening.publishing import load_edition, publish, refuse
from catenary.desk.screening.rescreening import rescreen_past as rescreen
from catenary.desk.shell.once import once
from catenary.desk.shell.see_other import see
from catenary.desk.shell.sentences import sentence

_FORM = "screening/lists/form.html"
_MAKE = Words(
    _("Make a list"),
    _("Nobody is checked against it until one person has loaded its file and another has published it."),
    _("Make the list"),
    _("The list is made. Load its file."),
)
_LOAD = Words(
    _("Load an edition"),
    _("The file is read now and kept encrypted. A second person sees what it changes and decides."),
    _("Load the file"),
    _("The file is read. A second person decides."),
)
_RENEW = Words(
    _("Set another review date"),
    _("You have looked whether the list, and its law, should stand."),
    _("Set the date"),
    _("The list stands until its next review."),
)
_CLOSE = Words(
    _("Close the list"),
    _("Nobody is checked against it any more. Candidates that nobody has judged fall away."),
    _("Close the list"),
    _("The list is closed."),
    warning=True,
)

_PAST = Words(
    _("Check past flights after each change of lists"),
    _(
        "Travellers of past flights whose data is kept and not masked are checked again too, on the legal basis that you stated "
        "with your purpose, until somebody ends it. It is off unless a law asks for it."
    ),
    _("Check them from now on"),
    _("Past flights are checked again after each change of lists."),
    warning=True,
)
_PAST_NO_MORE = Words(
    _("Check past flights no more"),
    _("From the next change of lists on, flights to come alone are checked again."),
    _("Check them no more"),
    _("Past flights are checked again no more."),
)


@require_GET
@desk_page(LOAD)
def lists(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """Every list, and the index that is built of them."""
    shown = {"table": queries.lists_table(here), "index": queries.index_view(here)}
    return render(request, "screening/lists/lists.html", shown)


@require_http_methods(["GET", "POST"])
@desk_page(LOAD)
@once
def make(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """A list without entries yet."""

    def act(told: dict[str, Any]) -> HttpResponse:
        return see("watch_list", make_list(actor=here, **told).public_id)

    return form_page(request, MakeListForm(request.POST or None), _MAKE, act, _FORM)


@require_GET
@desk_page(LOAD)
def watch_list(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """One list and its editions."""
    row = queries.lists_of(here.organisation).get(public_id=public_id)
    shown = {"row": row, "answers": queries.list_answers(row, here.now), "table": queries.editions_table(row)}
    return render(request, "screening/lists/list.html", shown)


@require_http_methods(["GET", "POST"])
@desk_page(LOAD)
@once
def load(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Read a file of the list; what is wrong with it is told at once."""
    row = _list(public_id)

    def act(told: dict[str, Any]) -> HttpResponse:
        file, reason = told["file"], told["reason"]
        edition = load_edition(
            actor=here, watch_list=public_id, data=file.read(), filename=file.name, reason=reason
        )
        return see("edition", edition.public_id)

    return form_page(
        request, LoadForm(request.POST or None, request.FILES or None), _LOAD, act, _FORM, row=row
    )


@require_http_methods(["GET", "POST"])
@desk_page(PUBLISH)
@once
def renew(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """The list was looked at and stands."""
    row = _list(public_id)

    def act(told: dict[str, Any]) -> HttpResponse:
        renew_list(actor=here, watch_list=public_id, **told)
        return see("watch_list", public_id)

    return form_page(request, RenewForm(request.POST or None), _RENEW, act, _FORM, row=row)


@require_http_methods(["GET", "POST"])
@desk_page(PUBLISH)
@once
def close(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Nobody is checked against it any more."""
    row = _list(public_id)

    def act(told: dict[str, Any]) -> HttpResponse:
        close_list(actor=here, watch_list=public_id, **told)
        return see("watch_list", public_id)

    return form_page(request, ReasonForm(request.POST or None), _CLOSE, act, _FORM, row=row)


@require_GET
@desk_page(LOAD)
def edition(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """What an edition would change, in numbers, what was noticed while reading, and who decides."""
    return _edition_page(request, here, _edition(public_id))


@require_GET
@desk_page(LOAD)
@needs_task(DataClass.PASSENGER_INFORMATION)
def names(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Whom it would add, change and take off; the ledger keeps that somebody looked."""
    row = _edition(public_id)
    if row.changes is None:
        messages.info(
            request, _("The names are not ready yet, or the edition is its first and waits for a worker.")
        )
        return see("edition", public_id)
    demand(here, Act.SEE, row.changes)
    enter(room="screening", act="see_edition", record=str(row.changes.public_id))
    found = RecordFields.objects.filter(record=row.changes).first()
    told = {"row": row, "fields": found.fields if found else {}, "most": MOST}
    return render(request, "screening/lists/names.html", told)


@require_POST
@desk_page(PUBLISH)
def decide(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Publish or refuse; what is wrong is told beside the form."""
    row, form = _edition(public_id), DecideForm(request.POST)
    if not form.is_valid():
        errors = [str(each) for field in form.errors.values() for each in field]
        return _edition_page(request, here, row, errors)
    act = publish if form.cleaned_data["decision"] == "confirm" else refuse
    try:
        act(actor=here, edition=public_id, reason=form.cleaned_data["reason"])
    except ProblemError as refusal:
        return _not_decided(request, here, row, refusal)
    messages.success(request, _("Your decision is recorded."))
    return see("edition", public_id)


@require_POST
@desk_page(PUBLISH)
@once
def build_again(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """Have the index built anew after it failed."""
    ask_index(organisation=here.organisation, now=here.now)
    messages.success(request, _("The index is being built."))
    return see("lists")


@require_POST
@desk_page(PUBLISH)
@needs_task(DataClass.PASSENGER_INFORMATION)
@once
def rescreen_past(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """Have past flights checked again, under the legal basis of the task."""
    try:
        rescreen(actor=here)
    except ProblemError as refusal:
        if refusal.finding.code in ACCESS_REFUSALS:
            raise
        messages.error(request, sentence(refusal.finding))
    else:
        messages.success(request, _("Past flights are being checked again."))
    return see("lists")


@require_http_methods(["GET", "POST"])
@desk_page(PUBLISH)
@needs_task(DataClass.PASSENGER_INFORMATION)
@once
def past_from_now(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """Past flights too after each change of lists, on the legal basis of the task."""

    def act(told: dict[str, Any]) -> HttpResponse:
        check_past_from_now(actor=here, **told)
        return see("lists")

    return form_page(request, ReasonForm(request.POST or None), _PAST, act, _FORM)


@require_http_methods(["GET", "POST"])
@desk_page(PUBLISH)
@once
def past_no_more(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """Flights to come alone, from the next change of lists on."""

    def act(told: dict[str, Any]) -> HttpResponse:
        check_past_no_more(actor=here, **told)
        return see("lists")

    return form_page(request, ReasonForm(request.POST or None), _PAST_NO_MORE, act, _FORM)


def _not_decided(request: DeskRequest, here: SignedIn, row: ListFile, refusal: ProblemError) -> HttpResponse:
    if refusal.finding.code in ACCESS_REFUSALS:
        raise refusal
    return _edition_page(request, here, _edition(row.public_id), [sentence(refusal.finding)])


def _edition_page(
    request: DeskRequest, here: SignedIn, row: ListFile, errors: list[str] | None = None
) -> HttpResponse:
    told = {
        "row": row,
        "answers": queries.edition_answers(row),
        "faults": queries.faults_of(row),
        "panel": queries.panel_of(here, row),
        "errors": errors or [],
    }
    return render(request, "screening/lists/edition.html", told, status=422 if errors else 200)


def _list(public_id: UUID) -> WatchList:
    return WatchList.objects.get(public_id=public_id)


def _edition(public_id: UUID) -> ListFile:
    rows = ListFile.objects.select_related("list", "loaded_by", "decided_by", "changes", "organisation")
    return rows.get(public_id=public_id)
