"""A pack as a hub gives it, made without a hub."""

from datetime import UTC, datetime

from catenary.formats.signed_note.keys import SigningKey, verifier_key
from catenary.formats.visit_pack.contents import (
    VISIT_PART,
    DocumentRecord,
    DraftRecord,
    EarlierRecord,
    QuestionRecord,
    TextsRecord,
    VisitRecord,
    written,
)
from catenary.formats.visit_pack.envelope import PackKind, locked_parts, note_text, signed, whole
from catenary.formats.visit_pack.locks import new_lock_key, with_passphrase

HUB = SigningKey("hub.example/ledger", bytes(range(32)))
PASSPHRASE = "a long walk over the pass"
LEVELS = tuple(f"The desk does {share} of it" for share in ("none", "a quarter", "half", "most", "all"))
NIVEAUX = tuple(f"Le poste en fait {part}" for part in ("rien", "un quart", "la moitié", "le plus", "tout"))


def question(code, *, closed="", cannot_apply=False, **more):
    """A question in English and French."""
    never = "No land border" if cannot_apply else ""
    return QuestionRecord(
        code=code,
        area="BOR",
        kind="law",
        resolution="S/RES/2396 (2017)",
        paragraph="15",
        cannot_apply=cannot_apply,
        texts={
            "en": TextsRecord(f"How far is {code} done?", LEVELS, "Look at the desk", never, ("A law",)),
            "fr": TextsRecord(f"Où en est {code} ?", NIVEAUX, machine_draft=True),
        },
        closed=closed,
        **more,
    )


def visit_record(**changes):
    """A visit to an invented State."""
    told = {
        "state": "Marvona",
        "body": "The committee",
        "kind": "comprehensive",
        "handling": "restricted",
        "person": "Ines Adaro",
        "made_at": datetime(2031, 5, 1, 8, tzinfo=UTC),
        "edition": "T-1",
        "edition_digest": "a" * 64,
        "edition_language": "en",
        "areas": {"BOR": {"en": "Borders", "fr": "Frontières"}},
        "questions": (
            question(
                "BOR-01-l", cannot_apply=True, earlier=(EarlierRecord("agreed", "2", "As seen", "en", 2029),)
            ),
            question("BOR-02-l"),
            question("BOR-03-l", closed="rating.submitted_already"),
        ),
        "drafts": (DraftRecord("BOR-02-l", "3", "Begun at the desk", "en"),),
        "documents": (
            DocumentRecord("Border police", "briefing", "restricted", "en", "document-1", "briefing.txt"),
            DocumentRecord("A cable", "other", "originator_controlled", "en", left_out="originator"),
        ),
        "hub_keys": (verifier_key(HUB).text,),
        "lock_key": new_lock_key(),
        "signing_key": SigningKey("pack/p-1", bytes(32)).text,
    }
    return VisitRecord(**(told | changes))


def given_file(record=None, *, lock=None, signer=HUB, pack="p-1"):
    """The file that goes to a laptop."""
    parts = {VISIT_PART: written(record or visit_record()), "document-1": b"What to look at"}
    locked = locked_parts(parts, lock or with_passphrase(PASSPHRASE))
    return whole(signed(note_text(PackKind.GIVEN, pack, locked), [signer]), locked)
