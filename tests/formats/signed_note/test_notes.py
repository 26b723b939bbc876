"""Signed notes: the published example to the byte, and everything that is nearly a note."""

from datetime import UTC, datetime
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catenary.basis.findings import ProblemError
from catenary.core.ledger.model import Checkpoint
from catenary.formats.signed_note.base64_text import base64_of
from catenary.formats.signed_note.checkpoint import (
    SignedCheckpoint,
    checkpoint_text,
    cosign_checkpoint,
    read_checkpoint,
    sign_checkpoint,
    verify_checkpoint,
)
from catenary.formats.signed_note.keys import (
    Algorithm,
    SigningKey,
    VerifierKey,
    read_signing_key,
    read_verifier_key,
    verifier_key,
)
from catenary.formats.signed_note.note import MOST_SIGNATURES, Note, cosign, read_note, sign, verify_note

PUBLISHED_VKEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PUBLISHED_SKEY = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
PUBLISHED_TEXT = (
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
)
PUBLISHED_NOTE = (
    PUBLISHED_TEXT
    + "\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
).encode()
"""The example of golang.org/x/mod/sumdb/note, the first implementation."""

LOG = SigningKey("node.utopia.example/ledger", b"L" * 32)
NEW_LOG = SigningKey("node.utopia.example/ledger", b"N" * 32)
WITNESS = SigningKey("witness.example/w1", b"W" * 32)
LOG_KEY, WITNESS_KEY = verifier_key(LOG), verifier_key(WITNESS, Algorithm.COSIGNATURE)
CHECKPOINT = Checkpoint(LOG.name, 20852163, sha256(b"root").digest())
AT = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)


def refused(code):
    return pytest.raises(ProblemError, match=rf"ledger\.{code}")


def outcome(work):
    """What it gives, or the code of the problem it raises."""
    try:
        return work()
    except ProblemError as problem:
        return problem.finding.code


def test_the_published_note_is_verified_and_made_again_to_the_byte():
    key = read_verifier_key(PUBLISHED_VKEY)
    note = read_note(PUBLISHED_NOTE)
    (verified,) = verify_note(note, [key])
    assert (verified.key, verified.at) == (key, None)
    assert (
        Note(PUBLISHED_TEXT, (sign(PUBLISHED_TEXT, read_signing_key(PUBLISHED_SKEY)),)).bytes
        == PUBLISHED_NOTE
    )


def test_the_published_keys_are_written_back_as_they_were():
    assert read_verifier_key(PUBLISHED_VKEY).text == PUBLISHED_VKEY
    signing = read_signing_key(PUBLISHED_SKEY)
    assert signing.text == PUBLISHED_SKEY
    assert verifier_key(signing).text == PUBLISHED_VKEY


def test_no_part_of_a_key_is_a_key_nor_is_one_with_a_changed_character():
    parts = [
        PUBLISHED_VKEY[a:b] for a in range(len(PUBLISHED_VKEY)) for b in range(a + 1, len(PUBLISHED_VKEY) + 1)
    ]
    changed = [
        PUBLISHED_VKEY[:at] + chr(ord(PUBLISHED_VKEY[at]) + 1) + PUBLISHED_VKEY[at + 1 :]
        for at in range(len(PUBLISHED_VKEY))
    ]
    for text in {*parts, *changed} - {PUBLISHED_VKEY}:
        with refused("key_unreadable"):
            read_verifier_key(text)


@pytest.mark.parametrize(
    "text",
    [
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    ],
)
def test_the_published_bad_keys_are_refused(text):
    with refused("key_unreadable"):
        read_verifier_key(text)


def test_a_refused_secret_key_is_not_told():
    for text in (PUBLISHED_SKEY[:-4], PUBLISHED_SKEY.replace("c74f", "c84f"), PUBLISHED_VKEY):
        with refused("key_unreadable") as refusal:
            read_signing_key(text)
        assert "AYEKFALV" not in str(refusal.value)
    assert "AYEKFALV" not in repr(read_signing_key(PUBLISHED_SKEY))


def test_a_secret_key_of_a_witness_form_is_refused():
    key = VerifierKey("w", Algorithm.COSIGNATURE, WITNESS.public_key)
    text = f"PRIVATE+KEY+w+{key.id.hex()}+{base64_of(bytes([4]) + WITNESS.seed)}"
    with refused("key_unreadable"):
        read_signing_key(text)


@pytest.mark.parametrize("name", ["", "two words", "plus+sign", "line\nbreak", "no\u00a0break"])
def test_a_key_cannot_have_such_a_name(name):
    with refused("key_unreadable"):
        SigningKey(name, bytes(32))


@given(st.integers(0, 8 * len(PUBLISHED_NOTE) - 1))
def test_a_flipped_bit_of_a_note_is_found_wherever_it_is(bit):
    changed = bytearray(PUBLISHED_NOTE)
    changed[bit // 8] ^= 1 << bit % 8
    key = read_verifier_key(PUBLISHED_VKEY)
    found = outcome(lambda: verify_note(read_note(bytes(changed)), [key]))
    assert found in {(), "ledger.note_unreadable", "ledger.signature_wrong"}


def test_signatures_of_other_keys_are_passed_over_and_a_false_one_spoils_the_note():
    text = PUBLISHED_TEXT
    note = Note(text, (sign(text, LOG), sign(text, WITNESS)))
    assert [each.key for each in verify_note(note, [LOG_KEY])] == [LOG_KEY]
    assert verify_note(note, [read_verifier_key(PUBLISHED_VKEY)]) == ()
    false = Note(text + "more\n", note.signatures)
    with refused("signature_wrong"):
        verify_note(false, [LOG_KEY])


SIG = b"\xe2\x80\x94 w AAAAAAAA\n"


@pytest.mark.parametrize(
    ("data", "part", "byte"),
    [
        (b"", "blank line", 0),
        (b"text\n", "blank line", 5),
        (b"text\n\n", "end", 6),
        (b"text\n\n" + SIG[:-1], "end", 6 + len(SIG) - 1),
        (b"text\n\n- w AAAAAAAA\n", "signature line", 6),
        (b"text\n\n" + SIG + b"w AAAAAAAA\n", "signature line", 6 + len(SIG)),
        (b"text\n\n\xe2\x80\x94 wAAAAAAAA\n", "signature line", 6),
        (b"text\n\n\xe2\x80\x94  AAAAAAAA\n", "signature line", 6),
        (b"text\n\n\xe2\x80\x94 w+x AAAAAAAA\n", "signature line", 6),
        (b"text\n\n\xe2\x80\x94 w AAAA AAAA\n", "signature", 6),
        (b"text\n\n\xe2\x80\x94 w AAAA\n", "signature", 6),
        (b"text\n\n\xe2\x80\x94 w AAAAAB==\n", "signature", 6),
        (b"text\n\n\xe2\x80\x94 w AAAAAA\n", "signature", 6),
        (b"te\rxt\n\n" + SIG, "character", 2),
        (b"te\0xt\n\n" + SIG, "character", 2),
        (b"te\xffxt\n\n" + SIG, "character", 2),
        (b"text\n\n" + SIG * (MOST_SIGNATURES + 1), "signatures", 6),
        (b"a" * 1_000_001, "length", 1_000_000),
    ],
)
def test_what_is_no_note_is_told_with_its_place(data, part, byte):
    with refused("note_unreadable") as refusal:
        read_note(data)
    finding = refusal.value.finding
    assert (finding.params["part"], finding.params["byte"], finding.at.offset) == (part, byte, byte)


def test_a_text_may_have_empty_lines_and_as_many_signatures_as_are_allowed():
    note = read_note("Ognuno sta\n\ned è subito sera.\n\n".encode() + SIG * MOST_SIGNATURES)
    assert note.text == "Ognuno sta\n\ned è subito sera.\n"
    assert len(note.signatures) == MOST_SIGNATURES


def test_a_checkpoint_is_three_lines_and_is_read_back():
    assert checkpoint_text(CHECKPOINT) == (
        "node.utopia.example/ledger\n20852163\n" + base64_of(CHECKPOINT.root) + "\n"
    )
    signed = sign_checkpoint(CHECKPOINT, [LOG])
    assert read_checkpoint(signed.note.bytes) == signed
    assert [each.key for each in verify_checkpoint(signed, [LOG_KEY])] == [LOG_KEY]


def test_a_checkpoint_may_carry_more_lines_under_the_same_signature():
    extended = Checkpoint(LOG.name, 1, bytes(32), ("more", "yet more"))
    signed = read_checkpoint(sign_checkpoint(extended, [LOG]).note.bytes)
    assert signed.checkpoint == extended
    verify_checkpoint(signed, [LOG_KEY])


def test_while_keys_change_old_and_new_are_each_enough():
    signed = sign_checkpoint(CHECKPOINT, [LOG, NEW_LOG])
    for key in (LOG, NEW_LOG):
        assert len(verify_checkpoint(signed, [verifier_key(key)])) == 1


def test_a_log_signs_with_no_key_of_another_name_and_not_without_one():
    for signers in ([WITNESS], [LOG, WITNESS], []):
        with pytest.raises(ValueError, match="its own name"):
            sign_checkpoint(CHECKPOINT, signers)


class MistakenSigner:
    """A device that tells one key and signs with another."""

    name = LOG.name
    public_key = LOG.public_key

    def sign(self, message):
        return NEW_LOG.sign(message)


def test_a_signature_that_nobody_can_verify_is_never_published():
    with refused("signature_wrong"):
        sign_checkpoint(CHECKPOINT, [MistakenSigner()])
    with refused("signature_wrong"):
        cosign_checkpoint(sign_checkpoint(CHECKPOINT, [LOG]), MistakenSigner(), AT)


def test_a_key_of_another_name_does_not_speak_for_the_log():
    text = checkpoint_text(CHECKPOINT)
    signed = SignedCheckpoint(CHECKPOINT, Note(text, (sign(text, WITNESS),)))
    with refused("signature_missing"):
        verify_checkpoint(signed, [verifier_key(WITNESS)])


def test_a_witness_signs_text_and_time_and_is_missed_when_it_did_not():
    signed = sign_checkpoint(CHECKPOINT, [LOG])
    with refused("cosignature_missing"):
        verify_checkpoint(signed, [LOG_KEY], [WITNESS_KEY])
    witnessed = cosign_checkpoint(signed, WITNESS, AT)
    verified = verify_checkpoint(read_checkpoint(witnessed.note.bytes), [LOG_KEY], [WITNESS_KEY])
    assert [(each.key, each.at) for each in verified] == [(LOG_KEY, None), (WITNESS_KEY, AT)]


def test_what_a_witness_signs_is_what_the_standard_says():
    signature = cosign(checkpoint_text(CHECKPOINT), WITNESS, datetime.fromtimestamp(1679315147, UTC))
    message = "cosignature/v1\ntime 1679315147\n" + checkpoint_text(CHECKPOINT)
    assert signature.data == (1679315147).to_bytes(8) + WITNESS.sign(message.encode())
    assert signature.key_id == sha256(b"witness.example/w1\n\x04" + WITNESS.public_key).digest()[:4]


def test_a_witness_does_not_speak_for_the_log_nor_the_log_for_a_witness():
    only_witnessed = cosign_checkpoint(
        SignedCheckpoint(CHECKPOINT, Note(checkpoint_text(CHECKPOINT), ())), WITNESS, AT
    )
    with refused("signature_missing"):
        verify_checkpoint(only_witnessed, [LOG_KEY], [WITNESS_KEY])


@given(st.integers(0, 71), st.integers(0, 7))
def test_a_flipped_bit_of_a_cosignature_or_its_time_is_found(byte, bit):
    signature = cosign(checkpoint_text(CHECKPOINT), WITNESS, AT)
    data = bytearray(signature.data)
    data[byte] ^= 1 << bit
    changed = Note(
        checkpoint_text(CHECKPOINT), (type(signature)(signature.name, signature.key_id, bytes(data)),)
    )
    with refused("signature_wrong"):
        verify_note(changed, [WITNESS_KEY])


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("log\n5\n", 3),
        ("log\n", 2),
        ("\n5\nROOT\n", 1),
        ("log\n05\nROOT\n", 2),
        ("log\n-5\nROOT\n", 2),
        ("log\n+5\nROOT\n", 2),
        ("log\n\u0665\nROOT\n", 2),
        ("log\n9223372036854775808\nROOT\n", 2),
        ("log\n5\nAAAA\n", 3),
        ("log\n5\nnone\n", 3),
        ("log\n5\nROOT \n", 3),
        ("log\n5\nROOT\n\nmore\n", 4),
    ],
)
def test_what_is_no_checkpoint_is_told_with_its_line(text, line):
    with refused("checkpoint_unreadable") as refusal:
        read_checkpoint((text.replace("ROOT", base64_of(bytes(32))) + "\n").encode() + SIG)
    assert refusal.value.finding.params["line"] == line


@given(st.binary(max_size=80))
def test_whatever_is_read_as_a_note_is_written_back_the_same(data):
    for given_bytes in (data, b"a\n\n\xe2\x80\x94 w " + data + b"\n"):
        found = outcome(lambda data=given_bytes: read_note(data).bytes)
        assert found in {given_bytes, "ledger.note_unreadable"}


@pytest.mark.parametrize(
    "checkpoint",
    [
        ("", 1, bytes(32)),
        ("a\nb", 1, bytes(32)),
        ("log", -1, bytes(32)),
        ("log", 1, b""),
        ("log", 2**63, bytes(32)),
    ],
)
def test_a_checkpoint_that_no_log_can_have_cannot_be_made(checkpoint):
    with pytest.raises(ValueError, match=r"checkpoint|log"):
        Checkpoint(*checkpoint)
