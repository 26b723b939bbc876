"""Beginning long work, telling how far it is, ending it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise

from catenary.basis.findings import ProblemError
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.shell.models import LongWork, WorkState
from catenary.desk.shell.notices.services import notify

Tell = Callable[[int, int], None]
"""Says how much is done, out of how much."""
TITLES: dict[str, Promise] = {}
_SYSTEM = Declaration(door=Door.SYSTEM)


def register_work(kind: str, title: Promise) -> None:
    """Give a kind of long work its title; called once, when a room is ready."""
    TITLES[kind] = title


def begin(*, actor: SignedIn, kind: str, total: int = 0) -> LongWork:
    """Long work of the actor's, not yet taken up; the caller defers the job with its `public_id`, in the same transaction."""
    if kind not in TITLES:
        raise KeyError(kind)
    return LongWork.objects.create(
        person=actor.person, organisation=actor.organisation, kind=kind, total=total
    )


@contextmanager
def under_way(work: UUID) -> Iterator[Tell]:
    """In a job: the work runs inside; afterwards it is done, or failed with a code, and its person is told.

    Progress is told in transactions of its own, so that the page sees it while the work's own is still open; `tell` must
    not be called inside one. An error goes on after it was noted.
    """
    _set(work, state=WorkState.RUNNING, started_at=timezone.now(), told_at=timezone.now())
    try:
        yield lambda done, total: _set(work, done=done, total=total, told_at=timezone.now())
    except Exception as error:
        _end(work, WorkState.FAILED, "work_failed", problem=_code(error))
        raise
    _end(work, WorkState.DONE, "work_done")


def point_to(work: UUID, result_url: str) -> None:
    """Say where the result is; no personal data stands in an address."""
    _set(work, result_url=result_url)


def _set(work: UUID, **values: object) -> None:
    with acting(_SYSTEM):
        LongWork.objects.filter(public_id=work).update(**values)


def _end(work: UUID, state: WorkState, kind: str, **values: object) -> None:
    with acting(_SYSTEM), transaction.atomic():
        row = LongWork.objects.select_related("person", "organisation").get(public_id=work)
        LongWork.objects.filter(pk=row.pk).update(state=state, finished_at=timezone.now(), **values)
        notify(people=[row.person], organisation=row.organisation, kind=kind, url=f"/work/{work}")


def _code(error: Exception) -> str:
    return error.finding.code if isinstance(error, ProblemError) else "shell.work_broke"
