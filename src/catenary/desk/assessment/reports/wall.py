"""Who sees what of findings and reports: the team and the body while they are made, the State once the draft is sent to it.

The State sees findings that were taken up, never how they came about; what was released, anybody sees, also who is not signed in.
"""

from typing import Final

from catenary.core.assessment.findings_flow import FindingState
from catenary.core.assessment.visit_words import Publication, Stage
from catenary.desk.assessment.rating.stages import STATE_SEES_IN
from catenary.desk.shell.wall import ORGANISATION, PERSON, Rows

WRITTEN_IN: Final = frozenset({Stage.VISITING, Stage.DRAFTING, Stage.ANSWERING})
"""Stages in which findings and sections are written."""
RELEASED_IN: Final = frozenset({Stage.ADOPTED, Stage.FOLLOWING, Stage.CLOSED})

_SEAT = f"(SELECT concat({PERSON}, '/', {ORGANISATION}))"
_BODY = f"body_id = {ORGANISATION}"
_OWN = f"by_id = {PERSON} AND organisation_id = {ORGANISATION}"


def _stages(stages: frozenset[Stage]) -> str:
    return ", ".join(f"'{stage.value}'" for stage in sorted(stages))


def _visit(table: str, condition: str) -> str:
    return f"EXISTS (SELECT FROM assessment_visit visit WHERE visit.id = {table}.visit_id AND ({condition}))"


def _team(table: str) -> str:
    return _visit(table, f"{_SEAT} = ANY (visit.seats_on)")


def _writes(table: str) -> str:
    """On the team, while findings and sections are written."""
    return _visit(table, f"{_SEAT} = ANY (visit.seats_on) AND visit.stage IN ({_stages(WRITTEN_IN)})")


def _state(table: str) -> str:
    return _visit(table, f"visit.visited_id = {ORGANISATION} AND visit.stage IN ({_stages(STATE_SEES_IN)})")


def _of_visit(table: str, state_sees: str = "true") -> Rows:
    """Rows that are only ever added, by the team in their own name."""
    return Rows(
        seen=f"{_BODY} OR {_team(table)} OR {state_sees} AND {_state(table)}",
        written=f"{_OWN} AND {_writes(table)}",
        may="SELECT, INSERT",
    )


_FINDING = (
    "EXISTS (SELECT FROM assessment_visitfinding finding WHERE finding.id = finding_id AND ({condition}))"
)
_DECIDED = f"""EXISTS (SELECT FROM assessment_publicationdecision decision
    WHERE decision.id = decision_id AND decision.visit_id = assessment_releasedreport.visit_id
    AND decision.extent <> '{Publication.NONE.value}')"""
_SAME_STATE = "visit.visited_id = assessment_releasedreport.visited_id"
_OWN_RELEASE = f"""EXISTS (SELECT FROM assessment_releasedreport report WHERE report.id = report_id
    AND report.body_id = {ORGANISATION} AND report.released_by_id = {PERSON})"""

REPORT_TABLES = {
    "assessment_visitfinding": Rows(
        seen=f"""{_BODY} OR {_team("assessment_visitfinding")}
            OR state = '{FindingState.TAKEN_UP.value}' AND {_state("assessment_visitfinding")}""",
        written=_writes("assessment_visitfinding"),
        may="SELECT, INSERT, UPDATE",
    ),
    "assessment_findingversion": Rows(
        seen=_FINDING.format(condition=f"finding.body_id = {ORGANISATION} OR {_team('finding')}"),
        written=f"{_OWN} AND {_FINDING.format(condition=_writes('finding'))}",
        may="SELECT, INSERT",
    ),
    "assessment_concernchoice": _of_visit("assessment_concernchoice"),
    "assessment_sectiontext": _of_visit("assessment_sectiontext"),
    "assessment_releasedreport": Rows(
        seen="true",
        written=f"""{_BODY} AND released_by_id = {PERSON} AND {_DECIDED}
            AND {_visit("assessment_releasedreport", f"{_SAME_STATE} AND visit.stage IN ({_stages(RELEASED_IN)})")}""",
        may="SELECT, INSERT",
    ),
    "assessment_releasedpdf": Rows(seen="true", written=_OWN_RELEASE, may="SELECT, INSERT"),
}
