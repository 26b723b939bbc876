"""What is kept for a time and then goes, once an hour."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.shell.models import (
    Attachment,
    IdempotentAnswer,
    LongWork,
    Notification,
    RequestCount,
    SpentForm,
    StoredSearch,
)
from catenary.desk.shell.web_api.once import KEPT as ANSWERS_KEPT

FORMS_KEPT = timedelta(days=7)
NOTICES_KEPT = timedelta(days=90)
WORK_KEPT = timedelta(days=30)
COUNTS_KEPT = timedelta(hours=1)
STRAY_FILES_KEPT = timedelta(days=1)


@app.periodic(cron="17 * * * *")
@app.task(name="shell.sweep", queueing_lock="shell.sweep")
def sweep(timestamp: int) -> None:
    """Remove what has had its time: searches, answers, tokens, counts, old notices and work, files that no record has."""
    now = timezone.now()
    with acting(Declaration(door=Door.SYSTEM)):
        StoredSearch.objects.filter(expires_at__lte=now).delete()
        IdempotentAnswer.objects.filter(made_at__lt=now - ANSWERS_KEPT).delete()
        SpentForm.objects.filter(spent_at__lt=now - FORMS_KEPT).delete()
        RequestCount.objects.filter(minute__lt=now - COUNTS_KEPT).delete()
        Notification.objects.filter(created_at__lt=now - NOTICES_KEPT).delete()
        LongWork.objects.filter(finished_at__lt=now - WORK_KEPT).delete()
        for file in _stray_files(now):
            file.unlink(missing_ok=True)


def _stray_files(now: datetime) -> Iterator[Path]:
    """Bytes whose attachment was never saved, or was removed."""
    oldest = (now - STRAY_FILES_KEPT).timestamp()
    held = set(Attachment.objects.filter(removed_at=None).values_list("organisation__public_id", "sha256"))
    known = {(str(organisation), digest) for organisation, digest in held}
    for file in (Path(settings.CATENARY.data) / "files" / "attachments").glob("*/*"):
        if (file.parent.name, file.name) not in known and file.stat().st_mtime < oldest:
            yield file
