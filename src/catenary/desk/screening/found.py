"""What a check found, kept: new candidates held under mandate, known ones brought up to date, those that vanished withdrawn."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from attrs import frozen

from catenary.core.mandate.model import DataClass
from catenary.core.screening import judging, model
from catenary.core.screening.clearing import entry_digest
from catenary.core.screening.judging import CandidateState, Case
from catenary.core.screening.model import ListEntry
from catenary.desk.directory.models import Organisation
from catenary.desk.intake.models import Passage
from catenary.desk.mandate.models import RecordFields
from catenary.desk.mandate.records.holding import NewRecord, hold
from catenary.desk.screening.drills.entries import drills_by_words
from catenary.desk.screening.models import Candidate, Check, Drill, WatchList
from catenary.desk.screening.problems import CHECKS
from catenary.formats.records import as_json, finding_records

KIND: Final = "Candidate"
"""What its record holds: the entry as `listed`, the `name` that met, and the `findings` of the score."""
_Key = tuple[int, str, str]
_Drills = Mapping[str, Drill]
"""By the digest of the invented entry."""


@frozen
class Found:
    """An entry that may be the traveller, as the check found it."""

    candidate: model.Candidate
    entry: ListEntry
    list: WatchList

    @property
    def fields(self) -> dict[str, Any]:
        """What is held under mandate."""
        return {
            "listed": as_json(self.entry),
            "name": self.candidate.name,
            "findings": finding_records(self.candidate.findings),
        }


@frozen
class FoundFor:
    """Everything that a check found for one traveller."""

    passage: Passage
    check: Check
    digest: str
    """Of the traveller (`clearing.traveller_digest`); empty where too little is known."""
    changed: bool
    """Whether what tells who the traveller is was changed since the check before."""
    found: Sequence[Found]
    is_whole: bool
    """Whether entries that were not found are not there; else nothing is withdrawn."""


def keep(organisation: Organisation, checked: Iterable[FoundFor], now: datetime) -> None:
    """Bring the candidates of these travellers up to date with what was found; nobody's judgement is lost."""
    listed = list(checked)
    known = _known(each.passage for each in listed)
    drills = _drills(organisation, listed)
    fresh: list[tuple[FoundFor, Found]] = []
    for each in listed:
        for found in each.found:
            row = known.pop((each.passage.pk, found.entry.list, found.entry.entry), None)
            if row is None:
                fresh.append((each, found))
            else:
                _bring_up_to_date(row, each, found, drills)
    _add(organisation, fresh, drills, now)
    whole = {each.passage.pk for each in listed if each.is_whole}
    for row in known.values():
        if row.passage_id in whole:
            _withdraw(row, now)


def _known(passages: Iterable[Passage]) -> dict[_Key, Candidate]:
    rows = Candidate.objects.filter(passage__in=[each.pk for each in passages], list__isnull=False)
    found = rows.select_related("list", "record").select_for_update(of=("self",)).order_by("pk")
    return {(each.passage_id, each.watch_list.code, each.entry): each for each in found}


def _drills(organisation: Organisation, listed: Iterable[FoundFor]) -> _Drills:
    entries = {found.entry.entry for each in listed for found in each.found}
    return drills_by_words(organisation, entries) if entries else {}


def _add(
    organisation: Organisation, fresh: Sequence[tuple[FoundFor, Found]], drills: _Drills, now: datetime
) -> None:
    new = [_record(each, found, now) for each, found in fresh]
    rows = hold(organisation=organisation, records=new)
    Candidate.objects.bulk_create(
        Candidate(
            organisation=organisation,
            passage=each.passage,
            found_by=each.check,
            list=found.list,
            entry=found.entry.entry,
            entry_digest=entry_digest(found.entry),
            traveller_digest=each.digest,
            record=record,
            score=found.candidate.score,
            band=found.candidate.band.value,
            due_at=due_at(each.passage),
            found_at=now,
            drill=drills.get(entry_digest(found.entry)),
        )
        for (each, found), record in zip(fresh, rows, strict=True)
    )


def _record(each: FoundFor, found: Found, now: datetime) -> NewRecord:
    """Kept as long as the traveller's own record: its clock is the same."""
    return NewRecord(
        data_class=DataClass.PASSENGER_INFORMATION,
        kind=KIND,
        fields=found.fields,
        received_at=now,
        room="screening",
        label=str(each.passage.leg),
        started_at=each.passage.record.started_at,
    )


def due_at(passage: Passage) -> datetime | None:
    """By when a candidate has to be looked at: when the flight leaves, or arrives where only that is known."""
    return passage.leg.departs_at or passage.leg.arrives_at


def _bring_up_to_date(row: Candidate, each: FoundFor, found: Found, drills: _Drills) -> None:
    if codes := _changes(row, each, found):
        _open_again(row, codes)
    row.found_by, row.due_at = each.check, due_at(each.passage)
    row.score, row.band = found.candidate.score, found.candidate.band.value
    row.entry_digest, row.traveller_digest = entry_digest(found.entry), each.digest
    row.drill = drills.get(row.entry_digest)
    row.full_clean()
    row.save()
    RecordFields.objects.filter(record=row.record).update(fields=found.fields)


def _changes(row: Candidate, each: FoundFor, found: Found) -> list[str]:
    """Why what was judged has to be judged anew."""
    told = {
        "entry_changed": row.entry_digest != entry_digest(found.entry),
        "traveller_changed": each.changed or row.traveller_digest != each.digest,
        "found_again": row.state == CandidateState.WITHDRAWN,
    }
    return [CHECKS.finding(code).code for code, holds in told.items() if holds]


def _open_again(row: Candidate, codes: list[str]) -> None:
    """A new turn: what was seen or said before stands for what is known now no more.

    Whether somebody had said something makes no other difference that can be seen: who works on it goes on.
    """
    row.opened_for = codes
    row.turn += 1
    row.state, row.decided_at = judging.reopen().state, None


def _withdraw(row: Candidate, now: datetime) -> None:
    state = judging.withdraw(Case(state=CandidateState(row.state))).state
    if state != row.state:
        row.state, row.decided_at = state, now
        row.claimed_at = row.claimed_by = None
        row.full_clean()
        row.save()
