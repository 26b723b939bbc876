"""Whether what a candidate rests on is still there: who was taken off a list is held by nothing that was judged of it before."""

from typing import Final

from catenary.core.screening.model import Status
from catenary.desk.screening.models import Candidate, Check

_TELLING: Final = frozenset({Status.CANDIDATES.value, Status.NO_MATCH.value})
"""Checks whose answer says that an entry they did not find is not there."""


def still_stands(candidate: Candidate, check: Check | None) -> bool:
    """Whether the check that counts found the entry too, or could not tell; of a rule, whether the journey met it when last held against it."""
    if candidate.rule_id is not None:
        return bool(candidate.entry_digest)
    if check is None or check.status not in _TELLING:
        return True
    return candidate.found_by_id == check.pk


def stands_now(candidate: Candidate) -> bool:
    """The same, by the check that counts for the traveller now."""
    return still_stands(candidate, Check.objects.filter(passage=candidate.passage_id, counts=True).first())
