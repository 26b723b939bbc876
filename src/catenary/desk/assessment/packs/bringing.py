"""What a laptop wrote comes back: taken in whole first, whatever will become of it, then merged."""

from hashlib import sha256
from uuid import UUID

from django.db import transaction

from catenary.core.assessment.pack_problems import PACK
from catenary.desk.assessment.access import SEE
from catenary.desk.assessment.models import BroughtPack, GivenPack
from catenary.desk.assessment.visits.keeping import save_row
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import demand
from catenary.desk.mandate.signed_in import SignedIn
from catenary.formats.signed_note.keys import read_verifier_key
from catenary.formats.visit_pack.contents import (
    BroughtRecord,
    drafts_as_data,
    drafts_from,
    read_brought,
    trail_as_data,
    trail_of,
)
from catenary.formats.visit_pack.envelope import Envelope, PackKind, read_envelope
from catenary.formats.visit_pack.locks import by_key

LARGEST = 8 * 2**20
"""Bytes of a file that is brought; texts alone never come near it."""


@transaction.atomic
def bring_pack(*, actor: SignedIn, data: bytes) -> BroughtPack:
    """Take in what a laptop wrote; the same file brought again is the same row.

    Raises ProblemError `pack.not_a_pack`, `.other_version`, `.damaged`, `.not_brought`, `.not_yours`, `.signature_missing`, `.too_large`.
    """
    demand(SEE, actor)
    if len(data) > LARGEST:
        raise PACK.problem("too_large", mib=len(data) >> 20, limit=LARGEST >> 20)
    envelope = read_envelope(data)
    pack, digest = _pack_of(actor, envelope), sha256(data).hexdigest()
    record = _opened(envelope, pack)
    known = BroughtPack.objects.filter(pack=pack, digest=digest).first()
    if known is not None:
        return known
    row = BroughtPack(
        pack=pack,
        person=actor.person,
        organisation=actor.organisation,
        copy=record.copy,
        revision=record.revision,
        earlier=trail_as_data(trail_of(record)[:-1]),
        digest=digest,
        saved_at=record.saved_at,
        brought_at=actor.now,
        drafts=drafts_as_data(drafts_from(record.drafts)),
    )
    save_row(row)
    told: dict[str, str | int | bool | None] = {"pack": str(pack.public_id), "questions": len(record.drafts)}
    enter(room="assessment", act="bring_pack", record=str(row.public_id), params=told)
    return row


def _pack_of(actor: SignedIn, envelope: Envelope) -> GivenPack:
    """Another's pack, another hub's and one that never was are answered alike."""
    if envelope.kind is not PackKind.BROUGHT:
        raise PACK.problem("not_brought")
    try:
        public_id = UUID(envelope.pack)
    except ValueError:
        raise PACK.problem("not_yours") from None
    own = GivenPack.objects.filter(public_id=public_id, person=actor.person, organisation=actor.organisation)
    found = own.first()
    if found is None:
        raise PACK.problem("not_yours")
    return found


def _opened(envelope: Envelope, pack: GivenPack) -> BroughtRecord:
    envelope.demand_signed([read_verifier_key(pack.verifier_key)])
    return read_brought(envelope.opened(by_key(pack.lock_key)))
