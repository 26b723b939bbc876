"""The register of lost and stolen documents that checks ask: an index file of the installation's own, or none and why."""

from datetime import date
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from catenary.basis.findings import ProblemError
from catenary.core.documents.lookup import not_checked
from catenary.core.screening.problems import SCREENING
from catenary.formats.lost_stolen.index import LostStolenIndex, open_lost_stolen
from catenary.formats.lost_stolen.pair import delta_beside
from catenary.formats.screening_checks import Register


def register(as_of: date) -> Register:
    """What answers for documents on a day: never silence, and never a no where nobody was asked."""
    path: Path | None = settings.CATENARY.documents_index
    if path is None:
        return lambda _: not_checked(SCREENING.finding("no_register"))
    try:
        index = _opened(path, settings.CATENARY.documents_key, _changed_at(path))
    except (ProblemError, OSError) as fault:
        return _failing(fault)
    return lambda document: index.look_up(document.number, document.issuer, document.type, as_of)


def state_of_register() -> str:
    """Tells one state of the register from another; empty where there is none to ask."""
    path: Path | None = settings.CATENARY.documents_index
    if path is None or not path.exists():
        return ""
    return sha256(repr(_changed_at(path)).encode()).hexdigest()


def _failing(fault: Exception) -> Register:
    why = fault.finding if isinstance(fault, ProblemError) else SCREENING.finding("no_register")
    return lambda _: not_checked(why)


def _changed_at(path: Path) -> tuple[int, ...]:
    return tuple(each.stat().st_mtime_ns for each in (path, delta_beside(path)) if each.exists())


@lru_cache(maxsize=2)
def _opened(path: Path, key: Path | None, _changed: tuple[int, ...]) -> LostStolenIndex:
    """The index as it is now; one that was replaced since is opened anew."""
    return open_lost_stolen(path, key)
