"""The whole log checked where it is kept: as an auditor checks its export, and besides what only the database has."""

from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO, cast

from attrs import define, evolve, field

from catenary.basis.findings import Finding, ProblemError
from catenary.core.ledger.canonical import read_entry
from catenary.core.ledger.entry import Entry
from catenary.core.ledger.frontier import Frontier, extended
from catenary.core.ledger.merkle import Spot, leaf_hash
from catenary.core.ledger.problems import LEDGER
from catenary.desk.ledger.exporting import log_lines
from catenary.desk.ledger.tree import stored_nodes
from catenary.desk.ledger.walking import Placed
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.formats.ledger_export.report import Report, Trust
from catenary.formats.ledger_export.verifying import verify_file

MOST_FINDINGS = 100
_NOT_A_PERSON = frozenset({"system", "nobody"})


def verify_log(trust: Trust, progress: Callable[[int], None] = lambda _entries: None) -> Report:
    """Whether entries, checkpoints, stored tree and the columns searched by all agree, and with what the trust holds.

    `progress` is told how many entries were read, outside any transaction. Problem `nothing_verified` for a log that was
    never signed. A job's (`Door.SYSTEM`).
    """
    beside = _Beside(progress)
    lines = _Lines(log_lines(watch=beside.look))
    report = verify_file(cast("BinaryIO", lines), trust)
    return evolve(report, findings=(*report.findings, *beside.findings[:MOST_FINDINGS]))


@define
class _Lines:
    """Lines as a file that is read once."""

    lines: Iterator[bytes]
    waiting: list[bytes] = field(factory=list)

    def read(self, length: int) -> bytes:
        """The beginning of the first line, which is read again afterwards."""
        self.waiting.append(self._next())
        return self.waiting[0][:length]

    def seek(self, place: int) -> int:
        """Back to the beginning, before which nothing was taken away."""
        return place

    def readline(self, _longest: int = -1) -> bytes:
        """The next line; none at the end, or where entries are missing that a checkpoint counts."""
        return self.waiting.pop() if self.waiting else self._next()

    def _next(self) -> bytes:
        try:
            return next(self.lines, b"")
        except ValueError:
            return b""


@define
class _Beside:
    """What is compared as the entries go by: the stored tree, and the columns of the rows."""

    progress: Callable[[int], None]
    tree: Frontier = field(factory=Frontier)
    findings: list[Finding] = field(factory=list)

    def look(self, portion: Sequence[Placed]) -> None:
        """One portion, in its order."""
        self.findings.extend(
            LEDGER.finding("columns_differ", index=each.index) for each in portion if _differs(each)
        )
        self._compare_tree([leaf_hash(each.leaf) for each in portion])
        self.progress(self.tree.size)

    def _compare_tree(self, leaves: Sequence[bytes]) -> None:
        first = self.tree.size
        self.tree, nodes = extended(self.tree, leaves)
        with acting(Declaration(door=Door.SYSTEM)):
            stored = stored_nodes(first, self.tree.size)
        if stored != {Spot(node.level, node.place): node.hash for node in nodes}:
            self.findings.append(LEDGER.finding("node_differs", first=first, last=max(self.tree.size - 1, 0)))


def _differs(placed: Placed) -> bool:
    """Whether the row would be found under something else than it says. What is no entry is found elsewhere."""
    try:
        entry = read_entry(placed.leaf, placed.index)
    except ProblemError:
        return False
    return _columns(entry) != placed.columns or _person(entry) != str(placed.person or "")


def _columns(entry: Entry) -> tuple[str, ...]:
    record = entry.records[0] if entry.records else ""
    return entry.actor, entry.room, entry.act, entry.purpose or "", record


def _person(entry: Entry) -> str:
    return "" if entry.actor in _NOT_A_PERSON else entry.actor
