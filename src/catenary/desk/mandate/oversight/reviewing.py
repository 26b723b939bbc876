"""Reading what an officer saw: the records behind an access, for a body that watches over the organisation it was made in."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from uuid import UUID

from attrs import evolve, frozen

from catenary.core.mandate.model import Purpose
from catenary.core.mandate.rules import may_review
from catenary.desk.ledger.models import Event
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.acting import acting
from catenary.desk.mandate.models import HeldRecord
from catenary.desk.mandate.records.record_page import RecordPage, record_page
from catenary.desk.mandate.signed_in import SignedIn


@frozen
class Behind:
    """What stands behind an access, for whoever reviews it."""

    records: tuple[HeldRecord, ...] = ()
    needs_purpose: bool = False
    """The purpose of oversight is not stated; whether there are records is not told before."""


def is_reviewing(here: SignedIn) -> bool:
    """Whether the purpose of oversight is stated."""
    return here.core_task is not None and here.core_task.purpose is Purpose.OVERSIGHT


def records_behind(here: SignedIn, access: Event) -> Behind | None:
    """The records that an access of an overseen organisation is about or showed; None where the reader does not oversee it."""
    if access.organisation is None or str(access.organisation.public_id) not in here.supervises:
        return None
    if not is_reviewing(here):
        return Behind(needs_purpose=True)
    with _reviewing(here, access.pk):
        return Behind(tuple(HeldRecord.objects.filter(public_id__in=set(_uuids(_references(access))))))


def review_record(*, actor: SignedIn, access: UUID, record: UUID) -> RecordPage:
    """The record as it stands, read behind an access to it; that it was read is entered, with the entry under review.

    Raises ProblemError with core's refusal, and Event.DoesNotExist or HeldRecord.DoesNotExist for what is not seen.
    """
    event = Event.objects.get(pk=access)
    with _reviewing(actor, access):
        row = (
            HeldRecord.objects.select_related("organisation")
            .prefetch_related("audience")
            .get(public_id=record)
        )
        accessed = str(record) in _references(event)
        may_review(actor.actor, row.as_held(), actor.core_task, accessed=accessed).demand()
        shown = record_page(actor, row)
        own_name = {"own_name": True} if shown.own_name else {}
        enter(
            room="mandate",
            act="review_record",
            record=str(record),
            params={"access": str(access), **own_name},
        )
    return shown


def _reviewing(here: SignedIn, access: UUID) -> AbstractContextManager[None]:
    return acting(evolve(here.declaration, reviews=str(access)))


def _references(access: Event) -> list[str]:
    return [access.record, *access.sightings.values_list("record", flat=True)]


def _uuids(references: Iterable[str]) -> Iterable[UUID]:
    for each in references:
        try:
            yield UUID(each)
        except ValueError:  # a record of another room, which has its own references
            continue
