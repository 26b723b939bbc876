"""The files of a record."""

from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catenary.desk.shell import parts
from catenary.desk.shell.models import Attachment, ScanState

_TAGS: dict[ScanState, tuple[Promise, parts.Colour]] = {
    ScanState.NOT_SCANNED: (_("Not scanned"), parts.Colour.GREY),
    ScanState.CLEAN: (_("Scanned, nothing found"), parts.Colour.GREEN),
    ScanState.HARMFUL: (_("Harmful, closed"), parts.Colour.RED),
    ScanState.FAILED: (_("Scan failed"), parts.Colour.ORANGE),
}


def attachments_of(kind: str, record: UUID) -> tuple[parts.Attachment, ...]:
    """In the order they were added, without those that were removed."""
    rows = Attachment.objects.filter(kind=kind, record=record, removed_at=None).select_related("added_by")
    return tuple(_shown(row) for row in rows)


def _shown(row: Attachment) -> parts.Attachment:
    words, colour = _TAGS[ScanState(row.scan)]
    closed = row.scan == ScanState.HARMFUL
    return parts.Attachment(
        name=row.name,
        size=row.size,
        kind=row.media_type,
        sha256=row.sha256,
        added_by=row.added_by.name,
        added_at=row.created_at,
        scan=parts.Tag(str(words), colour),
        url="" if closed else reverse("attachment", args=[row.public_id]),
    )
