"""Judging a candidate: one word of one person, kept with its reason, and what follows from it."""

from collections.abc import Iterable
from hashlib import sha256
from uuid import UUID

from attrs import frozen
from django.db import transaction

from catenary.core.mandate.model import Act
from catenary.core.screening.judging import (
    DECIDED,
    CandidateState,
    Case,
    Compared,
    Judgement,
    Verdict,
)
from catenary.core.screening.judging import judge as judged
from catenary.core.screening.judging_problems import JUDGING
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.records.access import demand
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.screening.answers_changed import find_changes
from catenary.desk.screening.cases import case_of, judge_id, supervises, was_disputed
from catenary.desk.screening.claims import demand_free, locked
from catenary.desk.screening.consequences import forget_cleared, link_confirmed, remember_cleared
from catenary.desk.screening.drills.entries import is_drill
from catenary.desk.screening.models import Candidate, Judged

VERSION_LENGTH = 16


@frozen
class Outcome:
    """Where the candidate stands after a judgement, and what was kept because of it."""

    state: CandidateState
    remembered: bool = False
    linked: bool = False
    disputed: bool = False
    """Whether a supervisor had the last word, since judges had not agreed."""


@transaction.atomic
def judge(
    *,
    actor: SignedIn,
    candidate: UUID,
    verdict: Verdict,
    compared: Iterable[Compared],
    reason: str,
    version: str,
) -> Outcome:
    """Say what one thinks of traveller and entry; the log tells that it was said and commits to what, never why.

    `version` is what the judge had before them (`version_of`). Raises ProblemError with what core refuses,
    `judging.claimed_by_other`, `judging.seen_before_change`, and the refusals of access to the record.
    """
    row = locked(actor, candidate)
    demand(actor, Act.EDIT, row.record)
    said = Judgement(
        judge_id(actor.person), verdict, actor.now, reason.strip(), frozenset(compared), supervises(actor)
    )
    case = judged(case_of(row), said)
    demand_free(actor, row)
    if version != version_of(row):
        raise JUDGING.problem("seen_before_change")
    _save(actor, row, said, case)
    enter(
        room="screening",
        act="judge",
        record=str(row.record.public_id),
        params={"compared": len(said.compared)},
        personal={"verdict": verdict.value},
    )
    outcome = _follow(actor, row, case.state)
    find_changes(passages=[row.passage], now=actor.now)
    return outcome


def version_of(row: Candidate) -> str:
    """What tells that neither the entry nor the traveller has changed since a page was opened; it tells neither."""
    seen = f"{row.turn} {row.entry_digest} {row.traveller_digest}"
    return sha256(seen.encode()).hexdigest()[:VERSION_LENGTH]


def _save(actor: SignedIn, row: Candidate, said: Judgement, case: Case) -> None:
    """The judgement, and the candidate as it stands now; who judged has done their work on it."""
    kept = Judged(
        organisation=row.organisation,
        candidate=row,
        judge=actor.person,
        verdict=said.verdict.value,
        compared=sorted(each.value for each in said.compared),
        reason=said.reason,
        as_supervisor=said.as_supervisor,
        at=said.at,
        turn=row.turn,
    )
    kept.full_clean()
    kept.save(force_insert=True)
    row.state = case.state.value
    row.decided_at = said.at if case.state in DECIDED else None
    row.claimed_by, row.claimed_at = None, None
    row.save(update_fields=["state", "decided_at", "claimed_by", "claimed_at"])


def _follow(actor: SignedIn, row: Candidate, state: CandidateState) -> Outcome:
    if is_drill(row):
        return Outcome(state, disputed=state is CandidateState.CONFIRMED and was_disputed(row))
    if state is CandidateState.CLEARED:
        return Outcome(state, remembered=remember_cleared(row, actor.now) is not None)
    if state is CandidateState.CONFIRMED:
        forget_cleared(row, actor.now)
        linked = row.rule_id is None and link_confirmed(actor, row)
        return Outcome(state, linked=linked, disputed=was_disputed(row))
    return Outcome(state)
