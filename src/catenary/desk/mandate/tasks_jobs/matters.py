"""Jobs for what two persons decide: consequences of a decision, and what the clock decides alone."""

from django.db.models import QuerySet
from django.utils import timezone
from procrastinate.contrib.django import app

from catenary.core.mandate.flow_table import State
from catenary.core.mandate.model import Purpose
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import RecordMatter
from catenary.desk.mandate.records.notices import tell_asker
from catenary.desk.mandate.records.settling import OPEN, settle


@app.task(name="mandate.settle_matter")
def settle_matter(matter: int) -> None:
    """Draw the consequences of one matter as it stands."""
    with acting(Declaration(door=Door.SYSTEM)):
        organisation = RecordMatter.objects.values_list("organisation", flat=True).get(pk=matter)
    with acting(Declaration(organisation=organisation, purpose=Purpose.OPERATION, door=Door.SYSTEM)):
        settle(RecordMatter.objects.select_for_update().get(pk=matter), timezone.now())


@app.task(name="mandate.tell_asker")
def tell_asker_of(matter: int, kind: str) -> None:
    """Tell who asked for a matter what became of it."""
    with acting(Declaration(door=Door.SYSTEM)):
        tell_asker(RecordMatter.objects.select_related("asked_by", "organisation").get(pk=matter), kind)


@app.periodic(cron="* * * * *")
@app.task(name="mandate.settle_open_matters", queueing_lock="mandate.settle_open_matters")
def settle_open_matters(timestamp: int) -> None:
    """Let matters fall that nobody decided in time, end those whose time is over, and wake more people for those that wait.

    Each matter is a transaction of its own: one that cannot be settled keeps no other waiting, and is tried again by the next
    round. Raises ExceptionGroup with what went wrong.
    """
    with acting(Declaration(door=Door.SYSTEM)):
        still_open = list(_to_settle().values_list("pk", flat=True))
    failures = [failure for failure in map(_failure_of, still_open) if failure]
    if failures:
        raise ExceptionGroup("matters that could not be settled", failures)


def _to_settle() -> "QuerySet[RecordMatter]":
    """What is open, except what has no end and is about a record that is gone."""
    return RecordMatter.objects.filter(state__in=OPEN).exclude(
        state=State.IN_FORCE, until=None, record__erased_at__isnull=False
    )


def _failure_of(matter: int) -> Exception | None:
    try:
        settle_matter(matter)
    except Exception as failure:  # noqa: BLE001  told in the group, when the others are settled
        return failure
    return None
