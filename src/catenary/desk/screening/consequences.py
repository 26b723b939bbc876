"""What follows from a decision: a cleared match is remembered, a confirmed one may be tied to the traveller's record."""

from datetime import datetime

from django.utils.translation import gettext as _

from catenary.basis.findings import ProblemError
from catenary.core.mandate.model import Act
from catenary.core.screening.clearing import Clearance, remember
from catenary.core.screening.travellers import person_of
from catenary.desk.intake.stored import traveller_of
from catenary.desk.mandate.models import RecordFields
from catenary.desk.mandate.records.access import may
from catenary.desk.mandate.records.services import record_link
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.screening.cases import was_disputed
from catenary.desk.screening.models import Candidate, Remembered
from catenary.desk.screening.told import told_of
from catenary.desk.screening.words import SETTLED


def remember_cleared(row: Candidate, now: datetime) -> Remembered | None:
    """Keep that the traveller is not the entry; None where too little tells the traveller, or a record is masked."""
    clearance = _clearance(row, now)
    if clearance is None:
        return None
    kept = {
        "organisation": row.organisation,
        "list": clearance.list,
        "entry": clearance.entry,
        "entry_digest": clearance.entry_digest,
        "traveller_digest": clearance.traveller_digest,
        "until": clearance.until,
    }
    return Remembered.objects.update_or_create(candidate=row, defaults=kept)[0]


def forget_cleared(row: Candidate, now: datetime) -> None:
    """What was remembered of the candidate before spares nobody any more."""
    Remembered.objects.filter(candidate=row, until__gt=now).update(until=now)


def link_confirmed(actor: SignedIn, row: Candidate) -> bool:
    """Record the objective link on the traveller's record, where the law of its class and the judge's role allow it.

    Elsewhere nothing is recorded: who may do so decides that on the page of the record.
    """
    record = row.passage.record
    if record.linked_at or record.erased_at or not may(actor, Act.LINK, record).allowed:
        return False
    alone = _("Two people judged, each alone, that the traveller is the person of an entry of a list.")
    reason = str(SETTLED) if was_disputed(row) else alone
    record_link(actor=actor, record=record.public_id, reason=reason)
    return True


def _clearance(row: Candidate, now: datetime) -> Clearance | None:
    fields = dict(
        RecordFields.objects.filter(record__in=(row.record, row.passage.record)).values_list(
            "record", "fields"
        )
    )
    try:
        person = person_of(traveller_of(fields[row.passage.record_id]))
        return remember(person, told_of(fields[row.record_id]).listed, now)
    except (KeyError, ValueError, ProblemError):
        return None
