"""The changed entries that a re-screening looks for, opened once by each process and kept while it goes on."""

from collections import OrderedDict
from datetime import datetime
from threading import Lock
from typing import TYPE_CHECKING, Final

from attrs import frozen

from catenary.basis.findings import ProblemError
from catenary.core.screening.publication import ChangeOf
from catenary.desk.screening.concerned import Standing
from catenary.desk.screening.following import chain_of, changes_between
from catenary.desk.screening.grounds import Ground, ground
from catenary.desk.screening.models import BuiltIndex, Rescreening

if TYPE_CHECKING:
    from catenary.core.screening.reaching import Reach

_KEPT: Final = 2
"""Changes held by one process."""


@frozen(eq=False)
class _Open:
    """Changed entries ready to be looked for, and their numbers."""

    reach: "Reach"
    entries: frozenset[int]


_OPEN: OrderedDict[tuple[int, int, int], _Open] = OrderedDict()
_OPENING = Lock()


def standing_of(row: Rescreening, now: datetime) -> Standing | None:
    """What the checks of a re-screening's travellers stand on; None where everybody is to be checked whole."""
    index, since = row.index, row.since
    if index is None or since is None:
        return None
    standing = ground(row.organisation, now)
    opened = _opened(index, since, min((*standing.shifts.values(), 0)))
    if opened is None or standing.open is None:
        return None
    return _standing(row, standing, opened)


def _standing(row: Rescreening, ground_: Ground, opened: _Open) -> Standing:
    assert row.index is not None
    assert row.since is not None
    chain = [each.pk for each in chain_of(row.index)]
    seen = Rescreening.objects.filter(of=ChangeOf.LISTS, index=row.since, completed=True).order_by("asked_at")
    seen = seen.exclude(basis="") if row.basis else seen
    return Standing(
        ground=ground_,
        reach=opened.reach,
        chain=frozenset(chain),
        since=frozenset(chain[: chain.index(row.since.pk) + 1]),
        seen_at=seen.values_list("asked_at", flat=True)[0],
        entries=opened.entries,
    )


def _opened(index: BuiltIndex, since: BuiltIndex, shift: int) -> _Open | None:
    with _OPENING:
        key = (index.pk, since.pk, shift)
        if key not in _OPEN:
            found = _open(index, since, shift)
            if found is None:
                return None
            _OPEN[key] = found
        _OPEN.move_to_end(key)
        while len(_OPEN) > _KEPT:
            _OPEN.popitem(last=False)
        return _OPEN[key]


def _open(index: BuiltIndex, since: BuiltIndex, shift: int) -> _Open | None:
    from catenary.core.screening.reaching import Reach  # noqa: PLC0415  compiled kernels come with it
    from catenary.formats.name_model import load_name_model  # noqa: PLC0415  as above

    try:
        changes = changes_between(index, since)
    except ProblemError:
        return None
    if changes is None:
        return None
    reach = Reach(changes.segments, load_name_model(), measured=index.measured, shift=shift / 10)
    return _Open(reach, frozenset(changes.entries.tolist()))
