"""Records under mandate as search finds them, and as comments and files hang on them; masked and erased ones are not found."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from uuid import UUID

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from catenary.core.mandate.model import Act, DataClass, Role
from catenary.core.mandate.problems import MANDATE
from catenary.core.mandate.rules import purposes_for
from catenary.desk.mandate.models import HeldRecord, RecordFields
from catenary.desk.mandate.records import queries
from catenary.desk.mandate.records.access import demand
from catenary.desk.mandate.retention.reach import Reached, on_erase, on_mask
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.shell import words
from catenary.desk.shell.search.index import forget
from catenary.desk.shell.search.kinds import Findable, Hit, Kind, register_kind
from catenary.desk.shell.subjects import Subject, forget_what_hangs, register_subject

CODE = "record"
_FOUND_BY = (
    "name",
    "other_names",
    "documents",
    "locator",
    "locators",
    "booking_reference",
    "travellers",
    "group_name",
)
"""The fields whose words lead to a record: who, which document, which booking; never remarks, contacts or payment."""


def register() -> None:
    """Let records be found and written about; once, when the room is ready."""
    roles = [role for role in Role if any(purposes_for([role], Act.SEE, about) for about in DataClass)]
    register_kind(Kind(CODE, _("Records"), _findable, _hits, _every))
    register_subject(Subject(CODE, "mandate_heldrecord", _("Record"), _address, roles, demand=_demand))
    on_mask(_leave_index)
    on_erase(_leave_index)
    on_erase(_erase_what_hangs)


def _demand(here: SignedIn, record: UUID) -> None:
    """What hangs on a record opens as the record does; while it is masked, to who has it unmasked."""
    row = HeldRecord.objects.get(public_id=record)
    demand(here, Act.SEE, row)
    if row.masked and queries.open_unmasking(here, row) is None:
        raise MANDATE.problem("unmasking_not_open")


def _findable(records: Sequence[UUID]) -> Mapping[UUID, Findable]:
    rows = HeldRecord.objects.filter(public_id__in=records, masked_at=None, erased_at=None)
    told_of = rows.exclude(content=None).select_related("content").prefetch_related("shared_with")
    return {row.public_id: _found_by(row) for row in told_of}


def _found_by(row: HeldRecord) -> Findable:
    told = " ".join(_texts([row.content.fields.get(name) for name in _FOUND_BY]))
    return Findable(told, (row.organisation_id, *(each.organisation_id for each in row.shared_with.all())))


def _hits(records: Sequence[UUID]) -> Mapping[UUID, Hit]:
    """Only those whose fields the reader's purpose opens: row security leaves the others out."""
    rows = RecordFields.objects.filter(record__public_id__in=records).select_related("record")
    return {
        row.record.public_id: Hit(
            row.record.label or row.record.kind,
            _address(row.record.public_id),
            words.word("data_class", row.record.data_class),
        )
        for row in rows
    }


def _every() -> Iterable[UUID]:
    return HeldRecord.objects.filter(masked_at=None, erased_at=None).values_list("public_id", flat=True)


def _leave_index(reached: Iterable[Reached]) -> None:
    forget(CODE, [each.record for each in reached])


def _erase_what_hangs(reached: Iterable[Reached]) -> None:
    for each in reached:
        forget_what_hangs(CODE, each.record)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)


def _address(record: UUID) -> str:
    try:
        return reverse("record", args=[record])
    except NoReverseMatch:
        return "/"
