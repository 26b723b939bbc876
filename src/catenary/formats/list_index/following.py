"""A list index built upon another: files that stay are shared on disk, and what differs is told afterwards."""

import os
from collections.abc import Collection
from pathlib import Path

import msgspec
import numpy as np

from catenary.core.screening.arrays import HashArray
from catenary.core.screening.screener import Listed
from catenary.formats.list_index.store import EDITION_FILE, SegmentNote, load_rows, open_some, read_note


class Step(msgspec.Struct, frozen=True):
    """How a built list differs from the one it was built upon."""

    segments: frozenset[str]
    """The folders that it consists of."""
    kept: bool
    """Whether anything stayed; else all of it is new."""
    changed: bytes
    """The numbers of entries that came, went or tell something else (`finding.identity_of`), 8 bytes each, ascending."""

    @property
    def entries(self) -> HashArray:
        """The numbers of the entries that differ."""
        return np.frombuffer(self.changed, np.uint64)


def begin_upon(former: Path, out: Path) -> None:
    """Make a folder hold what another holds, without a second copy: segments are never written again, only replaced.

    Raises OSError where that cannot be done.
    """
    for segment in read_note(former).segments:
        (out / segment.folder).mkdir(parents=True, exist_ok=True)
        for file in (former / segment.folder).iterdir():
            os.link(file, out / segment.folder / file.name)
    (out / EDITION_FILE).write_bytes((former / EDITION_FILE).read_bytes())


def step_between(former: Path | None, out: Path) -> Step:
    """What a build upon another changed; all of it is new where there is no other. Raises a problem where one is damaged."""
    after = {each.folder: each for each in read_note(out).segments}
    before = {} if former is None else {each.folder: each for each in read_note(former).segments}
    changed = [_identities(former, each, after.get(name)) for name, each in before.items() if former]
    changed += [_identities(out, each, None) for name, each in after.items() if name not in before]
    together = np.unique(np.concatenate(changed)) if changed else np.zeros(0, np.uint64)
    kept = bool(before.keys() & after.keys())
    return Step(frozenset(after), kept, together.astype(np.uint64).tobytes() if kept else b"")


def later_segments(folder: Path, known: Collection[str]) -> list[Listed]:
    """The segments of a built list but for those whose folders are known. Raises a problem where one is damaged."""
    return open_some(folder, lambda note: note.folder not in known)


def _identities(folder: Path, note: SegmentNote, now: SegmentNote | None) -> HashArray:
    """The entries of a segment that counted and count no more; all that count where it is not there now."""
    identity = load_rows(folder, note).identity
    gone = set(range(identity.size)) if now is None else set(now.removed)
    rows = sorted(gone - set(note.removed))
    return np.asarray(identity[rows], np.uint64)
