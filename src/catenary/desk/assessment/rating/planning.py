"""The planner's proposal for visits of a year: who rates which area, with the bias and error to be expected, before it is used."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final
from uuid import UUID

from attrs import frozen
from django.db import transaction

from catenary.basis.findings import ProblemError, Severity
from catenary.core.assessment.panel_problems import RATING
from catenary.core.assessment.planner import Case, Conflict, ConflictKind, Demand, Plan, Rater, plan
from catenary.core.assessment.planner_forecast import Forecast, forecast
from catenary.core.measures.model import Edition
from catenary.desk.assessment.access import locked_visit
from catenary.desk.assessment.models import AssessedState, Member, Visit
from catenary.desk.assessment.rating.of_visit import (
    by_area,
    demand_lead,
    demand_rateable,
    edition_of,
    questions_of,
    raters_of,
)
from catenary.desk.assessment.rating.panels import Assigned, seat_all
from catenary.desk.assessment.rating.stages import RATED_IN
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.signed_in import SignedIn

ROOM_FOR_ALL: Final = 10_000
"""Areas somebody is taken to have time for: a desk does not know people's calendars."""


@frozen
class Proposal:
    """Who would rate which area of a visit, what can be expected of it, and what it lacks."""

    plan: Plan
    areas: Sequence[str]
    forecast: Forecast | None
    """None where a panel would be empty."""


@frozen
class Wanted:
    """What is asked of every panel."""

    raters: int = 3
    outsiders: int = 1


def propose(visit: Visit, wanted: Wanted) -> Proposal:
    """Panels for each area of a visit, balanced with those of other visits under the same edition that are rated now.

    Raises ProblemError `planning.nothing`, `rating.not_open`.
    """
    edition = edition_of(visit)
    visits = _side_by_side(visit)
    groups = by_area(edition, questions_of(visit))
    members = [member for each in visits for member in raters_of(each)]
    raters, cases = _raters(visit, members, edition), [_case(each) for each in visits]
    demand = Demand(wanted.raters, wanted.outsiders, [each.code for each in edition.vignettes])
    made = plan(raters, cases, groups, _not_on_team(visits, raters), demand)
    expected = None
    if all(made.panels.values()):
        sizes = {code: len(questions) for code, questions in groups.items()}
        expected = forecast(made, raters, cases, sizes, demand)
    return Proposal(made, tuple(groups), expected)


@transaction.atomic
def use_proposal(*, actor: SignedIn, visit: UUID, wanted: Wanted) -> Assigned:
    """Ask the people of the planner's proposal to rate. The same visits and team give the same proposal.

    Raises ProblemError `rating.leader_only`, `.stopped`, `.not_open`, and the first error of the proposal, such as a design that
    is not connected, with the smallest thing that is missing.
    """
    row = locked_visit(visit)
    demand_lead(actor, row)
    demand_rateable(row)
    proposal = propose(row, wanted)
    demand_usable(proposal)
    groups = by_area(edition_of(row), questions_of(row))
    seats = {
        question.code: [int(rater) for rater in proposal.plan.panels[_name(row), area]]
        for area, questions in groups.items()
        for question in questions
    }
    done = seat_all(actor, row, seats)
    enter(room="assessment", act="use_proposal", record=str(row.public_id), params={"asked": done.asked})
    return done


def demand_usable(proposal: Proposal) -> None:
    """Go on only with a proposal that lacks nothing. Raises ProblemError with its first error."""
    for finding in proposal.plan.findings:
        if finding.severity is Severity.ERROR:
            raise ProblemError(finding)
    if not proposal.plan.connection.connected:
        parts = len(proposal.plan.connection.parts)
        raise RATING.problem("apart", parts=parts)


def panel_in(proposal: Proposal, visit: Visit, area: str) -> Sequence[int]:
    """Who would rate an area of the visit, by the rows of the people."""
    return [int(each) for each in proposal.plan.panels.get((_name(visit), area), ())]


def _side_by_side(visit: Visit) -> list[Visit]:
    """The visits that are rated now under the same words, as far as the asker sees them; this one always."""
    rows = Visit.objects.filter(
        body=visit.body, edition_digest=visit.edition_digest, stage__in=RATED_IN
    ).select_related("body", "visited", "edition")
    return [visit, *(each for each in rows.order_by("id") if each.pk != visit.pk)]


def _raters(visit: Visit, members: Iterable[Member], edition: Edition) -> list[Rater]:
    regions = _regions(visit)
    found: dict[str, Rater] = {}
    for each in members:
        name = str(each.person_id)
        region = next((regions[code] for code in each.nationalities if code in regions), "")
        areas = frozenset(each.areas) or frozenset(edition.area_of)
        before = found.get(name)
        found[name] = Rater(name, region, areas | (before.groups if before else frozenset()), ROOM_FOR_ALL)
    return list(found.values())


def _regions(visit: Visit) -> Mapping[str, str]:
    rows = AssessedState.objects.filter(body=visit.body).exclude(region="")
    return dict(rows.values_list("country", "region"))


def _case(visit: Visit) -> Case:
    return Case(_name(visit), _regions(visit).get(visit.visited.country, ""))


def _not_on_team(visits: Iterable[Visit], raters: Iterable[Rater]) -> list[Conflict]:
    """Who is not on a visit's team does not rate it; teams are free of conflicts already."""
    found = []
    for visit in visits:
        team = {str(each.person_id) for each in raters_of(visit)}
        others = [each.id for each in raters if each.id not in team]
        found += [Conflict(name, _name(visit), ConflictKind.PAST_POST) for name in others]
    return found


def _name(visit: Visit) -> str:
    return str(visit.public_id)
