"""Released reports as everybody reads them: what a row holds, and its PDF, typeset once and kept."""

import logging
from datetime import datetime
from hashlib import sha256
from typing import Final

from attrs import evolve
from django.db import transaction

from catenary.basis.findings import ProblemError
from catenary.core.assessment.report_model import Report
from catenary.desk.assessment.models import ReleasedPdf, ReleasedReport
from catenary.desk.assessment.reports.files import replaced_in, typeset
from catenary.desk.mandate.acting import Declaration, Door, acting

_LOG: Final = logging.getLogger(__name__)


def report_in(row: ReleasedReport) -> Report:
    """The report that a row holds, with the entry of the ledger that proves it."""
    from catenary.formats.reports import json_form  # noqa: PLC0415  only where a report is read

    report = json_form.read(bytes(row.content))
    return evolve(report, imprint=evolve(report.imprint, proof=str(row.proof)))


def keep_pdf(row: ReleasedReport, now: datetime) -> ReleasedPdf:
    """Typeset a released report and keep the file, which nobody changes any more. Raises ProblemError `report.not_set`."""
    made = typeset(report_in(row))
    kept = ReleasedPdf(
        report=row,
        content=made.content,
        digest=sha256(made.content).hexdigest(),
        replaced=replaced_in(made),
        made_at=now,
    )
    kept.full_clean()
    kept.save()
    return kept


def typeset_released(*, now: datetime) -> int:
    """Typeset what was released before files were kept; for workers. How many were made; one that fails keeps no other away."""
    with acting(Declaration(door=Door.SYSTEM)):
        waiting = list(ReleasedReport.objects.filter(pdf=None).values_list("pk", flat=True))
        return sum(_typeset(each, now) for each in waiting)


def _typeset(report: int, now: datetime) -> bool:
    try:
        with transaction.atomic():
            keep_pdf(ReleasedReport.objects.get(pk=report), now)
    except ProblemError:
        _LOG.exception("a released report cannot be typeset: row %d", report)
        return False
    return True
