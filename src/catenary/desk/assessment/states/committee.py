"""What the committee has before it: reports to adopt, decisions and replies of States, follow-ups, each with its time."""

from collections.abc import Mapping
from typing import Final

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from catenary.core.assessment.clocks import ClockKind, Standing
from catenary.core.assessment.visit_words import Stage
from catenary.desk.assessment.models import VisitClock
from catenary.desk.assessment.states.words import DUE
from catenary.desk.assessment.visits.words import KINDS, STANDINGS, stage_tag, tag, told
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.shell.clocks import clock as shown_clock
from catenary.desk.shell.listing import FORMAT
from catenary.desk.shell.parts import Download
from catenary.desk.shell.tables import Column, Row, Shown, Table

_BEFORE_IT: Final = frozenset({Stage.ADOPTING, Stage.ADOPTED, Stage.FOLLOWING})
"""The committee sees what is sent for adoption or adopted."""


def columns() -> tuple[Column, ...]:
    """Of each of its tables."""
    return (
        Column("state", _("State"), Shown.NAME),
        Column("kind", _("Kind")),
        Column("due", _("Due"), Shown.CLOCK),
        Column("standing", _("Standing"), Shown.TAG),
        Column("stage", _("Stage"), Shown.TAG),
    )


def committee_rows(here: SignedIn) -> Mapping[ClockKind, list[Row]]:
    """The open clocks of the body's visits before the committee, by what is due, the one that ends first ahead."""
    clocks = VisitClock.objects.filter(
        body=here.organisation, kind__in=DUE, ended_at=None, visit__stage__in=_BEFORE_IT
    ).select_related("visit__visited")
    found = [(each, each.as_core().due_at(here.now)) for each in clocks.prefetch_related("pauses")]
    found.sort(key=lambda pair: (pair[1], pair[0].pk))
    return {kind: [_row(here, each) for each, _due in found if each.kind == kind] for kind in DUE}


def committee_tables(here: SignedIn) -> list[Table]:
    """A table for each thing that can be due, with its copies."""
    return [
        Table(
            caption=str(DUE[kind]),
            columns=columns(),
            rows=rows,
            count=len(rows),
            first=min(1, len(rows)),
            last=len(rows),
            empty=_("Nothing."),
            twins=_twins(kind),
            id=f"due-{kind.value.replace('_', '-')}",
        )
        for kind, rows in committee_rows(here).items()
    ]


def _twins(kind: ClockKind) -> tuple[Download, ...]:
    return tuple(
        Download(label, f"?{urlencode({'due': kind.value, FORMAT: form})}")
        for label, form in ((_("CSV"), "csv"), (_("JSON"), "json"))
    )


def _row(here: SignedIn, row: VisitClock) -> Row:
    core = row.as_core()
    standing = core.standing(here.now)
    paused = standing is Standing.PAUSED
    values: dict[str, object] = {
        "state": row.visit.visited.name,
        "kind": told(KINDS, row.visit.kind),
        "due": "–" if paused else shown_clock(core.due_at(here.now), here.now),
        "standing": tag(STANDINGS, standing),
        "stage": stage_tag(row.visit.stage),
    }
    return Row(values, reverse("visit", args=[row.visit.public_id]))
