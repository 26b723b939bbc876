"""The right to write into the folder of a built list: one process at a time, failures told, nothing left behind."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from catenary.formats.list_index.problems import LIST_INDEX
from catenary.formats.list_index.store import EDITION_FILE, SEGMENT, UNPUBLISHED

if sys.platform != "win32":
    import fcntl


@contextmanager
def writing(out: Path) -> Iterator[None]:
    """Make the folder and keep other writers out while the block runs; a folder left empty goes.

    Problems: `occupied` when it holds something else, `busy` when another process writes there, and `not_written`
    for whatever the disk does not allow in the block.
    """
    try:
        if out.exists() and not (out / EDITION_FILE).exists() and not _left_by_a_build(out):
            raise LIST_INDEX.problem("occupied", path=str(out))
        out.mkdir(parents=True, exist_ok=True)
        with _alone(out):
            for left in out.glob(f"{UNPUBLISHED}*"):
                left.unlink(missing_ok=True)
            try:
                yield
            finally:
                if out.is_dir() and not any(out.iterdir()):
                    out.rmdir()
    except OSError as error:
        raise LIST_INDEX.problem("not_written", path=str(out), reason=error.strerror or "unknown") from error


def _left_by_a_build(out: Path) -> bool:
    """Whether nothing is there but what a first build makes that was killed, or that runs now."""
    return all(
        path.name.startswith(SEGMENT) if path.is_dir() else path.name.startswith(UNPUBLISHED)
        for path in out.iterdir()
    )


@contextmanager
def _alone(out: Path) -> Iterator[None]:
    """Hold the folder itself locked: the lock ends with the process, however that ends, and leaves no file."""
    if sys.platform == "win32":  # no folder can be locked there
        yield
        return
    descriptor = os.open(out, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise LIST_INDEX.problem("busy", path=str(out)) from None
        except OSError:
            pass  # a network file system that locks no folder: as safe as without
        yield
    finally:
        os.close(descriptor)
