"""Redress records: who is known not to be a certain entry of a list, for screening to honour."""

import re
from typing import Any
from uuid import UUID

from django.db import transaction

from catenary.basis.dates import PartialDate
from catenary.basis.persons import Sex
from catenary.core.mandate import redress
from catenary.core.mandate.model import Act, DataClass, Handling, Held
from catenary.core.mandate.redress import PaperNumber, Redress, Traits
from catenary.desk.directory.models import Organisation
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import demand, on_record
from catenary.desk.mandate.models import HeldRecord, RecordFields, RedressRecord, RightsCase
from catenary.desk.mandate.records.holding import NewRecord, hold
from catenary.desk.mandate.retention.clocks import set_dates
from catenary.desk.mandate.retention.tables import table_for
from catenary.desk.mandate.signed_in import SignedIn

KIND = "Redress"
_SEPARATORS = re.compile(r"[^0-9A-Z]")


def paper(number: str, issuer: str) -> PaperNumber:
    """A document number as documents are compared: capitals and digits only."""
    return PaperNumber(_SEPARATORS.sub("", number.upper()), issuer.upper())


@transaction.atomic
def make_redress(
    *, actor: SignedIn, list_name: str, entry: str, traits: Traits, case: RightsCase | None = None
) -> RedressRecord:
    """Tell a person apart from an entry of a list, with a review and an end.

    Raises ProblemError with core's refusal, or `mandate.redress_traits_few`.
    """
    own = Held(actor.actor.organisation, DataClass.REDRESS, Handling.RESTRICTED)
    demand(on_record(Act.EDIT), actor, own)
    made = redress.make("", list_name, entry, traits, actor.now)
    new = NewRecord(
        DataClass.REDRESS, KIND, _fields(traits), actor.now, "mandate", started_at=made.expires_at
    )
    (record,) = hold(organisation=actor.organisation, records=[new])
    row = RedressRecord(
        record=record,
        organisation=actor.organisation,
        case=case,
        list_name=list_name,
        entry=entry,
        made_by=actor.person,
        made_at=made.made_at,
        review_at=made.review_at,
        expires_at=made.expires_at,
    )
    row.full_clean()
    row.save(force_insert=True)
    enter(room="mandate", act="make_redress", record=str(record.public_id))
    return row


@transaction.atomic
def revoke_redress(*, actor: SignedIn, record: UUID, reason: str) -> RedressRecord:
    """End a redress early; its time until erasure begins. Raises ProblemError with core's refusal, `mandate.reason_missing`."""
    rows = RedressRecord.objects.select_related("record", "organisation").select_for_update(of=("self",))
    row = rows.get(public_id=record)
    demand(on_record(Act.EDIT), actor, row.record.as_held())
    standing = Redress("", row.list_name, row.entry, Traits(), row.made_at, row.review_at, row.expires_at)
    row.revoked_at = redress.revoke(standing, actor.now, reason=reason).revoked_at
    row.revocation = reason
    row.full_clean()
    row.save()
    held = HeldRecord.objects.select_for_update().get(pk=row.record_id)
    held.started_at = actor.now
    set_dates(held, table_for(row.organisation))
    held.save()
    enter(room="mandate", act="revoke_redress", record=str(held.public_id), reason=reason)
    return row


def redress_records(organisation: Organisation) -> tuple[Redress, ...]:
    """Every redress of an organisation as core's value, for screening: `core.mandate.redress.honoured` decides with them.

    Whoever asks has declared a purpose that redress may serve; without one, or for another organisation, there is none.
    """
    rows = RedressRecord.objects.filter(organisation=organisation).select_related("record")
    contents = RecordFields.objects.filter(record__in=[row.record_id for row in rows])
    fields = {content.record_id: content.fields for content in contents}
    return tuple(_as_core(row, fields[row.record_id]) for row in rows if row.record_id in fields)


def _as_core(row: RedressRecord, fields: dict[str, Any]) -> Redress:
    return Redress(
        record=str(row.public_id),
        list=row.list_name,
        entry=row.entry,
        traits=_traits(fields),
        made_at=row.made_at,
        review_at=row.review_at,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
    )


def _fields(traits: Traits) -> dict[str, Any]:
    return {
        "born": str(traits.born) if traits.born else None,
        "sex": traits.sex.value if traits.sex else None,
        "nationality": traits.nationality,
        "documents": [
            {"number": each.number, "issuer": each.issuer}
            for each in sorted(traits.documents, key=lambda each: (each.issuer, each.number))
        ],
    }


def _traits(fields: dict[str, Any]) -> Traits:
    return Traits(
        born=PartialDate.parse(fields["born"]) if fields.get("born") else None,
        sex=Sex(fields["sex"]) if fields.get("sex") else None,
        nationality=fields.get("nationality"),
        documents=frozenset(PaperNumber(**each) for each in fields.get("documents", ())),
    )
