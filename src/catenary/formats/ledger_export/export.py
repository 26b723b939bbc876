"""Verifying an exported log, line by line, in memory that does not grow with it."""

import json
import re
from collections import deque
from collections.abc import Callable, Iterator
from datetime import datetime
from hashlib import sha256
from typing import Any, BinaryIO

from attrs import Factory, define, evolve, field

from catenary.basis.findings import Finding, Place, ProblemError
from catenary.core.ledger.canonical import read_entry
from catenary.core.ledger.frontier import Frontier, extended
from catenary.core.ledger.merkle import leaf_hash
from catenary.core.ledger.problems import LEDGER
from catenary.formats.ledger_export.advice import read_advice
from catenary.formats.ledger_export.report import CheckedCheckpoint, Kind, Report, Trust
from catenary.formats.ledger_export.tally import Mark, Withheld
from catenary.formats.ledger_export.trusting import (
    Belief,
    belief_in,
    held_believed,
    unknown_signatures,
    witnesses_missing,
)
from catenary.formats.ledger_export.writing import (
    VERSION,
    checkpoint_line,
    end_line,
    header_line,
    withheld_leaf,
)
from catenary.formats.signed_note.checkpoint import SignedCheckpoint, read_checkpoint

MOST_FINDINGS = 100
MOST_CHECKPOINTS = 100
"""How many are told, the newest; all are verified. A log that signs every minute has half a million a year."""

LONGEST_LINE = 2_000_000
_PORTION = 4096
_HASH = re.compile("[0-9a-f]{64}")


def verify_export(file: BinaryIO, trust: Trust, progress: Callable[[int], None] = lambda _: None) -> Report:
    """Whether every entry of an exported log stands where the log's signed checkpoints, and those held, say it stands.

    Problem `header_unreadable` for a file that does not begin as an export. `progress` is told bytes as they are read.
    """
    return verify_export_after(file.readline(LONGEST_LINE), file, trust, progress)


def verify_export_after(
    first: bytes, file: BinaryIO, trust: Trust, progress: Callable[[int], None]
) -> Report:
    """The same where the first line was read already."""
    walk = _Walk(trust, _origin(first))
    walk.digest.update(first)
    walk.offset = len(first)
    walk.meet_held()
    for line in iter(lambda: file.readline(LONGEST_LINE), b""):
        walk.take(line)
        progress(len(line))
    return walk.report()


def _origin(line: bytes) -> str:
    header = _json(line)
    origin = header.get("origin") if isinstance(header, dict) else None
    if not isinstance(origin, str) or header_line(origin, read_advice(header)) != line:
        raise LEDGER.problem("header_unreadable", wanted=VERSION)
    return origin


def _json(line: bytes) -> Any:
    try:
        return json.loads(line.decode())
    except (ValueError, RecursionError):
        return None


@define
class _Walk:
    """Where the reader stands, and what it has seen."""

    trust: Trust
    origin: str
    held: deque[SignedCheckpoint] = field(init=False)
    findings: list[Finding] = Factory(list)
    left_out: int = 0
    digest: Any = Factory(sha256)
    offset: int = 0
    line: int = 1
    tree: Frontier = Factory(Frontier)
    leaves: list[bytes] = Factory(list)
    entries: int = 0
    withheld: Withheld = Factory(Withheld)
    agreed: int = 0
    held_agreed: Mark = Factory(Mark)
    covered: Mark | None = None
    differs: bool = False
    held_differs: bool = False
    ended: bool = False
    checkpoints: deque[CheckedCheckpoint] = Factory(lambda: deque(maxlen=MOST_CHECKPOINTS))
    checkpoint_count: int = 0
    last: Belief | None = None
    unknown: int = 0
    first_at: datetime | None = None
    last_at: datetime | None = None

    def __attrs_post_init__(self) -> None:
        believed, findings = held_believed(self.trust, self.origin)
        self.held = deque(believed)
        self.findings.extend(findings)

    def take(self, line: bytes) -> None:
        """One more line."""
        self.line += 1
        if self.ended:
            self.find(LEDGER.finding("export_goes_on"))
        elif not line.endswith(b"\n"):
            self.cut(line)
        elif line.startswith(b'{"end"'):
            self.end(line)
        elif line.startswith(b'{"checkpoint"'):
            self.checkpoint(line)
        elif line.startswith(b'{"withheld"'):
            self.withhold(line)
        else:
            self.entry(line.removesuffix(b"\n"))
        self.digest.update(line)
        self.offset += len(line)

    def cut(self, line: bytes) -> None:
        """A line without its end is where the file was cut off, which shows at the end, or one that never ends."""
        if len(line) >= LONGEST_LINE:
            self.find(LEDGER.finding("line_unreadable", line=self.line))

    def find(self, finding: Finding) -> None:
        """Something does not hold, in this line; beyond the first hundred it is only counted."""
        if len(self.findings) < MOST_FINDINGS:
            self.findings.append(evolve(finding, at=Place(offset=self.offset)))
        else:
            self.left_out += 1

    def entry(self, leaf: bytes) -> None:
        """An entry counts whether it can be read or not: the tree is over its bytes."""
        try:
            at = read_entry(leaf, self.entries).at
            self.first_at = min(self.first_at or at, at)
            self.last_at = max(self.last_at or at, at)
        except ProblemError as problem:
            self.find(problem.finding)
        self.stand(leaf_hash(leaf))

    def withhold(self, line: bytes) -> None:
        """An entry of which only the hash was handed over: the tree is as it was, what the entry says stays unknown."""
        value = _json(line)
        stated = value.get("withheld") if isinstance(value, dict) else None
        if (
            not (isinstance(stated, str) and _HASH.fullmatch(stated))
            or line != withheld_leaf(bytes.fromhex(stated)) + b"\n"
        ):
            self.find(LEDGER.finding("line_unreadable", line=self.line))
            return
        self.withheld.add(self.entries)
        self.stand(bytes.fromhex(stated))

    def stand(self, leaf: bytes) -> None:
        """The next place in the tree is taken."""
        self.leaves.append(leaf)
        self.entries += 1
        if len(self.leaves) >= _PORTION:
            self.root()
        self.meet_held()

    @property
    def mark(self) -> Mark:
        """Where the reader stands."""
        return Mark(self.entries, self.withheld.count)

    def root(self) -> bytes:
        """The root over all entries so far."""
        self.tree, _ = extended(self.tree, self.leaves)
        self.leaves.clear()
        return self.tree.root

    def meet_held(self) -> None:
        """Compare with every checkpoint held of just this size."""
        while self.held and self.held[0].checkpoint.size == self.entries:
            held = self.held.popleft().checkpoint
            if held.root == self.root():
                self.held_agreed = self.covered = self.mark
            elif not self.held_differs:
                self.held_differs = True
                self.find_between("held_differs", self.held_agreed.entries)

    def find_between(self, code: str, agreed: int) -> None:
        """A root is another, so something happened after the last one that agreed."""
        last = max(self.entries - 1, 0)
        self.find(LEDGER.finding(code, size=self.entries, first=min(agreed, last), last=last))

    def checkpoint(self, line: bytes) -> None:
        """A checkpoint of the log itself."""
        try:
            signed = _checkpoint(line, self.line)
        except ProblemError as problem:
            self.find(problem.finding)
            return
        size = signed.checkpoint.size
        if signed.checkpoint.origin != self.origin:
            self.find(LEDGER.finding("origin_differs", size=size))
        elif size != self.entries:
            self.find(LEDGER.finding("checkpoint_misplaced", size=size, line=self.line, after=self.entries))
        else:
            self.compare(belief_in(signed, self.trust))

    def compare(self, belief: Belief) -> None:
        """A checkpoint in its place: its root, and who signed it."""
        for finding in belief.findings:
            self.find(finding)
        agrees = belief.checked.root == self.root()
        self.checkpoints.append(evolve(belief.checked, agrees=agrees))
        self.checkpoint_count += 1
        self.last, self.unknown = belief, self.unknown + belief.unknown
        if agrees:
            self.agreed = self.entries
            self.covered = self.mark if belief.believed else self.covered
        elif not self.differs:
            self.differs = True
            self.find_between("root_differs", self.agreed)

    def end(self, line: bytes) -> None:
        """The end line, which must be the one that belongs to all lines before it."""
        self.ended = True
        if line == end_line(self.entries, self.digest.hexdigest()):
            return
        stated = _json(line)
        counted = stated["end"].get("entries") if _is_end(stated) else None
        if isinstance(counted, int) and counted != self.entries:
            self.find(LEDGER.finding("export_counts", stated=counted, counted=self.entries))
        self.find(LEDGER.finding("export_damaged"))

    def report(self) -> Report:
        """Everything that was found."""
        self.findings.extend(self.at_the_end())
        if self.left_out:
            self.findings.append(LEDGER.finding("findings_more", count=self.left_out))
        covered = self.covered or Mark()
        proved = min(covered, self.held_agreed) if self.held_differs else covered
        return Report(
            Kind.EXPORT,
            self.origin,
            self.entries,
            proved.entries,
            tuple(self.checkpoints),
            tuple(self.findings),
            checkpoint_count=self.checkpoint_count,
            first_at=self.first_at,
            last_at=self.last_at,
            tally=self.withheld.tally(self.entries, proved),
        )

    def at_the_end(self) -> Iterator[Finding]:
        """What shows only when everything was read."""
        if not self.ended:
            yield LEDGER.finding("export_cut", last=self.entries - 1)
        for held in self.held:
            yield LEDGER.finding("held_beyond", size=held.checkpoint.size, entries=self.entries)
        if self.withheld.count:
            yield LEDGER.finding("entries_withheld", count=self.withheld.count)
        if self.covered is None:
            yield LEDGER.finding("nothing_verified")
        elif self.covered.entries < self.entries and not (self.differs or self.held_differs):
            yield LEDGER.finding("entries_uncovered", first=self.covered.entries, last=self.entries - 1)
        if self.last and self.last.believed:
            yield from witnesses_missing(self.last, self.trust)
        if self.last and not self.trust.keys:
            yield LEDGER.finding("signature_unchecked", size=self.last.checked.size)
        elif self.unknown:
            yield from unknown_signatures(self.unknown)


def _checkpoint(line: bytes, number: int) -> SignedCheckpoint:
    value = _json(line)
    note = value.get("checkpoint") if isinstance(value, dict) else None
    if not isinstance(note, str) or checkpoint_line(note) != line:
        raise LEDGER.problem("line_unreadable", line=number)
    return read_checkpoint(note.encode())


def _is_end(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("end"), dict)
