"""Whose briefing somebody opens."""

from typing import Final
from uuid import UUID

from catenary.desk.assessment.access import SEE, demand_moving
from catenary.desk.assessment.models import Member
from catenary.desk.assessment.visits.people_queries import opens_briefing
from catenary.desk.mandate.access import demand
from catenary.desk.mandate.signed_in import SignedIn

_WITH: Final = ("visit__body", "visit__visited", "visit__edition", "organisation")


def briefed_member(here: SignedIn, member: UUID) -> Member:
    """The member, for themselves and for the secretariat of the body, while anything is done on the visit.

    Raises Member.DoesNotExist for everybody else, ProblemError `visits.visit_still`.
    """
    demand(SEE, here)
    row = Member.objects.select_related(*_WITH).get(public_id=member)
    if not opens_briefing(here, row):
        raise Member.DoesNotExist
    demand_moving(row.visit)
    return row
