"""The lengths of steps that a body sets itself; what is published is never shortened."""

from datetime import timedelta

from django.db import transaction

from catenary.core.assessment.clocks import ClockKind, checked_term
from catenary.core.assessment.visit_problems import VISITS
from catenary.core.mandate.model import Months
from catenary.desk.assessment.access import PLAN
from catenary.desk.assessment.models import Term
from catenary.desk.assessment.visits.keeping import save_row
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import demand
from catenary.desk.mandate.signed_in import SignedIn


@transaction.atomic
def set_term(*, actor: SignedIn, clock: ClockKind, count: int, in_months: bool, reason: str) -> Term:
    """How long a step may take from now on; clocks that run already keep theirs.

    Raises ProblemError `visits.not_planner`, `visits.reason_missing`, and those of `clocks.checked_term`.
    """
    demand(PLAN, actor)
    if not reason.strip():
        raise VISITS.problem("reason_missing")
    checked_term(clock, Months(count) if in_months else timedelta(days=count))
    row = Term(
        body=actor.organisation,
        clock=clock,
        days=None if in_months else count,
        months=count if in_months else None,
        reason=reason,
        set_by=actor.person,
        set_at=actor.now,
    )
    save_row(row)
    told = {"clock": clock.value, "count": count, "months": in_months}
    enter(room="assessment", act="set_term", reason=reason, params=told)
    return row
