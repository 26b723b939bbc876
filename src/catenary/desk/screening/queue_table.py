"""The queue as a table of the shared parts: what leaves when, who, which list, how much agrees, who works on it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from catenary.core.mandate.handling import combined
from catenary.core.mandate.model import Act
from catenary.core.screening.judging import CandidateState
from catenary.desk.intake.local_times import airport_time
from catenary.desk.intake.models import FlightLeg
from catenary.desk.mandate.records.access import may
from catenary.desk.mandate.records.queries import contents, persons_in
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.screening.forms import QueueFilter
from catenary.desk.screening.models import Candidate
from catenary.desk.screening.queue import is_claimed_by
from catenary.desk.screening.words import band_tag, standing, standing_tag
from catenary.desk.shell.clocks import clock
from catenary.desk.shell.parts import Download, Tag
from catenary.desk.shell.tables import Column, Pager, Row, Shown, Table, canonical_query


def columns() -> tuple[Column, ...]:
    """What is told of each candidate; of the entry only its list, of criteria only their rule, until one opens the candidate."""
    return (
        Column("due", _("Time left"), Shown.CLOCK),
        Column("flight", _("Flight"), Shown.CODE),
        Column("departs", _("Leaves, local time"), Shown.NAME),
        Column("traveller", _("Traveller"), Shown.NAME),
        Column("list", _("List or rule"), Shown.CODE),
        Column("band", _("Agreement"), Shown.TAG),
        Column("state", _("Standing"), Shown.TAG),
        Column("claimed", _("Who works on it"), Shown.NAME),
    )


def rows_of(
    here: SignedIn,
    candidates: Sequence[Candidate],
    asked: Mapping[str, str],
    told: Mapping[int, Any] | None = None,
) -> tuple[Row, ...]:
    """A row for each candidate; its address carries the filters, so that the next one is of the same part of the queue."""
    names = contents(each.passage.record for each in candidates) if told is None else told
    kept = canonical_query({name: asked.get(name) for name in QueueFilter.base_fields})
    return tuple(
        Row(
            _values(here, each, names),
            reverse("candidate", args=[each.public_id]) + (kept if kept != "?" else ""),
        )
        for each in candidates
    )


def table_of(here: SignedIn, pager: Pager[Candidate], asked: dict[str, str], form: QueueFilter) -> Table:
    """One page of the queue."""
    records = [each.passage.record for each in pager.rows]
    return Table(
        caption=_("Candidates"),
        columns=columns(),
        rows=rows_of(here, pager.rows, asked),
        count=pager.count,
        empty=_("No candidate waits here. Another filter may show some."),
        asked=asked,
        page=pager.page,
        pages=pager.pages,
        first=pager.first,
        last=pager.last,
        filters=form,
        twins=_twins(asked) if records and may(here, Act.EXPORT, records[0]).allowed else (),
        handling=combined((each.as_held() for each in records), here.actor.organisation).handling.value,
        id="candidates",
    )


def flight_name(leg: FlightLeg) -> str:
    """Carrier and number as boards show them, and the way."""
    return (
        f"{leg.carrier}{leg.number} {leg.origin}–{leg.destination}"
        if leg.destination
        else f"{leg.carrier}{leg.number}"
    )


def _values(here: SignedIn, row: Candidate, names: Mapping[int, Any]) -> dict[str, object]:
    record, leg = row.passage.record, row.passage.leg
    shown = standing(CandidateState(row.state), judged=row.judged)  # type: ignore[attr-defined]
    return {
        "due": clock(row.due_at, here.now) if row.due_at else None,
        "flight": flight_name(leg),
        "departs": airport_time(leg.origin, leg.departs_at).local or None,
        "traveller": persons_in(record, names.get(record.pk, {})) or None,
        "list": row.source,
        "band": band_tag(row.band) if row.band else Tag(_("met a rule")),
        "state": standing_tag(shown),
        "claimed": is_claimed_by(row, here.now) or _("nobody"),
    }


def _twins(asked: Mapping[str, str]) -> tuple[Download, ...]:
    kept = {name: value for name, value in asked.items() if name != "page"}
    return tuple(
        Download(label, canonical_query({**kept, "format": form}))
        for label, form in ((_("CSV"), "csv"), (_("JSON"), "json"))
    )
