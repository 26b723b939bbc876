"""What is noticed while a list is read: each finding with its file, record, line and entry, in bounded memory."""

from collections import Counter
from collections.abc import Callable
from typing import TypeAlias

from attrs import Factory, define, field

from catenary.basis.findings import Finding, Param, Place, Severity
from catenary.core.screening.list_problems import LISTS

Take: TypeAlias = Callable[[Finding], None]
"""Where findings go as they arise."""

_LONGEST_VALUE = 120


@define
class Notes:
    """Takes notes on one file; the reader says where it stands, so that each finding has its place."""

    file: str
    take: Take
    record: int | None = None
    line: int | None = None
    entry: str | None = None

    def stand(self, record: int, *, line: int | None = None, entry: str | None = None) -> None:
        """From now on findings are about this record (counted from 0), line (from 1) and entry."""
        self.record, self.line, self.entry = record, line, entry

    def add(self, code: str, **params: Param) -> None:
        """Note a finding of the room `lists` at the place where the reader stands."""
        place: dict[str, Param] = {"file": self.file, "line": self.line, "entry": self.entry}
        known = {key: value for key, value in place.items() if value is not None}
        shown = {key: _shorten(value) for key, value in params.items()}
        self.take(LISTS.finding(code, Place(segment=self.record), **{**known, **shown}))

    def not_persons(self, counts: Counter[str]) -> None:
        """Note how many entries of each other kind the file holds."""
        self.record = self.line = self.entry = None
        for kind, count in sorted(counts.items()):
            self.add("not_persons", kind=kind, count=count)


def _shorten(value: Param) -> Param:
    if isinstance(value, str) and len(value) > _LONGEST_VALUE:
        return value[:_LONGEST_VALUE] + "…"
    return value


@define
class FindingTally:
    """Findings of a whole build: the first `shown` of each code in full, the rest as one count per code."""

    shown: int = 20
    worst_is_error: bool = False
    _kept: list[Finding] = field(factory=list)
    _counts: Counter[str] = Factory(Counter)

    def take(self, finding: Finding) -> None:
        """Keep or count one finding."""
        self._counts[finding.code] += 1
        self.worst_is_error |= finding.severity is Severity.ERROR
        if self._counts[finding.code] <= self.shown:
            self._kept.append(finding)

    @property
    def findings(self) -> list[Finding]:
        """What was kept, then for each code how many more there were."""
        more = {code: count - self.shown for code, count in self._counts.items() if count > self.shown}
        return self._kept + [
            LISTS.finding("more_of_the_same", same_code=code, count=count) for code, count in more.items()
        ]

    def count(self, code: str) -> int:
        """How many findings of a full code such as `lists.country_unknown` there were."""
        return self._counts[code]
