from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest

from catenary.basis.findings import Finding
from catenary.core.screening.model import ListEntry, NameKind
from catenary.formats.lists.source import ListFile


class Outcome(NamedTuple):
    entries: list[ListEntry]
    findings: list[Finding]

    @property
    def codes(self) -> list[str]:
        return [finding.code for finding in self.findings]

    def names(self, kind: NameKind, entry: int = 0) -> list[str]:
        return [listed.name.full for listed in self.entries[entry].names if listed.kind is kind]


@pytest.fixture
def read() -> Callable[..., Outcome]:
    """Read bytes or text with one of the readers, everything it yields and notes."""

    def reading(reader: Callable[..., Iterator[ListEntry]], content: bytes | str, *more: Any) -> Outcome:
        findings: list[Finding] = []
        data = content.encode() if isinstance(content, str) else content
        return Outcome(list(reader(ListFile("list.x", data), findings.append, *more)), findings)

    return reading
