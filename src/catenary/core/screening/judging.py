"""From a candidate to a judgement: humans decide, alone first, and what affects a person needs two who agree.

"Same person" stands only when a second judge, who does not see the first judgement, says so too; until then the traveller
is neither refused nor cleared. Where two disagree a supervisor decides who judged neither time. Nothing decides by itself, and
a candidate nobody judged stays undecided.

Sources: Directive (EU) 2016/681 art. 6(5) and 7(6); ICAO Annex 9 s.9.28.
"""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Final

from attrs import evolve, frozen

from catenary.basis.findings import Finding, ProblemError
from catenary.core.screening.judging_problems import JUDGING


class Verdict(StrEnum):
    """What a judge says of traveller and list entry."""

    DIFFERENT = "different_person"
    SAME = "same_person"
    CANNOT_TELL = "cannot_tell"


class CandidateState(StrEnum):
    """Where a candidate stands."""

    OPEN = "open"
    SECOND = "second"
    """One judge said same person; a second looks without seeing that."""
    DISAGREED = "disagreed"
    """Judges disagree, or cannot tell; a supervisor decides."""
    CLEARED = "cleared"
    CONFIRMED = "confirmed"
    WITHDRAWN = "withdrawn"
    """What it rested on is gone: the entry was removed, or the traveller's data changed and meets it no more."""


DECIDED: Final = frozenset({CandidateState.CLEARED, CandidateState.CONFIRMED, CandidateState.WITHDRAWN})


class Compared(StrEnum):
    """What a judge held side by side."""

    NAME = "name"
    BIRTH = "birth"
    SEX = "sex"
    NATIONALITY = "nationality"
    DOCUMENT = "document"
    PHOTO = "photo"
    TRAVEL_HISTORY = "travel_history"
    SOURCE_DOCUMENT = "source_document"


@frozen
class Judgement:
    """One judge's word, why, and what was compared."""

    judge: str
    verdict: Verdict
    at: datetime
    reason: str
    compared: frozenset[Compared]
    as_supervisor: bool = False


@frozen
class Case:
    """A candidate as judgement sees it."""

    state: CandidateState = CandidateState.OPEN
    judgements: tuple[Judgement, ...] = ()


def judge(case: Case, said: Judgement) -> Case:
    """The case after somebody's judgement.

    Raises ProblemError `judging.closed`, `judging.judged_already`, `judging.reason_missing`, `judging.compared_missing`,
    `judging.supervisor_only`.
    """
    _demand(case, said)
    return evolve(case, state=_next(case, said), judgements=(*case.judgements, said))


def withdraw(case: Case) -> Case:
    """The case when what it rested on is gone. What was decided stays decided."""
    return case if case.state in DECIDED else evolve(case, state=CandidateState.WITHDRAWN)


def reopen() -> Case:
    """The case when either side has changed since it was judged: what was said of the former data stands for it no more."""
    return Case()


def visible_to(case: Case, viewer: str) -> tuple[Judgement, ...]:
    """The judgements somebody may see: while a second judge is awaited, one's own only; afterwards all.

    Whether a first judgement was made at all is not to be told from this.
    """
    if case.state is CandidateState.SECOND:
        return tuple(each for each in case.judgements if each.judge == viewer)
    return case.judgements


def may_judge(case: Case, judge_id: str, *, supervisor: bool) -> bool:
    """Whether the case waits for this person."""
    return why_not(case, judge_id, supervisor=supervisor) is None


def why_not(case: Case, judge_id: str, *, supervisor: bool) -> Finding | None:
    """Why this person may not judge the case: `judging.closed`, `judging.judged_already`, `judging.supervisor_only`.

    It tells somebody of their own judgement only, and of no first one that another waits to confirm or deny.
    """
    if case.state in DECIDED:
        return JUDGING.finding("closed", state=case.state.value)
    if judge_id in _judges(case.judgements):
        return JUDGING.finding("judged_already")
    if case.state is CandidateState.DISAGREED and not supervisor:
        return JUDGING.finding("supervisor_only")
    return None


def _demand(case: Case, said: Judgement) -> None:
    refusal = why_not(case, said.judge, supervisor=said.as_supervisor)
    if refusal is not None:
        raise ProblemError(refusal)
    if not said.reason.strip():
        raise JUDGING.problem("reason_missing")
    if not said.compared:
        raise JUDGING.problem("compared_missing")


def _next(case: Case, said: Judgement) -> CandidateState:
    if case.state is CandidateState.DISAGREED:
        return _settled(case, said)
    return _STEPS[case.state, said.verdict]


def _settled(case: Case, said: Judgement) -> CandidateState:
    """A supervisor's word ends a disagreement; `same person` only beside a judge who said so too."""
    if said.verdict is Verdict.DIFFERENT:
        return CandidateState.CLEARED
    agreed = any(each.verdict is Verdict.SAME for each in case.judgements)
    return CandidateState.CONFIRMED if said.verdict is Verdict.SAME and agreed else CandidateState.DISAGREED


def _judges(judgements: Iterable[Judgement]) -> frozenset[str]:
    return frozenset(each.judge for each in judgements)


_STEPS: Final = {
    (CandidateState.OPEN, Verdict.DIFFERENT): CandidateState.CLEARED,
    (CandidateState.OPEN, Verdict.SAME): CandidateState.SECOND,
    (CandidateState.OPEN, Verdict.CANNOT_TELL): CandidateState.DISAGREED,
    (CandidateState.SECOND, Verdict.SAME): CandidateState.CONFIRMED,
    (CandidateState.SECOND, Verdict.DIFFERENT): CandidateState.DISAGREED,
    (CandidateState.SECOND, Verdict.CANNOT_TELL): CandidateState.DISAGREED,
}
