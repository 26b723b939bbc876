"""Writing an index file so that it is there whole or not at all."""

import glob
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
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
    """A new file that takes the place of `path` when the block ends well, and leaves no trace otherwise.

    Problem `write_failed` for what the disk or its rights do not allow.
    """
    beside = _beside(path, "new")
    with _telling_failure(path):
        try:
            with beside.open("w+b") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
        _keep_name(path.parent)


@contextmanager
def scratch_beside(path: Path) -> Iterator[Path]:
    """A folder on the same disk as `path`, gone when the block ends; what killed processes left there goes first."""
    with _telling_failure(path):
        for left in _abandoned(path):
            shutil.rmtree(left) if left.is_dir() else left.unlink()
        scratch = _beside(path, "scratch")
        scratch.mkdir(mode=0o700)
        try:
            yield scratch
        finally:
            shutil.rmtree(scratch)


def _beside(path: Path, purpose: str) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}.{purpose}")


def _abandoned(path: Path) -> Iterator[Path]:
    """Files and folders like those of `_beside` whose process is no more."""
    for left in path.parent.glob(f".{glob.escape(path.name)}.*.*"):
        process, purpose = left.name.removeprefix(f".{path.name}.").split(".", 1)
        if purpose in {"new", "scratch"} and process.isdigit() and not _runs(int(process)):
            yield left


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


@contextmanager
def _telling_failure(path: Path) -> Iterator[None]:
    try:
        yield
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
