"""Which documents the outside register is asked about, and what it has said of them: known to every check that is made.

A document stands here as a keyed digest. What the register said is remembered for a few hours, so that a traveller who is named in
ten messages is asked about once.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Final

from attrs import evolve
from django.conf import settings

from catenary.core.documents.model import DocumentAnswer, DocumentStatus
from catenary.core.documents.numbers import document_class, issuer_key, plain_number
from catenary.core.documents.outside import OutsideStatus, joined
from catenary.core.screening.model import ListedDocument
from catenary.desk.directory.models import Organisation
from catenary.desk.intake.models import Passage
from catenary.desk.screening.grounds import Ground
from catenary.desk.screening.models import OutsideLookup, OutsideRegister
from catenary.formats.screening_checks import Register

REMEMBERED: Final = timedelta(hours=6)
_SAID: Final = (OutsideStatus.MATCH.value, OutsideStatus.NO_MATCH.value)
_Documents = Mapping[int, Sequence[ListedDocument]]
"""The documents of travellers, by the row of the passage."""


def open_register(organisation: Organisation) -> OutsideRegister | None:
    """The register that an organisation asks; None where it asks none."""
    rows = OutsideRegister.objects.select_related("organisation")
    return rows.filter(organisation=organisation, closed_at=None).first()


def with_outside(standing: Ground, passages: Iterable[Passage], documents: _Documents) -> Ground:
    """What checks stand on, with what the outside register said; what it was not asked yet is put to it, by a job of this transaction."""
    register = open_register(standing.organisation)
    if register is None or not documents:
        return standing
    listed = [each for each in passages if each.pk in documents]
    wanted = {each.pk: _wanted(documents[each.pk], standing.look_up) for each in listed}
    known = _put(register, listed, wanted, standing.now)
    return evolve(standing, look_up=_look_up(standing.look_up, known, holds_back=register.holds_back))


def digest_of(document: ListedDocument) -> str:
    """Tells documents apart, and nobody what they are. Empty where there is no number or no issuing State to ask by."""
    number = plain_number(document.number.encode("utf-8", "replace"))
    issuer = issuer_key(document.issuer) if document.issuer and document.issuer.strip(" <") else ""
    if not number or not issuer:
        return ""
    told = b"\0".join((number, issuer.encode(), document_class(document.type).name.encode()))
    key = settings.SECRET_KEY.encode()[:64]
    return blake2b(told, key=key, person=b"outside lookup", digest_size=16).hexdigest()


def _wanted(documents: Iterable[ListedDocument], own: Register) -> set[str]:
    """Those to ask about: not what our own register has already."""
    return {
        digest
        for each in documents
        if (digest := digest_of(each)) and own(each).status is not DocumentStatus.FOUND
    }


def _put(
    register: OutsideRegister, passages: Sequence[Passage], wanted: Mapping[int, set[str]], now: datetime
) -> Mapping[str, OutsideStatus]:
    """Questions kept for who has none yet; gives what is known of each document."""
    rows = list(
        OutsideLookup.objects.filter(register=register, passage__in=list(passages)).exclude(document="")
    )
    _leave_former(rows, wanted)
    _ask_again(rows, now)
    have = {(each.passage_id, each.document) for each in rows}
    every = {digest for digests in wanted.values() for digest in digests}
    remembered = _remembered(register, every, now)
    new = [
        _new(register, passage, digest, remembered.get(digest), now)
        for passage in passages
        for digest in sorted(wanted[passage.pk])
        if (passage.pk, digest) not in have
    ]
    OutsideLookup.objects.bulk_create(new, ignore_conflicts=True)
    every_row = [*rows, *new]
    if any(each.status == OutsideStatus.WAITING for each in every_row):
        _have_it_asked(register)
    return _statuses(every_row)


def _leave_former(rows: Iterable[OutsideLookup], wanted: Mapping[int, set[str]]) -> None:
    """What was asked about a document that the carrier tells no more says nothing of the traveller."""
    left = [each.pk for each in rows if each.document not in wanted.get(each.passage_id, ())]
    OutsideLookup.objects.filter(pk__in=left).update(document="", reference="")


def _ask_again(rows: Iterable[OutsideLookup], now: datetime) -> None:
    """A no that is too old is no answer any more; a match stays one until a human has looked."""
    for each in rows:
        old = each.answered_at is not None and each.answered_at <= now - REMEMBERED
        if each.status == OutsideStatus.NO_MATCH and old:
            each.status, each.answered_at = OutsideStatus.WAITING.value, None
            each.save(update_fields=["status", "answered_at"])


def _remembered(register: OutsideRegister, digests: set[str], now: datetime) -> Mapping[str, OutsideLookup]:
    """What it said of these documents lately, of whomever."""
    rows = OutsideLookup.objects.filter(
        register=register, document__in=digests, status__in=_SAID, answered_at__gt=now - REMEMBERED
    )
    return {each.document: each for each in rows.order_by("answered_at")}


def _new(
    register: OutsideRegister, passage: Passage, digest: str, known: OutsideLookup | None, now: datetime
) -> OutsideLookup:
    row = OutsideLookup(
        organisation_id=register.organisation_id,
        register=register,
        passage=passage,
        document=digest,
        asked_at=now,
    )
    if known is not None:
        row.status, row.reference, row.answered_at = known.status, known.reference, known.answered_at
    return row


def _statuses(rows: Iterable[OutsideLookup]) -> Mapping[str, OutsideStatus]:
    return {each.document: OutsideStatus(each.status) for each in rows}


def _look_up(own: Register, known: Mapping[str, OutsideStatus], *, holds_back: bool) -> Register:
    own_exists = settings.CATENARY.documents_index is not None

    def look_up(document: ListedDocument) -> DocumentAnswer:
        outside = known.get(digest_of(document))
        return joined(own(document), outside, own_exists=own_exists, holds_back=holds_back)

    return look_up


def _have_it_asked(register: OutsideRegister) -> None:
    from catenary.desk.screening.tasks import ask_outside_soon  # noqa: PLC0415  jobs import what they do

    ask_outside_soon(register)
