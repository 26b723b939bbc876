"""A finding and a published report, for tests that ask for things that exist."""

from django.utils import timezone
from tests.core.assessment.reports import short_report

from catenary.basis.ids import new_id
from catenary.core.mandate.model import OrganisationKind
from catenary.desk.assessment.models import PublicationDecision, ReleasedReport, VisitFinding
from catenary.desk.directory.models import Organisation
from catenary.formats.reports import json_form


def of_reports(here, maker, visit):
    """By the workers' door."""
    now, report = timezone.now(), short_report()
    state = Organisation.objects.get(country="QMR", kind=OrganisationKind.STATE)  # of which nobody else asks
    decision = PublicationDecision.objects.create(
        visit=visit, body=here, visited=here, extent="full", decided_by=maker, decided_at=now
    )
    return {
        "finding": VisitFinding.objects.create(
            visit=visit, body=here, visited=here, key="BOR-1.gap", state="proposed", kind="gap", requirement="BOR-1",
            grounds=["low_level"], questions=["BOR-1-L"], made_at=now,
        ),
        "released_report": ReleasedReport.objects.create(
            visit=visit, body=here, visited=state, decision=decision, kind="short", language="en", title=report.title,
            state="Marisia", edition="E1", content=json_form.write(report), digest=json_form.digest(report),
            proof=new_id(), released_by=maker, released_at=now,
        ),
    }  # fmt: skip
