"""What pages of drills show: who was invented, what came of it and how long that took. Supervisors see them, officers do not."""

from datetime import datetime

from attrs import frozen
from django.urls import reverse
from django.utils.translation import gettext as _

from catenary.core.screening.drills import DrillOutcome, Met, outcome, time_to_judge
from catenary.core.screening.judging import CandidateState
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.screening.models import Candidate, Drill, Judged
from catenary.desk.shell.clocks import duration
from catenary.desk.shell.parts import Answer, Tag, Told
from catenary.desk.shell.tables import Column, Row, Shown, Table


@frozen
class DrillView:
    """One drill."""

    row: Drill
    answers: tuple[Answer, ...]
    may_end: bool


def drills_table(here: SignedIn) -> Table:
    """Every drill of the organisation, the newest first."""
    found = Drill.objects.filter(organisation=here.organisation).select_related("list")
    rows = tuple(map(_row, found))
    return Table(
        caption=_("Drills"),
        columns=(
            Column("entry", _("Entry"), Shown.CODE),
            Column("list", _("List"), Shown.CODE),
            Column("set_at", _("Begun"), Shown.TIME),
            Column("until", _("Until"), Shown.TIME),
            Column("outcome", _("What came of it"), Shown.TAG),
            Column("taken", _("Time to the first judgement")),
        ),
        rows=rows,
        count=len(rows),
        first=min(1, len(rows)),
        last=len(rows),
        empty=_("There was no drill yet."),
        id="drills",
    )


def drill_view(row: Drill) -> DrillView:
    """Who was invented, and what the desk made of them."""
    met = _met(row)
    taken = time_to_judge(met)
    names = row.told.get("names") or [{}]
    return DrillView(
        row=row,
        answers=(
            Answer(_("What came of it"), outcome_tag(outcome(met, ended=row.ended_at is not None))),
            Answer(_("Time to the first judgement"), duration(taken) if taken else None),
            Answer(_("Candidates"), len(met)),
            Answer(_("Invented person"), names[0].get("name", {}).get("full", ""), exact=True),
            Answer(_("Entry"), row.entry, exact=True),
            Answer(_("List"), row.list.code, exact=True),
            Answer(_("Begun"), row.set_at),
            Answer(_("By"), row.set_by.name, exact=True),
            Answer(_("Reason"), Told(row.reason)),
            Answer(_("Until"), row.until),
            Answer(_("Ended"), row.ended_at),
        ),
        may_end=row.ended_at is None,
    )


def outcome_tag(came: DrillOutcome) -> Tag:
    """In words."""
    words = {
        DrillOutcome.WAITS: _("nobody like them was found yet"),
        DrillOutcome.FOUND: _("found, waits for judgement"),
        DrillOutcome.RECOGNISED: _("found, and judged the same person"),
        DrillOutcome.DISMISSED: _("found, and judged a different person"),
        DrillOutcome.MISSED: _("missed"),
    }
    return Tag(words[came])


def _row(row: Drill) -> Row:
    met = _met(row)
    taken = time_to_judge(met)
    told: dict[str, object] = {
        "entry": row.entry,
        "list": row.list.code,
        "set_at": row.set_at,
        "until": row.until,
        "outcome": outcome_tag(outcome(met, ended=row.ended_at is not None)),
        "taken": duration(taken) if taken else None,
    }
    return Row(told, reverse("drill", args=[row.public_id]))


def _met(row: Drill) -> list[Met]:
    found = Candidate.objects.filter(drill=row).order_by("pk")
    return [Met(CandidateState(each.state), each.found_at, _judged_at(each)) for each in found]


def _judged_at(row: Candidate) -> datetime | None:
    return Judged.objects.filter(candidate=row).order_by("at").values_list("at", flat=True).first()
