"""The oversight desk: what stands out, counts, yearly figures, and the table of safeguards."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from catenary.core.mandate.model import DeskAct
from catenary.core.mandate.safeguards import SAFEGUARDS, Built
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import AT_THE_DESK, demand, of_desk
from catenary.desk.mandate.desk_page import desk_page
from catenary.desk.mandate.oversight import queries
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn
from catenary.desk.shell.parts import Colour, Tag
from catenary.desk.shell.sentences import sentence


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
