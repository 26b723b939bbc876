"""What workers do for rating. Job arguments are ids only; a job that is cut off is done again and comes to the same."""

from uuid import UUID

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from catenary.core.mandate.model import Purpose
from catenary.desk.assessment.models import ModelRun
from catenary.desk.assessment.rating.modelling import fit
from catenary.desk.mandate.acting import Declaration, Door, acting

_AGAIN = RetryStrategy(max_attempts=5, exponential_wait=3)


@app.task(name="assessment.fit_model", retry=_AGAIN)
def fit_model(run: str) -> None:
    """Fit the rating model over an edition's ratings, and measure how far raters agree."""
    with acting(Declaration(door=Door.SYSTEM)):
        body = ModelRun.objects.values_list("body_id", flat=True).get(public_id=UUID(run))
    told = Declaration(organisation=body, purpose=Purpose.ASSESSMENT.value, door=Door.SYSTEM)
    with acting(told):
        fit(run=UUID(run), now=timezone.now())
