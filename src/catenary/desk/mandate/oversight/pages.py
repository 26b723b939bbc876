"""The oversight desk: what stands out, counts, yearly figures, and the table of safeguards."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from catenary.core.mandate.model import DataClass, DeskAct
from catenary.core.mandate.safeguards import SAFEGUARDS, Built
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import AT_THE_DESK, demand, of_desk
from catenary.desk.mandate.desk_page import desk_page
from catenary.desk.mandate.oversight import queries
from catenary.desk.mandate.oversight.forms import OfficerForm
from catenary.desk.mandate.oversight.officers import find_officers
from catenary.desk.mandate.oversight.reviewing import is_reviewing, review_record
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn
from catenary.desk.mandate.tasks.asking import ask_for_task, needs_task
from catenary.desk.shell.parts import Colour, Tag
from catenary.desk.shell.search.services import kept, store
from catenary.desk.shell.see_other import see
from catenary.desk.shell.sentences import sentence

WATCHING = of_desk(DeskAct.SEE_ACCESSES)


@require_GET
@desk_page(AT_THE_DESK)
def oversight(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """The last 30 days of one's own organisation and of those it oversees."""
    watched = queries.organisations_of(here, DeskAct.SEE_ACCESSES)
    if not watched:
        demand(of_desk(DeskAct.SEE_ACCESSES), here)
    enter(room="mandate", act="see_accesses", params={"organisations": len(watched)})
    told = {"organisations": [queries.overseen(here, each) for each in watched], "days": queries.DAYS}
    return render(request, "mandate/oversight/oversight.html", told)


@require_http_methods(["GET", "POST"])
@desk_page(WATCHING)
@needs_task(DataClass.ACCOUNT)
def officers(request: DeskRequest, here: SignedIn, search: UUID | None = None) -> HttpResponse:
    """Officers of the organisations one watches over, by name; the answer has an address that tells nothing."""
    form = OfficerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        stored = store(actor=here, question=form.cleaned_data["query"])
        return see("oversight_officers_found", stored.public_id)
    told: dict[str, object] = {"form": form}
    if search:
        question = kept(actor=here, search=search).query
        told = {
            "form": OfficerForm(initial={"query": question}),
            "question": question,
            "found": find_officers(question),
        }
    return render(request, "mandate/oversight/officers.html", told, status=422 if form.errors else 200)


@require_GET
@desk_page(WATCHING)
def record(request: DeskRequest, here: SignedIn, access: UUID, record: UUID) -> HttpResponse:
    """One record behind an access under review, read-only."""
    if not is_reviewing(here):
        return ask_for_task(request)
    shown = review_record(actor=here, access=access, record=record)
    return render(request, "mandate/oversight/record.html", {"shown": shown, "access": access})


@require_GET
@desk_page(AT_THE_DESK)
def statistics(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """The figures of the year so far (Directive (EU) 2016/681 art. 20)."""
    watched = queries.organisations_of(here, DeskAct.SEE_STATISTICS)
    if not watched:
        demand(of_desk(DeskAct.SEE_STATISTICS), here)
    today = here.now.date()
    figures = [(each, queries.figures_of(each, today.year, today)) for each in watched]
    return render(request, "mandate/oversight/statistics.html", {"figures": figures, "year": today.year})


@require_GET
@desk_page(AT_THE_DESK)
def safeguards(request: DeskRequest, here: SignedIn) -> HttpResponse:
    """Every safeguard with the law that asks for it and the tests that prove it."""
    tags = {
        Built.BUILT: Tag(_("built"), Colour.GREEN),
        Built.PARTLY: Tag(_("partly built"), Colour.ORANGE),
        Built.NOT_YET: Tag(_("not built yet"), Colour.RED),
    }
    rows = [(each, sentence(each.finding), tags[each.built]) for each in SAFEGUARDS]
    return render(request, "mandate/oversight/safeguards.html", {"rows": rows})
