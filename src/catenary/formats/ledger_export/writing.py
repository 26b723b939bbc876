"""Writing what others will verify: a whole log, one record with its proof, the step from an older checkpoint to a newer."""

import json
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Any

from catenary.formats.ledger_export.advice import Advice
from catenary.formats.signed_note.base64_text import base64_of
from catenary.formats.signed_note.checkpoint import SignedCheckpoint

VERSION = 1
PROOF_HEAD = "c2sp.org/tlog-proof@v1"


def export_lines(
    origin: str,
    leaves: Iterable[bytes],
    checkpoints: Sequence[SignedCheckpoint],
    advice: Advice | None = None,
) -> Iterator[bytes]:
    """The lines of an exported log: its name and how to verify it, every entry in order, each checkpoint after what it counts, the end.

    A leaf is the bytes of an entry or, for one that the reader may not see, `withheld_leaf`.

    Takes the checkpoints in the order of their sizes. Raises ValueError when the last one does not count every leaf.
    """
    digest, waiting, count = sha256(), list(reversed(checkpoints)), 0
    for line in _body(header_line(origin, advice), leaves, waiting):
        digest.update(line)
        count += not line.startswith((b'{"catenary', b'{"checkpoint'))
        yield line
    if waiting or not checkpoints or checkpoints[-1].checkpoint.size != count:
        raise ValueError("the last checkpoint must count every entry of the export")
    yield end_line(count, digest.hexdigest())


def _body(header: bytes, leaves: Iterable[bytes], waiting: list[SignedCheckpoint]) -> Iterator[bytes]:
    yield header
    yield from _due(waiting, 0)
    for count, leaf in enumerate(leaves, 1):
        yield leaf + b"\n"
        yield from _due(waiting, count)


def _due(waiting: list[SignedCheckpoint], count: int) -> Iterator[bytes]:
    while waiting and waiting[-1].checkpoint.size == count:
        yield checkpoint_line(waiting.pop().note.bytes.decode())


def header_line(origin: str, advice: Advice | None = None) -> bytes:
    """The first line: what this is, of which log, and how to verify it."""
    told = advice.record if advice else {}
    return _line({"catenary_ledger": VERSION, "origin": origin, **told})


def checkpoint_line(note: str) -> bytes:
    """A checkpoint as its note."""
    return _line({"checkpoint": note})


def withheld_leaf(leaf_hash: bytes) -> bytes:
    """What stands in the place of an entry that the reader may not see: its hash, so that the rest can be verified."""
    return _line({"withheld": leaf_hash.hex()}).removesuffix(b"\n")


def end_line(entries: int, digest: str) -> bytes:
    """The last line: how many entries there were, and the SHA-256 of everything before it."""
    return _line({"end": {"entries": entries, "sha256": digest}})


def _line(value: Any) -> bytes:
    """Half characters pass, so that a line which holds one is found to be none of ours instead of failing."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass") + b"\n"


def record_proof(leaf: bytes, index: int, proof: Sequence[bytes], signed: SignedCheckpoint) -> bytes:
    """One entry with the proof that it stands in the log (C2SP tlog-proof; the entry is its extra data)."""
    head = (PROOF_HEAD, f"extra {base64_of(leaf)}", f"index {index}")
    return _under(head, proof, signed)


def consistency_file(older: int, proof: Sequence[bytes], signed: SignedCheckpoint) -> bytes:
    """That a checkpoint continues the one of an older size (the form in which witnesses are asked, C2SP tlog-witness)."""
    return _under((f"old {older}",), proof, signed)


def _under(head: Sequence[str], proof: Sequence[bytes], signed: SignedCheckpoint) -> bytes:
    lines = (*head, *map(base64_of, proof), "")
    return "".join(line + "\n" for line in lines).encode() + signed.note.bytes
