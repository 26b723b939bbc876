"""One index file, mapped into memory: found by directory, read where it lies."""

import mmap
from bisect import bisect_left
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from catenary.core.documents.problems import DOCUMENTS
from catenary.formats.lost_stolen.layout import HEADER_SIZE, IMPLIED_BITS, Header, read_header
from catenary.formats.lost_stolen.records import Records

_LOW = (1 << 64) - 1
_PAYLOAD = (1 << IMPLIED_BITS) - 1


class Segment:
    """An open index file. Stays valid when the file is replaced: the mapping keeps what was opened."""

    def __init__(self, path: Path) -> None:
        """Open and map. Problems: `index_missing`, `index_unreadable` and those of `read_header`."""
        self.path = path
        try:
            with path.open("rb") as file:
                self.header: Header = read_header(file, path)
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except FileNotFoundError:
            raise DOCUMENTS.problem("index_missing", file=str(path)) from None
        except (OSError, ValueError) as error:
            raise DOCUMENTS.problem("index_unreadable", file=str(path), reason=str(error)) from None
        with suppress(AttributeError, OSError):
            self._map.madvise(mmap.MADV_RANDOM)
        whole = memoryview(self._map)
        self._words = whole[HEADER_SIZE : self.header.directory_at].cast("Q")
        self._starts = whole[self.header.directory_at :].cast("I")
        self._shift = 64 - self.header.directory_bits

    def find(self, tag: int) -> list[int]:
        """The covered payloads of the records with this tag. Problem `index_damaged` where the directory leads nowhere."""
        entry = tag >> self._shift
        first, end = self._starts[entry], self._starts[entry + 1]
        if not first <= end <= self.header.records:
            raise DOCUMENTS.problem("index_damaged", file=str(self.path), part="directory")
        low = (tag << IMPLIED_BITS) & _LOW
        at = bisect_left(self._words, low, first, end)
        found = []
        while at < end and (word := self._words[at]) ^ low <= _PAYLOAD:
            found.append(word & _PAYLOAD)
            at += 1
        return found

    def records(self, first_entry: int, end_entry: int) -> Records:
        """The records of some directory entries, their tags whole again."""
        starts = np.frombuffer(self._starts, np.uint32)[first_entry : end_entry + 1].astype(np.int64)
        words = np.frombuffer(self._words, np.uint64)[starts[0] : starts[-1]]
        entries = np.repeat(np.arange(first_entry, end_entry, dtype=np.uint64), np.diff(starts))
        implied = entries >> np.uint64(self.header.directory_bits - IMPLIED_BITS)
        tags = implied << np.uint64(64 - IMPLIED_BITS) | words >> np.uint64(IMPLIED_BITS)
        return Records(tags, words.astype(np.uint16))

    def check_content(self) -> None:
        """Read all of the file and compare it with its hash. Problem `index_damaged`."""
        if blake2b(memoryview(self._map)[HEADER_SIZE:], digest_size=32).hexdigest() != self.header.content:
            raise DOCUMENTS.problem("index_damaged", file=str(self.path), part="content")

    def close(self) -> None:
        """Give the mapping back."""
        self._words.release()
        self._starts.release()
        with suppress(BufferError):
            self._map.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
