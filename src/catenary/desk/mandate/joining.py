"""What the room has for the shared parts of the desk: jobs, reach of erasure, notices, links, things that are due."""

from collections.abc import Iterable

from catenary.desk.ledger.services import erase_record
from catenary.desk.mandate import tasks_jobs
from catenary.desk.mandate.retention.reach import Reached, on_erase


def join() -> None:
    """Join them all; once, when the room is ready."""
    tasks_jobs.load()
    on_erase(_erase_openings)


def _erase_openings(reached: Iterable[Reached]) -> None:
    for each in reached:
        erase_record(record=str(each.record))
