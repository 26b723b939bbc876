"""A counts file is the JSON that was signed, or it is refused."""

import json

import pytest

from catenary.basis.findings import ProblemError
from catenary.formats.counts_file.note import read_counts, write_counts
from catenary.formats.signed_note.checkpoint import read_checkpoint
from catenary.formats.signed_note.keys import SigningKey, verifier_key

KEY, OTHER = (SigningKey(f"{name}.example/ledger", bytes([place] * 32)) for place, name in enumerate("ab", 1))
RECORD = {
    "format": "catenary-counts-1",
    "name": "Unité d’Utopie",
    "travellers": {"total": 92, "parts": {"checked": None}},
}


def code_of(act):
    with pytest.raises(ProblemError) as refusal:
        act()
    return refusal.value.finding.code


def test_what_was_signed_is_read_back_and_the_same_again_is_the_same_bytes():
    data = write_counts(RECORD, [KEY])
    assert read_counts(data, [verifier_key(KEY), verifier_key(OTHER)]) == RECORD
    assert write_counts(RECORD, [KEY]) == data
    assert json.loads(data.decode().partition("\n\n")[0]) == RECORD


def test_a_changed_count_and_a_key_that_did_not_sign_are_refused():
    data = write_counts(RECORD, [KEY])
    assert (
        code_of(lambda: read_counts(data.replace(b"92", b"93"), [verifier_key(KEY)]))
        == "ledger.signature_wrong"
    )
    assert code_of(lambda: read_counts(data, [verifier_key(OTHER)])) == "counts.signature_missing"
    assert code_of(lambda: read_counts(b"{}", [verifier_key(KEY)])) == "ledger.note_unreadable"


def test_counts_are_never_taken_for_a_checkpoint():
    assert code_of(lambda: read_checkpoint(write_counts(RECORD, [KEY]))) == "ledger.checkpoint_unreadable"


def test_counts_that_nobody_signs_are_not_written():
    with pytest.raises(ValueError, match="signed"):
        write_counts(RECORD, [])
