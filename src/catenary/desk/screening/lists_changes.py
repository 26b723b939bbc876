"""Whom an edition of a list would add, change and take off, by name: for the person who decides about it, under mandate."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from catenary.core.mandate.model import DataClass
from catenary.core.screening.model import ListEntry
from catenary.core.screening.publication import PublicationState
from catenary.desk.mandate.records.holding import NewRecord, hold
from catenary.desk.screening.lists_reading import difference, id_of, read_list, source_of
from catenary.desk.screening.models import ListFile
from catenary.desk.screening.publishing import in_force
from catenary.desk.shell import sealing
from catenary.formats.lists.recognise import ListFormat

KIND: Final = "ListChanges"
"""What the record holds: `added`, `changed` and `removed`, each a list of entries with `entry` and `name`."""
MOST: Final = 500
"""Entries of each kind that are named; a first edition of a million is looked at as a file."""


def name_changes(*, edition: UUID, now: datetime) -> None:
    """Hold the names with an edition that waits for a decision; once. For workers, who can open both files."""
    rows = ListFile.objects.select_related("list", "organisation").select_for_update(of=("self",))
    row = rows.get(public_id=edition)
    if row.state != PublicationState.LOADED or row.changes is not None:
        return
    row.changes = hold(organisation=row.organisation, records=[_record(row, now)])[0]
    row.full_clean()
    row.save()


def _record(row: ListFile, now: datetime) -> NewRecord:
    former = in_force(row.list)
    before, after = _entries(former) if former else (), _entries(row)
    told = difference(bytes(former.digests or b"") if former else b"", bytes(row.digests or b""))
    return NewRecord(
        data_class=DataClass.PASSENGER_INFORMATION,
        kind=KIND,
        fields={
            "added": _named(after, told.added),
            "changed": _named(after, told.changed),
            "removed": _named(before, told.removed),
        },
        received_at=now,
        room="screening",
        label=row.list.code,
    )


def _entries(file: ListFile) -> Collection[ListEntry]:
    data = sealing.unseal(bytes(file.sealed or b""))
    return read_list(source_of(file.list.code, data, file.list.code, ListFormat(file.format))).entries


def _named(entries: Iterable[ListEntry], wanted: Collection[bytes]) -> list[Mapping[str, str]]:
    if not wanted:
        return []
    found = (each for each in entries if id_of(each) in wanted)
    return [
        {"entry": each.entry, "name": each.names[0].name.full if each.names else ""}
        for each, _ in zip(found, range(MOST), strict=False)
    ]
