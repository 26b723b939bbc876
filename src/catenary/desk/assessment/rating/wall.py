"""Who sees what of ratings: their rater, and nobody else before the panel is shown, whatever is asked of the database.

Of a panel that is shown: its team, but for whoever was taken off the question; the body once it is agreed. The State reads, once the
draft report was sent to it, which answers were given and what was agreed: not who gave which, why, or who told the team, which could
be paid for by those who did. A State's own score is its own until its panel is shown. How somebody rates beside others is told to
them alone.
"""

from catenary.core.assessment.clocks import ClockKind
from catenary.core.assessment.rating_flow import RatingState
from catenary.desk.assessment.rating.stages import STATE_SEES_IN
from catenary.desk.shell.wall import ORGANISATION, PERSON, Rows, View

_SEAT = f"(SELECT concat({PERSON}, '/', {ORGANISATION}))"
_TOLD = ", ".join(f"'{stage.value}'" for stage in sorted(STATE_SEES_IN))


def _visit(table: str, condition: str) -> str:
    return f"""EXISTS (SELECT FROM assessment_visit visit
        WHERE visit.id = {table}.visit_id AND ({condition}))"""


def _panel(table: str, condition: str = "true") -> str:
    return f"""EXISTS (SELECT FROM assessment_panel panel
        WHERE panel.id = {table}.panel_id AND ({condition}))"""


_BODY = f"body_id = {ORGANISATION}"
_ON = f"{_SEAT} = ANY (visit.seats_on)"
_LEADS = f"visit.leader_seat = {_SEAT}"
_STATE = f"visit.visited_id = {ORGANISATION} AND visit.stage IN ({_TOLD})"
_TAKEN_OFF = f"""EXISTS (SELECT FROM assessment_seat seat
    WHERE seat.panel_id = panel.id AND seat.rater_id = {PERSON} AND seat.recused_at IS NOT NULL)"""
_OPENED = f"""panel.shown_at IS NOT NULL AND NOT {_TAKEN_OFF}
    AND ({_visit("panel", _ON)} OR panel.agreed_at IS NOT NULL AND panel.body_id = {ORGANISATION})"""
_TO_STATE = f"panel.shown_at IS NOT NULL AND {_visit('panel', _STATE)}"
_OWN_DRAFT = f"""EXISTS (SELECT FROM assessment_rating rating
    WHERE rating.id = assessment_ratingevidence.rating_id AND rating.rater_id = {PERSON}
    AND rating.state = '{RatingState.DRAFT.value}')"""
_OWN_SEAT = f"""EXISTS (SELECT FROM assessment_seat seat WHERE seat.id = assessment_rating.seat_id
    AND seat.panel_id = assessment_rating.panel_id AND seat.rater_id = {PERSON} AND seat.recused_at IS NULL)"""
_SCORING = f"""EXISTS (SELECT FROM assessment_visitclock clock WHERE clock.visit_id = assessment_selfscore.visit_id
    AND clock.kind = '{ClockKind.SELF_SCORE.value}' AND clock.ended_at IS NULL)"""
_SCORE_OPENED = f"""EXISTS (SELECT FROM assessment_panel panel WHERE panel.visit_id = assessment_selfscore.visit_id
    AND panel.question = assessment_selfscore.question AND {_OPENED})"""
_RUN = "EXISTS (SELECT FROM assessment_modelrun run WHERE run.id = {table}.run_id)"
_DRAFT = f"state = '{RatingState.DRAFT.value}'"

RATING_TABLES = {
    "assessment_panel": Rows(
        seen=f"{_BODY} OR {_visit('assessment_panel', f'{_ON} OR {_STATE}')}",
        written=f"""made_by_id = {PERSON} AND shown_at IS NULL AND {_visit("assessment_panel", _LEADS)}""",
        # when it may be shown, and by whom, is asked by its trigger (migration 0008): another leader goes on with it
        changed=_visit("assessment_panel", _ON),
        may="SELECT, INSERT, UPDATE",
    ),
    "assessment_seat": Rows(
        seen=f"{_BODY} OR {_visit('assessment_seat', _ON)}",
        written=f"""asked_by_id = {PERSON} AND submitted_at IS NULL AND {_visit("assessment_seat", _LEADS)}
            AND {_panel("assessment_seat", "panel.shown_at IS NULL")}""",
        changed=f"""rater_id = {PERSON} AND {_visit("assessment_seat", _ON)}
            OR {_visit("assessment_seat", _LEADS)}""",
        through_views=_visit("assessment_seat", _STATE),
        may="SELECT, INSERT, UPDATE",
    ),
    "assessment_rating": Rows(
        seen=f"""rater_id = {PERSON} AND {_panel("assessment_rating")}
            OR NOT {_DRAFT} AND {_panel("assessment_rating", _OPENED)}""",
        through_views=f"NOT {_DRAFT} AND {_panel('assessment_rating', _TO_STATE)}",
        written=f"""rater_id = {PERSON} AND {_OWN_SEAT} AND {_panel("assessment_rating", "panel.shown_at IS NULL")}""",
        changed=f"rater_id = {PERSON} AND {_panel('assessment_rating')}",
        may="SELECT, INSERT, UPDATE",
    ),
    "assessment_ratingevidence": Rows(
        seen="""EXISTS (SELECT FROM assessment_rating rating
            WHERE rating.id = assessment_ratingevidence.rating_id)""",
        written=f"""rater_id = {PERSON} AND {_OWN_DRAFT}
            AND {_panel("assessment_ratingevidence", "panel.shown_at IS NULL")}""",
        may="SELECT, INSERT, DELETE",
    ),
    "assessment_agreed": Rows(
        seen=_panel("assessment_agreed", f"{_OPENED} OR {_TO_STATE}"),
        written=f"""entered_by_id = {PERSON} AND {_panel("assessment_agreed", f"panel.shown_at IS NOT NULL AND {_visit('panel', _LEADS)}")}""",
        may="SELECT, INSERT",
    ),
    "assessment_voice": Rows(
        seen=_panel("assessment_voice", _OPENED),
        written=f"""entered_by_id = {PERSON} AND {_panel("assessment_voice", _OPENED)}
            AND (rater_id = {PERSON} OR {_panel("assessment_voice", _visit("panel", _LEADS))})""",
        may="SELECT, INSERT",
    ),
    "assessment_selfscore": Rows(
        seen=f"visited_id = {ORGANISATION} OR handed_in_at IS NOT NULL AND {_SCORE_OPENED}",
        written=f"visited_id = {ORGANISATION} AND by_id = {PERSON} AND {_SCORING}",
        changed=f"visited_id = {ORGANISATION}",
        may="SELECT, INSERT, UPDATE",
    ),
    "assessment_vignetterating": Rows(seen=f"rater_id = {PERSON}", may="SELECT, INSERT"),
    "assessment_modelrun": Rows(
        seen=_BODY,
        written=f"{_BODY} AND asked_by_id = {PERSON} AND done_at IS NULL",
        may="SELECT, INSERT",
        worker_may="SELECT, INSERT, UPDATE",
    ),
    "assessment_areastanding": Rows(
        seen=_visit(
            "assessment_areastanding",
            f"{_ON} OR {_STATE} OR visit.body_id = {ORGANISATION} AND visit.stage IN ({_TOLD})",
        ),
        may="SELECT",
        worker_may="SELECT, INSERT",
    ),
    "assessment_raterstanding": Rows(seen=f"rater_id = {PERSON}", may="SELECT", worker_may="SELECT, INSERT"),
    "assessment_agreementfigure": Rows(
        seen=_RUN.format(table="assessment_agreementfigure"), may="SELECT", worker_may="SELECT, INSERT"
    ),
}

RATING_VIEWS = {
    "assessment_expertanswer": View(
        f"""SELECT rating.id, rating.panel_id, rating.answer, rating.level
        FROM assessment_rating rating JOIN assessment_seat seat ON seat.id = rating.seat_id
        WHERE rating.state = '{RatingState.SUBMITTED.value}' AND seat.recused_at IS NULL
            AND {_panel("rating", _TO_STATE)}"""  # noqa: S608  our own words
    ),
}
