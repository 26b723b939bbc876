"""What came of a confirmed candidate at the border, recorded back: the latest word counts, earlier ones stay."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from catenary.core.mandate.model import Act
from catenary.core.screening.judging import CandidateState
from catenary.core.screening.outcome_problems import OUTCOMES
from catenary.core.screening.outcomes import BorderOutcome, demand_recordable
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.records.access import demand
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.screening.drills.entries import is_drill
from catenary.desk.screening.models import Candidate, Outcome


@transaction.atomic
def record_outcome(
    *, actor: SignedIn, candidate: UUID, outcome: BorderOutcome, happened_at: datetime, note: str = ""
) -> Outcome:
    """Keep what an officer at the border found; the log tells that it was recorded and commits to what.

    Raises ProblemError with what core refuses (`outcomes.*`; of a drill, whose person is invented, `outcomes.not_confirmed`)
    and the refusals of access to the record, and Candidate.DoesNotExist.
    """
    rows = Candidate.objects.select_related("record__organisation").select_for_update(of=("self",))
    row = rows.get(public_id=candidate, organisation=actor.organisation)
    demand(actor, Act.EDIT, row.record)
    if is_drill(row):
        raise OUTCOMES.problem("not_confirmed")
    demand_recordable(
        CandidateState(row.state),
        outcome,
        note,
        happened_at=happened_at,
        found_at=row.found_at,
        now=actor.now,
    )
    kept = Outcome(
        organisation=row.organisation,
        candidate=row,
        turn=row.turn,
        outcome=outcome.value,
        happened_at=happened_at,
        note=note.strip(),
        recorded_by=actor.person,
        recorded_at=actor.now,
    )
    kept.full_clean()
    kept.save(force_insert=True)
    enter(
        room="screening",
        act="record_outcome",
        record=str(row.record.public_id),
        personal={"outcome": outcome.value},
    )
    return kept


def outcome_of(row: Candidate) -> Outcome | None:
    """The latest word on the candidate in the turn it is in."""
    said = Outcome.objects.filter(candidate=row, turn=row.turn).select_related("recorded_by")
    return said.order_by("-recorded_at", "-pk").first()
