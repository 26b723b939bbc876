"""A note: a text with signatures under it (C2SP signed-note)."""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import NoReturn

from attrs import frozen

from catenary.basis.findings import Place
from catenary.core.ledger.ports import Signer
from catenary.core.ledger.problems import LEDGER
from catenary.formats.signed_note.base64_text import base64_of, bytes_of
from catenary.formats.signed_note.keys import Algorithm, VerifierKey, is_key_name, verifier_key

MOST_SIGNATURES = 100
LONGEST_NOTE = 1_000_000
"""Bytes. Both limits are those of the first implementation (golang.org/x/mod/sumdb/note)."""

_DASH = "— "
_ID_LENGTH, _TIME_LENGTH = 4, 8
_LATEST = 2**63 - 1
_CONTROL = re.compile(rb"[\x00-\x09\x0b-\x1f]")


@frozen
class NoteSignature:
    """A signature as the note bears it; whose it is only a key can tell."""

    name: str
    key_id: bytes
    data: bytes

    @property
    def line(self) -> str:
        """As it stands in the note, without its end."""
        return f"{_DASH}{self.name} {base64_of(self.key_id + self.data)}"


@frozen
class Note:
    """The text, its last line ended, and what stands under it. Says nothing until a signature was verified."""

    text: str
    signatures: tuple[NoteSignature, ...]

    @property
    def bytes(self) -> bytes:
        """The note as others read it."""
        return (self.text + "\n" + "".join(each.line + "\n" for each in self.signatures)).encode()


@frozen
class Verified:
    """A signature that was checked: whose, and for a witness when (UTC)."""

    key: VerifierKey
    at: datetime | None = None


def read_note(data: bytes) -> Note:
    """A note from its bytes. Problem `note_unreadable`, with the byte and the part where it is wrong."""
    text, under = _halves(_decoded(data))
    lines = under.removesuffix("\n").split("\n")
    if len(lines) > MOST_SIGNATURES:
        _refuse("signatures", len(text.encode()) + 1)
    signatures, at = [], len(text.encode()) + 1
    for line in lines:
        signatures.append(_signature(line, at))
        at += len(line.encode()) + 1
    return Note(text, tuple(signatures))


def _decoded(data: bytes) -> str:
    if len(data) > LONGEST_NOTE:
        _refuse("length", LONGEST_NOTE)
    if control := _CONTROL.search(data):
        _refuse("character", control.start())
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        _refuse("character", error.start)


def _halves(whole: str) -> tuple[str, str]:
    """The text with its end, and the signature lines: the last empty line stands between."""
    text, blank, under = whole.rpartition("\n\n")
    if not blank:
        _refuse("blank line", len(whole.encode()))
    if not under.endswith("\n"):
        _refuse("end", len(whole.encode()))
    return text + "\n", under


def _signature(line: str, at: int) -> NoteSignature:
    name, blank, encoded = line.removeprefix(_DASH).partition(" ")
    if not (line.startswith(_DASH) and blank and is_key_name(name)):
        _refuse("signature line", at)
    try:
        data = bytes_of(encoded)
    except ValueError:
        _refuse("signature", at)
    if len(data) <= _ID_LENGTH:
        _refuse("signature", at)
    return NoteSignature(name, data[:_ID_LENGTH], data[_ID_LENGTH:])


def _refuse(part: str, at: int) -> NoReturn:
    raise LEDGER.problem("note_unreadable", Place(offset=at), part=part, byte=at)


def sign(text: str, signer: Signer) -> NoteSignature:
    """The signature of a log under its own text. Problem `signature_wrong` when the signer gave one that is not its own."""
    key = verifier_key(signer)
    return NoteSignature(key.name, key.id, _signed(text.encode(), signer, key))


def cosign(text: str, signer: Signer, at: datetime) -> NoteSignature:
    """The signature of a witness under a checkpoint's text: it saw nothing larger of this log at this time. Problem as above."""
    key, seconds = verifier_key(signer, Algorithm.COSIGNATURE), int(at.timestamp())
    signature = _signed(_witnessed(text, seconds), signer, key)
    return NoteSignature(key.name, key.id, seconds.to_bytes(_TIME_LENGTH) + signature)


def _signed(message: bytes, signer: Signer, key: VerifierKey) -> bytes:
    """A signer may be a device that is mistaken about its key: what nobody can verify must never be published."""
    signature = signer.sign(message)
    if not key.signed(message, signature):
        raise LEDGER.problem("signature_wrong", key=key.name)
    return signature


def _witnessed(text: str, seconds: int) -> bytes:
    """What a witness signs (C2SP tlog-cosignature, Ed25519 signed message)."""
    return f"cosignature/v1\ntime {seconds}\n{text}".encode()


def verify_note(note: Note, keys: Iterable[VerifierKey]) -> tuple[Verified, ...]:
    """The signatures of these keys, in the order of the note; those of other keys are passed over, as C2SP prescribes.

    Problem `signature_wrong` as soon as one that claims to be of these keys is not: such a note is not to be believed at all.
    """
    known = {(key.name, key.id): key for key in keys}
    claimed = ((known.get((each.name, each.key_id)), each) for each in note.signatures)
    return tuple(_verified(note.text, key, each) for key, each in claimed if key)


def _verified(text: str, key: VerifierKey, signature: NoteSignature) -> Verified:
    if key.algorithm is Algorithm.COSIGNATURE:
        return _verified_witness(text, key, signature)
    if not key.signed(text.encode(), signature.data):
        raise LEDGER.problem("signature_wrong", key=key.name)
    return Verified(key)


def _verified_witness(text: str, key: VerifierKey, signature: NoteSignature) -> Verified:
    seconds, data = int.from_bytes(signature.data[:_TIME_LENGTH]), signature.data[_TIME_LENGTH:]
    if seconds > _LATEST or not key.signed(_witnessed(text, seconds), data):
        raise LEDGER.problem("signature_wrong", key=key.name)
    try:
        return Verified(key, datetime.fromtimestamp(seconds, UTC))
    except (ValueError, OverflowError, OSError):
        raise LEDGER.problem("signature_wrong", key=key.name) from None


def signers_missing(verified: Sequence[Verified], wanted: Iterable[VerifierKey]) -> list[VerifierKey]:
    """Which of the wanted keys did not sign."""
    found = {each.key for each in verified}
    return [key for key in wanted if key not in found]
