"""The index of all lists in force: asked for with a change, built by a job, put in place of the one before in one step."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import UUID

from attrs import frozen

from catenary.basis.findings import ProblemError
from catenary.core.screening.edition import ListEdition
from catenary.core.screening.model import ListEntry
from catenary.core.screening.publication import IndexState, PublicationState
from catenary.desk.directory.models import Organisation
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.screening import following
from catenary.desk.screening.drills.entries import drill_entries
from catenary.desk.screening.jobs import for_unit
from catenary.desk.screening.lists_in_use import folder_of
from catenary.desk.screening.lists_reading import source_of
from catenary.desk.screening.models import BuiltIndex, ListFile
from catenary.desk.screening.problems import EDITIONS
from catenary.desk.screening.rescreening import ask_rescreening
from catenary.desk.shell import sealing
from catenary.formats.lists.reading import ListReading, ListSource
from catenary.formats.lists.recognise import ListFormat

if TYPE_CHECKING:
    from catenary.formats.list_index.following import Step

LEFT_STANDING_SECONDS: Final = 15 * 60
"""How long the folder of a replaced index stays for checks that hold it."""


@frozen
class _Plan:
    """What an index is built of."""

    folder: Path
    sources: tuple[ListSource, ...]
    drills: tuple[ListEntry, ...]
    """Invented entries that stand among the others for a while."""
    former: Path | None
    """The folder of the index that it is built upon; None where it is built whole."""


@frozen
class _Built:
    """What came of building."""

    edition: ListEdition
    step: "Step"


def ask_index(*, organisation: Organisation, now: datetime) -> BuiltIndex:
    """Have the index of an organisation built anew, by a job of the same transaction."""
    from catenary.desk.screening.tasks import build_index  # noqa: PLC0415  jobs import what they do

    row = BuiltIndex.objects.create(organisation=organisation, asked_at=now)
    build_index.defer(index=str(row.public_id))
    return row


def build(*, index: UUID, now: datetime) -> None:
    """Build an index that was asked for and use it from then on; done again it comes to the same.

    The former stays in use until the last step, and for good where this fails. One that a later change has overtaken is not
    built. To be run by a job outside of a transaction: building takes longer than any should.
    """
    try:
        plan = _begin(index, now)
        if plan is None:
            return
        built = _built(plan, now)
    except ProblemError as fault:
        _fail(index, fault.finding.code)
    except (OSError, ValueError, MemoryError) as fault:
        _fail(index, type(fault).__name__)
    else:
        _use(index, built, now)


def _begin(index: UUID, now: datetime) -> _Plan | None:
    """What there is to do; None where nothing is left to do."""
    with _work_on(index) as row:
        if row.state != IndexState.BUILDING:
            return None
        if _is_overtaken(row):
            _end(row, IndexState.REPLACED)
            return None
        files = _files(row.organisation, now)
        if not files:
            _stop_using(row.organisation)
            _end(row, IndexState.FAILED, EDITIONS.finding("no_lists").code)
            return None
        row.files.add(*files)
        row.follows = following.to_be_followed(row.organisation, files)
        row.save(update_fields=["follows"])
        former = folder_of(row.follows) if row.follows else None
        sources = tuple(_source(each) for each in files)
        return _Plan(folder_of(row), sources, drill_entries(files, now), former)


def _is_overtaken(row: BuiltIndex, *states: IndexState) -> bool:
    """Whether a later change asked for another index; with `states`, whether that one is in one of them."""
    later = BuiltIndex.objects.filter(organisation=row.organisation, pk__gt=row.pk)
    return later.filter(state__in=states or tuple(IndexState)).exists()


def _built(plan: _Plan, now: datetime) -> _Built:
    from catenary.formats.list_index import build_list_index  # noqa: PLC0415  compiled kernels come with it
    from catenary.formats.list_index.following import begin_upon, step_between  # noqa: PLC0415  as above

    shutil.rmtree(plan.folder, ignore_errors=True)  # of a job that was cut off
    plan.folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if plan.former is not None:
        begin_upon(plan.former, plan.folder)
    reading = ListReading(plan.sources, lambda _: None)
    edition = build_list_index(chain(reading, plan.drills), reading.sources, plan.folder, built_at=now)
    return _Built(edition, step_between(plan.former, plan.folder))


@contextmanager
def _work_on(index: UUID) -> Iterator[BuiltIndex]:
    """The index, locked, in a transaction of its organisation's job."""
    with acting(Declaration(door=Door.SYSTEM)):
        organisation = BuiltIndex.objects.values_list("organisation_id", flat=True).get(public_id=index)
    with acting(for_unit(organisation)):
        rows = BuiltIndex.objects.select_related("organisation").select_for_update(of=("self",))
        yield rows.get(public_id=index)


def _end(row: BuiltIndex, state: IndexState, fault: str = "") -> None:
    row.state, row.fault = state, fault[:80]
    row.full_clean()
    row.save()


def _files(organisation: Organisation, now: datetime) -> list[ListFile]:
    """Editions in force of lists that stand today."""
    found = ListFile.objects.filter(
        organisation=organisation,
        state=PublicationState.PUBLISHED,
        list__closed_at=None,
        list__review_by__gte=now.date(),
    )
    return list(found.select_related("list").order_by("list__code"))


def _source(file: ListFile) -> ListSource:
    try:
        data = sealing.unseal(bytes(file.sealed or b""))
    except sealing.SealError as fault:
        raise EDITIONS.problem("key_gone") from fault
    return source_of(file.list.code, data, file.list.code, ListFormat(file.format))


def _use(index: UUID, built: _Built, now: datetime) -> None:
    with _work_on(index) as row:
        if row.state != IndexState.BUILDING:
            return
        if _is_overtaken(row, IndexState.IN_USE):
            _end(row, IndexState.REPLACED)
            shutil.rmtree(folder_of(row), ignore_errors=True)
            return
        _stop_using(row.organisation)
        _describe(row, built, now)
        _end(row, IndexState.IN_USE)
        enter(
            room="screening",
            act="use_index",
            record=str(row.public_id),
            params={"edition": row.edition, "entries": row.entries},
        )
        ask_rescreening(index=row, now=now)


def _describe(row: BuiltIndex, built: _Built, now: datetime) -> None:
    edition, step = built.edition, built.step
    row.ready_at, row.edition, row.algorithm = now, edition.edition, edition.algorithm
    row.entries, row.segments = edition.entries, len(step.segments)
    row.follows = row.follows if step.kept else None
    row.measured = row.follows.measured if row.follows else edition.entries
    row.changes = following.sealed_step(step)


def _fail(index: UUID, fault: str) -> None:
    with _work_on(index) as row:
        if row.state == IndexState.BUILDING:
            _end(row, IndexState.FAILED, fault)
            shutil.rmtree(folder_of(row), ignore_errors=True)
            enter(
                room="screening", act="index_failed", record=str(row.public_id), params={"fault": row.fault}
            )


def _stop_using(organisation: Organisation) -> None:
    """The index in use is none any more; its folder goes when nobody holds it."""
    from catenary.desk.screening.tasks import remove_index  # noqa: PLC0415  jobs import what they do

    for former in BuiltIndex.objects.select_for_update().filter(
        organisation=organisation, state=IndexState.IN_USE
    ):
        former.state = IndexState.REPLACED
        former.save()
        remove_index.configure(schedule_in={"seconds": LEFT_STANDING_SECONDS}).defer(
            index=str(former.public_id)
        )


def remove(*, index: UUID) -> None:
    """The folder of an index that is in use no more goes; one that is in use stays."""
    with _work_on(index) as row:
        standing = row.state in {IndexState.BUILDING, IndexState.IN_USE}
    if not standing:
        shutil.rmtree(folder_of(row), ignore_errors=True)
