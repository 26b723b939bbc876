"""What people do to a record under mandate: record or withdraw its objective link, share it, have it erased on request."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from catenary.core.mandate.handling import may_travel
from catenary.core.mandate.model import Act
from catenary.core.mandate.problems import MANDATE
from catenary.core.mandate.rights import may_order_erasure
from catenary.desk.directory.models import Organisation
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.models import HeldRecord, ObjectiveLink, RecordAudience, RightsCase
from catenary.desk.mandate.records.access import demand
from catenary.desk.mandate.retention.clocks import set_dates
from catenary.desk.mandate.retention.reach import reached_of, tell_changed
from catenary.desk.mandate.retention.tables import table_for
from catenary.desk.mandate.signed_in import SignedIn


@transaction.atomic
def record_link(*, actor: SignedIn, record: UUID, reason: str) -> ObjectiveLink:
    """Record the objective evidence that ties a passenger record to terrorism or serious crime, so that it is kept longer.

    Raises ProblemError with core's refusal, `mandate.reason_missing`, `mandate.linked_already`, `mandate.record_erased`.
    """
    row = locked(record)
    demand(actor, Act.LINK, row)
    _reasoned(reason)
    if row.linked_at is not None:
        raise MANDATE.problem("linked_already")
    row.linked_at = actor.now
    link = ObjectiveLink(
        record=row,
        organisation=row.organisation,
        recorded_by=actor.person,
        recorded_at=actor.now,
        reason=reason,
    )
    link.full_clean()
    link.save(force_insert=True)
    _save(row)
    enter(room="mandate", act="record_link", record=str(row.public_id), reason=reason)
    return link


@transaction.atomic
def withdraw_link(*, actor: SignedIn, record: UUID, reason: str) -> None:
    """The evidence did not hold: the record's time is counted as if it had never been.

    Raises as `record_link` does, and `mandate.link_alone_keeps` where the record would be erased at once: that is an erasure,
    and nobody has a record erased alone.
    """
    row = locked(record)
    demand(actor, Act.LINK, row)
    _reasoned(reason)
    row.linked_at = None
    set_dates(row, table_for(row.organisation))
    if row.erase_at is not None and row.erase_at <= actor.now:
        raise MANDATE.problem("link_alone_keeps")
    ObjectiveLink.objects.filter(record=row, withdrawn_at=None).update(
        withdrawn_by=actor.person, withdrawn_at=actor.now
    )
    _save(row)
    enter(room="mandate", act="withdraw_link", record=str(row.public_id), reason=reason)


@transaction.atomic
def share(*, actor: SignedIn, record: UUID, organisations: Iterable[Organisation], reason: str) -> None:
    """Make the audience of a record exactly these organisations; none of them: nobody else sees it.

    Raises ProblemError with core's refusal, `mandate.reason_missing`, `mandate.record_erased`.
    """
    row = locked(record)
    demand(actor, Act.SHARE, row)
    _reasoned(reason)
    wanted = {each.pk: each for each in organisations if each.pk != row.organisation_id}
    RecordAudience.objects.filter(record=row).exclude(organisation__in=wanted).delete()
    known = set(RecordAudience.objects.filter(record=row).values_list("organisation_id", flat=True))
    for other in (each for pk, each in wanted.items() if pk not in known):
        RecordAudience.objects.create(
            record=row, owner=row.organisation, organisation=other, added_by=actor.person
        )
        may_travel(row.as_held(), by=str(row.organisation.public_id), to=str(other.public_id)).demand()
    tell_changed(reached_of([row]))
    enter(
        room="mandate",
        act="share_record",
        record=str(row.public_id),
        reason=reason,
        params={"organisations": len(wanted)},
    )


@transaction.atomic
def order_erasure(*, actor: SignedIn, record: UUID, request: UUID, reason: str) -> None:
    """Order that a record be erased which a granted request of the person names; without one, two persons decide.

    The next round of the jobs does it, unless a legal hold stops it. Raises ProblemError with core's refusal,
    `mandate.reason_missing`, `mandate.request_not_accepted`, `mandate.erasure_ordered`, `mandate.record_erased`.
    """
    row = locked(record)
    demand(actor, Act.ERASE, row)
    _reasoned(reason)
    if row.ordered_at is not None:
        raise MANDATE.problem("erasure_ordered")
    _accepted(actor, row, request)
    row.ordered_at = actor.now
    _save(row)
    enter(
        room="mandate",
        act="order_erasure",
        record=str(row.public_id),
        reason=reason,
        params={"request": str(request)},
    )


def _accepted(actor: SignedIn, row: HeldRecord, request: UUID) -> None:
    case = RightsCase.objects.filter(public_id=request, organisation=row.organisation).first()
    if case is None:
        raise MANDATE.problem("request_not_accepted")
    may_order_erasure(
        case.as_core(),
        [str(each) for each in case.erases],
        str(row.public_id),
        accepted_by=str(case.closed_by_id),
        actor=str(actor.person.pk),
    ).demand()


def locked(record: UUID) -> HeldRecord:
    """The record, for a change. Raises HeldRecord.DoesNotExist for one that is not seen, `mandate.record_erased`."""
    rows = HeldRecord.objects.select_related("organisation").select_for_update(of=("self",))
    row = rows.get(public_id=record)
    if row.erased_at is not None:
        raise MANDATE.problem("record_erased")
    return row


def _reasoned(reason: str) -> None:
    if not reason.strip():
        raise MANDATE.problem("reason_missing")


def _save(row: HeldRecord) -> None:
    set_dates(row, table_for(row.organisation))
    row.full_clean()
    row.save()
