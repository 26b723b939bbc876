"""The source rows `number,issuer,type,status` as keyed records, a chunk of the file at a time."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

import numpy as np
from attrs import frozen

from catenary.basis.country import CodeKind, CountryCode
from catenary.basis.findings import Finding, Place
from catenary.core.documents.model import RecordedStatus
from catenary.core.documents.numbers import (
    document_class,
    issuer_key,
    plain_number,
    recorded_status,
    skeleton,
)
from catenary.core.documents.problems import DOCUMENTS
from catenary.formats.lost_stolen.notes import SHOWN, Notes
from catenary.formats.lost_stolen.records import Records
from catenary.formats.lost_stolen.tags import (
    COVERED,
    DIGEST_SIZE,
    Digest,
    TagKey,
    class_and_status,
    spelling_bits,
)

HEADER = b"number,issuer,type,status"
_COLUMNS = HEADER.split(b",")
CHUNK_SIZE = 16 << 20
_LONGEST_ROW = 1 << 20
_DIGEST = np.dtype([("tag", ">u8"), ("cover", ">u2")])
assert _DIGEST.itemsize == DIGEST_SIZE

Span: TypeAlias = tuple[int, int]


@frozen
class Batch:
    """The keyed records of some rows, and what was noticed in them."""

    records: Records
    notes: Notes


def chunks(source: Path) -> Iterator[Span]:
    """Where the chunks of whole rows begin and end, the header left out.

    Problems `source_unreadable` (also for a row above 1 MB), `source_header`.
    """
    try:
        with source.open("rb") as file:
            start = _after_header(file.readline(_LONGEST_ROW), source)
            size = file.seek(0, 2)
            while start < size:
                file.seek(min(start + CHUNK_SIZE, size))
                rest = file.readline(_LONGEST_ROW)
                end = file.tell()
                if end < size and not rest.endswith(b"\n"):
                    reason = f"a row at byte {start + CHUNK_SIZE} is longer than {_LONGEST_ROW} bytes"
                    raise DOCUMENTS.problem("source_unreadable", file=str(source), reason=reason)
                yield start, end
                start = end
    except OSError as error:
        raise DOCUMENTS.problem(
            "source_unreadable", file=str(source), reason=error.strerror or str(error)
        ) from None


def _after_header(line: bytes, source: Path) -> int:
    named = line.removeprefix(b"\xef\xbb\xbf").strip().lower().replace(b" ", b"").replace(b'"', b"")
    if named != HEADER:
        raise DOCUMENTS.problem("source_header", file=str(source))
    return len(line)


def read_batch(text: bytes, at: int, key: TagKey) -> Batch:
    """Every row of a chunk that begins at byte `at` of its file."""
    reader = _RowReader(key)
    reader.read(text.split(b"\n"))
    return reader.batch(at)


class _Unreadable(Exception):  # noqa: N818  never leaves this file
    """Carries the code that says what is wrong with a row."""


class _RowReader:
    """Turns rows into digests and payloads.

    Keeps what each issuer, class and status text means, as few are distinct: an ordinary row costs a split, two
    table look-ups and a digest. Everything else (a new text, quotes, a fault) takes the careful way.
    """

    def __init__(self, key: TagKey) -> None:
        self._key = key
        self._lines: list[bytes] = []
        self._digests: list[bytes] = []
        self._payloads: list[int] = []
        self._issuers: dict[bytes, Digest] = {}
        self._low_bits: dict[tuple[bytes, bytes], int] = {}
        self._faults: list[tuple[int, str, int]] = []
        self._left_out = 0
        self._unknown_issuers: set[str] = set()
        self._unknown_words: set[str] = set()

    def read(self, lines: list[bytes]) -> None:
        """Take in the rows; a blank line is no row."""
        self._lines = lines
        for row, line in enumerate(lines):
            try:
                number, issuer, kind, status = line.split(b",")
                digest, low = self._issuers[issuer], self._low_bits[kind, status]
                plain = plain_number(number)
            except (KeyError, ValueError):
                self._read_carefully(row, line)
                continue
            if plain:
                self._take(plain, digest, low)
            else:
                self._leave_out("row_number", row)

    def _take(self, plain: bytes, digest: Digest, low: int) -> None:
        bones = skeleton(plain)
        self._digests.append(digest(bones))
        self._payloads.append(low if bones == plain else low | spelling_bits(plain))

    def _read_carefully(self, row: int, line: bytes) -> None:
        fields = _unquoted(line)
        if not any(fields):
            return
        try:
            plain, digest, low = self._understood(fields)
        except _Unreadable as fault:
            self._leave_out(str(fault), row, len(fields))
        except UnicodeDecodeError:
            self._leave_out("row_encoding", row)
        else:
            self._take(plain, digest, low)
            self._remember(line, digest, low)

    def _understood(self, fields: list[bytes]) -> tuple[bytes, Digest, int]:
        if len(fields) != len(_COLUMNS):
            raise _Unreadable("row_columns")
        number, issuer, kind, status = fields
        plain = plain_number(number)
        if not plain:
            raise _Unreadable("row_number")
        return plain, self._new_issuer(issuer), self._new_low_bits(kind, status)

    def _remember(self, line: bytes, digest: Digest, low: int) -> None:
        """Know these texts again as they stand in the file, unless quotes hold a comma together."""
        raw = line.split(b",")
        if len(raw) == len(_COLUMNS):
            self._issuers[raw[1]] = digest
            self._low_bits[raw[2], raw[3]] = low

    def _new_issuer(self, raw: bytes) -> Digest:
        issuer = raw.decode("utf-8").strip()
        if not issuer:
            raise _Unreadable("row_issuer")
        key = issuer_key(issuer)
        if CountryCode.of(key).kind is CodeKind.UNKNOWN:
            self._unknown_issuers.add(issuer)
        return self._key.of_issuer(key)

    def _new_low_bits(self, kind: bytes, status: bytes) -> int:
        word = status.decode("utf-8").strip()
        recorded = recorded_status(word)
        if recorded is RecordedStatus.OTHER and word.lower() not in {"", "other"}:
            self._unknown_words.add(word)
        self._low_bits[kind, status] = bits = class_and_status(document_class(kind.decode("utf-8")), recorded)
        return bits

    def _leave_out(self, code: str, row: int, columns: int = len(_COLUMNS)) -> None:
        self._left_out += 1
        if len(self._faults) < SHOWN:
            self._faults.append((row, code, columns))

    def _told_faults(self, at: int) -> Iterator[Finding]:
        """The faults with the byte offsets of their rows, in a chunk that begins at byte `at`."""
        passed = 0
        for row, code, columns in self._faults:
            at += sum(len(line) + 1 for line in self._lines[passed:row])
            passed = row
            yield DOCUMENTS.finding(
                code, Place(offset=at), **({"count": columns} if code == "row_columns" else {})
            )

    def batch(self, at: int) -> Batch:
        """All rows taken in, of a chunk that begins at byte `at`."""
        digests = np.frombuffer(b"".join(self._digests), dtype=_DIGEST)
        covers = digests["cover"].astype(np.uint16) & np.uint16(COVERED)
        payloads = np.array(self._payloads, dtype=np.uint16) ^ covers
        notes = Notes(
            rows=len(payloads) + self._left_out,
            rows_left_out=self._left_out,
            faults=tuple(self._told_faults(at)),
            unknown_issuers=frozenset(self._unknown_issuers),
            unknown_words=frozenset(self._unknown_words),
        )
        return Batch(Records(digests["tag"].astype(np.uint64), payloads), notes)


def _unquoted(line: bytes) -> list[bytes]:
    """The fields of a row that may use quotes; bytes that are not UTF-8 pass through to be noticed later."""
    text = line.decode("utf-8", "surrogateescape").strip("\r\n \t\0\x1a")
    try:
        fields = next(csv.reader([text], strict=True), [])
    except csv.Error:
        fields = [text]
    return [field.strip().encode("utf-8", "surrogateescape") for field in fields]
