"""Who sees a State's figures: the State its own, the team and the body once they are handed in; nobody else, whatever was published.

What the team asks and the State answers, which may quote a small number, is theirs alone. The figures stand row by row under the version
that they are of, and are seen with it. What was handed in is not changed (a trigger).
"""

from typing import Final

from catenary.core.assessment.visit_words import Stage
from catenary.desk.assessment.fighters.stages import ASKED_IN, TOLD_IN
from catenary.desk.shell.wall import ORGANISATION, PERSON, Rows

_SEAT: Final = f"(SELECT concat({PERSON}, '/', {ORGANISATION}))"
_BODY: Final = f"body_id = {ORGANISATION}"


def _visit(table: str, condition: str = "true") -> str:
    return f"EXISTS (SELECT FROM assessment_visit visit WHERE visit.id = {table}.visit_id AND ({condition}))"


def _in(stages: frozenset[Stage]) -> str:
    return "visit.stage IN (" + ", ".join(f"'{stage.value}'" for stage in sorted(stages)) + ")"


def _team(table: str, condition: str = "true") -> str:
    return _visit(table, f"{_SEAT} = ANY (visit.seats_on) AND {condition}")


def _state(table: str, condition: str = "true") -> str:
    return f"(visited_id = {ORGANISATION} AND {_visit(table, condition)})"


_OF_FIGURES: Final = """EXISTS (SELECT FROM assessment_fighterfigures figures
    WHERE figures.id = assessment_fighterfigure.figures_id AND ({condition}))"""

FIGHTER_TABLES: Final = {
    "assessment_fighterfigures": Rows(
        seen=f"""{_state("assessment_fighterfigures")}
            OR handed_in_at IS NOT NULL AND ({_BODY} OR {_team("assessment_fighterfigures")})""",
        written=f"""by_id = {PERSON} AND handed_in_at IS NULL
            AND {_state("assessment_fighterfigures", _in(TOLD_IN))}""",
        changed=_state("assessment_fighterfigures", _in(TOLD_IN)),
        may="SELECT, INSERT, UPDATE",
    ),
    "assessment_fighterfigure": Rows(
        seen=_OF_FIGURES.format(condition="true"),
        written=_OF_FIGURES.format(
            condition=f"figures.handed_in_at IS NULL AND figures.visited_id = {ORGANISATION}"
        ),
        may="SELECT, INSERT, DELETE",
    ),
    "assessment_figurequestion": Rows(
        seen=f"""{_state("assessment_figurequestion")} OR {_team("assessment_figurequestion")}""",
        written=f"""asked_by_id = {PERSON} AND organisation_id = {ORGANISATION} AND answered_at IS NULL
            AND {_team("assessment_figurequestion", _in(ASKED_IN))}""",
        changed=_state("assessment_figurequestion", _in(ASKED_IN)),
        may="SELECT, INSERT, UPDATE",
    ),
}
