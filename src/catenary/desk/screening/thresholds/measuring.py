"""What thresholds of a list would mean, counted on travellers that are retained: who they are is not kept."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from catenary.core.screening.clearing import entry_digest
from catenary.core.screening.judging import CandidateState
from catenary.core.screening.list_thresholds import SHIFTS, Measured, shifted
from catenary.core.screening.model import Candidate as CandidateFound
from catenary.core.screening.model import Person
from catenary.core.screening.travellers import person_of
from catenary.desk.intake.models import Passage
from catenary.desk.intake.stored import traveller_of
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.models import RecordFields
from catenary.desk.screening.drills.entries import invented_in
from catenary.desk.screening.lists_in_use import OpenIndex, index_in_use, opened
from catenary.desk.screening.models import Candidate, Measurement
from catenary.desk.screening.problems import CHECKS

MOST: Final = 5_000
"""Travellers who are scored: the newest whose data is there and not masked."""


def measure(*, measurement: UUID, now: datetime, most: int = MOST) -> Measurement:
    """Count candidates and missed pairs of a list at every threshold; once. For workers.

    Raises ProblemError `checks.no_index` where no list is in use.
    """
    rows = Measurement.objects.select_related("organisation", "list").select_for_update(of=("self",))
    row = rows.get(public_id=measurement)
    if row.measured_at is not None:
        return row
    row.index = index_in_use(row.organisation)
    if row.index is None:
        raise CHECKS.problem("no_index")
    index = opened(row.index)
    _count_found(row, index, most)
    _count_missed(row, index)
    row.measured_at = now
    row.full_clean()
    row.save()
    enter(
        room="screening",
        act="measure_thresholds",
        record=str(row.public_id),
        params={"list": row.list.code, "travellers": row.travellers, "same": row.same},
    )
    return row


def told_by(row: Measurement | None) -> Measured | None:
    """A measurement as the rules know it; None where nothing was measured."""
    if row is None or row.measured_at is None:
        return None
    return Measured(row.travellers, _by_shift(row.found), row.same, _by_shift(row.missed), row.measured_at)


def _by_shift(kept: Mapping[str, int]) -> dict[int, int]:
    return {int(shift): count for shift, count in kept.items()}


def _count_found(row: Measurement, index: OpenIndex, most: int) -> None:
    invented = invented_in(row.list)
    found = dict.fromkeys(SHIFTS, 0)
    for person in _sample(row, most):
        row.travellers += 1
        shipped = index.screener.limits(born=bool(person.born))
        with index.alone():
            candidates = index.screener.screen(person, shifted(shipped, SHIFTS[0]))
        own = [each for each in candidates if each.list == row.list.code]
        scores = [each.score for each in own if not _is_invented(each, index, invented)]
        for shift in SHIFTS:
            found[shift] += sum(score >= shifted(shipped, shift).review for score in scores)
    row.found = {str(shift): count for shift, count in found.items()}


def _is_invented(candidate: CandidateFound, index: OpenIndex, invented: Mapping[str, str]) -> bool:
    """Whether a drill is meant: a list's own entry may have the id of one that has ended."""
    digest = invented.get(candidate.entry)
    return digest is not None and digest == entry_digest(index.entry(candidate.list, candidate.entry))


def _sample(row: Measurement, most: int) -> Iterable[Person]:
    """Persons as checks read them; whose record cannot be read is passed over."""
    kept = Passage.objects.filter(
        organisation=row.organisation, record__masked_at=None, record__erased_at=None
    )
    records = list(kept.order_by("-pk").values_list("record", flat=True)[:most])
    for fields in RecordFields.objects.filter(record__in=records).values_list("fields", flat=True):
        try:
            yield person_of(traveller_of(fields))
        except ValueError:
            continue


def _count_missed(row: Measurement, index: OpenIndex) -> None:
    """A pair counts as missed where either threshold, with or without a birth date, would have left it out."""
    same = Candidate.objects.filter(list=row.list, state=CandidateState.CONFIRMED, drill=None)
    scores = [score for score in same.values_list("score", flat=True) if score is not None]
    shipped = [index.screener.limits(born=born) for born in (False, True)]
    row.same = len(scores)
    limits = {shift: max(shifted(each, shift).review for each in shipped) for shift in SHIFTS}
    row.missed = {str(shift): sum(score < limits[shift] for score in scores) for shift in SHIFTS}
