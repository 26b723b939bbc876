"""Checkpoints as notes (C2SP tlog-checkpoint): the log's name, its size, its root, one a line."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from attrs import frozen

from catenary.core.ledger.merkle import HASH_LENGTH, LARGEST_SIZE
from catenary.core.ledger.model import Checkpoint
from catenary.core.ledger.ports import Signer
from catenary.core.ledger.problems import LEDGER
from catenary.formats.signed_note.base64_text import base64_of, bytes_of
from catenary.formats.signed_note.keys import VerifierKey
from catenary.formats.signed_note.note import (
    Note,
    Verified,
    cosign,
    read_note,
    sign,
    signers_missing,
    verify_note,
)

_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")


@frozen
class SignedCheckpoint:
    """A checkpoint with the note it stands in; nothing is verified yet."""

    checkpoint: Checkpoint
    note: Note


def checkpoint_text(checkpoint: Checkpoint) -> str:
    """What is signed."""
    lines = (checkpoint.origin, str(checkpoint.size), base64_of(checkpoint.root), *checkpoint.extensions)
    return "".join(line + "\n" for line in lines)


def sign_checkpoint(checkpoint: Checkpoint, signers: Sequence[Signer]) -> SignedCheckpoint:
    """The checkpoint under the log's key, or while keys change under the old and the new.

    Raises ValueError without a signer, or for one that does not bear the log's name.
    """
    if not signers or any(signer.name != checkpoint.origin for signer in signers):
        raise ValueError("a log signs with keys of its own name")
    text = checkpoint_text(checkpoint)
    return SignedCheckpoint(checkpoint, Note(text, tuple(sign(text, signer) for signer in signers)))


def cosign_checkpoint(signed: SignedCheckpoint, witness: Signer, at: datetime) -> SignedCheckpoint:
    """The same with a witness's signature at its end. Whether it may sign is the witness's to check before."""
    signature = cosign(signed.note.text, witness, at)
    return SignedCheckpoint(signed.checkpoint, Note(signed.note.text, (*signed.note.signatures, signature)))


def read_checkpoint(data: bytes) -> SignedCheckpoint:
    """A checkpoint from the bytes of its note. Problems: `note_unreadable`, `checkpoint_unreadable`."""
    note = read_note(data)
    return SignedCheckpoint(_checkpoint(note.text), note)


def _checkpoint(text: str) -> Checkpoint:
    lines = text.removesuffix("\n").split("\n")
    for number, line in enumerate((*lines, *[""] * (3 - len(lines))), 1):
        if not line:
            raise LEDGER.problem("checkpoint_unreadable", line=number)
    origin, size, root, *extensions = lines
    if not _SIZE.fullmatch(size) or int(size) > LARGEST_SIZE:
        raise LEDGER.problem("checkpoint_unreadable", line=2)
    return Checkpoint(origin, int(size), _root(root), tuple(extensions))


def _root(encoded: str) -> bytes:
    try:
        root = bytes_of(encoded)
    except ValueError:
        raise LEDGER.problem("checkpoint_unreadable", line=3) from None
    if len(root) != HASH_LENGTH:
        raise LEDGER.problem("checkpoint_unreadable", line=3)
    return root


def verify_checkpoint(
    signed: SignedCheckpoint, keys: Iterable[VerifierKey], witnesses: Sequence[VerifierKey] = ()
) -> tuple[Verified, ...]:
    """Signed by at least one key of the log, of the log's own name, and by every witness asked for.

    Problems: `signature_missing`, `signature_wrong`, `cosignature_missing`.
    """
    verified = known_signatures(signed, keys, witnesses)
    for key in signers_missing(verified, witnesses):
        raise LEDGER.problem("cosignature_missing", size=signed.checkpoint.size, key=key.name)
    return verified


def known_signatures(
    signed: SignedCheckpoint, keys: Iterable[VerifierKey], witnesses: Iterable[VerifierKey] = ()
) -> tuple[Verified, ...]:
    """The same without asking that every witness signed. Problems: `signature_missing`, `signature_wrong`."""
    own = [key for key in keys if key.name == signed.checkpoint.origin]
    verified = verify_note(signed.note, (*own, *witnesses))
    if not any(each.key in own for each in verified):
        raise LEDGER.problem("signature_missing", size=signed.checkpoint.size)
    return verified
