"""The steps of an edition, by the table of core: put out for comments, drafted again, frozen by another person, retired."""

from datetime import date
from typing import Final
from uuid import UUID

from attrs import frozen
from django.db import transaction

from catenary.basis.findings import Finding
from catenary.core.mandate.model import DeskAct
from catenary.core.measures.flow import STEPS, Draft, EditionAct, EditionState, Grounds, against, take
from catenary.desk.mandate.access import of_desk
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.measures.editions import as_author, carry_over_of, draft_of, earlier_than
from catenary.desk.measures.models import Edition, EditionDeed
from catenary.desk.measures.writing import SEEN_NO_MORE, locked, note

SETTLE: Final = of_desk(DeskAct.SETTLE_EDITION)


@frozen
class Told:
    """What somebody says who takes a step."""

    reason: str = ""
    comments_until: date | None = None


@transaction.atomic
def step(*, actor: SignedIn, edition: UUID, act: EditionAct, told: Told) -> Edition:
    """Take a step of an edition of one's own body.

    Raises ProblemError with what speaks against it (`flow.against`) or core's refusal; Edition.DoesNotExist.
    """
    row = locked(actor, edition, SETTLE)
    after = take(draft_of(row), act, as_author(actor), _grounds(actor, row, told))
    _write(actor, row, after)
    note(actor, row, EditionDeed(act.value), told.reason.strip())
    return row


def speaks_against(actor: SignedIn, row: Edition, act: EditionAct, told: Told) -> tuple[Finding, ...]:
    """Everything that would refuse the step now; nothing where it may be taken."""
    return against(draft_of(row), act, as_author(actor), _grounds(actor, row, told))


def steps_from(state: EditionState) -> tuple[EditionAct, ...]:
    """The steps there are from a state."""
    return tuple(act for before, act in STEPS if before is state)


def _grounds(actor: SignedIn, row: Edition, told: Told) -> Grounds:
    return Grounds(
        actor.now.date(), earlier_than(row), carry_over_of(row), told.comments_until, told.reason.strip()
    )


def _write(actor: SignedIn, row: Edition, after: Draft) -> None:
    row.state, row.rounds, row.comments_until = after.state.value, after.rounds, after.comments_until
    row.version += 1
    if after.state is EditionState.FROZEN:
        row.frozen_by, row.frozen_at = actor.person, actor.now
    if after.state is EditionState.RETIRED:
        row.retired_at = actor.now
    row.full_clean(exclude=SEEN_NO_MORE)
    row.save()
