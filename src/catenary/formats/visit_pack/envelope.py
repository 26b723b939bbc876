"""The file of a pack: two lines, a signed note about what follows, and the locked contents.

    catenary visit pack 1
    <length of the note in bytes>
    <note: canonical JSON with kind, pack, size and SHA-256 of what follows, and the signatures under it (C2SP signed-note)>
    <age file (age-encryption.org/v1)>

The note is in clear and tells an opaque id alone. What is locked begins with one line of canonical JSON that names the parts, each with its
size and SHA-256, followed by the parts one after the other. Every byte is under a digest, and every digest under a signature.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from hashlib import sha256
from typing import Any, Final

from attrs import frozen

from catenary.basis.findings import ProblemError
from catenary.core.assessment.pack_problems import PACK
from catenary.core.ledger.ports import Signer
from catenary.formats.signed_note.keys import VerifierKey
from catenary.formats.signed_note.note import Note, read_note, sign, verify_note

VERSION: Final = 1
LARGEST: Final = 256 * 2**20
"""Bytes of a whole file."""
_NAME: Final = b"catenary visit pack "
_LONGEST_LINE: Final = 40
_LONGEST_NOTE: Final = 20_000

Lock = Callable[[bytes], bytes]
"""Locks bytes, or opens them; opening raises ProblemError."""


class PackKind(StrEnum):
    """Which way a file goes."""

    GIVEN = "given"
    BROUGHT = "brought"


@frozen
class Envelope:
    """A file as far as it can be read without its key. Whose it is, nobody knows before a signature was verified."""

    kind: PackKind
    pack: str
    note: Note
    locked: bytes

    def demand_signed(self, keys: Iterable[VerifierKey]) -> None:
        """Go on only if one of these keys signed it. Raises ProblemError `pack.damaged`, `pack.signature_missing`."""
        try:
            verified = verify_note(self.note, keys)
        except ProblemError:
            raise PACK.problem("damaged", part="signature") from None
        if not verified:
            raise PACK.problem("signature_missing")

    def opened(self, unlock: Lock) -> dict[str, bytes]:
        """The parts by their names. Raises what `unlock` does, and ProblemError `pack.damaged`."""
        return _parts(unlock(self.locked))


def note_text(kind: PackKind, pack: str, locked: bytes) -> str:
    """What is signed."""
    told = {
        "kind": kind.value,
        "pack": pack,
        "sha256": sha256(locked).hexdigest(),
        "size": len(locked),
        "version": VERSION,
    }
    return _canonical(told) + "\n"


def signed(text: str, signers: Sequence[Signer]) -> bytes:
    """The note. Raises ProblemError `pack.key_missing` without a signer."""
    if not signers:
        raise PACK.problem("key_missing")
    return Note(text, tuple(sign(text, each) for each in signers)).bytes


def whole(note: bytes, locked: bytes) -> bytes:
    """The file."""
    return b"%s%d\n%d\n%s%s" % (_NAME, VERSION, len(note), note, locked)


def locked_parts(parts: Mapping[str, bytes], lock: Lock) -> bytes:
    """Parts under their manifest, locked. Raises ProblemError `pack.too_large`."""
    size = sum(map(len, parts.values()))
    if size > LARGEST:
        raise PACK.problem("too_large", mib=size >> 20, limit=LARGEST >> 20)
    listed = [
        {"name": name, "sha256": sha256(data).hexdigest(), "size": len(data)} for name, data in parts.items()
    ]
    return lock(b"".join([_canonical({"parts": listed}).encode(), b"\n", *parts.values()]))


def read_envelope(data: bytes) -> Envelope:
    """A file, its locked contents held against the digest in its note.

    Raises ProblemError `pack.not_a_pack`, `pack.other_version`, `pack.damaged`.
    """
    if not data.startswith(_NAME):
        raise PACK.problem("not_a_pack")
    name, rest = _line(data)
    if name != _NAME + b"%d" % VERSION:
        raise PACK.problem(
            "other_version", version=name.removeprefix(_NAME).decode("ascii", "replace"), known=VERSION
        )
    length, rest = _line(rest)
    size = int(length) if length.isdigit() and length == b"%d" % int(length) else -1
    if not 0 < size <= min(_LONGEST_NOTE, len(rest)):
        raise PACK.problem("damaged", part="note")
    return _envelope(rest[:size], rest[size:])


def _line(data: bytes) -> tuple[bytes, bytes]:
    line, end, rest = data[:_LONGEST_LINE].partition(b"\n")
    if not end:
        raise PACK.problem("damaged", part="beginning")
    return line, rest + data[_LONGEST_LINE:]


def _envelope(head: bytes, locked: bytes) -> Envelope:
    try:
        note = read_note(head)
        told = json.loads(note.text)
        kind, pack = PackKind(told["kind"]), str(told["pack"])
    except (ProblemError, ValueError, KeyError, TypeError, RecursionError):
        raise PACK.problem("damaged", part="note") from None
    if note_text(kind, pack, locked) != note.text:
        raise PACK.problem("damaged", part="contents")
    return Envelope(kind, pack, note, locked)


def _parts(data: bytes) -> dict[str, bytes]:
    head, end, rest = data.partition(b"\n")
    try:
        listed: list[dict[str, Any]] = json.loads(head)["parts"]
        sizes = [(str(each["name"]), int(each["size"]), str(each["sha256"])) for each in listed]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise PACK.problem("damaged", part="manifest") from None
    if not end or min((size for _name, size, _digest in sizes), default=0) < 0:
        raise PACK.problem("damaged", part="manifest")
    if sum(size for _name, size, _digest in sizes) != len(rest):
        raise PACK.problem("damaged", part="manifest")
    found, at = {}, 0
    for name, size, digest in sizes:
        found[name] = rest[at : at + size]
        at += size
        if sha256(found[name]).hexdigest() != digest:
            raise PACK.problem("damaged", part=name)
    return found


def _canonical(told: Mapping[str, Any]) -> str:
    """As RFC 8785 writes it: keys in order, no blanks, whole numbers only."""
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
