"""The log of a fictional unit, and everything that can be exported from it: for measurements and tests."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import cached_property
from uuid import UUID

from catenary.core.ledger.canonical import entry_bytes
from catenary.core.ledger.commitments import commit_set
from catenary.core.ledger.entry import Entry
from catenary.core.ledger.frontier import Frontier, extended
from catenary.core.ledger.merkle import consistency_proof, inclusion_proof, leaf_hash, root_at
from catenary.core.ledger.model import Checkpoint
from catenary.core.mandate.model import Purpose
from catenary.formats.ledger_export.writing import consistency_file, export_lines, record_proof
from catenary.formats.signed_note.checkpoint import SignedCheckpoint, cosign_checkpoint, sign_checkpoint
from catenary.formats.signed_note.keys import Algorithm, SigningKey, verifier_key

ORIGIN = "unit.utopia.example/ledger"
LOG = SigningKey(ORIGIN, b"L" * 32)
WITNESS = SigningKey("witness.example/w1", b"W" * 32)
LOG_KEY, WITNESS_KEY = verifier_key(LOG), verifier_key(WITNESS, Algorithm.COSIGNATURE)
BEGUN = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


def made_entry(number: int) -> Entry:
    """An officer has opened a page of candidates."""
    return Entry(
        id=UUID(int=number),
        at=BEGUN + timedelta(seconds=number),
        actor=f"officer-{number % 3}",
        organisation="UTO",
        room="screening",
        act="view_candidates",
        purpose=Purpose.BORDER_CHECK,
        basis="eu-2016-681/6.2",
        params={"page": number},
        commitments={"shown": commit_set("shown", [f"candidate:{number}"], bytes(32))},
    )


class FictionalLog:
    """Leaves, and what a log that keeps them exports. Whoever has its key can make another from changed leaves."""

    def __init__(self, leaves: Iterable[bytes], key: SigningKey = LOG) -> None:
        self.leaves = list(leaves)
        self.key = key

    @cached_property
    def _nodes(self) -> dict[tuple[int, int], bytes]:
        _, nodes = extended(Frontier(), map(leaf_hash, self.leaves))
        return {(node.level, node.place): node.hash for node in nodes}

    def _node_at(self, level: int, place: int) -> bytes:
        return self._nodes[level, place]

    def checkpoint(self, size: int, *, witnessed: bool = False) -> SignedCheckpoint:
        """Signed by the log, and by the witness where asked."""
        made = sign_checkpoint(Checkpoint(ORIGIN, size, root_at(size, self._node_at)), [self.key])
        return cosign_checkpoint(made, WITNESS, BEGUN) if witnessed else made

    def export(self, *sizes: int, witnessed: bool = False) -> bytes:
        """The log up to the last of these sizes, with a checkpoint at each; all of it where no size is named."""
        sizes = sizes or (len(self.leaves),)
        checkpoints = [self.checkpoint(size, witnessed=witnessed) for size in sizes]
        return b"".join(export_lines(ORIGIN, self.leaves[: sizes[-1]], checkpoints))

    def record(self, index: int, size: int | None = None, *, witnessed: bool = False) -> bytes:
        """One entry with its proof."""
        size = size or len(self.leaves)
        proof = inclusion_proof(index, size, self._node_at)
        return record_proof(self.leaves[index], index, proof, self.checkpoint(size, witnessed=witnessed))

    def consistency(self, older: int, size: int | None = None, *, witnessed: bool = False) -> bytes:
        """The step from an older checkpoint."""
        size = size or len(self.leaves)
        proof = consistency_proof(older, size, self._node_at)
        return consistency_file(older, proof, self.checkpoint(size, witnessed=witnessed))


def fictional_log(entries: int) -> FictionalLog:
    """A log of so many entries, the same each time."""
    return FictionalLog(entry_bytes(made_entry(number)) for number in range(entries))
