"""A State's own times for a class of data: proposed by one person, confirmed by another, and then worked into every record."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from catenary.core.mandate.flow_table import Flow
from catenary.core.mandate.model import DataClass
from catenary.desk.directory.models import Organisation
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.models import HeldRecord, RecordMatter, RetentionLaw
from catenary.desk.mandate.retention.clocks import DATES, set_dates
from catenary.desk.mandate.retention.tables import table_for, with_laws
from catenary.desk.mandate.signed_in import SignedIn

TIMES = ("masked_after", "erased_after", "erased_after_linked")
BATCH = 500


@transaction.atomic
def propose_law(
    *, actor: SignedIn, data_class: DataClass, source: str, times: Mapping[str, str], reason: str
) -> RecordMatter:
    """Propose times for a class of data, as ISO 8601 durations by the names in `TIMES`; the others stay as they are.

    Raises ProblemError with core's refusal of the times, or of the asker.
    """
    from catenary.desk.mandate.records.matters import begin  # noqa: PLC0415  both stand on each other's rows

    law = RetentionLaw(organisation=actor.organisation, data_class=data_class.value, source=source, **times)
    with_laws([law])
    proposal = {"source": source, **{name: times.get(name, "") for name in TIMES}}
    return begin(
        actor=actor, flow=Flow.RETENTION_LAW, about=data_class.value, reason=reason, proposal=proposal
    )


def bring_into_force(matter: RecordMatter, now: datetime) -> None:
    """Make the law that a confirmed matter proposed, in place of the one before; once."""
    if RetentionLaw.objects.filter(matter=matter).exists():
        return
    standing = RetentionLaw.objects.filter(
        organisation=matter.organisation, data_class=matter.about, ended_at=None
    )
    standing.update(ended_at=now)
    RetentionLaw.objects.create(
        organisation=matter.organisation,
        data_class=matter.about,
        matter=matter,
        begun_at=now,
        **matter.proposal,
    )
    enter(room="mandate", act="begin_retention_law", params={"data_class": matter.about})


def apply_law(law: RetentionLaw, after: int, batch: int = BATCH) -> int | None:
    """Work out the dates of the next batch of records by a law, those whose row id is greater than `after`.

    Gives the last row id of the batch, or None once there is no other: then the law has been applied. Doing it again comes to
    the same.
    """
    found = HeldRecord.objects.filter(
        organisation__in=_under(law.organisation), data_class=law.data_class, erased_at=None, pk__gt=after
    )
    records = list(
        found.select_related("organisation").select_for_update(of=("self",)).order_by("pk")[:batch]
    )
    tables = {each: table_for(each) for each in {record.organisation for record in records}}
    for record in records:
        set_dates(record, tables[record.organisation])
    HeldRecord.objects.bulk_update(records, DATES)
    return records[-1].pk if len(records) == batch else None


def _under(organisation: Organisation) -> list[int]:
    return [organisation.pk, *organisation.parts.values_list("pk", flat=True)]
