"""A pack taken at the hub, and a laptop that writes in it: without its pages, as the file alone tells."""

from datetime import timedelta
from uuid import uuid4

from attrs import evolve, frozen
from tests.desk.assessment.rating.made import EVIDENCE, at
from tests.desk.conftest import person_of

from catenary.core.assessment.pack_merging import Draft, Named, Words
from catenary.core.measures.model import Answer
from catenary.desk.assessment.models import Rating
from catenary.desk.assessment.packs import bringing, giving
from catenary.desk.assessment.rating import writing
from catenary.formats.signed_note.keys import SigningKey, read_signing_key, verifier_key
from catenary.formats.visit_pack.contents import (
    DRAFTS_PART,
    BroughtRecord,
    SavedRecord,
    VisitRecord,
    drafts_from,
    read_visit,
    records_of,
    written,
)
from catenary.formats.visit_pack.envelope import (
    PackKind,
    locked_parts,
    note_text,
    read_envelope,
    signed,
    whole,
)
from catenary.formats.visit_pack.locks import by_key, new_lock_key, with_key

HUB = SigningKey("hub.example/ledger", bytes(range(32)))
PASSPHRASE = "a long walk over the pass"
QUICK = new_lock_key()
"""Stands for the passphrase, whose lock takes a second by design."""
SEEN = Named(EVIDENCE)
QUESTION = "BOR-01-l"


def signers():
    """The hub's, for the worker."""
    return (HUB,)


def quick(monkeypatch):
    """The hub has a key, and packs are locked at once."""
    monkeypatch.setattr(giving, "public_keys", lambda: (verifier_key(HUB),))
    monkeypatch.setattr(giving, "with_passphrase", lambda _passphrase: with_key(QUICK))


@frozen
class Laptop:
    """A pack that was opened."""

    pack: object
    record: VisitRecord
    parts: dict
    copy: str
    earlier: tuple = ()

    def reopened(self, revision):
        """Its file, or a copy of it, as it stood then, opened again."""
        return evolve(self, copy=str(uuid4()), earlier=(*self.earlier, SavedRecord(self.copy, revision)))

    def file(self, drafts, revision=1):
        """What it writes: the drafts it had, but for those given."""
        whole_book = drafts_from(self.record.drafts) | drafts
        at = self.record.made_at + timedelta(minutes=revision)
        told = BroughtRecord(self.copy, revision, at, records_of(whole_book), self.earlier)
        locked = locked_parts({DRAFTS_PART: written(told)}, with_key(self.record.lock_key))
        text = note_text(PackKind.BROUGHT, str(self.pack.public_id), locked)
        return whole(signed(text, [read_signing_key(self.record.signing_key)]), locked)


def taken(act_as, email, visit, **options):
    """A pack of a visit, opened on a laptop."""
    with act_as(email) as here:
        pack = giving.give_pack(
            actor=here, visit=visit.public_id, passphrase=PASSPHRASE, language="en", **options
        )
    locked = bytes(pack.locked)
    note = signed(note_text(PackKind.GIVEN, str(pack.public_id), locked), [HUB])
    parts = read_envelope(whole(note, locked)).opened(by_key(QUICK))
    return Laptop(pack, read_visit(parts), parts, str(uuid4()))


def brought(act_as, email, data):
    """What a laptop wrote, at the hub."""
    with act_as(email) as here:
        return bringing.bring_pack(actor=here, data=data)


def draft(level=None, reason="", *evidence):
    """What somebody writes."""
    return Draft(Answer.at(level) if level else None, Words(reason, "en"), evidence)


def said(act_as, email, panel, level=None, reason=""):
    """Somebody keeps a draft at the hub."""
    with act_as(email) as here:
        told = writing.Said(Answer.at(level) if level else None, reason)
        writing.keep_draft(actor=here, panel=panel.public_id, said=told)


def standing(email, panel):
    """What stands of somebody at the hub."""
    with at(email):
        row = Rating.objects.filter(panel=panel, rater=person_of(email)).first()
        return row and (row.level, row.reason, row.state, row.evidence.count())
