"""What was noticed while rows were read, small enough to pass between processes, told as findings at the end."""

from collections.abc import Iterable

from attrs import frozen

from catenary.basis.findings import Finding
from catenary.core.documents.problems import DOCUMENTS

SHOWN = 100
"""How many rows left out, unknown issuers or unknown words are named one by one; the rest is counted."""


@frozen
class Notes:
    """Rows read, rows left out with the first ones named, and words not known."""

    rows: int = 0
    rows_left_out: int = 0
    faults: tuple[Finding, ...] = ()
    unknown_issuers: frozenset[str] = frozenset()
    unknown_words: frozenset[str] = frozenset()

    @classmethod
    def joined(cls, parts: Iterable["Notes"]) -> "Notes":
        """The notes of all parts, in the order given."""
        every = tuple(parts)
        return cls(
            sum(part.rows for part in every),
            sum(part.rows_left_out for part in every),
            tuple(fault for part in every for fault in part.faults),
            frozenset().union(*(part.unknown_issuers for part in every)),
            frozenset().union(*(part.unknown_words for part in every)),
        )

    def findings(self) -> tuple[Finding, ...]:
        """Everything worth telling a person."""
        told = list(self.faults[:SHOWN])
        if self.rows_left_out > len(told):
            told.append(DOCUMENTS.finding("rows_left_out", count=self.rows_left_out, shown=len(told)))
        told += [
            DOCUMENTS.finding("row_issuer_unknown", issuer=text)
            for text in sorted(self.unknown_issuers)[:SHOWN]
        ]
        told += [
            DOCUMENTS.finding("row_status_unknown", word=text) for text in sorted(self.unknown_words)[:SHOWN]
        ]
        return tuple(told)
