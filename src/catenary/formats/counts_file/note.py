"""A counts file: one JSON object (`docs/schemas/counts.schema.json`) as the text of a signed note (C2SP signed-note).

It is signed with the keys of the unit's ledger and verified like a checkpoint. JSON begins with a brace, which no checkpoint does:
the one is never taken for the other.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from catenary.core.ledger.ports import Signer
from catenary.core.screening.counts_problems import COUNTS
from catenary.formats.signed_note.keys import VerifierKey
from catenary.formats.signed_note.note import Note, read_note, sign, verify_note


def write_counts(record: Mapping[str, Any], signers: Sequence[Signer]) -> bytes:
    """The file. The same counts and keys give the same bytes. Raises ValueError without a signer."""
    if not signers:
        raise ValueError("counts are signed")
    text = json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    return Note(text, tuple(sign(text, signer) for signer in signers)).bytes


def read_counts(data: bytes, keys: Iterable[VerifierKey]) -> dict[str, Any]:
    """The counts of a file that one of these keys signed.

    Problems: `ledger.note_unreadable`, `ledger.signature_wrong`, `counts.signature_missing` where none of the keys signed it.
    """
    note = read_note(data)
    if not verify_note(note, keys):
        raise COUNTS.problem("signature_missing")
    told: dict[str, Any] = json.loads(note.text)
    return told
