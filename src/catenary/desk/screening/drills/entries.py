"""The entries of drills as an index takes them in, and the drill that a found entry belongs to."""

from collections.abc import Iterable
from datetime import datetime

from catenary.core.screening.drills import is_revealed
from catenary.core.screening.judging import CandidateState
from catenary.core.screening.model import ListEntry
from catenary.desk.directory.models import Organisation
from catenary.desk.screening.models import Candidate, Drill, ListFile
from catenary.desk.screening.told import told_of


def drill_entries(files: Iterable[ListFile], now: datetime) -> tuple[ListEntry, ...]:
    """Invented entries that stand among those of these lists now."""
    lists = [each.list_id for each in files]
    rows = Drill.objects.filter(list__in=lists, ended_at=None, until__gt=now).order_by("pk")
    return tuple(told_of({"listed": told}).listed for told in rows.values_list("told", flat=True))


def drills_by_entry(organisation: Organisation) -> dict[tuple[int, str], Drill]:
    """Drills that have not ended, by list and entry."""
    rows = Drill.objects.filter(organisation=organisation, ended_at=None)
    return {(each.list_id, each.entry): each for each in rows}


def is_drill(row: Candidate) -> bool:
    """Whether a candidate is of an invented person: nothing real may follow from it."""
    return row.drill_id is not None


def was_drill(row: Candidate) -> bool:
    """The same, told once officers may know: after it was decided, or when the drill has ended."""
    drill = row.drill
    return drill is not None and is_revealed(CandidateState(row.state), ended=drill.ended_at is not None)
