"""A body's register of its past visits, loaded from a file: whole, or not at all."""

from collections.abc import Mapping

from attrs import frozen
from django.db import transaction

from catenary.basis.findings import Finding
from catenary.core.assessment.visit_problems import VISITS
from catenary.core.mandate.model import OrganisationKind
from catenary.desk.assessment.access import PLAN
from catenary.desk.assessment.models import AssessedState, PastVisit
from catenary.desk.assessment.visits.keeping import save_row
from catenary.desk.directory.models import Organisation
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import demand
from catenary.desk.mandate.signed_in import SignedIn
from catenary.formats.visits_register.read import PastVisitLine, read_register


@frozen
class Loaded:
    """What a file brought: new visits, and those that stood in the register already."""

    added: int
    known: int


@transaction.atomic
def load_register(*, actor: SignedIn, data: bytes) -> Loaded:
    """Load the past visits of a file; those that are known already stay as they are.

    Raises ProblemError `visits.not_planner`, `visits.register_faulty` with how many faults there are.
    """
    demand(PLAN, actor)
    found = read_register(data)
    if found.findings:
        raise VISITS.problem("register_faulty", count=len(found.findings))
    _states(actor, {each.country: each for each in found.visits})
    known = set(PastVisit.objects.filter(body=actor.organisation).values_list("country", "kind", "began_on"))
    fresh = [each for each in found.visits if (each.country, each.kind.value, each.began_on) not in known]
    PastVisit.objects.bulk_create(_row(actor, each) for each in fresh)
    told: dict[str, str | int | bool | None] = {
        "added": len(fresh),
        "known": len(found.visits) - len(fresh),
    }
    enter(room="assessment", act="load_register", params=told)
    return Loaded(len(fresh), len(found.visits) - len(fresh))


def first_faults(data: bytes, most: int = 50) -> tuple[Finding, ...]:
    """The first faults of a file, to be told beside its form."""
    return read_register(data).findings[:most]


def _states(actor: SignedIn, lines: Mapping[str, PastVisitLine]) -> None:
    """Every State of the file stands in the register, with its region where the file tells one."""
    rows = {each.country: each for each in AssessedState.objects.filter(body=actor.organisation)}
    names = dict(Organisation.objects.filter(kind=OrganisationKind.STATE).values_list("country", "name"))
    for country, line in lines.items():
        row = rows.get(country) or AssessedState(
            body=actor.organisation,
            country=country,
            name=names.get(country, country),
            entered_by=actor.person,
            entered_at=actor.now,
        )
        row.region = line.region or row.region
        save_row(row)


def _row(actor: SignedIn, line: PastVisitLine) -> PastVisit:
    return PastVisit(
        body=actor.organisation,
        country=line.country,
        kind=line.kind,
        began_on=line.began_on,
        ended_on=line.ended_on,
        imported_by=actor.person,
        imported_at=actor.now,
    )
