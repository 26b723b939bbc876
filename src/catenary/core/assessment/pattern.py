"""How the levels of an area lie in a group of States: told of groups that are large enough, and never of one State.

No State is named and no order of States is given: a quarter, a half and three quarters of the group's levels lie below what is
told, each with its interval. A State whose level is not known is counted as not known, and is no level.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from attrs import frozen

from catenary.core.assessment.kept_levels import logit_of, logit_sd
from catenary.core.assessment.rating_model import Interval
from catenary.core.measures.model import LEVELS

LEAST_STATES: Final = 5
"""States with a known level below which nothing is told of a group. This software's own figure; an operator may ask for more."""
DRAWS: Final = 4096
_QUARTERS: Final = (0.25, 0.5, 0.75)
_ENDS: Final = (0.05, 0.5, 0.95)
_LOWEST, _STEPS = LEVELS[0], LEVELS[-1] - LEVELS[0]


@frozen
class Pattern:
    """The level below which a quarter, a half and three quarters of a group lie, each with what holds it with 90 of 100."""

    states: int
    quarter: Interval
    half: Interval
    three_quarters: Interval


def pattern(
    levels: Sequence[Interval], generator: np.random.Generator, least: int = LEAST_STATES
) -> Pattern | None:
    """The pattern of a group's known levels, as if their errors were independent; None where the group is too small.

    `least` raises how many it takes; it never lowers it below `LEAST_STATES`.
    """
    if len(levels) < max(least, LEAST_STATES):
        return None
    middles = np.array([logit_of(each.value) for each in levels])
    errors = np.array([logit_sd(each) for each in levels])
    drawn = middles + errors * generator.standard_normal((DRAWS, len(levels)))
    quarters = np.quantile(_LOWEST + _STEPS / (1 + np.exp(-drawn)), _QUARTERS, axis=1)
    low, middle, high = np.quantile(quarters, _ENDS, axis=1)
    told = [Interval(float(middle[at]), float(low[at]), float(high[at])) for at in range(len(_QUARTERS))]
    return Pattern(len(levels), *told)
