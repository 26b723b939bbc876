"""From evidence to one calibrated score, and the two thresholds that ship.

The score is the share of pairs with that evidence which are one person, at a stated prior: as many pairs of one person as
pairs of a person with the most similar other one. It says the same of two records wherever they meet. What changes with a
list is where its thresholds lie: the longer it is, the more similar is its most similar innocent entry, by another ln 2
nats with each doubling. docs/scoring.md shows how far the curve holds.
"""

from math import exp, log

from attrs import frozen

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

NAMED_SHARE, BORN_SHARE = 1 / 3, 3 / 4
"""Share of what a long list asks for that moves its review threshold, for a person known by name alone, and for one whose
birth date is known: there the right entry brings more as well, so that asking for more loses nobody."""

MATCH_SCORE = 0.5
"""From here on two records probably name one person."""

NAME_FLOOR = 4.0
"""Nats that names must give, whatever else agrees; only a document number can do without."""

LEAST_NAME = -2.0
"""Names can say no more than this against one person: one in eight known aliases shares nothing with the name."""


@frozen
class Thresholds:
    """Scores from which a candidate is shown, and from which it is probably the same person."""

    review: float = REVIEW_SCORE
    match: float = MATCH_SCORE

    def band_of(self, score: float) -> Band | None:
        """The threshold that a score reaches; None below both."""
        if score >= self.match:
            return Band.MATCH
        return Band.REVIEW if score >= self.review else None


def thresholds_for(entries: int, *, born: bool) -> Thresholds:
    """The shipped thresholds for a list of so many entries and a person whose birth date is known, or is not.

    `match` rises by all that the length of the list asks for, `review` by a share of it: recall comes first.
    """
    asked = log(max(entries, REFERENCE_ENTRIES) / REFERENCE_ENTRIES)
    share = BORN_SHARE if born else NAMED_SHARE
    return Thresholds(score_of(_nats(REVIEW_SCORE) + share * asked), score_of(_nats(MATCH_SCORE) + asked))


def _nats(score: float) -> float:
    return HALF + log(score / (1.0 - score)) / SLOPE


def score_of(nats: float) -> float:
    """The calibrated score of evidence, 0 to 1, rounded before anything compares or stores it."""
    return round(1.0 / (1.0 + exp(-SLOPE * (nats - HALF))), DECIMALS)


def nats_of(score: float) -> float:
    """The least evidence that rounds to the score."""
    return _nats(max(score - 0.5 * 10**-DECIMALS, 1e-9))
