"""Jobs for what two persons decide: consequences of a decision, and what the clock decides alone."""

from django.utils import timezone
from procrastinate.contrib.django import app

from catenary.core.mandate.model import Purpose
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import RecordMatter
from catenary.desk.mandate.records.settling import OPEN, settle


@app.task(name="mandate.settle_matter")
def settle_matter(matter: int) -> None:
    """Draw the consequences of one matter as it stands."""
    with acting(Declaration(door=Door.SYSTEM)):
        organisation = RecordMatter.objects.values_list("organisation", flat=True).get(pk=matter)
    with acting(Declaration(organisation=organisation, purpose=Purpose.OPERATION, door=Door.SYSTEM)):
        settle(RecordMatter.objects.select_for_update().get(pk=matter), timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="mandate.settle_open_matters", queueing_lock="mandate.settle_open_matters")
def settle_open_matters(timestamp: int) -> None:
    """Let matters fall that nobody decided in time, and end those whose time is over."""
    with acting(Declaration(door=Door.SYSTEM)):
        still_open = list(RecordMatter.objects.filter(state__in=OPEN).values_list("pk", flat=True))
    for matter in still_open:
        settle_matter(matter)
