"""Stating a purpose and ending it: what every opening of personal data stands on."""

from django.db import transaction
from django.utils import timezone

from catenary.core.mandate.model import Purpose, Task
from catenary.core.mandate.tasks import check_reference, may_begin
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.acting import Declaration, acting
from catenary.desk.mandate.models import OpenTask
from catenary.desk.mandate.signed_in import SignedIn


@transaction.atomic
def open_task(*, actor: SignedIn, purpose: Purpose, basis: str, reference: str = "") -> OpenTask:
    """Begin a task; one that the person had open in the organisation ends.

    Raises ProblemError with the refusal of `may_begin`, or `mandate.reference_not_a_number`.
    """
    may_begin(actor.roles, Task(purpose, basis)).demand()
    check_reference(reference).demand()
    _close_all(actor)
    task = OpenTask(
        person=actor.person,
        organisation=actor.organisation,
        purpose=purpose.value,
        basis=basis,
        reference=reference,
    )
    task.full_clean()
    task.save(force_insert=True)
    _enter(actor, task, "open_task")
    return task


@transaction.atomic
def close_task(*, actor: SignedIn) -> int:
    """End what the person has open in the organisation. Gives how many tasks that were; none is no mistake."""
    return _close_all(actor)


def _close_all(actor: SignedIn) -> int:
    mine = OpenTask.objects.filter(person=actor.person, organisation=actor.organisation, closed_at=None)
    tasks = list(mine.select_for_update())
    for task in tasks:
        task.closed_at = timezone.now()
        task.save(update_fields=["closed_at"])
        _enter(actor, task, "close_task")
    return len(tasks)


def _enter(actor: SignedIn, task: OpenTask, act: str) -> None:
    """The entry names the task's own purpose, which the request may not have declared yet."""
    with acting(Declaration(actor.person.pk, actor.organisation.pk, task.purpose, task.basis)):
        enter(
            room="mandate", act=act, record=str(task.public_id), params={"reference": task.reference or None}
        )
