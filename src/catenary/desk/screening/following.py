"""Indexes built one upon another: which may be, and what differs from an earlier one that checks still stand on."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import msgspec
import numpy as np
from attrs import frozen
from django.db.models import Max

from catenary.core.screening.arrays import HashArray
from catenary.core.screening.publication import ChangeOf, PublicationState, may_follow
from catenary.desk.directory.models import Organisation
from catenary.desk.screening.lists_in_use import folder_of, index_in_use
from catenary.desk.screening.models import BuiltIndex, ListFile, Rescreening, Threshold
from catenary.desk.shell import sealing

if TYPE_CHECKING:
    from catenary.core.screening.screener import Listed
    from catenary.formats.list_index.following import Step

_LONGEST: Final = 64
"""Indexes that are looked back to; core lets far fewer follow one another."""


@frozen(eq=False)
class Changes:
    """What differs between the index in use and one before it."""

    entries: HashArray
    """Numbers of entries (`identity_of`) that came, went or tell something else."""
    segments: "Sequence[Listed]"
    """Those that came or changed, as checks find them."""


def to_be_followed(organisation: Organisation, files: Sequence[ListFile]) -> BuiltIndex | None:
    """The index that the next may be built upon; None where it is to be built whole."""
    former = index_in_use(organisation)
    if former is None or not folder_of(former).is_dir():
        return None
    every = [files, *(list(each.files.all()) for each in chain_of(former))]
    drifted = sum(_drift(before, after) for after, before in pairwise(every))
    follows = may_follow(measured=former.measured, drifted=drifted, segments=former.segments)
    return former if follows else None


def chain_of(index: BuiltIndex) -> list[BuiltIndex]:
    """The index and all that it follows, the newest first."""
    chain = [index]
    while chain[-1].follows is not None and len(chain) < _LONGEST:
        chain.append(chain[-1].follows)
    return chain


def since_when(index: BuiltIndex, *, past: bool) -> BuiltIndex | None:
    """The newest index before this one against which everybody was looked at, past flights too where asked.

    What everybody's check says stands but for what changed since; None where it has to be said anew.
    """
    before = chain_of(index)[1:]
    done = Rescreening.objects.filter(of=ChangeOf.LISTS, index__in=before, completed=True)
    if moved := _threshold_moved_at(index.organisation):
        done = done.filter(asked_at__gte=moved)
    standing = set((done.exclude(basis="") if past else done).values_list("index", flat=True))
    return next((each for each in before if each.pk in standing), None)


def sealed_step(step: "Step") -> bytes:
    """What a build changed, for workers."""
    return sealing.seal(msgspec.msgpack.encode(step))


def changes_between(index: BuiltIndex, since: BuiltIndex) -> Changes | None:
    """What differs; None where it can no longer be told."""
    from catenary.formats.list_index.following import later_segments  # noqa: PLC0415  compiled kernels come with it

    chain = chain_of(index)
    if since not in chain:
        return None
    try:
        steps = [_step(each) for each in chain[: chain.index(since)]]
        known = _step(since).segments
    except (sealing.SealError, msgspec.DecodeError):
        return None
    entries = np.unique(np.concatenate([each.entries for each in steps]))
    return Changes(entries, later_segments(folder_of(index), known))


def _threshold_moved_at(organisation: Organisation) -> datetime | None:
    """When a threshold was last decided: what was said by the one before does not stand."""
    rows = Threshold.objects.filter(organisation=organisation, decided_at__isnull=False)
    last: datetime | None = rows.exclude(state=PublicationState.REFUSED).aggregate(last=Max("decided_at"))[
        "last"
    ]
    return last


def _step(index: BuiltIndex) -> "Step":
    from catenary.formats.list_index.following import Step  # noqa: PLC0415  compiled kernels come with it

    return msgspec.msgpack.decode(sealing.unseal(bytes(index.changes or b"")), type=Step)


def _drift(before: Iterable[ListFile], after: Iterable[ListFile]) -> int:
    """How many entries came, went or changed from some editions of lists to others."""
    former, later = {each.list_id: each for each in before}, {each.list_id: each for each in after}
    replaced = (each for each in later.values() if each.list_id in former and each != former[each.list_id])
    changed = sum(each.added + each.changed + each.removed for each in replaced)
    apart = former.keys() ^ later.keys()
    return changed + sum((former.get(each) or later[each]).entries for each in apart)
