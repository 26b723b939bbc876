"""Past flights checked again after each change of lists: off, unless somebody says on which law."""

from typing import Final

from django.db import transaction

from catenary.core.mandate.model import DeskAct, Purpose
from catenary.desk.directory.models import Organisation
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import demand, of_desk
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.screening.models import PastBasis
from catenary.desk.screening.problems import CHECKS, EDITIONS

PURPOSES: Final = frozenset({Purpose.BORDER_CHECK, Purpose.TERRORISM, Purpose.SERIOUS_CRIME})
"""What passenger information may be looked through again for."""


def basis_in_force(organisation: Organisation) -> str:
    """The law on which past flights are checked again too; empty where they are not."""
    found = PastBasis.objects.filter(organisation=organisation, ended_at=None)
    return found.values_list("basis", flat=True).first() or ""


@transaction.atomic
def check_past_from_now(*, actor: SignedIn, reason: str) -> PastBasis:
    """Have past flights checked again too after each change of lists, on the legal basis of the task, until it is ended.

    Raises ProblemError with core's refusal, `checks.basis_missing`, `checks.past_already`, `editions.reason_missing`.
    """
    demand(of_desk(DeskAct.PUBLISH_LIST), actor)
    task = actor.core_task
    if not reason.strip():
        raise EDITIONS.problem("reason_missing")
    if task is None or task.purpose not in PURPOSES:
        raise CHECKS.problem("basis_missing")
    if basis_in_force(actor.organisation):
        raise CHECKS.problem("past_already")
    row = PastBasis(
        organisation=actor.organisation,
        basis=task.basis,
        reason=reason,
        set_by=actor.person,
        set_at=actor.now,
    )
    row.full_clean()
    row.save()
    enter(
        room="screening",
        act="check_past_from_now",
        record=str(row.public_id),
        reason=reason,
        params={"basis": row.basis},
    )
    return row


@transaction.atomic
def check_past_no_more(*, actor: SignedIn, reason: str) -> None:
    """From the next change of lists on flights to come alone are checked again.

    Raises ProblemError with core's refusal, `editions.reason_missing`.
    """
    demand(of_desk(DeskAct.PUBLISH_LIST), actor)
    if not reason.strip():
        raise EDITIONS.problem("reason_missing")
    rows = PastBasis.objects.select_for_update().filter(organisation=actor.organisation, ended_at=None)
    for row in rows:
        row.ended_at, row.ended_by = actor.now, actor.person
        row.full_clean()
        row.save()
        enter(room="screening", act="check_past_no_more", record=str(row.public_id), reason=reason)
