"""Reported documents as a table of the shared parts: what leaves when, what registers say, how it stands. No names, and no numbers of documents."""

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from catenary.core.mandate.handling import combined
from catenary.core.screening.judging import CandidateState
from catenary.desk.intake.local_times import airport_time
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.screening.models import PaperCase
from catenary.desk.screening.papers.forms import PapersFilter
from catenary.desk.screening.papers.keeping import reports_of
from catenary.desk.screening.papers.page import is_gone
from catenary.desk.screening.papers.words import reported, standing_tag
from catenary.desk.screening.queue_table import flight_name
from catenary.desk.screening.words import standing
from catenary.desk.shell.clocks import clock
from catenary.desk.shell.tables import Column, Pager, Row, Shown, Table, canonical_query


def table_of(here: SignedIn, pager: Pager[PaperCase], asked: dict[str, str], form: PapersFilter) -> Table:
    """One page of them."""
    return Table(
        caption=_("Reported documents"),
        columns=_columns(),
        rows=_rows(here, pager.rows, asked),
        count=pager.count,
        empty=_("No document waits here. Another filter may show some."),
        asked=asked,
        page=pager.page,
        pages=pager.pages,
        first=pager.first,
        last=pager.last,
        filters=form,
        handling=combined(
            (each.passage.record.as_held() for each in pager.rows), here.actor.organisation
        ).handling.value,
        id="papers",
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column("due", _("Time left"), Shown.CLOCK),
        Column("flight", _("Flight"), Shown.CODE),
        Column("departs", _("Leaves, local time"), Shown.NAME),
        Column("reported", _("What registers say")),
        Column("state", _("Standing"), Shown.TAG),
    )


def _rows(here: SignedIn, cases: Sequence[PaperCase], asked: Mapping[str, str]) -> tuple[Row, ...]:
    """Each with the filters in its address, so that the way back leads to the same part."""
    kept = canonical_query({name: asked.get(name) for name in PapersFilter.base_fields})
    query = kept if kept != "?" else ""
    return tuple(
        Row(_values(here, each), reverse("paper_case", args=[each.public_id]) + query) for each in cases
    )


def _values(here: SignedIn, row: PaperCase) -> dict[str, object]:
    leg = row.passage.leg
    shown = standing(CandidateState(row.state), judged=row.judged)  # type: ignore[attr-defined]
    said = dict.fromkeys(reported(each) for each in reports_of(row))
    return {
        "due": clock(row.due_at, here.now) if row.due_at else None,
        "flight": flight_name(leg),
        "departs": airport_time(leg.origin, leg.departs_at).local or None,
        "reported": ", ".join(said) or _("nothing any more"),
        "state": standing_tag(shown, gone=is_gone(row)),
    }
