"""Candidates as the rules of judgement know them, and what of their judgements somebody may see."""

from collections.abc import Iterable, Sequence

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
from catenary.desk.screening.models import Candidate, Judged


def case_of(row: Candidate) -> Case:
    """The candidate in the turn it is in: judgements of an earlier one stand for another wording or other data."""
    said = (each for each in _judged(row) if each.turn == row.turn)
    return Case(CandidateState(row.state), tuple(map(_judgement, said)))


def seen_by(row: Candidate, viewer: Person) -> tuple[Judged, ...]:
    """The judgements this person may see, of every turn: one's own, and all of a turn in which no second judge is awaited."""
    rows = _judged(row)
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


def _seen_of_turn(said: Sequence[Judged], viewer: Person) -> Iterable[Judged]:
    seen = {each.judge for each in visible_to(_replayed(said), judge_id(viewer))}
    return (each for each in said if judge_id(each.judge) in seen)


def _replayed(said: Iterable[Judged]) -> Case:
    """Where the judgements of one turn lead by themselves: what ended it since makes nobody read what was to stay unseen."""
    case = Case()
    for each in said:
        case = judge(case, _judgement(each))
    return case


def _judged(row: Candidate) -> list[Judged]:
    return list(Judged.objects.filter(candidate=row).select_related("judge").order_by("at", "id"))


def _judgement(row: Judged) -> Judgement:
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
