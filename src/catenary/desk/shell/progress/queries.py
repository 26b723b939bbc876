"""How far work is."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catenary.desk.mandate.models import Person
from catenary.desk.shell import parts
from catenary.desk.shell.clocks import duration
from catenary.desk.shell.models import LongWork, WorkState
from catenary.desk.shell.progress.services import TITLES

SILENT = timedelta(minutes=10)
"""After so long without a word the page says that the work stands still."""

_TAGS: dict[WorkState, tuple[Promise, parts.Colour]] = {
    WorkState.WAITING: (_("Waiting for a worker"), parts.Colour.GREY),
    WorkState.RUNNING: (_("Under way"), parts.Colour.BLUE),
    WorkState.DONE: (_("Done"), parts.Colour.GREEN),
    WorkState.FAILED: (_("Failed"), parts.Colour.RED),
}


def work_of(person: Person) -> tuple[parts.Work, ...]:
    """The person's work, the newest first."""
    return tuple(shown(row) for row in LongWork.objects.filter(person=person)[:50])


def shown(row: LongWork, now: datetime | None = None) -> parts.Work:
    """The work as the page shows it."""
    at = now or timezone.now()
    return parts.Work(
        title=str(TITLES.get(row.kind, row.kind)),
        done=row.done,
        total=row.total,
        url=reverse("work", args=[row.public_id]),
        state=_tag(row, at),
        finished=row.state in {WorkState.DONE, WorkState.FAILED},
        result_url=row.result_url,
        left=_left(row, at),
        problem=row.problem,
    )


def _tag(row: LongWork, now: datetime) -> parts.Tag:
    if row.state == WorkState.RUNNING and row.told_at and now - row.told_at > SILENT:
        return parts.Tag(gettext("Stands still"), parts.Colour.ORANGE)
    words, colour = _TAGS[WorkState(row.state)]
    return parts.Tag(str(words), colour)


def _left(row: LongWork, now: datetime) -> str:
    if row.state != WorkState.RUNNING or not (row.done and row.total and row.started_at):
        return ""
    spent = now - row.started_at
    left = spent * (row.total - row.done) / row.done
    return gettext("about %(duration)s left") % {"duration": duration(left)}
