"""The entries of drills as an index takes them in, and the drill that a found entry belongs to."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from catenary.core.screening.clearing import entry_digest
from catenary.core.screening.drills import is_revealed
from catenary.core.screening.judging import CandidateState
from catenary.core.screening.model import ListEntry
from catenary.desk.directory.models import Organisation
from catenary.desk.screening.lists_reading import id_of, ids_among
from catenary.desk.screening.models import Candidate, Drill, ListFile, WatchList
from catenary.desk.screening.told import told_of


def drill_entries(files: Iterable[ListFile], now: datetime) -> tuple[ListEntry, ...]:
    """Invented entries that stand among those of these lists now."""
    lists = [each.list_id for each in files]
    rows = Drill.objects.filter(list__in=lists, ended_at=None, until__gt=now).order_by("pk")
    return tuple(_invented(told) for told in rows.values_list("told", flat=True))


def drills_by_words(organisation: Organisation, entries: Iterable[str]) -> dict[str, Drill]:
    """Drills with these ids of entries, by the digest of all that the invented entry tells.

    Ended ones too: the index holds their entries until it is built anew. A list's own entry with the id of a drill has another digest.
    """
    rows = Drill.objects.filter(organisation=organisation, entry__in=set(entries))
    return {entry_digest(_invented(each.told)): each for each in rows}


def invented_in(watch_list: WatchList) -> dict[str, str]:
    """The digest of every invented entry that was ever set among those of a list, by its id; of ended drills too."""
    rows = Drill.objects.filter(list=watch_list).only("entry", "told")
    return {each.entry: entry_digest(_invented(each.told)) for each in rows}


def drill_within(edition: ListFile) -> Drill | None:
    """A drill that has not ended and has the id of an entry of this edition; None where there is none."""
    ids = ids_among(bytes(edition.digests or b""))
    rows = Drill.objects.filter(list=edition.list_id, ended_at=None).order_by("pk")
    return next((each for each in rows if id_of(_invented(each.told)) in ids), None)


def is_drill(row: Candidate) -> bool:
    """Whether a candidate is of an invented person: nothing real may follow from it."""
    return row.drill_id is not None


def was_drill(row: Candidate) -> bool:
    """The same, told once officers may know: after it was decided, or when the drill has ended."""
    drill = row.drill
    return drill is not None and is_revealed(CandidateState(row.state), ended=drill.ended_at is not None)


def _invented(told: Mapping[str, Any]) -> ListEntry:
    return told_of({"listed": told}).listed
