"""Documents of a visit as evidence: named by who rates, taken over as they stand; counts files in them checked and read."""

from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from catenary.core.assessment.confidence import SourceKind, Stance
from catenary.core.assessment.document_evidence import access_of, key_figures, source_kind
from catenary.core.assessment.evidence import Piece
from catenary.core.assessment.panel_problems import EVIDENCE
from catenary.core.assessment.visit_words import DocumentKind
from catenary.core.mandate.model import Handling
from catenary.desk.assessment.access import SEE, demand_moving, is_on_team, sides_of
from catenary.desk.assessment.models import DocumentCounts, Panel, RatingEvidence, Visit, VisitDocument
from catenary.desk.assessment.rating.writing import add_evidence
from catenary.desk.assessment.visits.keeping import save_row
from catenary.desk.assessment.visits.papers import DOCUMENT
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import demand
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.shell.attachments.services import opened
from catenary.desk.shell.models import Attachment, ScanState
from catenary.formats.counts_file.note import read_counts
from catenary.formats.signed_note.keys import VerifierKey, read_verifier_key

_LARGEST: Final = 1 << 20
"""Bytes of a counts file at most; a year of them has a few thousand."""


@transaction.atomic
def name_document(
    *, actor: SignedIn, panel: UUID, document: UUID, stance: Stance, kind: SourceKind | None = None
) -> RatingEvidence:
    """Name a document of the visit as evidence: its title, date and who can look it up are taken over.

    `kind` is asked where the document does not say what it is as a source. Raises ProblemError `evidence.kind_missing`, and as
    `add_evidence` does; ObjectDoesNotExist for a document of another visit, or one that is not to be seen.
    """
    visit = Panel.objects.get(public_id=panel).visit_id
    row = VisitDocument.objects.select_related("counts").get(public_id=document, visit=visit)
    counts: DocumentCounts | None = getattr(row, "counts", None)
    piece = _measured(row, counts, stance) if counts else _piece(row, stance, kind)
    digest = counts.digest if counts else ""
    return add_evidence(actor=actor, panel=panel, piece=piece, counts_digest=digest, document=row)


@transaction.atomic
def check_counts(*, actor: SignedIn, document: UUID, key: str) -> DocumentCounts:
    """Check the signature of the counts file that a document holds with the unit's own key, and keep what it says first.

    Raises ProblemError `visits.not_on_team`, `visits.visit_still`, `evidence.counts_missing`, `evidence.counts_unchecked`, and
    those of `read_counts` and `read_verifier_key`; ObjectDoesNotExist.
    """
    demand(SEE, actor)
    row = VisitDocument.objects.select_related("visit").get(public_id=document)
    demand_moving(row.visit)
    if not takes_part(actor, row.visit) or DocumentCounts.objects.filter(document=row).exists():
        raise EVIDENCE.problem("counts_missing")
    verifier = read_verifier_key(key.strip())
    counts = _counts(actor, row, _file_of(actor, row), verifier)
    save_row(counts)
    enter(
        room="assessment",
        act="check_counts",
        record=str(row.visit.public_id),
        params={"document": str(row.public_id), "sha256": counts.digest},
    )
    return counts


def takes_part(here: SignedIn, visit: Visit) -> bool:
    """Somebody of either side, or on the team."""
    return bool(sides_of(here, visit)) or is_on_team(here, visit)


def documents_of(visit: Visit, area: str) -> list[VisitDocument]:
    """The documents that the asker may see, those about the area first."""
    rows = VisitDocument.objects.filter(visit=visit).select_related("counts")
    return sorted(rows, key=lambda each: area not in each.areas)


def measured_in(rows: Iterable[VisitDocument]) -> list[DocumentCounts]:
    """The counts files among them that were checked."""
    return [each.counts for each in rows if hasattr(each, "counts")]


def _piece(row: VisitDocument, stance: Stance, kind: SourceKind | None) -> Piece:
    named = source_kind(DocumentKind(row.kind)) or kind
    if named is None or named is SourceKind.MEASURED_PRACTICE:
        raise EVIDENCE.problem("kind_missing")
    return Piece(named, stance, access_of(Handling(row.handling), shared=row.shared), row.title, row.dated_on)


def _measured(row: VisitDocument, counts: DocumentCounts, stance: Stance) -> Piece:
    access = access_of(Handling(row.handling), shared=row.shared)
    return Piece(SourceKind.MEASURED_PRACTICE, stance, access, counts.source, counts.made_on, signed=True)


def _file_of(actor: SignedIn, row: VisitDocument) -> bytes:
    """The one file of the document that can be a counts file. Raises ProblemError `evidence.counts_missing`."""
    files = Attachment.objects.filter(
        kind=DOCUMENT, record=row.public_id, removed_at=None, size__lte=_LARGEST
    ).exclude(scan=ScanState.HARMFUL)
    for each in files:
        data = opened(actor=actor, attachment=each, though_unscanned=True)
        if data.startswith(b"{"):
            return data
    raise EVIDENCE.problem("counts_missing")


def _counts(actor: SignedIn, row: VisitDocument, data: bytes, key: VerifierKey) -> DocumentCounts:
    try:
        told: dict[str, Any] = read_counts(data, [key])
        source, made_on = f"{told['name']}, {told['month']}", date.fromisoformat(told["made_on"])
    except (ValueError, KeyError, TypeError):
        raise EVIDENCE.problem("counts_unchecked") from None  # signed by the unit, and no counts file
    return DocumentCounts(
        document=row,
        digest=sha256(data).hexdigest(),
        signer=f"{key.name}+{key.id.hex()}",
        source=source,
        made_on=made_on,
        figures=key_figures(told),
        checked_by=actor.person,
        checked_at=actor.now,
    )
