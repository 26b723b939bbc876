"""What came of a candidate at the border, as the officer there says it, and when that can be recorded."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from catenary.core.screening.judging import CandidateState
from catenary.core.screening.outcome_problems import OUTCOMES


class BorderOutcome(StrEnum):
    """What the officer at the border found."""

    IDENTITY_CONFIRMED = "identity_confirmed"
    """Met, and the person of the entry."""
    OTHER_PERSON = "other_person"
    """Met, and not the person of the entry."""
    DID_NOT_TRAVEL = "did_not_travel"
    NOT_MET = "not_met"
    """Travelled, and was not met."""
    OTHER_ACTION = "other_action"


TELLS_WHO: Final = frozenset({BorderOutcome.IDENTITY_CONFIRMED, BorderOutcome.OTHER_PERSON})
"""Outcomes that say whether it was the person; the others say nothing of a list's precision."""
_CLOCKS_DIFFER: Final = timedelta(minutes=5)


def demand_recordable(
    state: CandidateState,
    outcome: BorderOutcome,
    note: str,
    *,
    happened_at: datetime,
    found_at: datetime,
    now: datetime,
) -> None:
    """Go on only with an outcome that can be. Raises ProblemError with what speaks against it; clocks may differ by 5 minutes."""
    if state is not CandidateState.CONFIRMED:
        raise OUTCOMES.problem("not_confirmed")
    if outcome is BorderOutcome.OTHER_ACTION and not note.strip():
        raise OUTCOMES.problem("note_missing")
    if happened_at > now + _CLOCKS_DIFFER:
        raise OUTCOMES.problem("in_the_future")
    if happened_at < found_at - _CLOCKS_DIFFER:
        raise OUTCOMES.problem("before_found")
