"""What ties a confirmed person to others, as a table with a drawing beside it; a copy carries its handling code."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from catenary.core.mandate.handling import combined
from catenary.core.mandate.model import Act, DataClass, DeskAct
from catenary.desk.intake.journeys import twins
from catenary.desk.intake.words import flight_name
from catenary.desk.mandate.access import of_desk
from catenary.desk.mandate.desk_page import desk_page
from catenary.desk.mandate.records import exports
from catenary.desk.mandate.records.access import demand, may
from catenary.desk.mandate.records.queries import opened, persons_in
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn
from catenary.desk.mandate.tasks.asking import needs_task
from catenary.desk.screening.candidate_page import candidate_of
from catenary.desk.screening.links import MOST_SHARED, Link, Links, Tie, links_of, may_have_ties
from catenary.desk.screening.links_drawing import drawing
from catenary.desk.screening.models import Candidate
from catenary.desk.shell.see_other import see
from catenary.desk.shell.tables import Column, Row, Shown, Table

TIES: Mapping[Tie, Promise] = {
    Tie.BOOKING: gettext_lazy("same booking"),
    Tie.CONTACT: gettext_lazy("same telephone number or e-mail"),
}


@require_GET
@desk_page(of_desk(DeskAct.JUDGE))
@needs_task(DataClass.PASSENGER_RECORD)
def links(request: DeskRequest, here: SignedIn, public_id: UUID) -> HttpResponse:
    """Whom the bookings of a confirmed person name, and who shares a contact with them."""
    row = candidate_of(here, public_id)
    demand(here, Act.SEE, row.record)
    if not may_have_ties(row):
        return see("candidate", public_id)
    found = links_of(actor=here, row=row)
    if form := request.GET.get("format"):
        return _file(here, form, found)
    told = {
        "row": row,
        "found": found,
        "table": _table(here, found),
        "drawing": drawing(_name(here, row), found.found, dict(TIES)),
        "most_shared": MOST_SHARED,
    }
    return render(request, "screening/links.html", told)


def _name(here: SignedIn, row: Candidate) -> str:
    content = opened(here, row.passage.record)
    name = persons_in(row.passage.record, content.fields) if content else ""
    return name if isinstance(name, str) and name else _("The traveller")


def _columns() -> tuple[Column, ...]:
    return (
        Column("name", _("Name"), Shown.NAME),
        Column("tie", _("What is shared")),
        Column("evidence", _("On what it rests"), Shown.CODE),
        Column("flight", _("Flight"), Shown.CODE),
        Column("day", _("Day"), Shown.DATE),
    )


def _rows(found: Iterable[Link]) -> tuple[Row, ...]:
    return tuple(Row(_values(each), each.url) for each in found)


def _values(link: Link) -> dict[str, object]:
    leg = link.booked.leg
    return {
        "name": link.name,
        "tie": str(TIES[link.tie]),
        "evidence": link.evidence or None,
        "flight": flight_name(leg.carrier, leg.number),
        "day": leg.departs_on,
    }


def _table(here: SignedIn, found: Links) -> Table:
    records = found.records
    rows = _rows(found.found)
    return Table(
        caption=_("Ties"),
        columns=_columns(),
        rows=rows,
        count=len(rows),
        empty=_("No booking that is kept ties this traveller to anybody."),
        first=1 if rows else 0,
        last=len(rows),
        twins=twins() if records and may(here, Act.EXPORT, records[0]).allowed else (),
        handling=combined((each.as_held() for each in records), here.actor.organisation).handling.value,
        id="links",
    )


def _file(here: SignedIn, form: str, found: Links) -> HttpResponse:
    if form not in {"csv", "json"}:
        raise Http404
    allowed = exports.exportable(here, found.records)
    kept = [each for each in found.found if each.booked.record in allowed]
    return exports.export(here, form, _columns(), _rows(kept), allowed)
