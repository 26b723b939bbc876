"""Changes to an index: a small file beside it that says what was added and removed since it was built."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

from catenary.core.documents.problems import DOCUMENTS
from catenary.formats.lost_stolen.build import GROUPS, Report, new_header
from catenary.formats.lost_stolen.layout import Header, directory_bits
from catenary.formats.lost_stolen.notes import Notes
from catenary.formats.lost_stolen.pair import Pair, delta_beside
from catenary.formats.lost_stolen.records import Records, Stretch
from catenary.formats.lost_stolen.rows import Batch, chunks, read_batch
from catenary.formats.lost_stolen.segment import Segment
from catenary.formats.lost_stolen.tags import STATUS_BITS, STATUS_MASK, TagKey
from catenary.formats.lost_stolen.writing import write_index


def update_index(index: Path, source: Path, key: bytes, *, data_as_of: date) -> Report:
    """Lay the changes of a CSV file `number,issuer,type,status` over an index; the status `removed` takes a record away.

    For each document the last row counts, in this file and over all updates. The index itself is not touched; a
    file with only its header says that nothing changed up to `data_as_of`. Problems: those of opening and writing.
    """
    with Pair.open(index) as pair:
        pair.require(TagKey(key))
        batches = _read(source, TagKey(key))
        fresh = Records.joined(*(batch.records for batch in batches))
        merged = Records.joined(_everything(pair.changes), fresh).last_of_each_document()
        bits = directory_bits(len(merged))
        header = new_header(key, max(data_as_of, pair.data_as_of), bits, base=pair.base.header.content)
        idle = sum(not _meets(pair, tag, payload) for tag, payload in _removals(fresh))
        header = write_index(delta_beside(index), iter([Stretch.of(merged, bits, 0, 2**bits)]), header)
    notices = [*pair.findings, *([DOCUMENTS.finding("removals_met_nothing", count=idle)] if idle else [])]
    return Report.of(header, Notes.joined(batch.notes for batch in batches), *notices)


def compact_index(index: Path) -> Header:
    """Write index and changes together as one new index; the old pair stands until it is whole. Needs no key."""
    with Pair.open(index) as pair:
        if pair.changes is None:
            return pair.base.header
        bits = directory_bits(pair.base.header.records + pair.changes.header.records)
        header = msgspec.structs.replace(
            pair.base.header, directory_bits=bits, data_as_of=pair.changes.header.data_as_of
        )
        header = write_index(index, _merged(pair.base, pair.changes, bits), header)
    with suppress(FileNotFoundError):
        delta_beside(index).unlink()
    return header


def _read(source: Path, key: TagKey) -> list[Batch]:
    spans = list(chunks(source))  # tells what is wrong with the file before it is opened for good
    with source.open("rb") as file:
        batches = []
        for start, end in spans:
            file.seek(start)
            batches.append(read_batch(file.read(end - start), start, key))
    return batches


def _everything(segment: Segment | None) -> Records:
    return segment.records(0, 2**segment.header.directory_bits) if segment else Records.joined()


def _removals(records: Records) -> Iterator[tuple[int, int]]:
    removed = records.chosen(records.payloads & np.uint16(STATUS_MASK) == 0)
    return zip(removed.tags.tolist(), removed.payloads.tolist(), strict=True)


def _meets(pair: Pair, tag: int, payload: int) -> bool:
    return any(found >> STATUS_BITS == payload >> STATUS_BITS for found in pair.find(tag))


def _merged(base: Segment, changes: Segment, bits: int) -> Iterator[Stretch]:
    for group in range(GROUPS):
        kept, changed = _group(base, group), _group(changes, group)
        touched = _documents_in(kept, changed)
        added = changed.chosen(changed.payloads & np.uint16(STATUS_MASK) != 0)
        records = Records.joined(kept.chosen(~touched), added).sorted_once()
        entries = 2**bits // GROUPS
        yield Stretch.of(records, bits, group * entries, entries)


def _group(segment: Segment, group: int) -> Records:
    entries = 2**segment.header.directory_bits // GROUPS
    return segment.records(group * entries, (group + 1) * entries)


def _documents_in(records: Records, changes: Records) -> npt.NDArray[np.bool_]:
    """Which records are about a document that the changes are about."""
    documents = set(zip(changes.tags.tolist(), changes.documents.tolist(), strict=True))
    touched = np.isin(records.tags, changes.tags)
    for at in np.flatnonzero(touched).tolist():
        touched[at] = (int(records.tags[at]), int(records.documents[at])) in documents
    return touched
