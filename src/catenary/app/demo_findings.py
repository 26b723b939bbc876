"""Findings and sections of a fictional visit's report, written by its team; what the State let out, released."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from catenary.app.demo_at_work import REVIEWER, SECRETARY, AtWork, at_work
from catenary.app.demo_ratings import Rated
from catenary.core.assessment.concerns import MOST
from catenary.core.assessment.findings import COMMENDED, CONCERNS, FindingKind
from catenary.core.assessment.report_model import ReportKind, SectionKind
from catenary.desk.assessment.models import Visit, VisitFinding
from catenary.desk.assessment.reports.agreed import outcome_of
from catenary.desk.assessment.reports.finding import (
    Written,
    choose_concerns,
    leave_finding,
    propose_findings,
    proposed_concerns,
    write_finding,
)
from catenary.desk.assessment.reports.releasing import release_report
from catenary.desk.assessment.reports.sections import write_section
from catenary.desk.mandate.acting import acting
from catenary.world.assessments.speech import patterns

_TAKEN: Final = {
    FindingKind.GAP: 8,
    FindingKind.RISK: 3,
    FindingKind.STRENGTH: 3,
    FindingKind.GOOD_PRACTICE: 2,
    FindingKind.FOLLOW_UP: 3,
}
"""How many of each kind are taken up, at most."""
_LEFT: Final = 2
_NOT_NOW: Final = "The team looked at it again: what was seen at one place only is said in the narrative."
_PARTS: Final = (
    (SectionKind.NARRATIVE, "summary.middle"),
    (SectionKind.PROGRESS, "finding.strength.texts"),
    (SectionKind.ASSISTANCE, "summary.closing"),
    (SectionKind.METHOD, "summary.opening"),
)
"""What each section that people write is told with."""


def write_findings(rated: Rated, then: datetime) -> None:
    """What the rules propose, some of it taken up in words, some left with a reason; the first concerns; the sections."""
    leader = at_work(REVIEWER, then)
    with acting(leader.declaration):
        propose_findings(actor=leader, visit=rated.visit)
        drafts = list(VisitFinding.objects.filter(visit__public_id=rated.visit).order_by("pk"))
        taken = list(_chosen(drafts))
        for draft in taken:
            _take_up(rated, leader, draft)
        for draft in [each for each in drafts if each not in taken][:_LEFT]:
            leave_finding(actor=leader, finding=draft.public_id, seen=draft.version, reason=_NOT_NOW)
        _choose(rated.visit, leader)
        _write_sections(rated, leader)


def release(rated: Rated, then: datetime) -> None:
    """The short assessment in English and in the State's own language, as far as it decided."""
    secretary = at_work(SECRETARY, then)
    with acting(secretary.declaration):
        for language in dict.fromkeys(("en", rated.plan.state.languages[0])):
            release_report(actor=secretary, visit=rated.visit, kind=ReportKind.SHORT, language=language)


def _chosen(drafts: Sequence[VisitFinding]) -> Iterable[VisitFinding]:
    """Some of each kind, spread over the areas."""
    for kind, most in _TAKEN.items():
        found = [each for each in drafts if each.kind == kind and (kind not in COMMENDED or each.evidence)]
        yield from found[:: max(1, len(found) // most)][:most]


def _take_up(rated: Rated, leader: AtWork, draft: VisitFinding) -> None:
    area = rated.edition.requirement_of[draft.requirement].area
    told = Written(
        kind=FindingKind(draft.kind),
        title=rated.writing.say(f"finding.{draft.kind}.titles", area),
        text=rated.writing.say(f"finding.{draft.kind}.texts", area),
        language="en",
        questions=draft.questions,
        evidence=[str(each) for each in (*draft.evidence, *draft.counter_evidence)],
    )
    write_finding(actor=leader, finding=draft.public_id, seen=draft.version, told=told)


def _choose(visit: UUID, leader: AtWork) -> None:
    row = Visit.objects.get(public_id=visit)
    order = proposed_concerns(row, outcome_of(row))
    concerns = [UUID(each.finding.id) for each in order if each.finding.kind in CONCERNS]
    choose_concerns(actor=leader, visit=visit, findings=concerns[:MOST])


def _write_sections(rated: Rated, leader: AtWork) -> None:
    areas = dict.fromkeys(map(rated.area, rated.questions))
    for section, about in _PARTS:
        said = [rated.writing.say(about, area) for area, _ in zip(areas, patterns(about), strict=False)]
        _write(rated, leader, section, "en", "\n\n".join(said))
    if told := rated.plan.narrative:
        _write(rated, leader, SectionKind.NARRATIVE, told.language, told.text)


def _write(rated: Rated, leader: AtWork, section: SectionKind, language: str, text: str) -> None:
    write_section(actor=leader, visit=rated.visit, section=section, language=language, text=text, seen=0)
