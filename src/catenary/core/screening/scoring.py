"""From evidence to one calibrated score, and the two thresholds that ship.

The score is the share of pairs with that evidence which are one person, at a stated prior: as many pairs of one person as
pairs of a person with the most similar other one. The longer a list, the more similar is the most similar innocent entry:
each doubling of a list asks for another ln 2 nats. docs/scoring.md shows how far the curve holds.
"""

from math import exp, log

from catenary.core.screening.model import Band

HALF = 6.5
"""Nats at which half of the pairs of the stated prior are one person."""

SLOPE = 0.5
"""How fast certainty grows with evidence: the parts of a name are not independent, so less than 1."""

REFERENCE_ENTRIES = 300
"""Entries of a list at which the stated prior holds; shorter lists ask for no less."""

DECIMALS = 4
REVIEW_SCORE = 0.3
"""A human looks from here on: recall first."""

MATCH_SCORE = 0.5
"""From here on two records probably name one person."""

NAME_FLOOR = 5.0
"""Nats that names must give, whatever else agrees; only a document number can do without."""

FLOOR_SHARE = 0.25
"""Share of what a long list asks for that the names themselves must give."""

LEAST_NAME = -2.0
"""Names can say no more than this against one person: one in eight known aliases shares nothing with the name."""


def size_nats(entries: int) -> float:
    """What a list of so many entries asks for beyond the reference."""
    return log(max(entries, REFERENCE_ENTRIES) / REFERENCE_ENTRIES)


def score_of(nats: float) -> float:
    """The calibrated score of evidence, 0 to 1, rounded before anything compares or stores it."""
    return round(1.0 / (1.0 + exp(-SLOPE * (nats - HALF))), DECIMALS)


def nats_of(score: float) -> float:
    """The least evidence that rounds to the score."""
    low = max(score - 0.5 * 10**-DECIMALS, 1e-9)
    return HALF + log(low / (1.0 - low)) / SLOPE


def band_of(score: float, review: float = REVIEW_SCORE, match: float = MATCH_SCORE) -> Band | None:
    """The shipped threshold that a score reaches; None below both."""
    if score >= match:
        return Band.MATCH
    return Band.REVIEW if score >= review else None
