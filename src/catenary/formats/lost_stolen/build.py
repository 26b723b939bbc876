"""Building an index in bulk: rows to keyed records on every core, sorted in 256 parts, so that memory stays bounded.

Two passes. The first hashes a chunk of rows at a time and lays its records down in a run file, grouped by the leading
byte of the tag. The second gathers each group from all runs, sorts it and appends it to the new index.
"""

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from threading import current_thread, main_thread
from typing import TypeAlias, TypeVar

import numpy as np
from attrs import frozen

from catenary.basis.findings import Finding
from catenary.basis.legible import legible
from catenary.core.documents.problems import DOCUMENTS
from catenary.formats.lost_stolen.layout import VERSION, Header, directory_bits
from catenary.formats.lost_stolen.notes import Notes
from catenary.formats.lost_stolen.pair import delta_beside
from catenary.formats.lost_stolen.records import Records, Stretch
from catenary.formats.lost_stolen.rows import Span, chunks, read_batch
from catenary.formats.lost_stolen.tags import STATUS_MASK, TagKey
from catenary.formats.lost_stolen.writing import scratch_beside, write_index

Progress: TypeAlias = Callable[[str, int, int], None]
"""Told the stage (`hashing`, `sorting`), what is done of it and of how much."""

GROUPS = 256
_UNDER_WAY = 8
_Task = TypeVar("_Task")
_Result = TypeVar("_Result")


@frozen
class Report:
    """What building or updating came to: the header written, the rows behind it, and what was noticed."""

    header: Header
    rows: int
    rows_left_out: int
    findings: tuple[Finding, ...]

    @classmethod
    def of(cls, header: Header, notes: Notes, *more: Finding) -> "Report":
        """A report from the notes of reading."""
        return cls(header, notes.rows, notes.rows_left_out, (*notes.findings(), *more))


def build_index(
    source: Path,
    index: Path,
    key: bytes,
    *,
    data_as_of: date,
    key_file: Path | None = None,
    processes: int | None = None,
    progress: Progress = lambda _stage, _done, _total: None,
) -> Report:
    """Build the index of a CSV file `number,issuer,type,status` and put it in place of the old one.

    Needs 10 bytes per row of scratch space beside the index. Rows that cannot be read are left out, counted, and the
    first hundred named by byte offset. Problems: those of `chunks` and `write_index`; the old index is then untouched.
    """
    spans = list(chunks(source))
    workers = min(processes or os.cpu_count() or 1, max(1, len(spans)))
    with scratch_beside(index) as scratch, _pool(workers) as pool:
        runs = list(
            _told("hashing", len(spans), _in_order(pool, _RunMaker(source, scratch, key), spans), progress)
        )
        bits = directory_bits(sum(run.starts[-1] for run in runs))
        stretches = _in_order(pool, _GroupSorter(tuple(runs), bits), range(GROUPS))
        header = new_header(key, data_as_of, bits, key_file=key_file)
        header = write_index(index, _told("sorting", GROUPS, stretches, progress), header)
    with suppress(FileNotFoundError):
        delta_beside(index).unlink()
    removals = sum(run.removals for run in runs)
    notices = [DOCUMENTS.finding("removal_in_full_file", count=removals)] if removals else []
    return Report.of(header, Notes.joined(run.notes for run in runs), *notices)


@frozen
class _Run:
    """Where the records of one chunk lie, and which of them belong to each leading byte."""

    path: Path
    starts: tuple[int, ...]
    removals: int
    notes: Notes

    def group(self, leading: int) -> Records:
        """The records whose tags begin with this byte."""
        first, end = self.starts[leading], self.starts[leading + 1]
        with self.path.open("rb") as file:
            file.seek(8 * first)
            tags = np.frombuffer(file.read(8 * (end - first)), np.uint64)
            file.seek(8 * self.starts[-1] + 2 * first)
            return Records(tags, np.frombuffer(file.read(2 * (end - first)), np.uint16))


@frozen
class _RunMaker:
    """First pass: one chunk of the source becomes one run file. Leaves out what a full file says is removed."""

    source: Path
    scratch: Path
    key: bytes

    def __call__(self, span: Span) -> _Run:
        with self.source.open("rb") as file:
            file.seek(span[0])
            batch = read_batch(file.read(span[1] - span[0]), span[0], TagKey(self.key))
        kept = batch.records.chosen(batch.records.payloads & np.uint16(STATUS_MASK) != 0)
        leading = (kept.tags >> np.uint64(56)).astype(np.uint8)
        grouped = kept.chosen(np.argsort(leading, kind="stable"))
        path = self.scratch / str(span[0])
        with path.open("wb") as file:
            file.write(grouped.tags.data)
            file.write(grouped.payloads.data)
        starts = np.concatenate([[0], np.cumsum(np.bincount(leading, minlength=GROUPS))])
        return _Run(path, tuple(starts.tolist()), len(batch.records) - len(kept), batch.notes)


@frozen
class _GroupSorter:
    """Second pass: the records of one leading byte, from all runs, as the next stretch of the index."""

    runs: tuple[_Run, ...]
    bits: int

    def __call__(self, leading: int) -> Stretch:
        records = Records.joined(*(run.group(leading) for run in self.runs)).sorted_once()
        entries = 2 ** (self.bits - 8)
        return Stretch.of(records, self.bits, leading * entries, entries)


def new_header(
    key: bytes, data_as_of: date, bits: int, *, base: str | None = None, key_file: Path | None = None
) -> Header:
    """The header of an index about to be written; `write_index` fills in count and hash."""
    return Header(
        version=VERSION,
        records=0,
        directory_bits=bits,
        data_as_of=data_as_of,
        key_check=TagKey(key).check_value,
        content="",
        base=base,
        key_file=_written(key_file.absolute()) if key_file else None,
    )


def _written(path: Path) -> str | None:
    """The path as the header keeps it; none where it holds bytes that are no text: then the key is to be named."""
    return str(path) if legible(str(path)) == str(path) else None


@contextmanager
def _pool(processes: int) -> Iterator[ProcessPoolExecutor | None]:
    """Worker processes, or None where one process is enough. Started afresh: a forked copy would share locks."""
    if processes == 1:
        yield None
        return
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        _start_deaf_to_interrupts(pool, processes)
        try:
            yield pool
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise


def _start_deaf_to_interrupts(pool: ProcessPoolExecutor, processes: int) -> None:
    """Ctrl-C reaches every process of a terminal; only the parent shall answer it, so that it can clean up.

    Each of these tasks starts a worker, and it inherits what its parent ignores at that moment.
    """
    if current_thread() is not main_thread():  # only there may it be set, and only there does Ctrl-C arrive
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        for _ in range(processes):
            pool.submit(int)
    finally:
        signal.signal(signal.SIGINT, before)


def _in_order(
    pool: ProcessPoolExecutor | None, work: Callable[[_Task], _Result], tasks: Iterable[_Task]
) -> Iterator[_Result]:
    """The results in the order of the tasks, with only a few tasks under way at once: memory stays bounded."""
    if pool is None:
        yield from map(work, tasks)
        return
    under_way: deque[Future[_Result]] = deque()
    for task in tasks:
        under_way.append(pool.submit(work, task))
        if len(under_way) >= _UNDER_WAY:
            yield under_way.popleft().result()
    while under_way:
        yield under_way.popleft().result()


def _told(stage: str, total: int, results: Iterator[_Result], progress: Progress) -> Iterator[_Result]:
    for done, result in enumerate(results, start=1):
        yield result
        progress(stage, done, total)
