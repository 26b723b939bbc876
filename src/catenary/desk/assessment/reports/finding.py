"""Findings of a visit: proposed by the rules, written, left and put in order by people, every version kept."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from attrs import field, frozen
from django.db import transaction
from django.db.models import QuerySet

from catenary.basis.findings import ProblemError
from catenary.core.assessment.concerns import Concern, Weighed, demand_chosen, proposed
from catenary.core.assessment.confidence import Stance
from catenary.core.assessment.findings import Draft, FindingKind, propose
from catenary.core.assessment.findings_flow import FindingAct, FindingState, Version, after, lacking
from catenary.core.assessment.findings_problems import FINDINGS
from catenary.core.measures.model import Edition
from catenary.desk.assessment.models import ConcernChoice, FindingVersion, Visit, VisitFinding
from catenary.desk.assessment.rating.of_visit import edition_of
from catenary.desk.assessment.reports.access import writable_visit
from catenary.desk.assessment.reports.agreed import Outcome, evidence_of, outcome_of
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.signed_in import SignedIn


def _codes(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(codes)


@frozen
class Written:
    """A finding as somebody writes it. `evidence` are ids of pieces that raters named, for and against alike."""

    kind: FindingKind
    title: str
    text: str
    language: str
    questions: tuple[str, ...] = field(converter=_codes)
    evidence: tuple[str, ...] = field(default=(), converter=_codes)
    reason: str = ""


@transaction.atomic
def propose_findings(*, actor: SignedIn, visit: UUID) -> int:
    """Put down every draft that the rules give now and that is not there yet; how many are new. What people wrote stays.

    Raises ProblemError `visits.not_on_team`, `findings.not_written_now`.
    """
    row = writable_visit(actor, visit)
    there = set(VisitFinding.objects.filter(visit=row).values_list("key", flat=True))
    fresh = [each for each in propose(outcome_of(row).levels) if each.key not in there]
    VisitFinding.objects.bulk_create([_proposed(row, each, actor) for each in fresh])
    enter(room="assessment", act="propose_findings", record=str(row.public_id), params={"drafts": len(fresh)})
    return len(fresh)


@transaction.atomic
def begin_finding(*, actor: SignedIn, visit: UUID, requirement: str) -> VisitFinding:
    """Begin a finding that no rule proposed; `write_finding` gives it its words. Raises ProblemError `findings.requirement_unknown`."""
    row = writable_visit(actor, visit)
    if requirement not in edition_of(row).requirement_of:
        raise FINDINGS.problem("requirement_unknown", requirement=requirement)
    made = VisitFinding(
        visit=row,
        body_id=row.body_id,
        visited_id=row.visited_id,
        state=FindingState.PROPOSED,
        kind=FindingKind.GAP,
        requirement=requirement,
        made_at=actor.now,
    )
    made.full_clean()
    made.save()
    enter(
        room="assessment",
        act="begin_finding",
        record=str(made.public_id),
        params={"requirement": requirement},
    )
    return made


@transaction.atomic
def write_finding(*, actor: SignedIn, finding: UUID, seen: int, told: Written) -> VisitFinding:
    """Take a finding up, or change it; `seen` is the version that whoever writes had before them.

    Raises ProblemError `findings.draft_stale`, `.question_foreign`, `.evidence_foreign`, the first thing that is `lacking`, and
    `.step_impossible`.
    """
    row = _for_change(actor, finding, seen)
    state = after(FindingState(row.state), FindingAct.WRITE)
    _demand_questions(edition_of(row.visit), row.requirement, told.questions)
    supporting, opposing = _stances(row.visit, told)
    now = Version(told.kind, told.text, told.questions, supporting, opposing)
    for fault in lacking(FindingAct.WRITE, _version(row), now, told.reason):
        raise ProblemError(fault)
    row.state, row.kind, row.title, row.text, row.language = (
        state,
        told.kind,
        told.title,
        told.text,
        told.language,
    )
    row.questions, row.evidence, row.counter_evidence = list(told.questions), list(supporting), list(opposing)
    return _kept(row, FindingAct.WRITE, actor, told.reason)


@transaction.atomic
def leave_finding(*, actor: SignedIn, finding: UUID, seen: int, reason: str) -> VisitFinding:
    """Say that it is no finding, and why; it stays to be read. Raises ProblemError as `write_finding` does."""
    row = _for_change(actor, finding, seen)
    state = after(FindingState(row.state), FindingAct.LEAVE)
    for fault in lacking(FindingAct.LEAVE, _version(row), _version(row), reason):
        raise ProblemError(fault)
    row.state = state
    return _kept(row, FindingAct.LEAVE, actor, reason)


@transaction.atomic
def choose_concerns(*, actor: SignedIn, visit: UUID, findings: Sequence[UUID]) -> ConcernChoice:
    """Say which are the first concerns, the first one first. Raises ProblemError `findings.concern_*`."""
    row = writable_visit(actor, visit)
    kinds = {str(each.public_id): FindingKind(each.kind) for each in taken_up(row)}
    demand_chosen(kinds, [str(each) for each in findings])
    choice = ConcernChoice(
        visit=row,
        body_id=row.body_id,
        visited_id=row.visited_id,
        findings=list(findings),
        by=actor.person,
        organisation=actor.organisation,
        at=actor.now,
    )
    choice.full_clean()
    choice.save()
    enter(
        room="assessment",
        act="choose_concerns",
        record=str(row.public_id),
        params={"concerns": len(findings)},
    )
    return choice


def taken_up(visit: Visit) -> "QuerySet[VisitFinding]":
    """The findings of a visit, as far as whoever acts may see, in the order they were made."""
    return VisitFinding.objects.filter(visit=visit, state=FindingState.TAKEN_UP).order_by("pk")


def chosen_concerns(visit: Visit) -> list[VisitFinding]:
    """The first concerns in their order; what was left since it was chosen is not among them."""
    choice = ConcernChoice.objects.filter(visit=visit).first()
    wanted = choice.findings if choice else []
    found = {each.public_id: each for each in taken_up(visit)}
    return [found[each] for each in wanted if each in found]  # type: ignore[index]


def proposed_concerns(visit: Visit, outcome: Outcome) -> tuple[Concern, ...]:
    """Gaps and risks that were taken up, in the order proposed, with its reasons."""
    weighed = [
        Weighed(
            str(each.public_id),
            FindingKind(each.kind),
            each.requirement,
            min((level for code in each.questions if (level := outcome.levels.level(code))), default=None),
        )
        for each in taken_up(visit)
    ]
    return proposed(outcome.edition, weighed)


def _proposed(visit: Visit, draft: Draft, actor: SignedIn) -> VisitFinding:
    made = VisitFinding(
        visit=visit,
        body_id=visit.body_id,
        visited_id=visit.visited_id,
        key=draft.key,
        state=FindingState.PROPOSED,
        kind=draft.kind,
        requirement=draft.requirement,
        grounds=list(draft.grounds),
        prerequisites=list(draft.prerequisites),
        questions=list(draft.questions),
        evidence=list(draft.evidence),
        counter_evidence=list(draft.counter_evidence),
        made_at=actor.now,
    )
    made.full_clean()
    return made


def _for_change(actor: SignedIn, finding: UUID, seen: int) -> VisitFinding:
    rows = VisitFinding.objects.select_related("visit")
    visit = rows.get(public_id=finding).visit
    writable_visit(actor, visit.public_id)
    row = rows.select_for_update(of=("self",)).get(public_id=finding)
    if row.version != seen:
        raise FINDINGS.problem("draft_stale")
    return row


def _demand_questions(edition: Edition, requirement: str, questions: Iterable[str]) -> None:
    own = {each.code for each in edition.questions_about(requirement)}
    for each in questions:
        if each not in own:
            raise FINDINGS.problem("question_foreign", question=each, requirement=requirement)


def _stances(visit: Visit, told: Written) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The evidence named, apart by what it speaks for. Raises ProblemError `findings.evidence_foreign`."""
    known = {
        str(public_id): stance
        for public_id, stance in evidence_of(visit, told.questions).values_list("public_id", "stance")
    }
    if any(each not in known for each in told.evidence):
        raise FINDINGS.problem("evidence_foreign")
    supporting = tuple(each for each in told.evidence if known[each] == Stance.FOR)
    return supporting, tuple(each for each in told.evidence if known[each] != Stance.FOR)


def _version(row: VisitFinding) -> Version:
    return Version(
        FindingKind(row.kind),
        row.text,
        row.questions,
        map(str, row.evidence),
        map(str, row.counter_evidence),
    )


def _kept(row: VisitFinding, act: FindingAct, actor: SignedIn, reason: str) -> VisitFinding:
    """The finding saved, and what was done to it as its next version."""
    row.version += 1
    row.full_clean()
    row.save()
    same: dict[str, Any] = {
        name: getattr(row, name)
        for name in ("kind", "title", "text", "language", "questions", "evidence", "counter_evidence")
    }
    version = FindingVersion(
        finding=row,
        number=row.version,
        act=act,
        reason=reason,
        by=actor.person,
        organisation=actor.organisation,
        at=actor.now,
        **same,
    )
    version.full_clean()
    version.save()
    enter(
        room="assessment",
        act="write_finding" if act is FindingAct.WRITE else "leave_finding",
        record=str(row.public_id),
        reason=reason,
        params={"requirement": row.requirement, "kind": row.kind, "version": row.version},
    )
    return row
