"""Signing what the log has become, and never anything that contradicts what was signed before."""

from collections.abc import Sequence
from datetime import datetime

from catenary.core.ledger.model import Checkpoint as SignedState
from catenary.core.ledger.ports import Signer
from catenary.core.ledger.problems import LEDGER
from catenary.desk.ledger.models import Checkpoint, Cosignature, TimeStamp
from catenary.desk.ledger.sequencing import alone_at_the_log
from catenary.desk.ledger.tree import stored_root, stored_size
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.formats.signed_note.checkpoint import SignedCheckpoint, read_checkpoint, sign_checkpoint
from catenary.formats.signed_note.keys import VerifierKey, verifier_key
from catenary.formats.signed_note.note import Note, NoteSignature, verify_note


def state_to_sign(origin: str) -> SignedState | None:
    """What the log has become since it was last signed; nothing where it did not grow. Inside a transaction."""
    size, last = stored_size(), Checkpoint.objects.first()
    if size == 0 or (last and last.size >= size):
        return None
    return SignedState(origin, size, stored_root(size))


def contradicts(before: SignedState) -> bool:
    """Whether the log as it is stored is not a continuation of what was signed before: it was cut or changed."""
    if before.size > stored_size():
        return True
    try:
        return stored_root(before.size) != before.root
    except KeyError:
        return True


def sign_growth(
    signers: Sequence[Signer], now: datetime, before: SignedState | None = None
) -> SignedCheckpoint | None:
    """Sign and store a checkpoint where the log grew; the time stamp on it is asked for later.

    `before` is what this signer last signed, remembered outside the database. Problem `consistency_fails` where the
    stored log is no continuation of it: a database that was set back is never signed over.
    """
    with acting(Declaration(door=Door.SYSTEM)):
        if not alone_at_the_log():
            return None
        if before and contradicts(before):
            raise LEDGER.problem("consistency_fails", older=before.size, size=stored_size())
        state = state_to_sign(signers[0].name)
        return _store(sign_checkpoint(state, signers), signers, now) if state else None


def _store(signed: SignedCheckpoint, signers: Sequence[Signer], now: datetime) -> SignedCheckpoint:
    state = signed.checkpoint
    checkpoint = Checkpoint.objects.create(
        size=state.size,
        root=state.root,
        note=signed.note.bytes.decode(),
        keys=[verifier_key(signer).text for signer in signers],
        signed_at=now,
    )
    TimeStamp.objects.create(checkpoint=checkpoint, asked_since=now)
    return signed


def take_cosignature(*, signature: NoteSignature, size: int, witness: VerifierKey) -> None:
    """Keep a witness's signature under a checkpoint once it is verified; one that is there already stays.

    Only a job may (`Door.SYSTEM`). Problems: `signature_wrong`, `cosignature_missing` where it is of another key.
    Raises Checkpoint.DoesNotExist.
    """
    checkpoint = Checkpoint.objects.get(pk=size)
    note = Note(read_checkpoint(checkpoint.note.encode()).note.text, (signature,))
    verified = verify_note(note, [witness])
    if not verified or verified[0].at is None:
        raise LEDGER.problem("cosignature_missing", size=size, key=witness.name)
    Cosignature.objects.get_or_create(
        checkpoint=checkpoint,
        key=witness.text,
        defaults={"line": signature.line, "witnessed_at": verified[0].at},
    )


def signed_checkpoint(checkpoint: Checkpoint) -> SignedCheckpoint:
    """A stored checkpoint with every signature there is under it by now."""
    lines = "".join(f"{each.line}\n" for each in checkpoint.cosignatures.order_by("pk"))
    return read_checkpoint((checkpoint.note + lines).encode())
