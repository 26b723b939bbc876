"""Zip archives from outside, held to the sizes that they declare before anything unpacks them.

`zipfile` inflates a member as a whole and cuts it at its declared size only then, so that a declared size alone bounds nothing;
and members in bzip2 or LZMA come in pieces of any size. Office files have neither (ISO/IEC 29500-2).
"""

import copy
import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

MOST_MEMBERS: Final = 10_000
_PIECE: Final = 64 * 1024
_READABLE: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)


class ArchiveUnreadableError(Exception):
    """Bytes are no archive, or one whose members are not what it declares of them."""


class ArchiveTooLargeError(Exception):
    """An archive declares more than is allowed."""


def demand_bounded(content: bytes, *, most: int) -> None:
    """An archive may be opened by whatever reads it whole: its members are as large as declared, together `most` bytes at most.

    Raises ArchiveTooLargeError, also for more than `MOST_MEMBERS`, and ArchiveUnreadableError.
    """
    with opened(content) as archive:
        members = archive.infolist()
        if len(members) > MOST_MEMBERS or sum(each.file_size for each in members) > most:
            raise ArchiveTooLargeError
        for each in members:
            for _ in _pieces(archive, each):
                pass


def member(archive: zipfile.ZipFile, name: str, *, most: int) -> bytes:
    """The bytes of a member. Raises ArchiveTooLargeError, and ArchiveUnreadableError, also where there is none of this name."""
    if (info := archive.NameToInfo.get(name)) is None:
        raise ArchiveUnreadableError
    if info.file_size > most:
        raise ArchiveTooLargeError
    return b"".join(_pieces(archive, info))


@contextmanager
def opened(content: bytes) -> Iterator[zipfile.ZipFile]:
    """The archive, none of its members unpacked. What breaks while it is open is raised as ArchiveUnreadableError."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield archive
    except _BROKEN as error:
        raise ArchiveUnreadableError from error


def _pieces(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """A member piece by piece, one byte beyond its declared size at most: enough to know that it lies."""
    if info.compress_type not in _READABLE:
        raise ArchiveUnreadableError
    looked_at = copy.copy(info)
    looked_at.file_size = info.file_size + 1
    length = 0
    with archive.open(looked_at) as unpacked:
        while piece := unpacked.read(_PIECE):
            length += len(piece)
            yield piece
    if length != info.file_size:
        raise ArchiveUnreadableError
