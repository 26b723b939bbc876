"""Who works on a candidate: claimed by one at a time, for a while, so that nothing urgent lies with somebody who left.

Anybody who may judge can be handed a candidate, also one they judged first: a refusal would tell the giver that they did.
"""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from catenary.basis.findings import ProblemError
from catenary.core.mandate.grants import DESK_ACTS
from catenary.core.mandate.model import DeskAct
from catenary.core.screening.judging import DECIDED, CandidateState, why_not
from catenary.core.screening.judging_problems import JUDGING
from catenary.desk.directory.models import Organisation
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import demand, of_desk
from catenary.desk.mandate.models import Person
from catenary.desk.mandate.models.people import MembershipState
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.screening.cases import case_of, judge_id, supervises
from catenary.desk.screening.models import Candidate

LASTS: Final = timedelta(minutes=30)
"""How long a claim keeps others from judging; it is renewed by claiming again."""

_JUDGES = tuple(role for role, acts in DESK_ACTS.items() if DeskAct.JUDGE in acts)


def claimant(row: Candidate, now: datetime) -> Person | None:
    """Who works on the candidate now."""
    if row.claimed_at is None or now - row.claimed_at >= LASTS:
        return None
    return row.claimed_by


def judges_of(organisation: Organisation) -> QuerySet[Person]:
    """Everybody who may judge in an organisation, by name."""
    return Person.objects.filter(
        memberships__organisation=organisation,
        memberships__role__in=_JUDGES,
        memberships__state=MembershipState.ACTIVE,
    ).distinct()


@transaction.atomic
def claim(*, actor: SignedIn, candidate: UUID) -> None:
    """Work on a candidate; others see so, and do not judge it meanwhile.

    Raises ProblemError `judging.claimed_by_other`, and what keeps the person from judging it.
    """
    row = locked(actor, candidate)
    refusal = why_not(case_of(row), judge_id(actor.person), supervisor=supervises(actor))
    if refusal is not None:
        raise ProblemError(refusal)
    demand_free(actor, row)
    _give(row, actor.person, actor.now)
    _enter(row, "claim")


@transaction.atomic
def release(*, actor: SignedIn, candidate: UUID) -> None:
    """Work on it no longer. Raises ProblemError `judging.not_claimed` for another's claim, unless a supervisor ends it."""
    row = locked(actor, candidate)
    _demand_holds(actor, row)
    _give(row, None, actor.now)
    _enter(row, "release")


@transaction.atomic
def hand_over(*, actor: SignedIn, candidate: UUID, to: UUID) -> None:
    """Let a colleague who may judge work on it.

    Raises ProblemError `judging.closed`, `judging.not_claimed`, Person.DoesNotExist for somebody who may not judge here.
    """
    row = locked(actor, candidate)
    if CandidateState(row.state) in DECIDED:
        raise JUDGING.problem("closed", state=row.state)
    _demand_holds(actor, row)
    _give(row, judges_of(actor.organisation).get(public_id=to), actor.now)
    _enter(row, "hand_over")


def locked(actor: SignedIn, candidate: UUID) -> Candidate:
    """The candidate, for a change, to who may judge. Raises Candidate.DoesNotExist for one of another organisation."""
    demand(of_desk(DeskAct.JUDGE), actor)
    rows = Candidate.objects.select_related(
        "organisation", "record__organisation", "passage__record", "claimed_by"
    )
    return rows.select_for_update(of=("self",)).get(public_id=candidate, organisation=actor.organisation)


def demand_free(actor: SignedIn, row: Candidate) -> None:
    """Go on only if nobody else works on it. Raises ProblemError `judging.claimed_by_other`."""
    if claimant(row, actor.now) not in {None, actor.person}:
        raise JUDGING.problem("claimed_by_other")


def _demand_holds(actor: SignedIn, row: Candidate) -> None:
    if claimant(row, actor.now) != actor.person and not supervises(actor):
        raise JUDGING.problem("not_claimed")


def _give(row: Candidate, to: Person | None, now: datetime) -> None:
    row.claimed_by, row.claimed_at = to, now if to else None
    row.save(update_fields=["claimed_by", "claimed_at"])


def _enter(row: Candidate, act: str) -> None:
    enter(room="screening", act=act, record=str(row.record.public_id))
