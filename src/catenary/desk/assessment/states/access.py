"""Who opens what of the States: pages of a State as far as the wall shows its visits, the committee's page its secretaries."""

from typing import Final

from catenary.core.assessment.visit_problems import VISITS
from catenary.core.mandate.model import ALLOWED, Decision, Role
from catenary.desk.mandate.access import permission
from catenary.desk.mandate.signed_in import SignedIn


def _may(here: SignedIn, _record: object) -> Decision:
    has = Role.COMMITTEE_SECRETARY in here.roles
    return ALLOWED if has else Decision(VISITS.finding("secretary_only"))


COMMITTEE: Final = permission("assessment.committee", _may)
"""Seeing what is due before the committee."""
