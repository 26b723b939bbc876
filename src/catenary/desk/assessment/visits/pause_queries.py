"""What was asked of the clocks of a visit, and what became of it, as both sides read it."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from catenary.core.assessment.clocks import Standing
from catenary.core.assessment.pause_requests import ASKERS, Outcome
from catenary.core.assessment.visit_flow import PAUSERS
from catenary.core.assessment.visit_words import STILL, Side
from catenary.desk.assessment.access import sides_of, stage_of
from catenary.desk.assessment.models import PauseRequest, Visit, VisitClock
from catenary.desk.assessment.visits.sheet import Part, table_of
from catenary.desk.assessment.visits.words import CLOCKS, REQUESTS, STANDINGS, tag, told
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.shell.parts import Tag
from catenary.desk.shell.tables import Column, Row, Shown, Table


def requests_of(visit: Visit) -> list[PauseRequest]:
    """Every pause that the State asked for, in the order it did."""
    return list(visit.pause_requests.select_related("clock"))


def request_parts(here: SignedIn, visit: Visit) -> list[Part]:
    """The part of the visit's page that tells them; none where nothing was asked."""
    rows = requests_of(visit)
    return [Part(_("Pauses the State asked for"), table=request_table(here, visit, rows))] if rows else []


def request_table(here: SignedIn, visit: Visit, rows: Iterable[PauseRequest]) -> Table:
    """Requests as a table; those that wait lead whoever stops clocks to where they are answered."""
    may = any(here.roles & PAUSERS[side] for side in sides_of(here, visit)) and stage_of(visit) not in STILL
    return table_of(
        "pause-requests",
        _("Pauses the State asked for"),
        (
            Column("what", pgettext("clock", "Time for")),
            Column("asked", _("Asked for"), Shown.TIME),
            Column("why", _("Reason"), Shown.NAME),
            Column("standing", _("Standing"), Shown.TAG),
            Column("answer", _("Why it was declined"), Shown.NAME),
        ),
        (_row(each, may=may) for each in rows),
        _("Nothing."),
    )


def may_ask(here: SignedIn, visit: Visit) -> bool:
    """Whoever is here asks for pauses on this visit."""
    return Side.STATE in sides_of(here, visit) and bool(here.roles & ASKERS) and stage_of(visit) not in STILL


def is_asked(clock: VisitClock) -> bool:
    """A pause of it is asked for, and not answered yet."""
    return any(each.outcome == Outcome.OPEN for each in clock.requests.all())


def _row(row: PauseRequest, *, may: bool) -> Row:
    waits = row.outcome == Outcome.OPEN and row.clock.ended_at is None
    cells: dict[str, object] = {
        "what": told(CLOCKS, row.clock.kind),
        "asked": row.asked_at,
        "why": row.reason,
        "standing": _standing(row),
        "answer": row.answer or "-",
    }
    return Row(cells, reverse("answer_visit_pause", args=[row.public_id]) if waits and may else "")


def _standing(row: PauseRequest) -> Tag:
    """A request that nobody answered ended with its clock."""
    if row.outcome == Outcome.OPEN and row.clock.ended_at is not None:
        return tag(STANDINGS, Standing.ENDED)
    return tag(REQUESTS, row.outcome)
