"""From a draft to a finding of the assessment: what a person does to it, what each step demands, and every version kept."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

from attrs import field, frozen

from catenary.basis.findings import Finding
from catenary.core.assessment.findings import COMMENDED, FindingKind
from catenary.core.assessment.findings_problems import FINDINGS


class FindingState(StrEnum):
    """Where a finding stands."""

    PROPOSED = "proposed"
    """By the rules; nobody has said anything of it."""
    TAKEN_UP = "taken_up"
    """A finding of this assessment, in a person's words."""
    LEFT = "left"
    """Not a finding, with the reason; it stays to be read."""


class FindingAct(StrEnum):
    """What somebody does to a finding."""

    WRITE = "write"
    """Take up, or change what is taken up: kind, text, questions, evidence."""
    LEAVE = "leave"


STEPS: Final[Mapping[tuple[FindingState, FindingAct], FindingState]] = {
    (FindingState.PROPOSED, FindingAct.WRITE): FindingState.TAKEN_UP,
    (FindingState.PROPOSED, FindingAct.LEAVE): FindingState.LEFT,
    (FindingState.TAKEN_UP, FindingAct.WRITE): FindingState.TAKEN_UP,
    (FindingState.TAKEN_UP, FindingAct.LEAVE): FindingState.LEFT,
    (FindingState.LEFT, FindingAct.WRITE): FindingState.TAKEN_UP,
}


def _ids(ids: Iterable[str]) -> frozenset[str]:
    return frozenset(ids)


@frozen
class Version:
    """A finding as one person left it: each change makes the next, and none is lost."""

    kind: FindingKind
    text: str = ""
    questions: frozenset[str] = field(default=frozenset(), converter=_ids)
    evidence: frozenset[str] = field(default=frozenset(), converter=_ids)
    counter_evidence: frozenset[str] = field(default=frozenset(), converter=_ids)


def after(state: FindingState, act: FindingAct) -> FindingState:
    """Where a step leads. Raises ProblemError `findings.step_impossible`."""
    found = STEPS.get((state, act))
    if found is None:
        raise FINDINGS.problem("step_impossible", state=state.value, act=act.value)
    return found


def lacking(act: FindingAct, before: Version, now: Version, reason: str) -> tuple[Finding, ...]:
    """What a step still lacks; empty where it can be taken.

    Counter-evidence is never dropped in silence: a version without a piece that the one before had needs a reason.
    """
    if act is FindingAct.LEAVE:
        return () if reason.strip() else (FINDINGS.finding("reason_missing"),)
    dropped = len(before.counter_evidence - now.counter_evidence)
    checks = {
        "text_missing": not now.text.strip(),
        "question_missing": not now.questions,
        "evidence_missing": now.kind in COMMENDED and not now.evidence,
    }
    found = [FINDINGS.finding(code) for code, lacks in checks.items() if lacks]
    if dropped and not reason.strip():
        found.append(FINDINGS.finding("counter_evidence_dropped", count=dropped))
    return tuple(found)
