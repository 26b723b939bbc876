"""What came of a candidate at the border, as the officer there says it."""

from enum import StrEnum
from typing import Final


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
