"""Building a list index, whole or as a small change to the one that is there."""

import shutil
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from hashlib import sha256
from itertools import chain
from pathlib import Path
from uuid import uuid4

import msgspec
import numpy as np
from attrs import evolve

from catenary.basis.findings import Finding, ProblemError
from catenary.core.screening.arrays import HashArray
from catenary.core.screening.building import IndexBuilder
from catenary.core.screening.edition import ListEdition, SourceInfo
from catenary.core.screening.index import ALGORITHM
from catenary.core.screening.model import ListEntry
from catenary.core.screening.querying import QueryMaker
from catenary.core.screening.screener import Listed
from catenary.formats.list_index.finding import identity_of
from catenary.formats.list_index.problems import LIST_INDEX
from catenary.formats.list_index.seals import digest_of
from catenary.formats.list_index.store import (
    LAYOUT,
    SEGMENT,
    EditionNote,
    Rows,
    SegmentNote,
    SegmentWriter,
    load_rows,
    open_whole,
    read_note,
    segment_folders,
    write_note,
)
from catenary.formats.list_index.writing import writing
from catenary.formats.name_model import load_name_model

Progress = Callable[[int], None]
Take = Callable[[Finding], None]

MOST_SEGMENTS = 16
"""Changes are added as small segments until there are so many; then a build starts anew."""

_REPORT_EVERY = 1000


def edition_id(sources: Sequence[SourceInfo], grown_from: str = "") -> str:
    """The name of what was built: the same for the same sources and rules, and for the same edition it has grown from.

    What stays of an earlier edition keeps the rarities of names that it was built with, so a list grown in steps may
    score by a few hundredths of a nat other than the same list built at once: it has another name.
    """
    stated = [ALGORITHM, *(f"{source.name}:{source.format}:{source.sha256}" for source in sources)]
    stated += [f"grown from {grown_from}"] if grown_from else []
    return sha256("\n".join(stated).encode()).hexdigest()[:16]


class _Segment:
    """A segment in the making: entries go to its file and into its index at once.

    Beside segments that stay, parts of names are as rare as those know them, so that a change scores as the whole would.
    """

    def __init__(self, home: Path, beside: Sequence[Listed]) -> None:
        self._name = home.name
        model = load_name_model()
        self._builder = IndexBuilder(model, _rarity_in([QueryMaker(each.arrays, model) for each in beside]))
        self._writer = SegmentWriter(home)
        self._start, self._identity, self._digest = array("q", [0]), array("Q"), array("Q")

    def add(self, entry: ListEntry, identity: int, encoded: bytes, digest: int) -> None:
        self._writer.append(encoded)
        self._builder.add(entry)
        self._start.append(self._start[-1] + len(encoded))
        self._identity.append(identity)
        self._digest.append(digest)

    def finish(self, *, once_each: bool = False) -> SegmentNote:
        """Write it all; when an entry may be there once only, the last that was added counts."""
        rows = Rows(np.array(self._start), np.array(self._identity), np.array(self._digest))
        files = self._writer.finish(self._builder.finish(), rows)
        replaced = _rows_replaced_later(rows.identity) if once_each else ()
        return SegmentNote(self._name, len(self._identity), files, replaced)

    def close(self) -> None:
        self._writer.close()


def _rarity_in(makers: Sequence[QueryMaker]) -> Callable[[str], float | None]:
    """How rare a part of a name is in what is listed already; None where no entry has it."""

    def rarity(key: str) -> float | None:
        known = (maker.listed_rarity(key) for maker in makers)
        return min((nats for nats in known if nats is not None), default=None)

    return rarity


def _rows_replaced_later(identity: HashArray) -> tuple[int, ...]:
    """Rows of entries that stand in a later row again."""
    last = identity.size - 1 - np.unique(identity[::-1], return_index=True)[1]
    return tuple(np.setdiff1d(np.arange(identity.size), last).tolist())


class _Present:
    """What the segments that count hold now: where each entry stands, by the digest of all it says."""

    def __init__(self, folder: Path, segments: Sequence[SegmentNote]) -> None:
        self.segments = segments
        self._places: dict[int, list[tuple[int, int]]] = {}
        for number, segment in enumerate(segments):
            removed = set(segment.removed)
            for row, digest in enumerate(load_rows(folder, segment).digest.tolist()):
                if row not in removed:
                    self._places.setdefault(digest, []).append((number, row))

    def holds(self, digest: int) -> bool:
        """Whether an entry that says the same is there; it then stays, once for each time it is asked for."""
        places = self._places.get(digest)
        if not places:
            return False
        places.pop()
        return True

    def staying(self) -> tuple[SegmentNote, ...]:
        """The segments less every entry that was not found to stay."""
        gone: list[set[int]] = [set(segment.removed) for segment in self.segments]
        for number, row in chain.from_iterable(self._places.values()):
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
    with writing(out):
        staying, beside = _staying(out)
        with _fresh_segment(out, beside) as fresh:
            present = _Present(out, staying)
            for count, entry in enumerate(entries, 1):
                identity, encoded, digest = _encode(entry)
                if not present.holds(digest):
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
    take: Take = lambda _: None,
) -> ListEdition:
    """Add, replace (same list and entry id) and remove entries of a built list; costs as much as the change is big.

    `removed` names lists and entry ids; of those that the list does not have, `take` is told, and a change that changes
    nothing makes no edition. Raises a problem when there is no whole list of this version, when another process
    changes it, or when it cannot be written.
    """
    read_note(folder)
    with writing(folder):
        note, beside = open_whole(folder)
        with _fresh_segment(folder, beside) as fresh:
            gone = {identity_of(*pair) for pair in _found(folder, note.segments, removed, take)}
            for entry in changed:
                identity, encoded, digest = _encode(entry)
                gone.add(identity)
                fresh.add(entry, identity, encoded, digest)
            if not gone:
                return note.edition_value()
            staying = tuple(_less(folder, segment, gone) for segment in note.segments)
            return _publish(
                folder, (*staying, fresh.finish(once_each=True)), (*note.sources, source), built_at
            )


def _found(
    folder: Path, segments: Sequence[SegmentNote], asked: Iterable[tuple[str, str]], take: Take
) -> Iterator[tuple[str, str]]:
    """Of these lists and entry ids those that are there; of the others `take` is told."""
    there = [np.delete(load_rows(folder, each).identity, each.removed) for each in segments]
    for list_name, entry in asked:
        if any(np.any(identities == np.uint64(identity_of(list_name, entry))) for identities in there):
            yield list_name, entry
        else:
            take(LIST_INDEX.finding("removal_met_nothing", list=list_name, entry=entry))


def _encode(entry: ListEntry) -> tuple[int, bytes, int]:
    encoded = msgspec.msgpack.encode(entry)
    return identity_of(entry.list, entry.entry), encoded, digest_of(encoded)


def _staying(out: Path) -> tuple[tuple[SegmentNote, ...], list[Listed]]:
    """Segments of the edition in the folder that entries may stay in.

    None of them when it has grown too many, is damaged, or is of another version.
    """
    try:
        if len(read_note(out).segments) >= MOST_SEGMENTS:
            return (), []
        note, beside = open_whole(out)
    except ProblemError:
        return (), []
    return note.segments, beside


def _less(folder: Path, segment: SegmentNote, gone: set[int]) -> SegmentNote:
    """A segment without some entries, named by identity."""
    identity = load_rows(folder, segment).identity
    rows = np.flatnonzero(np.isin(identity, np.fromiter(gone, np.uint64, len(gone))))
    return evolve(segment, removed=tuple(sorted({*segment.removed, *rows.tolist()})))


def _publish(
    out: Path, segments: Sequence[SegmentNote], sources: tuple[SourceInfo, ...], built_at: datetime
) -> ListEdition:
    """Make the segments count and sweep away those that no longer do."""
    kept = tuple(segment for segment in segments if len(segment.removed) < segment.entries)
    edition = _edition(out, kept, sources)
    note = EditionNote(LAYOUT, edition, ALGORITHM, sources, built_at, kept)
    write_note(out, note)
    return note.edition_value()


def _edition(out: Path, kept: tuple[SegmentNote, ...], sources: tuple[SourceInfo, ...]) -> str:
    try:
        before = read_note(out)
    except ProblemError:
        return edition_id(sources)
    if before.segments == kept and before.sources == sources:
        return before.edition
    grown = {segment.folder for segment in before.segments} & {segment.folder for segment in kept}
    return edition_id(sources, before.edition if grown else "")


@contextmanager
def _fresh_segment(out: Path, beside: Sequence[Listed]) -> Iterator[_Segment]:
    """A new segment; whatever ends the work leaves the segments that the edition counts, and no other."""
    home = out / f"{SEGMENT}{uuid4().hex[:12]}"
    try:
        with closing(_Segment(home, beside)) as fresh:
            yield fresh
    finally:
        _sweep(out, home)


def _sweep(out: Path, fresh: Path) -> None:
    """Remove segments that no edition counts; beside an edition that cannot be read only the fresh one."""
    try:
        counted = {segment.folder for segment in read_note(out).segments}
        gone = [folder for folder in segment_folders(out) if folder.name not in counted]
    except ProblemError:
        gone = [fresh]
    for folder in gone:
        shutil.rmtree(folder, ignore_errors=True)
