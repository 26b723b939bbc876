"""Seals: what a file held when it was written, so that a changed byte is found before anything is concluded from it.

A CRC-32 finds every changed byte and every burst of up to 32 bits, and misses one in four thousand million other
accidents. It is no proof against someone who may write into the folder: whoever may, may also list and unlist people.
"""

import zlib
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import msgspec

_BLOCK = 1_048_576
_SEAL = "seal"


class Seal(NamedTuple):
    """The size of a file in bytes and the CRC-32 (ISO 3309) of all of it."""

    size: int
    crc32: int


def seal_of(path: Path) -> Seal:
    """The seal of a file as it is now. It is read through a small buffer: memory stays small however large it is."""
    size = crc = 0
    block = memoryview(bytearray(_BLOCK))
    with path.open("rb", buffering=0) as file:
        while count := file.readinto(block):
            size, crc = size + count, zlib.crc32(block[:count], crc)
    return Seal(size, crc)


class SealingFile:
    """A file being written that knows its seal: of what was to be written, whatever the disk makes of it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.seal = Seal(0, 0)

    def write(self, data: bytes) -> int:
        """Write the bytes behind those that are there."""
        self.seal = Seal(self.seal.size + len(data), zlib.crc32(data, self.seal.crc32))
        return self._file.write(data)


def digest_of(data: bytes) -> int:
    """The 64-bit number (BLAKE2b) of all that one entry says: which it is, and whether it still says so."""
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "big")


def sealed(stated: Mapping[str, Any]) -> dict[str, Any]:
    """A JSON object with its own seal in it."""
    return {**stated, _SEAL: _crc_of(stated)}


def is_whole(stated: Mapping[str, Any]) -> bool:
    """Whether a JSON object says what it was sealed with, in whatever order and spacing."""
    return stated.get(_SEAL) == _crc_of(stated)


def _crc_of(stated: Mapping[str, Any]) -> int:
    rest = {key: value for key, value in stated.items() if key != _SEAL}
    return zlib.crc32(msgspec.json.encode(rest, order="sorted"))
