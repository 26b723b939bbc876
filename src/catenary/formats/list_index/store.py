"""Reading and writing one segment of a built list, and the file that says which segments count."""

import mmap
import os
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from tokenize import TokenError
from typing import Any, NamedTuple, TypeVar

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
from catenary.formats.list_index.seals import Seal, SealingFile, digest_of, is_whole, seal_of, sealed
from catenary.formats.list_index.shapes import first_misfit

LAYOUT = 7
EDITION_FILE = "edition.json"
SEGMENT = "segment-"
"""How the folders of segments begin."""

UNPUBLISHED = f".{EDITION_FILE}."
"""How edition files begin that do not count yet."""

_ENTRIES = "entries.msgpack"
_GROUPS: Mapping[str, Any] = {"vocabulary": Vocabulary, "names": Names, "attributes": Attributes}
_T = TypeVar("_T")


class Rows(NamedTuple):
    """Where each entry stands in the entries file, which entry it is, and a digest of all it says."""

    start: LongArray
    identity: HashArray
    digest: HashArray


@frozen
class SegmentNote:
    """One segment in the edition file: its folder, the seal of each file in it, the rows replaced or removed since."""

    folder: str
    entries: int
    files: Mapping[str, Seal]
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
        entries = sum(segment.entries - len(segment.removed) for segment in self.segments)
        return ListEdition(self.edition, self.algorithm, self.sources, self.built_at, entries)


def read_note(folder: Path) -> EditionNote:
    """The edition file of a built list. Raises a problem when there is none, it is damaged, or of another version."""
    path = folder / EDITION_FILE
    try:
        raw = msgspec.json.decode(path.read_bytes())
    except FileNotFoundError:
        raise LIST_INDEX.problem("absent", path=str(folder)) from None
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise _damaged(folder, EDITION_FILE) from None
    layout = raw.get("layout") if isinstance(raw, dict) else None
    if layout != LAYOUT:
        raise LIST_INDEX.problem("layout", path=str(folder), found=str(layout), wanted=str(LAYOUT))
    if raw.get("algorithm") != ALGORITHM:
        found = str(raw.get("algorithm"))
        raise LIST_INDEX.problem("algorithm", path=str(folder), found=found, wanted=ALGORITHM)
    return _checked_note(folder, raw)


def _checked_note(folder: Path, raw: dict[str, Any]) -> EditionNote:
    try:
        if is_whole(raw):
            return msgspec.convert(raw, EditionNote)
    except (msgspec.ValidationError, RecursionError):
        pass
    raise _damaged(folder, EDITION_FILE)


def read_edition(folder: Path) -> ListEdition:
    """Which edition a folder holds. Reads every file: raises a problem when one is not what was written."""
    return open_whole(folder)[0].edition_value()


def open_list(folder: Path) -> tuple[ListEdition, list[Listed]]:
    """A built list ready to be screened against.

    Arrays are compared with their seals, then mapped; entries are each compared with their digest when asked for.
    Raises a problem when a file is not what was written. When another process puts a new edition in place meanwhile,
    that one is opened.
    """
    note, segments = _steady(folder, _open_segment)
    return note.edition_value(), segments


def open_some(folder: Path, wanted: Callable[[SegmentNote], bool]) -> list[Listed]:
    """Segments of a built list that are wanted, opened as `open_list` does."""
    note = read_note(folder)
    return [_open_segment(folder, each) for each in note.segments if wanted(each)]


def open_whole(folder: Path) -> tuple[EditionNote, list[Listed]]:
    """As `open_list`, and the entries too are read and compared with their seal: for all that builds on them."""
    return _steady(folder, _open_whole_segment)


def _steady(folder: Path, open_one: Callable[[Path, SegmentNote], _T]) -> tuple[EditionNote, list[_T]]:
    """Every segment of one edition: what fails because the edition was replaced meanwhile is begun anew."""
    note = read_note(folder)
    while True:
        try:
            return note, [open_one(folder, segment) for segment in note.segments]
        except ProblemError:
            before, note = note, read_note(folder)
            if note == before:
                raise


def _open_whole_segment(folder: Path, note: SegmentNote) -> Listed:
    _require_seal(folder, note, _ENTRIES)
    return _open_segment(folder, note)


def _open_segment(folder: Path, note: SegmentNote) -> Listed:
    groups = (_load_group(folder, note, name, shape) for name, shape in _GROUPS.items())
    arrays, rows = ListArrays(*groups), load_rows(folder, note)
    misfit = first_misfit(arrays, note.entries)
    if misfit:
        raise _damaged(folder, f"{misfit}.npy")
    return Listed(arrays, EntryFile(folder / note.folder, rows).entry, frozenset(note.removed))


def _damaged(folder: Path, file: str) -> ProblemError:
    return LIST_INDEX.problem("damaged", path=str(folder), file=file)


def _require_seal(folder: Path, note: SegmentNote, file: str) -> None:
    try:
        whole = seal_of(folder / note.folder / file) == note.files.get(file)
    except OSError:
        whole = False
    if not whole:
        raise _damaged(folder, file)


def _load(folder: Path, note: SegmentNote, file: str) -> AnyArray:
    _require_seal(folder, note, file)
    path = folder / note.folder / file
    try:
        values = np.load(path, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError, EOFError, SyntaxError, TokenError, TypeError, OverflowError):
        raise _damaged(folder, file) from None
    return np.asarray(values)


def _load_group(folder: Path, note: SegmentNote, name: str, shape: Any) -> Any:
    return shape(*(_load(folder, note, f"{name}.{field}.npy") for field in shape._fields))


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
        self._home, self._start, self._digest = home, rows.start, rows.digest
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
        """The entry of a row. Raises a problem when the file no longer says what was written there."""
        said = self._bytes[int(self._start[row]) : int(self._start[row + 1])]
        try:
            if digest_of(said) == int(self._digest[row]):
                return self._decoder.decode(said)
        except (msgspec.MsgspecError, ValueError, RecursionError):
            pass
        raise _damaged(self._home.parent, _ENTRIES)


class SegmentWriter:
    """Writes entries as they come, and the arrays at the end, into a folder that does not count yet."""

    def __init__(self, home: Path) -> None:
        home.mkdir(parents=True)
        self._home = home
        self._file = (home / _ENTRIES).open("wb")
        self._entries = SealingFile(self._file)

    def append(self, encoded: bytes) -> None:
        """Take in one encoded entry."""
        self._entries.write(encoded)

    def finish(self, arrays: ListArrays, rows: Rows) -> dict[str, Seal]:
        """Write all arrays and make sure that everything reached the disk; the seal of every file."""
        groups: dict[str, Any] = {**dict(zip(_GROUPS, arrays, strict=True)), "rows": rows}
        seals = {
            file: self._write(file, values)
            for name, group in groups.items()
            for file, values in zip((f"{name}.{field}.npy" for field in group._fields), group, strict=True)
        }
        self._file.flush()
        _sync(self._file.fileno())
        self.close()
        _keep_names(self._home)
        return seals | {_ENTRIES: self._entries.seal}

    def _write(self, name: str, values: AnyArray) -> Seal:
        with (self._home / name).open("wb") as file:
            sealing = SealingFile(file)
            np.save(sealing, values, allow_pickle=False)
            file.flush()
            _sync(file.fileno())
        return sealing.seal

    def close(self) -> None:
        """Let go of the entries file; what is not finished does not count."""
        self._file.close()


def _sync(descriptor: int) -> None:
    os.fsync(descriptor)


def _keep_names(folder: Path) -> None:
    """Make the names of new files in a folder last through a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        _sync(descriptor)
    finally:
        os.close(descriptor)


def write_note(folder: Path, note: EditionNote) -> None:
    """Make an edition count, in one step: readers see the one before or this one."""
    fresh = folder / f"{UNPUBLISHED}{os.getpid()}"
    try:
        with fresh.open("wb") as file:
            file.write(msgspec.json.format(msgspec.json.encode(sealed(msgspec.to_builtins(note)))) + b"\n")
            file.flush()
            _sync(file.fileno())
        _keep_names(folder)
        fresh.replace(folder / EDITION_FILE)
        _keep_names(folder)
    finally:
        fresh.unlink(missing_ok=True)


def segment_folders(folder: Path) -> Iterable[Path]:
    """All segment folders present, whether they count or not."""
    return folder.glob(f"{SEGMENT}*")
