"""Thresholds of single lists: how far one may lie from what ships, what has to be measured first, and candidates sorted by them.

A threshold is a shift, in tenths of nats of evidence, of the review threshold that ships for the length of all lists together
(`scoring.thresholds_for`): below nought a human looks at more, above at fewer. Scores stay as they are.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from catenary.basis.findings import Finding
from catenary.core.screening.model import Candidate, Person
from catenary.core.screening.scoring import Thresholds, nats_of, score_of
from catenary.core.screening.threshold_problems import THRESHOLDS

if TYPE_CHECKING:
    from catenary.core.screening.screener import Screener

SHIFTS: Final = (-15, -10, -5, 0, 5, 10, 15, 20, 30)
"""Tenths of nats that may be chosen; the first is what measuring asks of everybody."""

MOST_PER_10_000: Final = 500
"""Candidates expected from one list: with more, one traveller in 20 would be looked at for a name, which is no suspicion."""

MISSED_ONE_IN: Final = 20
"""Of pairs that two judges called the same person, no more than one in so many may go unseen by what is decided anew."""

FEW: Final = 1_000
LASTS: Final = timedelta(days=30)
"""How long a measurement tells what comes."""


@frozen
class Measured:
    """What a threshold would mean, in counts: nobody can be told from them."""

    travellers: int
    found: Mapping[int, int]
    """Candidates of the list among those travellers, by shift."""
    same: int
    missed: Mapping[int, int]
    """Of so many pairs judged the same person those that would not have been shown, by shift."""
    measured_at: datetime

    def expected(self, shift: int) -> float:
        """Candidates per 10,000 travellers, to one decimal; before cleared matches are remembered."""
        return round(10_000 * self.found.get(shift, 0) / self.travellers, 1) if self.travellers else 0.0


def refusal(shift: int, in_force: int, measured: Measured | None, now: datetime) -> Finding | None:
    """Why nobody may propose, or decide for, this threshold; None where it may be."""
    if shift not in SHIFTS:
        return THRESHOLDS.finding("shift_odd")
    if shift == in_force:
        return THRESHOLDS.finding("as_it_is")
    if measured is None or not measured.travellers or now - measured.measured_at > LASTS:
        return THRESHOLDS.finding("not_measured", days=LASTS.days)
    return _too_many(shift, in_force, measured) or _misses(shift, in_force, measured)


def warnings(shift: int, measured: Measured) -> Iterator[Finding]:
    """What whoever proposes or decides should know."""
    if measured.travellers < FEW:
        yield THRESHOLDS.finding("few_travellers", travellers=measured.travellers)
    if not measured.same:
        yield THRESHOLDS.finding("nobody_known")
    if missed := measured.missed.get(shift, 0):
        yield THRESHOLDS.finding("misses_some", missed=missed, same=measured.same)


def _too_many(shift: int, in_force: int, measured: Measured) -> Finding | None:
    """Asking for more evidence than now is never refused for what it finds."""
    expected = measured.expected(shift)
    if shift > in_force or expected < MOST_PER_10_000:
        return None
    return THRESHOLDS.finding("too_many", one_in=10_000 // MOST_PER_10_000, expected=expected)


def _misses(shift: int, in_force: int, measured: Measured) -> Finding | None:
    """Asking for less evidence than now is never refused for whom it misses."""
    missed = measured.missed.get(shift, 0)
    if shift < in_force or missed * MISSED_ONE_IN <= measured.same:
        return None
    return THRESHOLDS.finding("misses_known", missed=missed, same=measured.same, one_in=MISSED_ONE_IN)


def shifted(shipped: Thresholds, shift: int) -> Thresholds:
    """The thresholds with so much more, or less, asked for before a human looks."""
    return evolve(shipped, review=score_of(nats_of(shipped.review) + shift / 10)) if shift else shipped


@frozen(eq=False)
class ByList:
    """A screener that holds each list to its own threshold; lists that are not named are held to what ships."""

    screener: "Screener"
    shifts: Mapping[str, int]

    def screen(self, person: Person) -> Sequence[Candidate]:
        """Every entry that reaches the review threshold of its list, best first."""
        shipped = self.screener.limits(born=bool(person.born))
        least = min((*self.shifts.values(), 0))
        found = self.screener.screen(person, shifted(shipped, least))
        return [each for each in found if each.score >= self._review(each.list, shipped)]

    def _review(self, code: str, shipped: Thresholds) -> float:
        return shifted(shipped, self.shifts.get(code, 0)).review
