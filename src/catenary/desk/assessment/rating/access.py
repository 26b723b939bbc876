"""Who works on the method: reviewers and secretaries of the body see agreement and have the model fitted."""

from typing import Final

from catenary.core.assessment.panel_problems import RATING
from catenary.core.mandate.model import ALLOWED, Decision, Role
from catenary.desk.mandate.access import demand, permission
from catenary.desk.mandate.signed_in import SignedIn

METHOD_ROLES: Final = frozenset({Role.REVIEWER, Role.COMMITTEE_SECRETARY})


def _may(here: SignedIn, _record: object) -> Decision:
    return ALLOWED if here.roles & METHOD_ROLES else Decision(RATING.finding("method_desk_only"))


METHOD_DESK: Final = permission("assessment.method_desk", _may)
"""Seeing how far raters agree, and having the model fitted."""


def demand_method_desk(here: SignedIn) -> None:
    """Go on only for the methodology desk. Raises ProblemError `rating.method_desk_only`."""
    demand(METHOD_DESK, here)
