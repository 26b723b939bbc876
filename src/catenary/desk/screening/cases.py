"""Candidates and reported documents as the rules of judgement know them, and what of their judgements somebody may see."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from catenary.core.mandate.model import Role
from catenary.core.screening.judging import (
    CandidateState,
    Case,
    Compared,
    Judgement,
    Verdict,
    judge,
    visible_to,
)
from catenary.desk.mandate.models import Person
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.screening.models import Candidate, Judged, PaperJudged

_Said = TypeVar("_Said", Judged, PaperJudged)


def case_of(row: Candidate) -> Case:
    """The candidate in the turn it is in: judgements of an earlier one stand for another wording or other data."""
    return case_in_turn(row.state, row.turn, _judged(row))


def case_in_turn(state: str, turn: int, said: Iterable[Judged] | Iterable[PaperJudged]) -> Case:
    """The same of anything that is judged so: where it stands, and what was said in this turn."""
    return Case(CandidateState(state), tuple(_judgement(each) for each in said if each.turn == turn))


def seen_by(row: Candidate, viewer: Person) -> tuple[Judged, ...]:
    """The judgements this person may see, of every turn: one's own, and all of a turn in which no second judge is awaited."""
    return seen_of(_judged(row), viewer)


def seen_of(rows: Sequence[_Said], viewer: Person) -> tuple[_Said, ...]:
    """Those of the judgements, in the order in which they were said, that this person may see."""
    turns = sorted({each.turn for each in rows})
    said = ([each for each in rows if each.turn == turn] for turn in turns)
    return tuple(seen for of_turn in said for seen in _seen_of_turn(of_turn, viewer))


def was_disputed(row: Candidate) -> bool:
    """Whether the judges of the present turn did not agree, so that a supervisor, who knew so, had the last word."""
    return any(each.turn == row.turn and each.verdict != Verdict.SAME for each in _judged(row))


def judge_id(person: Person) -> str:
    """Who judges, as the rules know them."""
    return str(person.public_id)


def supervises(here: SignedIn) -> bool:
    """Whether the person judges as a supervisor, who alone ends a disagreement."""
    return Role.SUPERVISOR in here.roles


def _seen_of_turn(said: Sequence[_Said], viewer: Person) -> Iterable[_Said]:
    seen = {each.judge for each in visible_to(_replayed(said), judge_id(viewer))}
    return (each for each in said if judge_id(each.judge) in seen)


def _replayed(said: Iterable[Judged] | Iterable[PaperJudged]) -> Case:
    """Where the judgements of one turn lead by themselves: what ended it since makes nobody read what was to stay unseen."""
    case = Case()
    for each in said:
        case = judge(case, _judgement(each))
    return case


def _judged(row: Candidate) -> list[Judged]:
    return list(Judged.objects.filter(candidate=row).select_related("judge").order_by("at", "id"))


def _judgement(row: Judged | PaperJudged) -> Judgement:
    return Judgement(
        judge=judge_id(row.judge),
        verdict=Verdict(row.verdict),
        at=row.at,
        reason=row.reason or _ERASED,
        compared=frozenset(map(Compared, row.compared)),
        as_supervisor=row.as_supervisor,
    )


_ERASED = "-"
"""Stands for a reason that went with the record; the rules ask that there was one."""
