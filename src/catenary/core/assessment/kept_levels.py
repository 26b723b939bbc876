"""A level as it was kept, with its interval alone: its standard error is in the interval, which is symmetric on the logit."""

from math import log

from catenary.basis.findings import Finding
from catenary.core.assessment.rating_model import Z90, AreaLevel, Interval
from catenary.core.measures.model import LEVELS

_LOWEST, _HIGHEST = LEVELS[0], LEVELS[-1]
_MIDDLE = (_LOWEST + _HIGHEST) / 2


def logit_of(level: float) -> float:
    """log((level - 1) / (5 - level)) of a level between 1 and 5."""
    return log((level - _LOWEST) / (_HIGHEST - level))


def kept_level(case: str, area: str, level: Interval | None, reason: Finding | None = None) -> AreaLevel:
    """What the rating model said of a case in an area, from what was kept of it; how many rated is not told."""
    return AreaLevel(case, area, 0, 0, level, reason, logit_sd(level) if level else None)


def logit_sd(level: Interval) -> float:
    """The standard error that an interval of 90 of 100 was made from.

    It is read off the end nearer to the middle of the scale, where a level tells the most of its logit.
    """
    end = min(level.low, level.high, key=lambda each: abs(each - _MIDDLE))
    return abs(logit_of(end) - logit_of(level.value)) / Z90
