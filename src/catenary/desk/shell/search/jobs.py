"""What workers do for search. Job arguments are ids and codes only."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from procrastinate.contrib.django import app

from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.shell.search.index import reindex
from catenary.desk.shell.search.kinds import kinds

_SYSTEM = Declaration(door=Door.SYSTEM)


AT_ONCE = 200
"""Records of one job, and of one transaction: others that write to the index wait for no more."""


@app.task(name="shell.reindex_records", retry=3)
def reindex_records(kind: str, records: list[str]) -> None:
    """Bring the index to how records of one kind stand now."""
    with acting(_SYSTEM):
        reindex(kind, [UUID(each) for each in records])


def have_indexed(kind: str, records: Iterable[UUID]) -> None:
    """Have workers bring the index to how records stand now; in the transaction that changes them."""
    for some in _some_at_once(records):
        reindex_records.defer(kind=kind, records=some)


@app.task(name="shell.reindex_everything", queueing_lock="reindex")
def reindex_everything() -> int:
    """A new index, in transactions of some records each; work goes on meanwhile. Gives how many records."""
    count = 0
    for kind in kinds():
        with acting(_SYSTEM):
            records = list(kind.every())
        for some in _some_at_once(records):
            reindex_records(kind.code, some)
        count += len(records)
    return count


def _some_at_once(records: Iterable[UUID]) -> Iterator[list[str]]:
    listed = [str(each) for each in records]
    for start in range(0, len(listed), AT_ONCE):
        yield listed[start : start + AT_ONCE]
