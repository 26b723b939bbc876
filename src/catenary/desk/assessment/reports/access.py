"""Who writes findings and sections, and who lets a report out: the first wall's names."""

from typing import Final
from uuid import UUID

from catenary.core.assessment.findings_problems import FINDINGS
from catenary.core.assessment.report_problems import REPORT
from catenary.core.assessment.visit_words import Stage
from catenary.core.mandate.model import ALLOWED, Decision, Role
from catenary.desk.assessment.access import SEE, demand_team, is_on_team, locked_visit
from catenary.desk.assessment.models import Visit
from catenary.desk.assessment.reports.wall import WRITTEN_IN
from catenary.desk.mandate.access import demand, permission
from catenary.desk.mandate.signed_in import SignedIn


def _may_release(here: SignedIn, _record: object) -> Decision:
    has = Role.COMMITTEE_SECRETARY in here.roles
    return ALLOWED if has else Decision(REPORT.finding("secretary_only"))


RELEASE: Final = permission("assessment.release", _may_release)
"""Letting out what the State decided to."""


def may_write(here: SignedIn, visit: Visit) -> bool:
    """Whether somebody writes findings and sections of a visit now."""
    return is_on_team(here, visit) and Stage(visit.stage) in WRITTEN_IN


def writable_visit(here: SignedIn, visit: UUID) -> Visit:
    """The visit, locked, for somebody of its team while findings and sections are written.

    Raises Visit.DoesNotExist, ProblemError `visits.not_on_team`, `findings.not_written_now`.
    """
    demand(SEE, here)
    row = locked_visit(visit)
    demand_team(here, row)
    if Stage(row.stage) not in WRITTEN_IN:
        raise FINDINGS.problem("not_written_now", stage=row.stage)
    return row
