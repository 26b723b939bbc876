"""What is in a pack: JSON parts of a fixed shape (docs/schemas/offline-pack.schema.json), and documents as they are.

A pack that goes to a laptop has `visit.json` and documents (`document-1` and on); what comes back has `drafts.json` alone. Fields
that this version does not know are refused: a pack of a later shape has a later version.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Annotated, Any, Final, TypeVar

import msgspec

from catenary.core.assessment.confidence import Access, SourceKind, Stance
from catenary.core.assessment.evidence import Piece
from catenary.core.assessment.pack_merging import Draft, Drafts, Named, Saved, Trail, Words
from catenary.core.assessment.pack_problems import PACK
from catenary.core.measures.model import Answer

VISIT_PART: Final = "visit.json"
DRAFTS_PART: Final = "drafts.json"


_STORABLE: Final = r"^[^\x00]*$"
"""What a database takes."""
Code = Annotated[str, msgspec.Meta(max_length=40, pattern=_STORABLE)]
Line = Annotated[str, msgspec.Meta(max_length=500, pattern=_STORABLE)]
Text = Annotated[str, msgspec.Meta(max_length=4000, pattern=_STORABLE)]
"""As long as the hub's own fields."""
Tongue = Annotated[str, msgspec.Meta(max_length=10, pattern=_STORABLE)]
Revision = Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)]
Moment = Annotated[datetime, msgspec.Meta(tz=True)]


class _Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A record of a pack."""


class EvidenceRecord(_Record, frozen=True):
    """One piece of evidence."""

    stance: Stance
    kind: SourceKind
    access: Access
    reference: Line
    made_on: date | None = None
    counts_digest: Annotated[str, msgspec.Meta(pattern="^([0-9a-f]{64})?$")] = ""
    """SHA-256 of a counts file whose signature the hub checked; a laptop adds none."""


class DraftRecord(_Record, frozen=True):
    """What its rater wrote on one question."""

    question: Code
    answer: str = ""
    """`1` to `5`, `unknown`, `not_applicable`, or nothing yet."""
    reason: Text = ""
    language: Tongue = ""
    evidence: tuple[EvidenceRecord, ...] = ()


class TextsRecord(_Record, frozen=True):
    """What people read of a question, in one language."""

    text: str
    levels: tuple[str, ...]
    help: str = ""
    not_applicable: str = ""
    evidence: tuple[str, ...] = ()
    machine_draft: bool = False
    """Translated by a machine and seen by nobody."""


class EarlierRecord(_Record, frozen=True):
    """An answer that the person may read beside the question."""

    of: str
    """`state`: the State's own score of this visit; `agreed`: what an earlier visit agreed."""
    answer: str
    reason: str = ""
    language: str = ""
    year: int = 0
    """Of the earlier visit."""


class QuestionRecord(_Record, frozen=True):
    """A question that the person rates."""

    code: str
    area: str
    kind: str
    resolution: str
    paragraph: str
    cannot_apply: bool
    """It has a rule by which it may not apply."""
    texts: Mapping[str, TextsRecord]
    """By language; the edition's own is among them."""
    closed: str = ""
    """The code of what kept the person from writing on it when the pack was made."""
    earlier: tuple[EarlierRecord, ...] = ()


class DocumentRecord(_Record, frozen=True):
    """A document that the person may read, or its title alone where its originator decides who holds it."""

    title: str
    kind: str
    handling: str
    language: str
    part: str = ""
    """Where in the pack its file is; empty where it was left out."""
    name: str = ""
    left_out: str = ""
    """`originator` or `not_scanned`."""


class VisitRecord(_Record, frozen=True):
    """Everything but the documents' bytes, for one person."""

    state: str
    body: str
    kind: str
    handling: str
    person: str
    made_at: Moment
    edition: str
    edition_digest: str
    edition_language: str
    areas: Mapping[str, Mapping[str, str]]
    """Names of areas by language, by code."""
    questions: tuple[QuestionRecord, ...]
    drafts: tuple[DraftRecord, ...]
    documents: tuple[DocumentRecord, ...]
    hub_keys: tuple[str, ...]
    """Public keys of the hub's log, one of which signed this pack."""
    lock_key: str
    """The age key (X25519) that locks what comes back, and opens it on this laptop."""
    signing_key: str
    """The Ed25519 key that signs what comes back."""
    begins_on: date | None = None
    ends_on: date | None = None


class SavedRecord(_Record, frozen=True):
    """A state of the answers that a later opening of the pack went on from."""

    copy: Code
    revision: Revision


class BroughtRecord(_Record, frozen=True):
    """What a laptop wrote, whole, as it stood at one moment."""

    copy: Code
    """Which opening of the pack: a name made anew each time, so that two copies of one file are told apart."""
    revision: Revision
    """How often it was saved."""
    saved_at: Moment
    drafts: tuple[DraftRecord, ...]
    earlier: tuple[SavedRecord, ...] = ()
    """Where each opening took over from the one before, the first of them first."""


_Kind = TypeVar("_Kind", VisitRecord, BroughtRecord)


def written(record: VisitRecord | BroughtRecord) -> bytes:
    """The part, its keys in order."""
    return msgspec.json.encode(record, order="sorted")


def read_visit(parts: Mapping[str, bytes]) -> VisitRecord:
    """What was given. Raises ProblemError `pack.damaged`, `pack.not_given`."""
    if VISIT_PART not in parts:
        raise PACK.problem("not_given")
    return _read(parts, VISIT_PART, VisitRecord)


def read_brought(parts: Mapping[str, bytes]) -> BroughtRecord:
    """What a laptop wrote. Raises ProblemError `pack.damaged`, `pack.not_brought`."""
    if DRAFTS_PART not in parts:
        raise PACK.problem("not_brought")
    return _read(parts, DRAFTS_PART, BroughtRecord)


def drafts_from(records: Iterable[DraftRecord]) -> dict[str, Draft]:
    """Drafts as the rules know them. Raises ProblemError `pack.damaged` for an answer that is none."""
    try:
        return {each.question: _draft(each) for each in records}
    except ValueError:
        raise PACK.problem("damaged", part=DRAFTS_PART) from None


def records_of(drafts: Drafts) -> tuple[DraftRecord, ...]:
    """Drafts as a file has them, in the order of their codes."""
    return tuple(_record(code, drafts[code]) for code in sorted(drafts))


def trail_of(record: BroughtRecord) -> Trail:
    """The state of the answers, and those it went on from."""
    return (
        *(Saved(each.copy, each.revision) for each in record.earlier),
        Saved(record.copy, record.revision),
    )


def records_of_trail(trail: Trail) -> tuple[SavedRecord, ...]:
    """The reverse, for the `earlier` of what is saved next."""
    return tuple(SavedRecord(each.copy, each.revision) for each in trail)


def trail_as_data(trail: Trail) -> list[dict[str, Any]]:
    """A trail as plain values."""
    told: list[dict[str, Any]] = msgspec.to_builtins(records_of_trail(trail))
    return told


def trail_from_data(data: object) -> Trail:
    """The reverse of `trail_as_data`."""
    records = msgspec.convert(data, tuple[SavedRecord, ...])
    return tuple(Saved(each.copy, each.revision) for each in records)


def drafts_as_data(drafts: Drafts) -> list[dict[str, Any]]:
    """Drafts as plain values."""
    told: list[dict[str, Any]] = msgspec.to_builtins(records_of(drafts))
    return told


def drafts_from_data(data: object) -> dict[str, Draft]:
    """The reverse of `drafts_as_data`."""
    return drafts_from(msgspec.convert(data, tuple[DraftRecord, ...]))


def schema() -> dict[str, Any]:
    """The JSON Schema of both parts."""
    (given, brought), parts = msgspec.json.schema_components(
        [VisitRecord, BroughtRecord], ref_template="#/$defs/{name}"
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "offline-pack.schema.json",
        "title": "Parts of an offline pack: visit.json goes to a laptop, drafts.json comes back",
        "oneOf": [given, brought],
        "$defs": parts,
    }


def _read(parts: Mapping[str, bytes], part: str, kind: type[_Kind]) -> _Kind:
    try:
        return msgspec.json.decode(parts[part], type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise PACK.problem("damaged", part=part) from None


def _draft(record: DraftRecord) -> Draft:
    answer = Answer.parse(record.answer) if record.answer else None
    return Draft(answer, Words(record.reason, record.language), map(_named, record.evidence))


def _named(record: EvidenceRecord) -> Named:
    piece = Piece(
        record.kind,
        record.stance,
        record.access,
        record.reference,
        record.made_on,
        bool(record.counts_digest),
    )
    return Named(piece, record.counts_digest)


def _record(code: str, draft: Draft) -> DraftRecord:
    evidence = sorted(map(_evidence, draft.evidence), key=msgspec.json.encode)
    answer = str(draft.answer) if draft.answer else ""
    return DraftRecord(code, answer, draft.reason.text, draft.reason.language, tuple(evidence))


def _evidence(named: Named) -> EvidenceRecord:
    piece = named.piece
    return EvidenceRecord(
        piece.stance, piece.kind, piece.access, piece.reference, piece.made_on, named.counts_digest
    )
