"""The list of records as a file: only what may be exported, with its handling code, capped, and one entry in the ledger."""

from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from catenary.core.mandate.handling import combined
from catenary.core.mandate.model import Act
from catenary.core.mandate.problems import MANDATE
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.models import HeldRecord
from catenary.desk.mandate.records.access import may
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.shell.tables import Column, Row
from catenary.desk.shell.twins import csv_twin, json_twin

_TWINS = {"csv": csv_twin, "json": json_twin}


def exportable(here: SignedIn, records: Iterable[HeldRecord]) -> list[HeldRecord]:
    """The records that this person may take out. Raises ProblemError with core's refusal where there are some and none may go."""
    decided = [(record, may(here, Act.EXPORT, record)) for record in records]
    allowed = [record for record, decision in decided if decision.allowed]
    if decided and not allowed:
        decided[0][1].demand()
    return allowed


def export(
    here: SignedIn, form: str, columns: Sequence[Column], rows: Sequence[Row], records: Sequence[HeldRecord]
) -> HttpResponse:
    """The rows as a file whose notes tell its handling code, audience, purpose and law.

    Raises ProblemError `mandate.task_missing` where no purpose is stated, KeyError for an unknown form.
    """
    if here.task is None:
        raise MANDATE.problem("task_missing")
    marking = combined((record.as_held() for record in records), here.actor.organisation)
    notes = {
        "handling": marking.handling.value,
        "audience": " ".join(sorted(marking.audience)) or "-",
        "purpose": here.task.purpose,
        "legal_basis": here.task.basis,
        "made_at": here.now.isoformat(timespec="seconds"),
    }
    enter(
        room="mandate",
        act="export_list",
        params={"count": len(records), "form": form, "handling": marking.handling.value},
        shown=[str(record.public_id) for record in records],
    )
    return _TWINS[form]("records", columns, rows, notes)
