"""The assessment hub of the fictional world: the pool of raters, past visits, and the visits of the scenario.

Everything goes the way it goes in earnest, on the days on which it would have been done. One visit after the other is there
wholly or not at all, those that still run first; what was loaded is not loaded again.
"""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from catenary.app.demo_at_work import REVIEWER, at_work
from catenary.app.demo_pool import load_pool
from catenary.app.demo_ratings import rate_cases
from catenary.app.demo_visits import SEED, load_visit
from catenary.core.measures.flow import EditionState
from catenary.core.measures.model import Edition as Method
from catenary.desk.assessment.models import ModelRun, PastVisit, Visit
from catenary.desk.assessment.rating.modelling import ask_run
from catenary.desk.assessment.visits.register import load_register
from catenary.desk.mandate.acting import acting
from catenary.desk.measures.editions import method_of
from catenary.desk.measures.models import Edition
from catenary.world.assessments.scenario import past_visits, past_visits_csv, visit_plans
from catenary.world.assessments.wording import Writing
from catenary.world.dice import Dice

_INDUCTION: Final = timedelta(days=1460)


def load_assessment() -> None:
    """What is not there yet; a demo that was stopped meanwhile goes on where it was."""
    now = timezone.now()
    load_pool()
    edition, method = _frozen(now)
    _begin(edition, method, now)
    for plan in sorted(visit_plans(), key=lambda each: each.asked):
        load_visit(plan, edition, method, now)
    _fit(edition, now)


def _frozen(now: datetime) -> tuple[UUID, Method]:
    """The edition that visits are made under."""
    reviewer = at_work(REVIEWER, now)
    with acting(reviewer.declaration):
        row = Edition.objects.get(state=EditionState.FROZEN, organisation=reviewer.organisation)
        return row.public_id, method_of(row)


def _begin(edition: UUID, method: Method, now: datetime) -> None:
    """The register of past visits, and what everybody who rates in the scenario made of the method's cases at induction."""
    reviewer = at_work(REVIEWER, now - _INDUCTION)
    with transaction.atomic(), acting(reviewer.declaration):
        if PastVisit.objects.exists():
            return
        load_register(actor=reviewer, data=past_visits_csv(past_visits(SEED, method, now.date())))
        for rater in dict.fromkeys(each for plan in visit_plans() for each in plan.raters):
            writing = Writing(method, Dice.keyed(SEED, "induction", rater.email), reviewer.then.date())
            rate_cases(SEED, edition, method, rater, writing, reviewer.then)


def _fit(edition: UUID, now: datetime) -> None:
    """Have a job bring the ratings of all these visits together, once, since the last of them was adopted."""
    reviewer = at_work(REVIEWER, now)
    with transaction.atomic(), acting(reviewer.declaration):
        adopted_at = Visit.objects.aggregate(last=Max("adopted_at"))["last"]
        runs = ModelRun.objects.filter(asked_at__gt=adopted_at) if adopted_at else ModelRun.objects.all()
        if not runs.exists():
            ask_run(actor=reviewer, edition=edition)
