"""Writing an index file so that it is there whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO

import msgspec
import numpy as np
import numpy.typing as npt

from catenary.core.documents.problems import DOCUMENTS
from catenary.formats.lost_stolen.layout import (
    HEADER_SIZE,
    MAX_RECORDS,
    VERSION,
    Header,
    packed_header,
)
from catenary.formats.lost_stolen.records import Stretch


def write_index(path: Path, stretches: Iterator[Stretch], header: Header) -> Header:
    """Write the stretches as one index and put it in place of what was there; the header with count and hash filled in.

    Problem `write_failed` when the disk is full or not writable, `too_many` above 2**32 - 1 records; then, as when
    interrupted, the file that was there before stands untouched.
    """
    with replacing(path) as file:
        content = blake2b(digest_size=32)
        file.write(bytes(HEADER_SIZE))
        counts = []
        for part in stretches:
            _append(file, content, part.words.astype("<u8", copy=False))
            counts.append(part.counts)
        starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(np.concatenate(counts))])
        if starts[-1] > MAX_RECORDS:
            raise DOCUMENTS.problem("too_many", count=int(starts[-1]))
        _append(file, content, starts.astype("<u4"))
        done = msgspec.structs.replace(
            header, version=VERSION, records=int(starts[-1]), content=content.hexdigest()
        )
        file.seek(0)
        file.write(packed_header(done))
    return done


def _append(file: BinaryIO, content: "blake2b", values: npt.NDArray[np.generic]) -> None:
    raw = values.data.cast("B") if len(values) else b""
    content.update(raw)
    file.write(raw)


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A new file that takes the place of `path` when the block ends well, and leaves no trace otherwise."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        try:
            with beside.open("w+b") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
        finally:
            with suppress(FileNotFoundError):
                beside.unlink()
        _keep_name(path.parent)
    except OSError as error:
        raise DOCUMENTS.problem(
            "write_failed", file=str(path), reason=error.strerror or str(error)
        ) from error


def _keep_name(folder: Path) -> None:
    """Make the new name last through a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
