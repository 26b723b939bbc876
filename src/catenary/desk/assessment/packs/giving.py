"""Giving somebody a pack of a visit. The web locks it to their passphrase, which is kept nowhere; a worker, who alone holds the key, signs."""

import secrets
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from catenary.basis.findings import Finding, ProblemError
from catenary.core.assessment.pack_problems import PACK
from catenary.desk.assessment.access import SEE, demand_team, is_on_team, seen_visit
from catenary.desk.assessment.models import GivenPack, Visit
from catenary.desk.assessment.packs.gathering import gathered, own_drafts
from catenary.desk.assessment.packs.papers import papers_of
from catenary.desk.assessment.rating.of_visit import demand_rateable
from catenary.desk.assessment.visits.keeping import save_row
from catenary.desk.ledger.services import enter
from catenary.desk.ledger.tasks import public_keys
from catenary.desk.mandate.access import demand
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.signed_in import SignedIn
from catenary.formats.signed_note.keys import KEY_LENGTH, SigningKey, verifier_key
from catenary.formats.visit_pack.contents import VISIT_PART, drafts_as_data, written
from catenary.formats.visit_pack.envelope import PackKind, locked_parts, note_text, signed
from catenary.formats.visit_pack.locks import new_lock_key, with_passphrase

TAKEN_WITHIN: Final = timedelta(days=7)
"""How long the locked file waits to be taken: this software's own figure."""


def give_pack(
    *, actor: SignedIn, visit: UUID, passphrase: str, language: str, though_unscanned: bool = False
) -> GivenPack:
    """A pack of what the actor sees of a visit, for them alone; it can be taken once a worker has signed it.

    Raises ProblemError `visits.not_on_team`, `rating.stopped`, `rating.not_open`, `pack.key_missing`, `pack.too_large`.
    """
    demand(SEE, actor)
    with transaction.atomic():
        row = seen_visit(visit)
        demand_given(actor, row)
        pack = _begun(actor, row, language)
        parts = _filled(actor, pack, though_unscanned=though_unscanned)
        pack.locked = locked_parts(parts, with_passphrase(passphrase))
        save_row(pack)
        _enter(pack)
        _sign_later(pack)
    return pack


def demand_given(here: SignedIn, visit: Visit) -> None:
    """Go on only where somebody is given a pack of it. Raises ProblemError `visits.not_on_team`, `rating.stopped`, `.not_open`."""
    demand_team(here, visit)
    demand_rateable(visit)


def against_taking(here: SignedIn, row: GivenPack) -> Finding | None:
    """Why a file that is here is given no more, nothing where it is: `pack.off_team`, `rating.stopped`, `.not_open`."""
    visit = Visit.objects.filter(pk=row.visit_id).first()
    if visit is None or not is_on_team(here, visit):
        return PACK.finding("off_team")
    try:
        demand_rateable(visit)
    except ProblemError as refusal:
        return refusal.finding
    return None


def _begun(actor: SignedIn, visit: Visit, language: str) -> GivenPack:
    return GivenPack(
        visit=visit,
        person=actor.person,
        organisation=actor.organisation,
        state=visit.visited.name,
        edition_digest=visit.edition_digest,
        language=language,
        given_at=actor.now,
        lock_key=new_lock_key(),
    )


def _filled(actor: SignedIn, pack: GivenPack, *, though_unscanned: bool) -> dict[str, bytes]:
    """The parts of the file; what the hub has to remember of them is noted in the row."""
    hub = tuple(each.text for each in public_keys())
    if not hub:
        raise PACK.problem("key_missing")
    signing = SigningKey(f"pack/{pack.public_id}", secrets.token_bytes(KEY_LENGTH))
    drafts = own_drafts(actor, pack.visit)
    papers = papers_of(actor, pack.visit, though_unscanned=though_unscanned)
    record = gathered(
        actor,
        pack.visit,
        language=pack.language,
        drafts=drafts,
        documents=papers.listed,
        keys=(hub, pack.lock_key, signing.text),
    )
    pack.verifier_key, pack.base = verifier_key(signing).text, drafts_as_data(drafts)
    pack.questions, pack.documents = len(record.questions), len(papers.parts)
    return {VISIT_PART: written(record), **papers.parts}


def sign_pack(*, pack: UUID) -> None:
    """What the worker does; a pack that is signed, or was forgotten, stays as it is."""
    with acting(Declaration(door=Door.SYSTEM)):
        row = GivenPack.objects.select_for_update().get(public_id=pack)
        if row.note or row.locked is None:
            return
        try:
            signers = import_string(settings.LEDGER_SIGNERS)()
            text = note_text(PackKind.GIVEN, str(row.public_id), bytes(row.locked))
            row.note = signed(text, signers).decode()
        except ProblemError as refusal:
            row.fault = refusal.finding.code
        row.save(update_fields=["note", "fault"])


def forget_packs(*, now: datetime) -> int:
    """Take away locked files whose time is over; what came of them can still be brought. Gives how many. For workers."""
    with acting(Declaration(door=Door.SYSTEM)):
        over = GivenPack.objects.filter(given_at__lte=now - TAKEN_WITHIN, locked__isnull=False)
        return over.update(locked=None)


def _enter(pack: GivenPack) -> None:
    told: dict[str, str | int | bool | None] = {
        "pack": str(pack.public_id),
        "questions": pack.questions,
        "documents": pack.documents,
    }
    enter(room="assessment", act="give_pack", record=str(pack.visit.public_id), params=told)


def _sign_later(pack: GivenPack) -> None:
    from catenary.desk.assessment.packs.tasks import sign_given_pack  # noqa: PLC0415  jobs call services

    sign_given_pack.defer(pack=str(pack.public_id))
