"""Finding an entry of a built list by the list's name and its own id."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from catenary.core.screening.arrays import HashArray, LongArray
from catenary.core.screening.model import ListEntry
from catenary.core.screening.screener import Listed
from catenary.formats.list_index.seals import digest_of
from catenary.formats.list_index.store import load_rows, read_note


def identity_of(list_name: str, entry: str) -> int:
    """The number that stands for an entry of a list."""
    return digest_of(f"{list_name}\0{entry}".encode())


class EntryFinder:
    """Finds entries in the segments of one built list, which must be those that lie in the folder."""

    def __init__(self, folder: Path, segments: Sequence[Listed]) -> None:
        notes = read_note(folder).segments
        self._segments = [
            _Sorted(load_rows(folder, note).identity, listed)
            for note, listed in zip(notes, segments, strict=True)
        ]

    def __call__(self, list_name: str, entry: str) -> ListEntry:
        """The entry. Raises KeyError for one that is not there."""
        identity = np.uint64(identity_of(list_name, entry))
        for segment in reversed(self._segments):
            for row in segment.rows(identity):
                found = segment.listed.entry(row)
                if (found.list, found.entry) == (list_name, entry):
                    return found
        raise KeyError(entry)


class _Sorted:
    """The entries of a segment in the order of their numbers."""

    def __init__(self, identity: HashArray, listed: Listed) -> None:
        self.listed = listed
        self._order: LongArray = np.argsort(identity, kind="stable")
        self._identity: HashArray = identity[self._order]

    def rows(self, identity: np.uint64) -> list[int]:
        """Rows with this number that count."""
        low = np.searchsorted(self._identity, identity, "left")
        high = np.searchsorted(self._identity, identity, "right")
        rows: list[int] = self._order[low:high].tolist()
        return [row for row in rows if row not in self.listed.removed]
