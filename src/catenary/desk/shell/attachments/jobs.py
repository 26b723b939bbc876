"""What workers do with files. Job arguments are ids only."""

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from catenary.core.uploads.model import Scan, Verdict
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.shell.attachments import store
from catenary.desk.shell.attachments.scanning import scanner_of_this_desk
from catenary.desk.shell.models import Attachment, ScanState
from catenary.desk.shell.notices.services import notify

_SYSTEM = Declaration(door=Door.SYSTEM)
_STATES = {
    Verdict.CLEAN: ScanState.CLEAN,
    Verdict.HARMFUL: ScanState.HARMFUL,
    Verdict.FAILED: ScanState.FAILED,
}


class ScannerAwayError(Exception):
    """The scanner gave no answer; the job is tried again."""


@app.task(
    name="shell.scan_file",
    retry=RetryStrategy(max_attempts=8, exponential_wait=4, retry_exceptions=[ScannerAwayError]),
)
def scan_file(attachment_id: int) -> None:
    """Have a file looked at. Without a scanner it stays `not scanned`; one that gives no answer is asked again later."""
    scanner = scanner_of_this_desk()
    if scanner is None:
        return
    with acting(_SYSTEM):
        row = Attachment.objects.select_related("organisation", "added_by").get(pk=attachment_id)
        if row.removed_at or row.scan in {ScanState.CLEAN, ScanState.HARMFUL}:
            return
        with store.place(str(row.organisation.public_id), row.sha256).open("rb") as content:
            told = scanner.scan(content)
        _note(row, told)
    if told.verdict is Verdict.FAILED:
        raise ScannerAwayError


@app.task(name="shell.forget_removed")
def forget_removed(attachment_id: int) -> None:
    """Take a removed file's bytes off the disk, unless another attachment of the organisation holds the same."""
    with acting(_SYSTEM):
        row = Attachment.objects.select_related("organisation").get(pk=attachment_id)
        same = Attachment.objects.filter(
            organisation=row.organisation, sha256=row.sha256, removed_at=None
        ).exists()
        if row.removed_at and not same:
            store.forget(str(row.organisation.public_id), row.sha256)


def _note(row: Attachment, told: Scan) -> None:
    row.scan, row.scanner, row.scanned_at = _STATES[told.verdict], told.scanner, timezone.now()
    row.save(update_fields=["scan", "scanner", "scanned_at"])
    if told.verdict is Verdict.HARMFUL:
        notify(people=[row.added_by], organisation=row.organisation, kind="file_harmful")
