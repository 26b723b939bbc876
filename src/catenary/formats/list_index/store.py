"""Reading and writing one segment of a built list, and the file that says which segments count."""

import mmap
import os
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from tokenize import TokenError
from typing import Any, NamedTuple

import msgspec
import numpy as np
from attrs import frozen

from catenary.basis.findings import ProblemError
from catenary.core.screening.arrays import AnyArray, HashArray, LongArray
from catenary.core.screening.edition import ListEdition, SourceInfo
from catenary.core.screening.index import ALGORITHM, Attributes, ListArrays, Names, Vocabulary
from catenary.core.screening.model import ListEntry
from catenary.core.screening.screener import Listed
from catenary.formats.list_index.problems import LIST_INDEX
from catenary.formats.list_index.shapes import first_misfit

LAYOUT = 6
EDITION_FILE = "edition.json"
_ENTRIES = "entries.msgpack"
_GROUPS: Mapping[str, Any] = {"vocabulary": Vocabulary, "names": Names, "attributes": Attributes}


class Rows(NamedTuple):
    """Where each entry stands in the entries file, which entry it is, and a digest of all it says."""

    start: LongArray
    identity: HashArray
    digest: HashArray


@frozen
class SegmentNote:
    """One segment in the edition file: its folder and the rows that later segments replaced or removed."""

    folder: str
    entries: int
    removed: tuple[int, ...] = ()


@frozen
class EditionNote:
    """The edition file as written."""

    layout: int
    edition: str
    algorithm: str
    sources: tuple[SourceInfo, ...]
    built_at: datetime
    segments: tuple[SegmentNote, ...]

    def edition_value(self) -> ListEdition:
        """The part that results name."""
        return ListEdition(self.edition, self.algorithm, self.sources, self.built_at)


def read_note(folder: Path) -> EditionNote:
    """The edition file of a built list. Raises a problem when there is none, or it is of another version."""
    path = folder / EDITION_FILE
    try:
        raw = msgspec.json.decode(path.read_bytes())
    except FileNotFoundError:
        raise LIST_INDEX.problem("absent", path=str(folder)) from None
    except (OSError, msgspec.DecodeError, RecursionError):
        raise _damaged(folder, EDITION_FILE) from None
    layout = raw.get("layout") if isinstance(raw, dict) else None
    if layout != LAYOUT:
        raise LIST_INDEX.problem("layout", path=str(folder), found=str(layout), wanted=str(LAYOUT))
    try:
        note = msgspec.convert(raw, EditionNote)
    except msgspec.ValidationError:
        raise _damaged(folder, EDITION_FILE) from None
    if note.algorithm != ALGORITHM:
        raise LIST_INDEX.problem("algorithm", path=str(folder), found=note.algorithm, wanted=ALGORITHM)
    return note


def read_edition(folder: Path) -> ListEdition:
    """Which edition a folder holds. Raises a problem when it holds none, or one of another version."""
    return read_note(folder).edition_value()


def open_list(folder: Path) -> tuple[ListEdition, list[Listed]]:
    """A built list ready to be screened against; files are mapped, not read."""
    note = read_note(folder)
    return note.edition_value(), [_open_segment(folder, segment) for segment in note.segments]


def _open_segment(folder: Path, note: SegmentNote) -> Listed:
    groups = (_load_group(folder, note, name, shape) for name, shape in _GROUPS.items())
    arrays, rows = ListArrays(*groups), load_rows(folder, note)
    misfit = first_misfit(arrays, note.entries)
    if misfit:
        raise _damaged(folder, f"{misfit}.npy")
    return Listed(arrays, EntryFile(folder / note.folder, rows).entry, frozenset(note.removed))


def _damaged(folder: Path, file: str) -> ProblemError:
    return LIST_INDEX.problem("damaged", path=str(folder), file=file)


def _load(folder: Path, path: Path) -> AnyArray:
    try:
        values = np.load(path, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError, EOFError, SyntaxError, TokenError, TypeError, OverflowError):
        raise _damaged(folder, path.name) from None
    return np.asarray(values)


def _load_group(folder: Path, note: SegmentNote, name: str, shape: Any) -> Any:
    home = folder / note.folder
    return shape(*(_load(folder, home / f"{name}.{field}.npy") for field in shape._fields))


def load_rows(folder: Path, note: SegmentNote) -> Rows:
    """Where the entries of a segment stand, and which they are. Raises a problem when that is damaged."""
    rows: Rows = _load_group(folder, note, "rows", Rows)
    for field, values, size in zip(
        Rows._fields, rows, (note.entries + 1, note.entries, note.entries), strict=True
    ):
        if values.shape != (size,) or values.dtype.kind not in "iu":
            raise _damaged(folder, f"rows.{field}.npy")
    return rows


class EntryFile:
    """The entries of a segment, each decoded when it is asked for."""

    def __init__(self, home: Path, rows: Rows) -> None:
        self._home, self._start = home, rows.start
        try:
            with (home / _ENTRIES).open("rb") as file:
                size = os.fstat(file.fileno()).st_size
                self._bytes: bytes | mmap.mmap = (
                    mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if size else b""
                )
        except OSError:
            raise _damaged(home.parent, _ENTRIES) from None
        if size != int(rows.start[-1]):
            raise _damaged(home.parent, _ENTRIES)
        self._decoder = msgspec.msgpack.Decoder(ListEntry)

    def entry(self, row: int) -> ListEntry:
        """The entry of a row. Raises a problem when the file is damaged there."""
        try:
            return self._decoder.decode(self._bytes[int(self._start[row]) : int(self._start[row + 1])])
        except (msgspec.MsgspecError, ValueError, RecursionError):
            raise _damaged(self._home.parent, _ENTRIES) from None


class SegmentWriter:
    """Writes entries as they come, and the arrays at the end, into a folder that does not count yet."""

    def __init__(self, home: Path) -> None:
        home.mkdir(parents=True)
        self._home = home
        self._file = (home / _ENTRIES).open("wb")

    def append(self, encoded: bytes) -> None:
        """Take in one encoded entry."""
        self._file.write(encoded)

    def finish(self, arrays: ListArrays, rows: Rows) -> None:
        """Write all arrays and make sure that everything reached the disk."""
        groups: dict[str, Any] = {**dict(zip(_GROUPS, arrays, strict=True)), "rows": rows}
        for name, group in groups.items():
            for field, values in zip(group._fields, group, strict=True):
                with (self._home / f"{name}.{field}.npy").open("wb") as file:
                    np.save(file, values, allow_pickle=False)
                    _sync(file.fileno())
        self._file.flush()
        _sync(self._file.fileno())
        self.close()

    def close(self) -> None:
        """Let go of the entries file; what is not finished does not count."""
        self._file.close()


def _sync(descriptor: int) -> None:
    os.fsync(descriptor)


def write_note(folder: Path, note: EditionNote) -> None:
    """Make an edition count, in one step: readers see the one before or this one."""
    fresh = folder / f".{EDITION_FILE}.{os.getpid()}"
    try:
        with fresh.open("wb") as file:
            file.write(msgspec.json.format(msgspec.json.encode(note)) + b"\n")
            file.flush()
            _sync(file.fileno())
        fresh.replace(folder / EDITION_FILE)
    finally:
        fresh.unlink(missing_ok=True)


def segment_folders(folder: Path) -> Iterable[Path]:
    """All segment folders present, whether they count or not."""
    return folder.glob("segment-*")
