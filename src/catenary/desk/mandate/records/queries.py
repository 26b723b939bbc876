"""What pages of records show: frozen views; the database has already left out what may not be seen."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from attrs import frozen
from django.db.models import Q, QuerySet
from django.urls import reverse

from catenary.core.mandate.flow import lifts_mask
from catenary.core.mandate.flow_table import Flow, State
from catenary.core.mandate.masking import category_of
from catenary.core.mandate.masking_table import MASKING
from catenary.core.mandate.model import DataClass, MaskedCategory
from catenary.core.mandate.rights import RightsKind
from catenary.desk.mandate.models import HeldRecord, RecordFields, RecordMatter, RightsCase, SealedFields
from catenary.desk.mandate.records.elements import Nested, label_of, laid_out
from catenary.desk.mandate.records.matters import by_rows
from catenary.desk.mandate.records.telling import told
from catenary.desk.mandate.records.words import COLOURS, STANDINGS, Standing
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.shell.clocks import Clock, clock
from catenary.desk.shell.parts import Answer, Masked, Tag
from catenary.desk.shell.search.folding import words
from catenary.desk.shell.words import word

CAP = 500
"""The most records one list reaches; who looks for somebody narrows it down or searches."""
_WANTED = {
    Standing.KEPT: Q(masked_at=None, erased_at=None),
    Standing.MASKED: Q(masked_at__isnull=False, erased_at=None),
    Standing.HELD: Q(held=True, erased_at=None),
    Standing.LINKED: Q(linked_at__isnull=False, erased_at=None),
    Standing.ERASED: Q(erased_at__isnull=False),
}


@frozen
class Section:
    """The fields of one category."""

    title: str
    answers: tuple[Answer, ...]


@frozen
class Opened:
    """What a record tells whoever asks now, and under which unmasking if it is masked."""

    fields: Mapping[str, Any]
    unmasking: RecordMatter | None = None


def records_of(
    classes: Iterable[DataClass], about: str, standing: str, now: datetime
) -> QuerySet[HeldRecord]:
    """The newest records of these classes that the person sees, narrowed to one class and standing where asked."""
    wanted = [each.value for each in classes if about in {"", each.value}]
    found = HeldRecord.objects.filter(data_class__in=wanted)
    if standing == Standing.DUE:
        found = found.filter(Q(mask_at__lte=now, masked_at=None) | Q(erase_at__lte=now, held=False))
    elif standing in {*_WANTED}:
        found = found.filter(_WANTED[Standing(standing)])
    else:
        found = found.filter(erased_at=None)
    return found.select_related("organisation").prefetch_related("audience")


def contents(records: Iterable[HeldRecord]) -> dict[int, Mapping[str, Any]]:
    """What each record tells now, by its row; a record whose fields may not be seen is absent."""
    rows = RecordFields.objects.filter(record__in=[record.pk for record in records])
    return {row.record_id: row.fields for row in rows}


def standing_of(record: HeldRecord, now: datetime) -> Standing:
    """The one thing to know first of how a record stands."""
    if record.erased_at is not None:
        return Standing.ERASED
    if record.held:
        return Standing.HELD
    if _is_due(record, now):
        return Standing.DUE
    if record.masked:
        return Standing.MASKED
    return Standing.LINKED if record.linked_at else Standing.KEPT


def standing_tag(record: HeldRecord, now: datetime) -> Tag:
    """The same as a tag."""
    standing = standing_of(record, now)
    return Tag(str(STANDINGS[standing]), COLOURS[standing])


def next_clock(record: HeldRecord, now: datetime) -> Clock | None:
    """When something happens to the record next."""
    dates = [at for at in (record.mask_at, record.erase_at) if at is not None]
    return clock(min(dates), now) if dates and record.erased_at is None else None


def persons_in(record: HeldRecord, fields: Mapping[str, Any]) -> object:
    """Who the record is about, as its fields tell; withheld where they are masked."""
    name = told(fields.get("name") or fields.get("travellers"))
    return Masked(MaskedCategory.NAMES) if record.masked and not name else name


def bears_name_of(here: SignedIn, fields: Mapping[str, Any]) -> bool:
    """Whether a name in the record has every part of the reader's own: oversight wants to know of such a look."""
    own = frozenset(words(here.person.name))
    names = fields.get("name"), *(fields.get("travellers") or ()), *(fields.get("other_names") or ())
    return bool(own) and any(own <= frozenset(words(told(name))) for name in names)


def opened(here: SignedIn, record: HeldRecord) -> Opened | None:
    """The record's fields as this person sees them now, unmasked where an unmasking of theirs is open; None: erased."""
    unmasking = open_unmasking(here, record) if record.masked else None
    if unmasking and (sealed := SealedFields.objects.filter(record=record).first()):
        return Opened(sealed.fields, unmasking)
    content = RecordFields.objects.filter(record=record).first()
    return Opened(content.fields) if content else None


def open_unmasking(here: SignedIn, record: HeldRecord) -> RecordMatter | None:
    """The unmasking that lets this person see this record unmasked now."""
    mine = RecordMatter.objects.filter(
        flow=Flow.UNMASKING, record=record, asked_by=here.person, state=State.IN_FORCE
    )
    actor = by_rows(here)
    lifting = (m for m in mine if lifts_mask(m.as_core(), actor, str(record.public_id), here.now).allowed)
    return next(lifting, None)


def sections(record: HeldRecord, shown: Opened, may_ask: bool) -> tuple[Section, ...]:
    """The fields by category: what stays first, then each of the six, withheld where the record is masked to the reader."""
    hidden = record.masked and shown.unmasking is None
    rules = MASKING.get(record.kind, {})
    names = [*(name for name in rules if name in shown.fields), *(set(shown.fields) - set(rules))]
    by_category: dict[MaskedCategory | None, list[Answer]] = {}
    for name in names:
        category = category_of(record.kind, name) if rules else None
        seen: object = laid_out(name, shown.fields[name], rules.get(name))
        if hidden and category is not None:
            seen = Masked(category, ask_url(record.public_id) if may_ask else "")
        if seen:
            answer = Answer(label_of(name), seen, exact=not isinstance(seen, Nested))
            by_category.setdefault(category, []).append(answer)
    order = [None, *MaskedCategory]
    return tuple(
        Section(word("masked", category) if category else "", tuple(by_category[category]))
        for category in order
        if category in by_category
    )


def accepted_requests(here: SignedIn, record: HeldRecord) -> tuple[RightsCase, ...]:
    """The granted requests for erasure that name the record, and that somebody else than the reader answered."""
    granted = RightsCase.objects.filter(
        organisation=record.organisation, kind=RightsKind.ERASURE, erases__contains=[record.public_id]
    )
    return tuple(granted.exclude(closed_by=here.person))


def ask_url(record: UUID) -> str:
    """Where the unmasking of a record is asked for."""
    return reverse("record_deed", args=[record, "unmask"])


def _is_due(record: HeldRecord, now: datetime) -> bool:
    dates = (record.erase_at, None if record.masked else record.mask_at)
    return any(at is not None and at <= now for at in dates)
