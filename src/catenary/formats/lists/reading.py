"""From the paths a person names to the entries of all their lists, and what to say of each list afterwards."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import overload

from attrs import evolve, frozen

from catenary.basis.legible import legible
from catenary.core.screening.edition import SourceInfo
from catenary.core.screening.list_problems import LISTS
from catenary.core.screening.model import ListEntry
from catenary.formats.lists.eu import read_eu
from catenary.formats.lists.ftm import read_ftm
from catenary.formats.lists.notes import Notes, Take
from catenary.formats.lists.ofac_advanced import read_ofac_advanced
from catenary.formats.lists.ofac_csv import OfacSet, read_ofac_csv
from catenary.formats.lists.ofac_xml import read_ofac_xml
from catenary.formats.lists.plain_csv import read_plain_csv
from catenary.formats.lists.recognise import ListFormat, OfacPart, recognise
from catenary.formats.lists.source import ListFile
from catenary.formats.lists.un import read_un

_ONE_FILE = {
    ListFormat.UN: read_un,
    ListFormat.OFAC_XML: read_ofac_xml,
    ListFormat.OFAC_ADVANCED: read_ofac_advanced,
    ListFormat.EU: read_eu,
    ListFormat.FTM: read_ftm,
    ListFormat.CSV: read_plain_csv,
}
_USUAL_NAMES = {ListFormat.UN: "un", ListFormat.EU: "eu"} | dict.fromkeys(
    (ListFormat.OFAC_CSV, ListFormat.OFAC_XML, ListFormat.OFAC_ADVANCED), "ofac"
)
_MAIN_FILES = ("sdn.csv", "cons_prim.csv")


@frozen
class ListSource:
    """One list to read: its name, its format and its file with the parts that belong to it."""

    name: str
    format: ListFormat
    file: ListFile
    aliases: ListFile | None = None
    comments: ListFile | None = None

    def sha256(self) -> str:
        """The SHA-256 of its file in hex; of a set, that of the files' own sums one after another."""
        sums = [part.sha256() for part in (self.file, self.aliases, self.comments) if part]
        return sums[0] if len(sums) == 1 else hashlib.sha256("".join(sums).encode()).hexdigest()

    def entries(self, take: Take) -> Iterator[ListEntry]:
        """Its persons. Raises ProblemError where the file cannot be trusted to be whole."""
        if self.format is ListFormat.OFAC_CSV:
            if self.aliases is None:
                Notes(self.file.name, take).add("part_missing", part="alt.csv")
            return read_ofac_csv(OfacSet(self.file, self.aliases, self.comments), take, self.name)
        return _ONE_FILE[self.format](self.file, take, self.name)


def find_sources(
    paths: Sequence[Path], names: Sequence[str] = (), stated: ListFormat | None = None
) -> list[ListSource]:
    """The lists at these paths, each with its own name, the one name, or its usual one (un, ofac, eu, file stem).

    A folder stands for the set of OFAC files in it; a part of a set belongs to the main file beside it. Raises
    ProblemError for a path that holds no list, ValueError for names that are neither one nor one per list.
    """
    mains = [main for path in paths for main in _main_file(path, paths, stated)]
    if len(names) not in {0, 1, len(mains)}:
        raise ValueError(f"{len(names)} names for {len(mains)} lists")
    given = names if len(names) == len(mains) else list(names) * len(mains) or [""] * len(mains)
    return [_source(path, found, name) for (path, found), name in zip(mains, given, strict=True)]


def _main_file(
    path: Path, beside: Sequence[Path], stated: ListFormat | None
) -> Iterator[tuple[Path, ListFormat]]:
    path = _main_in_folder(path) if _is_folder(path) else path
    found = stated or recognise(ListFile.of(path))
    if isinstance(found, ListFormat):
        yield path, found
    elif not any(_is_main_for(other, path) for other in beside):
        raise LISTS.problem("part_alone", file=path.name, main="sdn.csv")


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError as error:
        raise LISTS.problem("unreadable", file=path.name, reason=error.strerror or str(error)) from error


def _main_in_folder(folder: Path) -> Path:
    for main in _MAIN_FILES:
        if found := _beside(folder, main):
            return found
    raise LISTS.problem("folder_without_list", file=folder.name or str(folder))


def _is_main_for(other: Path, part: Path) -> bool:
    folder = other if _is_folder(other) else other.parent
    if folder.absolute() != part.parent.absolute():
        return False
    return folder == other or (other != part and not isinstance(recognise(ListFile.of(other)), OfacPart))


def _source(path: Path, found: ListFormat, name: str) -> ListSource:
    name = legible(name or _USUAL_NAMES.get(found, path.stem))
    if found is not ListFormat.OFAC_CSV:
        return ListSource(name, found, ListFile.of(path))
    lower = path.name.casefold()
    aliases = _beside(path.parent, lower.replace("prim", "alt").replace("sdn", "alt"))
    comments = _beside(path.parent, lower.replace("prim", "comments").replace("sdn.", "sdn_comments."))
    parts = [ListFile.of(part) if part and part.name != path.name else None for part in (aliases, comments)]
    return ListSource(name, found, ListFile.of(path), *parts)


def _beside(folder: Path, name: str) -> Path | None:
    """The file of this name in any case."""
    try:
        return next((path for path in sorted(folder.iterdir()) if path.name.casefold() == name), None)
    except OSError as error:
        raise LISTS.problem("unreadable", file=folder.name, reason=error.strerror or str(error)) from error


class ListReading:
    """The entries of several lists one after another; `sources` says what was read once all entries are taken."""

    def __init__(self, sources: Sequence[ListSource], take: Take) -> None:
        self._sources = sources
        self._take = take
        self.sources = SourcesRead()

    def __iter__(self) -> Iterator[ListEntry]:
        """Every entry, its id made unique. Raises ProblemError where a list is not whole or names nobody."""
        read, seen = list[SourceInfo](), _Seen(self._take)
        for source in self._sources:
            sha256, entries, names = source.sha256(), 0, 0
            for entry in source.entries(self._take):
                entries += 1
                names += len(entry.names)
                yield seen.made_unique(entry)
            if not entries:
                raise LISTS.problem("no_persons", file=source.file.name)
            read.append(SourceInfo(source.name, source.format.value, entries, names, sha256))
        self.sources.complete(read)


class _Seen:
    """The entries so far, by a number of each: a million of them fit in little memory."""

    def __init__(self, take: Take) -> None:
        self._take = take
        self._numbers = set[int]()
        self._times = Counter[tuple[str, str]]()

    def made_unique(self, entry: ListEntry) -> ListEntry:
        """The entry; with `#2`, `#3` behind its id where the list had that id before, and a finding."""
        number = hash((entry.list, entry.entry))
        if number not in self._numbers:
            self._numbers.add(number)
            return entry
        key = (entry.list, entry.entry)
        self._times[key] += 1
        listed = f"{entry.entry}#{self._times[key] + 1}"
        self._take(LISTS.finding("entry_repeated", list=entry.list, entry=entry.entry, listed=listed))
        return evolve(entry, entry=listed)


class SourcesRead(Sequence[SourceInfo]):
    """What is known of each list after its last entry was taken; to ask earlier is an error of the program."""

    def __init__(self) -> None:
        self._read: tuple[SourceInfo, ...] | None = None

    def complete(self, read: Sequence[SourceInfo]) -> None:
        """Every list has been read to its end."""
        self._read = tuple(read)

    @overload
    def __getitem__(self, index: int) -> SourceInfo: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[SourceInfo]: ...
    def __getitem__(self, index: int | slice) -> SourceInfo | Sequence[SourceInfo]:
        return self._whole()[index]

    def __len__(self) -> int:
        return len(self._whole())

    def _whole(self) -> tuple[SourceInfo, ...]:
        if self._read is None:
            raise RuntimeError("the sources are known when all entries have been taken")
        return self._read
