"""An index and the changes beside it, opened together."""

from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self

from attrs import frozen

from catenary.basis.findings import Finding, ProblemError
from catenary.core.documents.problems import DOCUMENTS
from catenary.formats.lost_stolen.segment import Segment
from catenary.formats.lost_stolen.tags import STATUS_BITS, STATUS_MASK, TagKey


@frozen
class Pair:
    """The index as built, and the changes laid over it since."""

    base: Segment
    changes: Segment | None = None
    findings: tuple[Finding, ...] = ()
    gaps: tuple[Finding, ...] = ()

    @classmethod
    def open(cls, index: Path) -> "Pair":
        """Open both. Changes that belong to another index (it was replaced since) are left aside, with a finding.

        When they are of a later day than the index (an older one was put back), the finding is a gap too: what they say
        is not known here. Problems: those of `Segment`.
        """
        base = Segment(index)
        path = delta_beside(index)
        if not path.exists():
            return cls(base)
        try:
            changes = Segment(path)
        except ProblemError:
            base.close()
            raise
        if changes.header.base == base.header.content:
            return cls(base, changes)
        changes.close()
        return cls(base, None, *_left_aside(base.header.data_as_of, changes.header.data_as_of))

    def require(self, key: TagKey) -> None:
        """Problem `index_key` when the index was built with another key."""
        if self.base.header.key_check != key.check_value:
            raise DOCUMENTS.problem("index_key", file=str(self.base.path))

    @property
    def data_as_of(self) -> date:
        """The date at which the data was true: that of the latest change."""
        return (self.changes or self.base).header.data_as_of

    def find(self, tag: int) -> list[int]:
        """The covered payloads of what is on record now under a tag: changes replace what the index says."""
        found = self.base.find(tag)
        changed = self.changes.find(tag) if self.changes else None
        if not changed:
            return found
        documents = {payload >> STATUS_BITS for payload in changed}
        kept = [payload for payload in found if payload >> STATUS_BITS not in documents]
        return kept + [payload for payload in changed if payload & STATUS_MASK]

    def close(self) -> None:
        """Give the mappings back."""
        self.base.close()
        if self.changes:
            self.changes.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _left_aside(base: date, changes: date) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """What is told of changes that belong to another index, and what their absence leaves unknown."""
    told = (DOCUMENTS.finding("delta_of_another_base", changes_of=str(changes), data_as_of=str(base)),)
    return told, told if changes > base else ()


def delta_beside(index: Path) -> Path:
    """Where the changes since the index was built lie."""
    return index.with_name(index.name + ".delta")
