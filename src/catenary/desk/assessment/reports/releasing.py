"""Letting a report out: the State decided what, a second person of the assessing body does it, and the ledger names the bytes."""

from uuid import UUID

from django.db import transaction

from catenary.core.assessment.report import Decision, released
from catenary.core.assessment.report_model import Report, ReportKind
from catenary.core.assessment.report_problems import REPORT
from catenary.core.assessment.visit_words import Publication, Side, Stage
from catenary.desk.assessment.access import demand_side, locked_visit
from catenary.desk.assessment.models import PublicationDecision, ReleasedReport, Visit
from catenary.desk.assessment.reports.access import RELEASE
from catenary.desk.assessment.reports.building import report_of
from catenary.desk.assessment.reports.published import keep_pdf
from catenary.desk.assessment.reports.wall import RELEASED_IN
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import demand
from catenary.desk.mandate.signed_in import SignedIn
from catenary.formats.reports import json_form


@transaction.atomic
def release_report(*, actor: SignedIn, visit: UUID, kind: ReportKind, language: str) -> ReleasedReport:
    """Let out of a report what the State decided to, in one language; the sections it named, under their numbers.

    It is typeset then and there: what everybody is served is kept with it.

    Raises ProblemError `report.secretary_only`, `visits.step_other_side`, `report.not_adopted`, `.nothing_decided`,
    `.nothing_released`, `.own_release`, `.released_already`, `.not_set`.
    """
    demand(RELEASE, actor)
    row = locked_visit(visit)
    demand_side(actor, row, Side.BODY, "release")
    if Stage(row.stage) not in RELEASED_IN:
        raise REPORT.problem("not_adopted")
    decision = _decided(row)
    if decision.decided_by_id == actor.person.pk:
        raise REPORT.problem("own_release")
    if ReleasedReport.objects.filter(decision=decision, kind=kind, language=language).exists():
        raise REPORT.problem("released_already")
    told = part_released(report_of(row, kind, language, actor.now.date()), decision)
    kept = _kept(actor, row, decision, told)
    keep_pdf(kept, actor.now)
    return kept


def decision_on(visit: Visit) -> PublicationDecision | None:
    """What the State decided last, if it did."""
    return PublicationDecision.objects.filter(visit=visit).first()


def part_released(report: Report, decision: PublicationDecision) -> Report:
    """What may be seen of a report by this decision: of the sections that it names those that the report has.

    Raises ProblemError `report.nothing_released`.
    """
    has = {each.key for each in report.sections}
    named = frozenset(decision.sections) & has
    extent = Publication(decision.extent)
    if extent is Publication.PARTIAL and not named:
        raise REPORT.problem("nothing_released")
    told = released(report, Decision(extent, named))
    if told is None:
        raise REPORT.problem("nothing_released")
    return told


def _decided(row: Visit) -> PublicationDecision:
    decision = decision_on(row)
    if decision is None:
        raise REPORT.problem("nothing_decided")
    if decision.extent == Publication.NONE:
        raise REPORT.problem("nothing_released")
    return decision


def _kept(actor: SignedIn, row: Visit, decision: PublicationDecision, report: Report) -> ReleasedReport:
    digest = json_form.digest(report)
    proof = enter(
        room="assessment",
        act="release_report",
        record=str(row.public_id),
        params={"report": report.kind.value, "language": report.language, "digest": digest},
    )
    kept = ReleasedReport(
        visit=row,
        body_id=row.body_id,
        visited_id=row.visited_id,
        decision=decision,
        kind=report.kind,
        language=report.language,
        title=report.title,
        state=row.visited.name,
        edition=report.imprint.edition,
        content=json_form.write(report),
        digest=digest,
        proof=proof,
        released_by=actor.person,
        released_at=actor.now,
    )
    kept.full_clean()
    kept.save()
    return kept
