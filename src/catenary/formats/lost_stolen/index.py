"""The register of lost and stolen documents that screening asks."""

from datetime import date, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from catenary.basis.findings import Finding, ProblemError
from catenary.core.documents.lookup import MAX_AGE, look_up, not_checked
from catenary.core.documents.model import DocumentAnswer, Record
from catenary.core.documents.numbers import skeleton
from catenary.core.documents.problems import DOCUMENTS
from catenary.formats.lost_stolen.key import read_key
from catenary.formats.lost_stolen.pair import Pair
from catenary.formats.lost_stolen.tags import TagKey, record


class LostStolenIndex:
    """An open index, with its changes, that answers about documents. It sees the files as they were when opened."""

    def __init__(self, pair: Pair, key: TagKey, max_age: timedelta) -> None:
        self._pair = pair
        self._key = key
        self.max_age = max_age
        self.data_as_of: date = pair.data_as_of
        self.findings: tuple[Finding, ...] = pair.findings
        self.gaps: tuple[Finding, ...] = pair.gaps

    def look_up(self, number: str, issuer: str | None, kind: str | None, as_of: date) -> DocumentAnswer:
        """Ask about a document: its number, issuer code and document code as received, on a day.

        Never raises: where the index is damaged, the document was not checked.
        """
        try:
            return look_up(self, number, issuer, kind, as_of=as_of, max_age=self.max_age)
        except ProblemError as problem:
            return not_checked(problem.finding)

    def records(self, number: bytes, issuer: str) -> tuple[Record, ...]:
        """The records whose number is the same or may be taken for it (see `LostStolenSource`)."""
        digest = self._key.of_issuer(issuer)(skeleton(number))
        found = self._pair.find(int.from_bytes(digest[:8], "big"))
        if not found:
            return ()
        cover = int.from_bytes(digest[8:], "big")
        return tuple(record(covered, cover, number) for covered in found)

    def __len__(self) -> int:
        """Records of the index as built; changes since are not counted."""
        return self._pair.base.header.records

    def close(self) -> None:
        """Give the mapped files back."""
        self._pair.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_lost_stolen(
    index: Path, key_file: Path | None = None, max_age: timedelta = MAX_AGE
) -> LostStolenIndex:
    """Open an index with its key; without `key_file`, with the key where it lay when the index was built.

    Problems: `index_*` for a missing, foreign, damaged index or one of another version or key, `key_*` for the key.
    """
    pair = Pair.open(index)
    try:
        key = TagKey(_key(pair, key_file))
        pair.require(key)
    except Exception:
        pair.close()
        raise
    return LostStolenIndex(pair, key, max_age)


def key_of(index: Path, key_file: Path | None = None) -> bytes:
    """The key of `key_file`, or of the file that was the key when the index was built. Problems: `index_*`, `key_*`."""
    with Pair.open(index) as pair:
        return _key(pair, key_file)


def _key(pair: Pair, key_file: Path | None) -> bytes:
    named = key_file or pair.base.header.key_file
    if named is None:
        raise DOCUMENTS.problem("key_not_named")
    return read_key(Path(named))
