"""One folder of sealed files: what carriers were answered about while the database was away, until it is committed.

A file is there once it is whole and the disk has it: written under another name, forced to the disk, renamed, and the folder
forced to the disk too. Only then is the carrier answered. Files are taken in the order of their names, which begin with the time.

How much the files take is noted in the file that locks the folder, for whoever asks whether there is room for one more.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import Final
from uuid import UUID

from attrs import frozen

SEALED, UNFINISHED = ".age", ".part"
LEFT_BEHIND: Final = timedelta(minutes=10)
"""After so long a file that was never finished is what a fallen process left; nobody was answered about it."""
_LEAST_FREE: Final = 64 * 2**20
"""So much room is left on the disk for everything else."""
_OURS = 0o600
_DIGITS: Final = 20


class FullError(Exception):
    """There is no room for more: nothing was kept, so nothing may be acknowledged."""


@frozen
class Depth:
    """How much waits: files, octets, and the time of the oldest."""

    count: int = 0
    octets: int = 0
    oldest_at: datetime | None = None


@frozen
class Waiting:
    """A file that waits, and the name by which what it holds is taken once."""

    path: Path
    id: UUID

    def read(self) -> bytes:
        """What it holds, sealed."""
        return self.path.read_bytes()

    def remove(self) -> None:
        """It is committed elsewhere; gone for good when this returns."""
        _remove(self.path)
        _force(self.path.parent)


def put(folder: Path, sealed: bytes, waiting: UUID, at: datetime, largest: int) -> Path:
    """Keep a file; when this returns the disk has it. Raises FullError, OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    whole = folder / f"{int(at.timestamp() * 10**6):020d}-{waiting}{SEALED}"
    part = whole.with_suffix(UNFINISHED)
    number = _room(folder, part, len(sealed), largest)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(sealed)
            file.flush()
            os.fsync(file.fileno())
        part.rename(whole)
        _force(folder)
    except BaseException:
        with suppress(OSError):  # the file goes all the same, and the next sweep gives its room back
            _remove(part, whole)
        part.unlink(missing_ok=True)
        whole.unlink(missing_ok=True)
        raise
    return whole


def waiting(folder: Path) -> Iterator[Waiting]:
    """Every whole file in the order in which they came."""
    for path in sorted(_files(folder, SEALED)):
        with suppress(ValueError):
            yield Waiting(path, UUID(path.stem.partition("-")[2]))


def depth(folder: Path) -> Depth:
    """How much waits; nothing where there is no folder."""
    found = list(waiting(folder))
    octets = sum(_size(each.path) for each in found)
    return Depth(len(found), octets, _at(found[0].path) if found else None)


def sweep(folder: Path, now: datetime) -> None:
    """Remove what fallen processes left unfinished, and note anew how much there is."""
    if not folder.exists():
        return
    with _alone(folder) as lock:
        for path in _files(folder, UNFINISHED):
            with suppress(FileNotFoundError):
                if now.timestamp() - path.stat().st_mtime > LEFT_BEHIND.total_seconds():
                    path.unlink()
        _note(lock, _counted(folder))


def _room(folder: Path, part: Path, octets: int, largest: int) -> int:
    """A new file for which the disk has set the room aside: two who come at once do not both get the last of it."""
    with _alone(folder) as lock:
        taken = _taken(folder, lock)
        free = os.statvfs(folder)
        if taken + octets > largest or free.f_bavail * free.f_frsize < octets + _LEAST_FREE:
            raise FullError
        _note(lock, taken + octets)
        try:
            return _set_aside(part, octets)
        except BaseException:
            _note(lock, taken)
            raise


def _set_aside(part: Path, octets: int) -> int:
    number = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, _OURS)
    try:
        os.posix_fallocate(number, 0, octets)
    except BaseException:
        os.close(number)
        part.unlink(missing_ok=True)
        raise
    return number


def _remove(*paths: Path) -> None:
    """Files of one folder gone, and their room given back."""
    folder = paths[0].parent
    with _alone(folder) as lock:
        taken = _taken(folder, lock)
        freed = sum(_size(path) for path in paths)
        for path in paths:
            path.unlink(missing_ok=True)
        _note(lock, max(0, taken - freed))


@contextmanager
def _alone(folder: Path) -> Iterator[int]:
    """The locked file, in which the octets taken are noted."""
    number = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, _OURS)
    try:
        flock(number, LOCK_EX)
        yield number
    finally:
        os.close(number)


def _taken(folder: Path, lock: int) -> int:
    """How many octets there are, as noted; counted where nothing that makes sense is noted."""
    noted = os.pread(lock, _DIGITS, 0)
    return int(noted) if len(noted) == _DIGITS and noted.isdigit() else _counted(folder)


def _note(lock: int, octets: int) -> None:
    os.pwrite(lock, f"{octets:0{_DIGITS}d}".encode("ascii"), 0)


def _counted(folder: Path) -> int:
    """What lies there. A file that gets its name meanwhile counts once, since unfinished ones are looked at first."""
    sizes = {path.stem: _size(path) for kind in (UNFINISHED, SEALED) for path in _files(folder, kind)}
    return sum(sizes.values())


def _files(folder: Path, kind: str) -> list[Path]:
    try:
        with os.scandir(folder) as entries:
            return [
                Path(each.path)
                for each in entries
                if each.name.endswith(kind) and each.is_file(follow_symlinks=False)
            ]
    except FileNotFoundError:
        return []


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _at(path: Path) -> datetime | None:
    try:
        return datetime.fromtimestamp(int(path.name.partition("-")[0]) / 10**6, UTC)
    except (ValueError, OverflowError):
        return None


def _force(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
