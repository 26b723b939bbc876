"""The documents of a visit that go into a pack: those its person may read, unless their originator decides who holds them."""

from collections.abc import Mapping

from attrs import field, frozen

from catenary.core.assessment.pack_problems import PACK
from catenary.core.mandate.model import Handling
from catenary.desk.assessment.models import Visit, VisitDocument
from catenary.desk.assessment.visits.papers import DOCUMENT
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.shell.attachments.services import opened
from catenary.desk.shell.models import Attachment, ScanState
from catenary.formats.visit_pack.contents import DocumentRecord

MOST_MIB = 48
"""Of all documents of a pack: it lies in the database until it is taken."""


@frozen
class Papers:
    """Documents as they are listed, and the bytes of those that come along, by the parts of the pack."""

    listed: tuple[DocumentRecord, ...]
    parts: Mapping[str, bytes] = field(factory=dict)


def papers_of(actor: SignedIn, visit: Visit, *, though_unscanned: bool) -> Papers:
    """Every file of every document that row security shows; each is entered in the ledger as opened.

    Raises ProblemError `pack.too_large`.
    """
    listed: list[DocumentRecord] = []
    parts: dict[str, bytes] = {}
    for row in visit.documents.all():
        files = Attachment.objects.filter(kind=DOCUMENT, record=row.public_id, removed_at=None)
        for file in files.exclude(scan=ScanState.HARMFUL).select_related("organisation"):
            left_out = _left_out(row, file, though_unscanned=though_unscanned)
            part = "" if left_out else f"document-{len(parts) + 1}"
            if part:
                _demand_room(parts, file)
                parts[part] = opened(actor=actor, attachment=file, though_unscanned=though_unscanned)
            listed.append(_listed(row, file, part, left_out))
    return Papers(tuple(listed), parts)


def _left_out(row: VisitDocument, file: Attachment, *, though_unscanned: bool) -> str:
    if row.handling == Handling.ORIGINATOR_CONTROLLED:
        return "originator"
    return "" if though_unscanned or file.scan == ScanState.CLEAN else "not_scanned"


def _demand_room(parts: Mapping[str, bytes], file: Attachment) -> None:
    size = sum(map(len, parts.values())) + file.size
    if size > MOST_MIB << 20:
        raise PACK.problem("too_large", mib=size >> 20, limit=MOST_MIB)


def _listed(row: VisitDocument, file: Attachment, part: str, left_out: str) -> DocumentRecord:
    return DocumentRecord(
        title=row.title,
        kind=row.kind,
        handling=row.handling,
        language=row.language,
        part=part,
        name=file.name,
        left_out=left_out,
    )
