"""Visits put into the plan and changed there: what kind, of whom, when, about what, by which frozen edition."""

from collections.abc import Iterable
from datetime import date
from typing import Final
from uuid import UUID

from django.db import transaction

from catenary.basis.findings import ProblemError, Severity
from catenary.core.assessment.visit_problems import VISITS
from catenary.core.assessment.visit_words import Side, Stage
from catenary.core.mandate.model import Handling, OrganisationKind
from catenary.core.measures.flow import EditionState
from catenary.core.measures.model import VisitKind
from catenary.core.measures.selection import Choice, select
from catenary.desk.assessment.access import PLAN, demand_side, locked_visit, stage_of
from catenary.desk.assessment.models import Visit
from catenary.desk.assessment.visits.keeping import save_row
from catenary.desk.directory.models import Organisation
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import demand
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.measures.editions import method_of
from catenary.desk.measures.models import Edition

QUESTIONS_OPEN: Final = frozenset({Stage.PLANNED, Stage.CONSENT_ASKED, Stage.COMPOSING})
"""What is asked can be changed until the team is settled; then it stands, whatever is written since."""
DATES_OPEN: Final = QUESTIONS_OPEN | {Stage.PREPARING}


@transaction.atomic
def plan_visit(
    *,
    actor: SignedIn,
    visited: UUID,
    kind: VisitKind,
    year: int,
    begins_on: date | None = None,
    ends_on: date | None = None,
    languages: Iterable[str] = (),
    handling: Handling = Handling.RESTRICTED,
    mission: str = "",
) -> Visit:
    """A visit in the body's plan, which the State does not see before its consent is asked.

    Raises ProblemError `visits.not_planner`, `visits.not_a_state`, `visits.alone_is_own`, `visits.dates_odd`.
    """
    demand(PLAN, actor)
    state = Organisation.objects.get(public_id=visited)
    _demand_pair(actor.organisation, state, kind)
    demand_dates(begins_on, ends_on)
    row = Visit(
        body=actor.organisation,
        visited=state,
        kind=kind,
        mission=mission,
        year=begins_on.year if begins_on else year,
        begins_on=begins_on,
        ends_on=ends_on,
        languages=list(languages),
        handling=handling,
        made_by=actor.person,
        made_at=actor.now,
    )
    save_row(row)
    enter(room="assessment", act="plan_visit", record=str(row.public_id), params={"kind": kind.value})
    return row


@transaction.atomic
def change_dates(*, actor: SignedIn, visit: UUID, begins_on: date, ends_on: date, reason: str) -> Visit:
    """Other days for a visit, until it begins; both sides read why.

    Raises ProblemError `visits.step_other_side`, `visits.not_planner`, `visits.settled`, `visits.dates_odd`, `visits.reason_missing`.
    """
    row = _changeable(actor, visit, DATES_OPEN)
    demand_dates(begins_on, ends_on)
    if not reason.strip():
        raise VISITS.problem("reason_missing")
    row.begins_on, row.ends_on, row.year = begins_on, ends_on, begins_on.year
    save_row(row)
    told = {"begins": begins_on.isoformat(), "ends": ends_on.isoformat()}
    enter(room="assessment", act="change_visit_dates", record=str(row.public_id), reason=reason, params=told)
    return row


@transaction.atomic
def choose_questions(
    *,
    actor: SignedIn,
    visit: UUID,
    edition: UUID,
    areas: Iterable[str] = (),
    requirements: Iterable[str] = (),
    without: Iterable[str] = (),
) -> Visit:
    """The frozen edition that a visit asks by, and what of it. It stands from when the team is settled.

    Raises ProblemError as `change_dates` does, `visits.edition_missing` for one that is not frozen, and the first error of
    `measures.selection.select`: what no visit may leave out, among others.
    """
    row = _changeable(actor, visit, QUESTIONS_OPEN)
    chosen = Edition.objects.get(public_id=edition)
    if chosen.state != EditionState.FROZEN:
        raise VISITS.problem("edition_missing")
    choice = Choice(VisitKind(row.kind), areas, requirements, without)
    for finding in select(method_of(chosen), choice).findings:
        if finding.severity is Severity.ERROR:
            raise ProblemError(finding)
    row.edition, row.edition_digest = chosen, chosen.digest
    row.areas, row.requirements = sorted(choice.areas), sorted(choice.requirements)
    row.without = sorted(choice.without)
    save_row(row)
    told = {"edition": chosen.code, "digest": chosen.digest, "areas": ",".join(row.areas)}
    enter(room="assessment", act="choose_questions", record=str(row.public_id), params=told)
    return row


def demand_dates(begins_on: date | None, ends_on: date | None) -> None:
    """Go on only with both days or neither, in their order. Raises ProblemError `visits.dates_odd`."""
    if (begins_on is None) != (ends_on is None) or (begins_on and ends_on and ends_on < begins_on):
        raise VISITS.problem("dates_odd")


def _changeable(actor: SignedIn, visit: UUID, stages: frozenset[Stage]) -> Visit:
    row = locked_visit(visit)
    demand_side(actor, row, Side.BODY, "change_visit")
    demand(PLAN, actor)
    if stage_of(row) not in stages:
        raise VISITS.problem("settled", stage=row.stage)
    return row


def _demand_pair(body: Organisation, state: Organisation, kind: VisitKind) -> None:
    """A body visits States; a State, or who coordinates it, assesses itself."""
    if state.kind != OrganisationKind.STATE:
        raise VISITS.problem("not_a_state")
    alone = kind is VisitKind.SELF_ASSESSMENT
    if alone != (body.pk == state.pk) or (not alone and body.kind != OrganisationKind.BODY):
        raise VISITS.problem("alone_is_own")
