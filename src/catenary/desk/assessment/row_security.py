"""Who sees what of a visit: the body its own, the State its own from when it is asked, experts those they are invited to.

The wall knows four who ask: the body (everybody at its desk), the State that is visited, whoever was invited to the team, and
whoever is on it. A seat is a person in one organisation (`models.Visit.seats_on`): experts of partners are let in by their seats alone.
"""

from catenary.core.assessment.pause_requests import Outcome
from catenary.core.assessment.visit_words import MemberState, Side
from catenary.desk.assessment.fighters.wall import FIGHTER_TABLES
from catenary.desk.assessment.packs.wall import PACK_TABLES
from catenary.desk.assessment.rating.wall import RATING_TABLES, RATING_VIEWS
from catenary.desk.assessment.reports.wall import REPORT_TABLES
from catenary.desk.shell.wall import ORGANISATION, PERSON, Rows

SEAT = f"(SELECT concat({PERSON}, '/', {ORGANISATION}))"
"""The seat of whoever acts."""
_ASKED_PARTNER = f"(SELECT concat('any/', {ORGANISATION}))"
BODY = f"body_id = {ORGANISATION}"
"""Whoever acts is at the desk of the body: for tables with the column `body_id`."""


def of_visit(table: str, condition: str = "true") -> str:
    """The SQL condition that whoever acts sees the visit of a row (`visit_id`), and that `condition` holds for it, as `visit`."""
    return f"""EXISTS (SELECT FROM assessment_visit visit
        WHERE visit.id = {table}.visit_id AND ({condition}))"""


def on_team(table: str) -> str:
    """The SQL condition that whoever acts is on the team of a row's visit."""
    return of_visit(table, f"{SEAT} = ANY (visit.seats_on)")


def visited(table: str) -> str:
    """The SQL condition that whoever acts is at the desk of the State of a row's visit (`visited_id`), which was asked."""
    return f"(visited_id = {ORGANISATION} AND {of_visit(table)})"


def partakes(table: str) -> str:
    """The SQL condition of the body, the State, and the team."""
    return f"{BODY} OR {visited(table)} OR {on_team(table)}"


def _both(table: str, by: str, may: str = "SELECT, INSERT, UPDATE") -> Rows:
    """Rows that both sides and the team see, and write in their own name."""
    return Rows(
        seen=partakes(table), written=f"({partakes(table)}) AND {by}", changed=partakes(table), may=may
    )


_VISIT = f"""{BODY} OR visited_id = {ORGANISATION} AND asked_at IS NOT NULL
    OR {SEAT} = ANY (seats_asked) OR {_ASKED_PARTNER} = ANY (seats_asked)"""
_BY_BODY, _BY_STATE = f"side = '{Side.BODY.value}'", f"side = '{Side.STATE.value}'"
_DOCUMENT_BODY = f"({BODY} OR {on_team('assessment_visitdocument')})"
_DOCUMENT_STATE = visited("assessment_visitdocument")
_OF_DOCUMENT = """EXISTS (SELECT FROM assessment_visitdocument document
    WHERE document.id = assessment_documentcounts.document_id)"""
_NOTE = f"author_id = {PERSON} AND organisation_id = {ORGANISATION}"
_COMMENTED = f"({BODY} OR {on_team('assessment_factualcomment')})"

TABLES = {
    "assessment_visit": Rows(
        seen=_VISIT,
        written=f"{BODY} AND made_by_id = {PERSON}",
        changed=_VISIT,
        may="SELECT, INSERT, UPDATE",
    ),
    "assessment_steptaken": _both(
        "assessment_steptaken", f"by_id = {PERSON} AND organisation_id = {ORGANISATION}", "SELECT, INSERT"
    ),
    "assessment_term": Rows(seen="true", written=f"{BODY} AND set_by_id = {PERSON}", may="SELECT, INSERT"),
    "assessment_visitclock": _both("assessment_visitclock", "ended_at IS NULL"),
    "assessment_clockpause": _both("assessment_clockpause", f"organisation_id = {ORGANISATION}"),
    "assessment_pauserequest": Rows(
        seen=partakes("assessment_pauserequest"),
        written=f"""{visited("assessment_pauserequest")} AND asked_by_id = {PERSON}
            AND outcome = '{Outcome.OPEN.value}'""",
        changed=BODY,
        may="SELECT, INSERT, UPDATE",
    ),
    "assessment_member": Rows(
        seen=f"""{BODY} OR person_id = {PERSON} OR {on_team("assessment_member")}
            OR state <> '{MemberState.PROPOSED.value}'
                AND ({visited("assessment_member")} OR organisation_id = {ORGANISATION})""",
        written=f"{BODY} AND proposed_by_id = {PERSON}",
        changed=f"{BODY} OR organisation_id = {ORGANISATION}",
        may="SELECT, INSERT, UPDATE",
    ),
    "assessment_interest": Rows(
        seen=f"{BODY} OR person_id = {PERSON}",
        written=f"person_id = {PERSON}",
        may="SELECT, INSERT, UPDATE",
    ),
    "assessment_conflict": Rows(
        seen=f"{BODY} OR raised_by_id = {PERSON} OR {_BY_STATE} AND {visited('assessment_conflict')}",
        written=f"raised_by_id = {PERSON}",
        changed=BODY,
        may="SELECT, INSERT, UPDATE",
    ),
    "assessment_meeting": Rows(
        seen=f"""{BODY} OR {on_team("assessment_meeting")} OR with_state AND {visited("assessment_meeting")}""",
        written=f"({BODY} OR {on_team('assessment_meeting')}) AND added_by_id = {PERSON}",
        changed=f"{BODY} OR {on_team('assessment_meeting')}",
        may="SELECT, INSERT, UPDATE",
    ),
    "assessment_meetingnote": Rows(
        seen=f"{_NOTE} OR {on_team('assessment_meetingnote')}",
        written=f"{_NOTE} AND {on_team('assessment_meetingnote')}",
        may="SELECT, INSERT, UPDATE",
    ),
    "assessment_interviewee": Rows(seen=on_team("assessment_interviewee"), may="SELECT, INSERT, UPDATE"),
    "assessment_sealedidentity": Rows(
        seen=f"{_NOTE} OR {of_visit('assessment_sealedidentity', f'visit.leader_seat = {SEAT}')}",
        written=f"{_NOTE} AND {on_team('assessment_sealedidentity')}",
        may="SELECT, INSERT",
        worker_may="SELECT, INSERT, UPDATE",
    ),
    "assessment_identityopening": Rows(
        seen=f"asked_by_id = {PERSON} AND organisation_id = {ORGANISATION}",
        written=f"asked_by_id = {PERSON} AND organisation_id = {ORGANISATION} AND sealed IS NULL",
        may="SELECT, INSERT",
        worker_may="SELECT, INSERT, UPDATE",
    ),
    "assessment_visitdocument": Rows(
        seen=f"""{_BY_BODY} AND ({_DOCUMENT_BODY} OR shared AND {_DOCUMENT_STATE})
            OR {_BY_STATE} AND ({_DOCUMENT_STATE} OR shared AND {_DOCUMENT_BODY})""",
        written=f"""added_by_id = {PERSON} AND organisation_id = {ORGANISATION}
            AND ({_BY_BODY} AND {_DOCUMENT_BODY} OR {_BY_STATE} AND {_DOCUMENT_STATE})""",
        changed=f"organisation_id = {ORGANISATION}",
        may="SELECT, INSERT, UPDATE",
    ),
    "assessment_documentcounts": Rows(
        seen=_OF_DOCUMENT, written=f"checked_by_id = {PERSON} AND {_OF_DOCUMENT}", may="SELECT, INSERT"
    ),
    "assessment_factualcomment": Rows(
        seen=f"{visited('assessment_factualcomment')} OR sent_at IS NOT NULL AND {_COMMENTED}",
        written=f"{visited('assessment_factualcomment')} AND made_by_id = {PERSON} AND answered_at IS NULL",
        changed=f"{visited('assessment_factualcomment')} OR sent_at IS NOT NULL AND {_COMMENTED}",
        may="SELECT, INSERT, UPDATE, DELETE",
    ),
    "assessment_publicationdecision": _both(
        "assessment_publicationdecision", f"decided_by_id = {PERSON}", "SELECT, INSERT"
    ),
    "assessment_assessedstate": Rows(
        seen=BODY, written=f"{BODY} AND entered_by_id = {PERSON}", changed=BODY, may="SELECT, INSERT, UPDATE"
    ),
    "assessment_pastvisit": Rows(
        seen=BODY, written=f"{BODY} AND imported_by_id = {PERSON}", may="SELECT, INSERT"
    ),
    **RATING_TABLES,
    **REPORT_TABLES,
    **PACK_TABLES,
    **FIGHTER_TABLES,
}

VIEWS = {**RATING_VIEWS}
