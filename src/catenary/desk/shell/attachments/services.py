"""Attaching a file, opening it, removing it."""

from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404
from django.utils import timezone

from catenary.core.uploads import rules
from catenary.core.uploads.model import FileKind, Upload
from catenary.core.uploads.problems import UPLOADS
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.shell.attachments import store
from catenary.desk.shell.attachments.detecting import media_type
from catenary.desk.shell.models import Attachment, ScanState
from catenary.desk.shell.subjects import demand_subject


def attach(*, actor: SignedIn, kind: str, record: UUID, file: "UploadedFile[bytes]") -> Attachment:
    """Take a file in under a record the actor may see. Its kind is told by its bytes; a scanner looks at it later.

    Raises Http404 for a record that is not to be seen, ProblemError `uploads.*` for a file that is not taken.
    """
    demand_subject(actor, kind, record)
    content = _bytes(file)
    found = _kind(file.name or "", content)
    organisation = str(actor.organisation.public_id)
    with transaction.atomic():
        kept = store.keep(organisation, [content])
        row = Attachment(
            kind=kind,
            record=record,
            organisation=actor.organisation,
            added_by=actor.person,
            name=rules.safe_name(file.name or ""),
            size=kept.size,
            media_type=found.media_type,
            sha256=kept.sha256,
        )
        row.full_clean()
        row.save()
        _enter("attach", row)
        _scan_later(row)
    return row


def opened(*, actor: SignedIn, attachment: Attachment, though_unscanned: bool = False) -> bytes:
    """The bytes, for somebody who may see the record; the log says so, and what was known of harmful content.

    Raises Http404: removed, harmful, or not whole; ProblemError `uploads.not_scanned` where no scanner found the file clean
    and the actor did not say to open it all the same.
    """
    if attachment.removed_at or attachment.scan == ScanState.HARMFUL:
        raise Http404
    demand_subject(actor, attachment.kind, attachment.record)
    if attachment.scan != ScanState.CLEAN and not though_unscanned:
        raise UPLOADS.problem("not_scanned")
    try:
        content = store.content(str(attachment.organisation.public_id), attachment.sha256)
    except (FileNotFoundError, ValueError) as lost:
        raise Http404 from lost
    _enter("open_file", attachment)
    return content


def remove(*, actor: SignedIn, attachment: Attachment) -> None:
    """Take a file that the actor attached off its record; a worker takes its bytes off the disk. Raises Http404 for another's."""
    with transaction.atomic():
        own = Attachment.objects.select_for_update().filter(
            pk=attachment.pk, added_by=actor.person, removed_at=None
        )
        row = own.first()
        if row is None:
            raise Http404
        row.removed_at = timezone.now()
        row.save(update_fields=["removed_at"])
        _enter("remove_file", row)
        from catenary.desk.shell.attachments.jobs import forget_removed  # noqa: PLC0415  jobs call services

        forget_removed.defer(attachment_id=row.pk)


def _bytes(file: "UploadedFile[bytes]") -> bytes:
    if (size := file.size or 0) > rules.LARGEST:
        raise UPLOADS.problem("too_large", size=size, limit=rules.LARGEST)
    return bytes(file.read())


def _kind(name: str, content: bytes) -> FileKind:
    is_text = rules.is_plain_text(content)
    return rules.accept(Upload(name, len(content), "" if is_text else media_type(content), is_text))


def _enter(act: str, row: Attachment) -> None:
    params: dict[str, str | int | bool | None] = {
        "sha256": row.sha256,
        "size": row.size,
        "file": str(row.public_id),
        "scan": row.scan,
    }
    enter(room="shell", act=act, record=f"{row.kind}/{row.record}", params=params)


def _scan_later(row: Attachment) -> None:
    from catenary.desk.shell.attachments.jobs import scan_file  # noqa: PLC0415  jobs call services

    scan_file.defer(attachment_id=row.pk)
