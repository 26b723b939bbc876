"""Drills: an invented person among the entries of a list, and what came of it. Nothing about anybody real follows from one."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from attrs import frozen

from catenary.basis.findings import Catalogue, Finding, Severity
from catenary.core.screening.judging import DECIDED, CandidateState

_E: Final = Severity.ERROR

DRILLS: Final = Catalogue(
    "drills",
    {
        "too_long": (_E, "A drill lasts %(days)s days at most"),
        "over": (_E, "The drill has ended"),
        "ends_before": (_E, "A drill ends after it has begun"),
        "id_taken": (_E, "The list has an entry with this id, or had one in another drill"),
        "in_edition": (
            _E,
            "An entry of the edition has the id %(entry)s of a drill that has not ended; end the drill first",
        ),
        "name_missing": (_E, "The invented person needs a name with letters"),
        "list_empty": (_E, "The list has no edition in force: nobody would be checked against the drill"),
    },
)
"""The codes of drills."""

LONGEST: Final = timedelta(days=30)
"""So that nobody forgets that the entry is invented."""


class DrillOutcome(StrEnum):
    """What the desk made of the invented person."""

    WAITS = "waits"
    """Nobody like them was on a flight yet."""
    FOUND = "found"
    """A candidate was found and waits for judgement."""
    RECOGNISED = "recognised"
    """Humans said that the traveller is the invented person."""
    DISMISSED = "dismissed"
    """Humans said that the traveller is somebody else."""
    MISSED = "missed"
    """The drill ended and no candidate was found, or nobody judged one."""


@frozen
class Met:
    """A candidate of a drill: when it was found and first judged, and where it stands."""

    state: CandidateState
    found_at: datetime
    judged_at: datetime | None = None


def refusal(set_at: datetime, until: datetime) -> Finding | None:
    """Why a drill may not last so long; None where it may."""
    if until <= set_at:
        return DRILLS.finding("ends_before")
    return DRILLS.finding("too_long", days=LONGEST.days) if until - set_at > LONGEST else None


def outcome(met: Sequence[Met], *, ended: bool) -> DrillOutcome:
    """The best of what came of it."""
    states = {each.state for each in met}
    if CandidateState.CONFIRMED in states:
        return DrillOutcome.RECOGNISED
    if CandidateState.CLEARED in states:
        return DrillOutcome.DISMISSED
    if ended:
        return DrillOutcome.MISSED
    return DrillOutcome.FOUND if met else DrillOutcome.WAITS


def time_to_judge(met: Sequence[Met]) -> timedelta | None:
    """From when the first was found that anybody judged until that judgement; None where nobody has."""
    taken = [(each.found_at, each.judged_at - each.found_at) for each in met if each.judged_at is not None]
    return min(taken)[1] if taken else None


def is_revealed(state: CandidateState, *, ended: bool) -> bool:
    """Whether officers may know that it was a drill: once it is decided, or the drill has ended."""
    return ended or state in DECIDED
