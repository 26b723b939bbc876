"""From evidence to one calibrated score, and the two thresholds that ship.

The score is the share of pairs with that evidence which are one person, at a stated prior: as many true pairs as pairs
of a person with the most similar other person of a list of some thousand entries. docs/scoring.md shows the curve it
was fitted on and how far it holds.
"""

from math import exp, log

from catenary.core.screening.model import Band

CERTAIN_HALF = 9.0
"""Nats at which half of the pairs are one person."""

SLOPE = 0.55
"""How fast certainty grows with evidence: parts of a name are not independent, so less than 1."""

DECIMALS = 4
REVIEW_SCORE = 0.25
"""A human looks from here on: recall first."""

MATCH_SCORE = 0.5
"""From here on two records probably name one person."""

NAME_FLOOR = 5.0
"""Nats that names must give, whatever else agrees; only a document number can do without."""


def score_of(nats: float) -> float:
    """The calibrated score of evidence, 0 to 1, rounded before anything compares or stores it."""
    return round(1.0 / (1.0 + exp(-SLOPE * (nats - CERTAIN_HALF))), DECIMALS)


def nats_of(score: float) -> float:
    """The least evidence that rounds to the score."""
    low = max(score - 0.5 * 10**-DECIMALS, 1e-9)
    return CERTAIN_HALF + log(low / (1.0 - low)) / SLOPE


def band_of(score: float, review: float = REVIEW_SCORE, match: float = MATCH_SCORE) -> Band | None:
    """The shipped threshold that a score reaches; None below both."""
    if score >= match:
        return Band.MATCH
    return Band.REVIEW if score >= review else None
