"""Who may do what with a visit: the first wall's names, and what other rooms ask about a visit, its sides, its team, its stage.

That a visit is not seen at all is the second wall's (`row_security`): its row is not found.
"""

from typing import Final
from uuid import UUID

from catenary.core.assessment.visit_problems import VISITS
from catenary.core.assessment.visit_words import STILL, Side, Stage
from catenary.core.mandate.model import ALLOWED, DataClass, Decision, Role
from catenary.desk.assessment.models import Visit
from catenary.desk.mandate.access import of_class, permission
from catenary.desk.mandate.signed_in import SignedIn

ANYBODY: Final = "any"
"""In the place of a person in a seat: whoever answers for a partner that was asked for an expert."""
PLANNERS: Final = frozenset({Role.REVIEWER, Role.COMMITTEE_SECRETARY, Role.FOCAL_POINT})
"""Who plans visits for their organisation; a State's focal point, its self-assessment."""


def _may_plan(here: SignedIn, _record: object) -> Decision:
    return ALLOWED if here.roles & PLANNERS else Decision(VISITS.finding("not_planner"))


SEE: Final = of_class(DataClass.ASSESSMENT)
"""Opening pages of visits at all; which visits, the wall says."""
PLAN: Final = permission("assessment.plan", _may_plan)
"""Planning visits, and working on the plan."""


def seen_visit(visit: UUID) -> Visit:
    """The visit, if whoever acts may see it. Raises Visit.DoesNotExist otherwise, whether or not there is one."""
    return Visit.objects.select_related("body", "visited", "edition").get(public_id=visit)


def locked_visit(visit: UUID) -> Visit:
    """The same, locked for a change. Raises Visit.DoesNotExist."""
    rows = Visit.objects.select_related("body", "visited", "edition").select_for_update(of=("self",))
    return rows.get(public_id=visit)


def seat_of(here: SignedIn) -> str:
    """A person in one organisation, as `Visit.seats_on` names them."""
    return f"{here.person.pk}/{here.organisation.pk}"


def sides_of(here: SignedIn, visit: Visit) -> frozenset[Side]:
    """The sides that somebody is on: one, in a self-assessment both, as an expert of a partner none."""
    found = {Side.BODY: visit.body_id, Side.STATE: visit.visited_id}
    return frozenset(side for side, organisation in found.items() if organisation == here.organisation.pk)


def is_on_team(here: SignedIn, visit: Visit) -> bool:
    """Somebody agreed to come, and was not taken off since."""
    return seat_of(here) in visit.seats_on


def leads(here: SignedIn, visit: Visit) -> bool:
    """Somebody leads the team of the visit."""
    return bool(visit.leader_seat) and seat_of(here) == visit.leader_seat


def stage_of(visit: Visit) -> Stage:
    """Where it stands."""
    return Stage(visit.stage)


def demand_side(here: SignedIn, visit: Visit, side: Side, act: str) -> None:
    """Go on only on that side. Raises ProblemError `visits.step_other_side`."""
    if side not in sides_of(here, visit):
        raise VISITS.problem("step_other_side", act=act, side=side.value)


def demand_team(here: SignedIn, visit: Visit) -> None:
    """Go on only for somebody on the team. Raises ProblemError `visits.not_on_team`."""
    if not is_on_team(here, visit):
        raise VISITS.problem("not_on_team")


def demand_moving(visit: Visit) -> None:
    """Go on only while anything is done on the visit. Raises ProblemError `visits.visit_still`."""
    if stage_of(visit) in STILL:
        raise VISITS.problem("visit_still", stage=visit.stage)
