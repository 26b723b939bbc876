"""Who an interviewee is, opened for the note's author or the team's leader alone, for a purpose, with a reason, for minutes.

As with sealed originals of the spool: the asker's browser keeps the secret half of a key made for this one opening, and a worker seals
what it opened anew to the public half. The database then holds what that browser alone can open, and only while both last.
"""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from catenary.basis.findings import ProblemError
from catenary.core.assessment.visit_problems import VISITS
from catenary.core.assessment.visit_words import ENDED
from catenary.core.mandate.model import Act, DataClass, Handling, Held
from catenary.core.mandate.problems import MANDATE
from catenary.desk.assessment.access import SEE, is_on_team, leads
from catenary.desk.assessment.models import IdentityOpening, SealedIdentity, StepTaken
from catenary.desk.assessment.visits.identity_key import open_identity
from catenary.desk.assessment.visits.keeping import save_row
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import demand, on_record
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.shell import sealing

SHOWN_FOR: Final = timedelta(minutes=10)
KEPT_FOR: Final = timedelta(days=365)
"""How long identities are kept after a visit ended: this software's own figure. Pseudonyms and notes stay."""


@transaction.atomic
def ask_identity(*, actor: SignedIn, interviewee: UUID, reason: str, recipient: str) -> IdentityOpening:
    """Ask that an identity be opened for oneself; a worker does it. `recipient` is the public half of the asker's key.

    Raises ProblemError `visits.identity_not_yours`, `visits.reason_missing`, `mandate.second_factor_missing`,
    `mandate.task_missing`, and where the stated purpose is not one for assessments. SealedIdentity.DoesNotExist where none is seen.
    """
    from catenary.desk.assessment.tasks import open_identity_for  # noqa: PLC0415  jobs import what they do

    demand(SEE, actor)
    row = SealedIdentity.objects.select_related("visit").get(interviewee__public_id=interviewee)
    _demand_asker(actor, row)
    _demand_purpose(actor)
    if not reason.strip():
        raise VISITS.problem("reason_missing")
    assert actor.task is not None  # demanded above
    opening = IdentityOpening(
        identity=row,
        organisation=actor.organisation,
        asked_by=actor.person,
        asked_at=actor.now,
        purpose=actor.task.purpose,
        basis=actor.task.basis,
        reason=reason,
        recipient=recipient,
        expires_at=actor.now + SHOWN_FOR,
    )
    save_row(opening)
    told = {"interviewee": str(interviewee)}
    enter(
        room="assessment",
        act="ask_identity",
        record=str(row.visit.public_id),
        reason=reason,
        params=told,
    )
    open_identity_for.defer(opening=str(opening.public_id))
    return opening


def open_for_asker(*, opening: UUID, now: datetime) -> None:
    """What the worker does: open it, and seal it to the asker. Done once; too late, it is not done at all."""
    with acting(Declaration(door=Door.SYSTEM)):
        organisation = IdentityOpening.objects.values_list("organisation_id", flat=True).get(
            public_id=opening
        )
    with acting(Declaration(organisation=organisation, door=Door.SYSTEM)):
        rows = IdentityOpening.objects.select_related("identity__visit").select_for_update(of=("self",))
        row = rows.get(public_id=opening)
        if row.opened_at is not None:
            return
        try:
            row.sealed = sealing.seal_to(row.recipient, _identity(row, now))
        except ProblemError as refusal:
            row.fault = refusal.finding.code
        row.opened_at = now
        row.save(update_fields=["sealed", "fault", "opened_at"])
        told = {"opened": row.sealed is not None}
        enter(
            room="assessment",
            act="identity_opened",
            record=str(row.identity.visit.public_id),
            params=told,
        )


def end_openings(*, now: datetime) -> None:
    """What was opened goes when its time is over; that it was asked for, by whom and why, stays. For workers."""
    with acting(Declaration(door=Door.SYSTEM)):
        IdentityOpening.objects.filter(expires_at__lte=now, sealed__isnull=False).update(sealed=None)


def forget_identities(*, now: datetime) -> int:
    """Erase identities of visits that ended long enough ago; gives how many. For workers."""
    with acting(Declaration(door=Door.SYSTEM)):
        ended = StepTaken.objects.filter(to_stage__in=ENDED, taken_at__lte=now - KEPT_FOR)
        rows = SealedIdentity.objects.filter(visit__in=ended.values("visit")).exclude(sealed=b"")
        return rows.update(sealed=b"")


def _identity(row: IdentityOpening, now: datetime) -> bytes:
    if row.expires_at <= now:
        raise VISITS.problem("identity_gone")
    return open_identity(bytes(row.identity.sealed))


def _demand_asker(actor: SignedIn, row: SealedIdentity) -> None:
    is_author = row.author_id == actor.person.pk and row.organisation_id == actor.organisation.pk
    if not (is_author and is_on_team(actor, row.visit)) and not leads(actor, row.visit):
        raise VISITS.problem("identity_not_yours")


def _demand_purpose(actor: SignedIn) -> None:
    """Interviewees are persons: a second factor and a stated purpose, as for any personal data."""
    if not actor.strong:
        raise MANDATE.problem("second_factor_missing")
    if actor.core_task is None:
        raise MANDATE.problem("task_missing")
    held = Held(str(actor.organisation.public_id), DataClass.ASSESSMENT, Handling.RESTRICTED)
    demand(on_record(Act.SEE), actor, held)
