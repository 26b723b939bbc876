"""What workers do for search. Job arguments are ids and codes only."""

from uuid import UUID

from procrastinate.contrib.django import app

from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.shell.search.index import reindex
from catenary.desk.shell.search.kinds import kinds

_SYSTEM = Declaration(door=Door.SYSTEM)


@app.task(name="shell.reindex_record", retry=3)
def reindex_record(kind: str, record: str) -> None:
    """Bring the index to how one record stands now."""
    with acting(_SYSTEM):
        reindex(kind, UUID(record))


@app.task(name="shell.reindex_everything", queueing_lock="reindex")
def reindex_everything() -> int:
    """A new index, record by record, each in a transaction of its own; work goes on meanwhile. Gives how many records."""
    count = 0
    for kind in kinds():
        with acting(_SYSTEM):
            records = list(kind.every())
        for record in records:
            reindex_record(kind.code, str(record))
        count += len(records)
    return count
