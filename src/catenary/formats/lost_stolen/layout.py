"""The file format, version 1: a header page, the sorted records, the directory. Little-endian throughout.

    0      8 bytes magic, 4 bytes header length, the header as JSON, 16 bytes BLAKE2b of the JSON, zeros up to 4096
    4096   records: 8 bytes each, the low 48 bits of the tag above 16 bits of covered payload, in order of tag
    then   directory: 4 bytes each, 2**directory_bits + 1 of them: where the tags with these leading bits begin

The leading 16 bits of a tag are not stored: the directory, of at least 16 bits, implies them.
"""

import os
import struct
import sys
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import Annotated, BinaryIO

import msgspec

from catenary.core.documents.problems import DOCUMENTS

MAGIC = b"\x89CATLS\r\n"
VERSION = 1
HEADER_SIZE = 4096
RECORD_SIZE = 8
DIRECTORY_ENTRY_SIZE = 4
IMPLIED_BITS = 16
MAX_RECORDS = 2**32 - 1
_LENGTH = struct.Struct("<I")


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """What an index says of itself. `base` is the content hash of the index that a delta belongs to."""

    version: int
    records: Annotated[int, msgspec.Meta(ge=0, le=MAX_RECORDS)]
    directory_bits: Annotated[int, msgspec.Meta(ge=IMPLIED_BITS, le=32)]
    data_as_of: date
    key_check: str
    content: str
    base: str | None = None
    key_file: str | None = None

    @property
    def file_size(self) -> int:
        """Bytes of the whole file."""
        return self.directory_at + DIRECTORY_ENTRY_SIZE * ((1 << self.directory_bits) + 1)

    @property
    def directory_at(self) -> int:
        """The offset of the directory."""
        return HEADER_SIZE + RECORD_SIZE * self.records


def directory_bits(records: int) -> int:
    """As many leading bits that 12 to 24 records share an entry: a directory of at most 0.34 bytes per record."""
    return max(IMPLIED_BITS, (records // 12).bit_length() - 1)


def packed_header(header: Header) -> bytes:
    """The header page."""
    text = msgspec.json.encode(header)
    page = MAGIC + _LENGTH.pack(len(text)) + text + _checksum(text)
    assert len(page) <= HEADER_SIZE
    return page.ljust(HEADER_SIZE, b"\0")


def read_header(file: BinaryIO, path: Path) -> Header:
    """The header of an open file. Problems `index_foreign`, `index_version`, `index_damaged`, `index_byte_order`."""
    if sys.byteorder != "little":
        raise DOCUMENTS.problem("index_byte_order")
    page = file.read(HEADER_SIZE)
    if not page.startswith(MAGIC):
        raise DOCUMENTS.problem("index_foreign", file=str(path))
    header = _parsed(page, path)
    if os.fstat(file.fileno()).st_size != header.file_size:
        raise DOCUMENTS.problem("index_damaged", file=str(path), part="length")
    return header


def _parsed(page: bytes, path: Path) -> Header:
    start = len(MAGIC) + _LENGTH.size
    damaged = DOCUMENTS.problem("index_damaged", file=str(path), part="header")
    if len(page) < HEADER_SIZE:
        raise damaged
    end = start + _LENGTH.unpack_from(page, len(MAGIC))[0]
    text = page[start:end]
    if page[end : end + 16] != _checksum(text):
        raise damaged
    try:
        version = msgspec.json.decode(text, type=_Version).version
        if version != VERSION:
            raise DOCUMENTS.problem("index_version", file=str(path), version=version, expected=VERSION)
        return msgspec.json.decode(text, type=Header)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise damaged from None


class _Version(msgspec.Struct, frozen=True):
    version: int


def _checksum(text: bytes) -> bytes:
    return blake2b(text, digest_size=16).digest()
