"""The file of a list read whole, in memory: its entries, what was noticed, and digests that the next edition is compared with."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import Final

import msgspec
from attrs import asdict, frozen
from django.conf import settings

from catenary.core.screening.edition import SourceInfo
from catenary.core.screening.list_problems import LISTS
from catenary.core.screening.model import ListEntry
from catenary.formats.lists.reading import ListReading, ListSource
from catenary.formats.lists.recognise import ListFormat, OfacPart, recognise
from catenary.formats.lists.source import ListFile

_HALF: Final = 8
_WHOLE: Final = 2 * _HALF
"""Octets of a digest: half for which entry it is, half for all it tells."""


@frozen
class ReadList:
    """A list as its file tells it."""

    entries: Sequence[ListEntry]
    source: SourceInfo
    faults: Mapping[str, int]
    """How often each finding was made."""

    @property
    def digests(self) -> bytes:
        """Of every entry in turn; the key is the installation's, so that nobody can ask them for a person."""
        return b"".join(_digest(entry) for entry in self.entries)


@frozen
class Difference:
    """Which entries came, went and changed from one edition to the next, by the first halves of their digests."""

    added: frozenset[bytes]
    removed: frozenset[bytes]
    changed: frozenset[bytes]


def source_of(code: str, data: bytes, filename: str, stated: ListFormat | None = None) -> ListSource:
    """A file in memory as a list. Raises ProblemError where it is none that is known, or only a part of one."""
    file = ListFile(filename, data)
    found = stated or recognise(file)
    if isinstance(found, OfacPart):
        raise LISTS.problem("part_alone", file=filename, main="sdn.csv")
    return ListSource(code, found, file)


def read_list(source: ListSource) -> ReadList:
    """Every entry. Raises ProblemError where the file is damaged or names nobody: half a list lets people through."""
    faults = Counter[str]()
    reading = ListReading([source], lambda finding: faults.update([finding.code]))
    entries = tuple(reading)
    return ReadList(entries, reading.sources[0], dict(faults))


def difference(before: bytes, after: bytes) -> Difference:
    """What became of one edition's entries in the other."""
    former, latter = _by_id(before), _by_id(after)
    return Difference(
        added=frozenset(latter.keys() - former.keys()),
        removed=frozenset(former.keys() - latter.keys()),
        changed=frozenset(key for key, told in latter.items() if former.get(key, told) != told),
    )


def id_of(entry: ListEntry) -> bytes:
    """Which entry of its list it is, as a `Difference` names it."""
    return _keyed(b"entry id", entry.entry.encode())


def ids_among(digests: bytes) -> frozenset[bytes]:
    """Which entries an edition has, each as `id_of` names it."""
    return frozenset(_by_id(digests))


def _digest(entry: ListEntry) -> bytes:
    told = msgspec.json.encode(asdict(entry), order="deterministic")
    return id_of(entry) + _keyed(b"entry told", told)


def _by_id(digests: bytes) -> dict[bytes, bytes]:
    cut: Iterable[bytes] = (digests[at : at + _WHOLE] for at in range(0, len(digests), _WHOLE))
    return {each[:_HALF]: each[_HALF:] for each in cut}


def _keyed(use: bytes, told: bytes) -> bytes:
    return blake2b(told, key=settings.SECRET_KEY.encode()[:64], person=use, digest_size=_HALF).digest()
