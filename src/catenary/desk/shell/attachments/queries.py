"""The files of a record."""

from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catenary.desk.shell import parts
from catenary.desk.shell.comments.queries import names
from catenary.desk.shell.models import Attachment, ScanState

_TAGS: dict[ScanState, tuple[Promise, parts.Colour]] = {
    ScanState.NOT_SCANNED: (_("Not scanned"), parts.Colour.GREY),
    ScanState.CLEAN: (_("Scanned, nothing found"), parts.Colour.GREEN),
    ScanState.HARMFUL: (_("Harmful, closed"), parts.Colour.RED),
    ScanState.FAILED: (_("Scan failed"), parts.Colour.ORANGE),
}


def attachments_of(kind: str, record: UUID) -> tuple[parts.Attachment, ...]:
    """In the order they were added, without those that were removed."""
    rows = Attachment.objects.filter(kind=kind, record=record, removed_at=None)
    listed = list(rows.select_related("organisation"))
    known = names(row.added_by_id for row in listed)
    return tuple(_shown(row, known.get(row.added_by_id, row.organisation.name)) for row in listed)


def _shown(row: Attachment, added_by: str) -> parts.Attachment:
    words, colour = _TAGS[ScanState(row.scan)]
    closed = row.scan == ScanState.HARMFUL
    return parts.Attachment(
        name=row.name,
        size=row.size,
        kind=row.media_type,
        sha256=row.sha256,
        added_by=added_by,
        added_at=row.created_at,
        scan=parts.Tag(str(words), colour),
        url="" if closed else reverse("attachment", args=[row.public_id]),
        asks=row.scan != ScanState.CLEAN,
    )
