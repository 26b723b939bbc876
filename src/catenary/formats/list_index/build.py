"""Building a list index, whole or as a small change to the one that is there."""

import shutil
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from hashlib import blake2b, sha256
from pathlib import Path
from uuid import uuid4

import msgspec
import numpy as np
from attrs import evolve

from catenary.basis.findings import ProblemError
from catenary.core.screening.building import IndexBuilder
from catenary.core.screening.edition import ListEdition, SourceInfo
from catenary.core.screening.index import ALGORITHM
from catenary.core.screening.model import ListEntry
from catenary.formats.list_index.problems import LIST_INDEX
from catenary.formats.list_index.store import (
    EDITION_FILE,
    LAYOUT,
    EditionNote,
    Rows,
    SegmentNote,
    SegmentWriter,
    load_rows,
    read_note,
    segment_folders,
    write_note,
)
from catenary.formats.name_model import load_name_model

Progress = Callable[[int], None]

MOST_SEGMENTS = 16
"""Changes are added as small segments until there are so many; then a build starts anew."""

_REPORT_EVERY = 1000


def edition_id(sources: Sequence[SourceInfo]) -> str:
    """The name of what was built: the same for the same sources and rules."""
    stated = [ALGORITHM, *(f"{source.name}:{source.format}:{source.sha256}" for source in sources)]
    return sha256("\n".join(stated).encode()).hexdigest()[:16]


def _digest(data: bytes) -> int:
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "big")


def _identity(list_name: str, entry: str) -> int:
    return _digest(f"{list_name}\0{entry}".encode())


class _Segment:
    """A segment in the making: entries go to its file and into its index at once."""

    def __init__(self, folder: Path) -> None:
        self.name = f"segment-{uuid4().hex[:12]}"
        self._writer = SegmentWriter(folder / self.name)
        self._builder = IndexBuilder(load_name_model())
        self._start, self._identity, self._digest = array("q", [0]), array("Q"), array("Q")

    def add(self, entry: ListEntry, identity: int, encoded: bytes, digest: int) -> None:
        self._writer.append(encoded)
        self._builder.add(entry)
        self._start.append(self._start[-1] + len(encoded))
        self._identity.append(identity)
        self._digest.append(digest)

    def finish(self) -> SegmentNote:
        rows = Rows(np.array(self._start), np.array(self._identity), np.array(self._digest))
        self._writer.finish(self._builder.finish(), rows)
        return SegmentNote(self.name, len(self._identity))

    def close(self) -> None:
        self._writer.close()


class _Present:
    """What the segments that count hold now: where each entry stands, and the digest of what it says."""

    def __init__(self, folder: Path, segments: Sequence[SegmentNote]) -> None:
        self.segments = segments
        self._place: dict[int, tuple[int, int, int]] = {}
        for number, segment in enumerate(segments):
            rows, removed = load_rows(folder, segment.folder), set(segment.removed)
            for row, (identity, digest) in enumerate(
                zip(rows.identity.tolist(), rows.digest.tolist(), strict=True)
            ):
                if row not in removed:
                    self._place[identity] = (digest, number, row)

    def holds(self, identity: int, digest: int) -> bool:
        """Whether the entry is there and says the same; it then stays."""
        place = self._place.get(identity)
        if place is None or place[0] != digest:
            return False
        del self._place[identity]
        return True

    def staying(self) -> tuple[SegmentNote, ...]:
        """The segments less every entry that was not found to stay."""
        gone: list[set[int]] = [set(segment.removed) for segment in self.segments]
        for _, number, row in self._place.values():
            gone[number].add(row)
        return tuple(
            evolve(note, removed=tuple(sorted(rows))) for note, rows in zip(self.segments, gone, strict=True)
        )


def build_list_index(
    entries: Iterable[ListEntry],
    sources: Sequence[SourceInfo],
    out: Path,
    *,
    built_at: datetime,
    progress: Progress | None = None,
) -> ListEdition:
    """Build a list into a folder; entries that an edition there already holds are not indexed again.

    The folder's edition changes in one step at the end; whatever fails before, the old edition stays. Raises a problem
    when the folder holds something else or cannot be written.
    """
    with _writing(out), closing(_Segment(out)) as fresh:
        present = _present(out)
        for count, entry in enumerate(entries, 1):
            identity, encoded, digest = _encode(entry)
            if not present.holds(identity, digest):
                fresh.add(entry, identity, encoded, digest)
            if progress and count % _REPORT_EVERY == 0:
                progress(_REPORT_EVERY)
        return _publish(out, (*present.staying(), fresh.finish()), tuple(sources), built_at)


def update_list_index(
    folder: Path,
    changed: Iterable[ListEntry],
    removed: Iterable[tuple[str, str]],
    source: SourceInfo,
    *,
    built_at: datetime,
) -> ListEdition:
    """Add, replace (same list and entry id) and remove entries of a built list; costs as much as the change is big.

    `removed` names lists and entry ids. Raises a problem when there is no list of this version, or it cannot be written.
    """
    note = read_note(folder)
    with _writing(folder), closing(_Segment(folder)) as fresh:
        gone = {_identity(*pair) for pair in removed}
        for entry in changed:
            identity, encoded, digest = _encode(entry)
            gone.add(identity)
            fresh.add(entry, identity, encoded, digest)
        staying = tuple(_less(folder, segment, gone) for segment in note.segments)
        return _publish(folder, (*staying, fresh.finish()), (*note.sources, source), built_at)


def _encode(entry: ListEntry) -> tuple[int, bytes, int]:
    encoded = msgspec.msgpack.encode(entry)
    return _identity(entry.list, entry.entry), encoded, _digest(encoded)


def _present(out: Path) -> _Present:
    """What may stay of the edition in the folder: nothing when it has grown too many segments or is of another version."""
    try:
        note = read_note(out)
    except ProblemError:
        return _Present(out, ())
    few = len(note.segments) < MOST_SEGMENTS
    return _Present(out, note.segments if few else ())


def _less(folder: Path, segment: SegmentNote, gone: set[int]) -> SegmentNote:
    """A segment without some entries, named by identity."""
    identity = load_rows(folder, segment.folder).identity
    rows = np.flatnonzero(np.isin(identity, np.fromiter(gone, np.uint64, len(gone))))
    return evolve(segment, removed=tuple(sorted({*segment.removed, *rows.tolist()})))


def _publish(
    out: Path, segments: Sequence[SegmentNote], sources: tuple[SourceInfo, ...], built_at: datetime
) -> ListEdition:
    """Make the segments count and sweep away those that no longer do."""
    kept = tuple(segment for segment in segments if len(segment.removed) < segment.entries)
    note = EditionNote(LAYOUT, edition_id(sources), ALGORITHM, sources, built_at, kept)
    write_note(out, note)
    return note.edition_value()


@contextmanager
def _writing(out: Path) -> Iterator[None]:
    """Turn failures to write into a problem, and leave no half-written segment behind."""
    try:
        if out.exists() and not (out / EDITION_FILE).exists() and any(out.iterdir()):
            raise LIST_INDEX.problem("occupied", path=str(out))
        out.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        raise LIST_INDEX.problem("not_written", path=str(out), reason=error.strerror or "unknown") from error
    finally:
        _sweep(out)


def _sweep(out: Path) -> None:
    """Remove segments that no edition counts; a folder left empty goes too."""
    if not out.is_dir():
        return
    try:
        counted = {segment.folder for segment in read_note(out).segments}
    except ProblemError:
        counted = set()
    for folder in segment_folders(out):
        if folder.name not in counted:
            shutil.rmtree(folder, ignore_errors=True)
    if not any(out.iterdir()):
        out.rmdir()
