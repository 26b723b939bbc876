"""Which States could be visited next: for each the reasons that speak for and against, and never a rank.

States are in the order of their names. No number sums the reasons up, and none orders the States: the secretariat weighs them,
and says why it chose.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from attrs import frozen

from catenary.basis.findings import Finding
from catenary.core.assessment.visit_problems import VISITS

LONG_SINCE: Final = 5
"""Years after which a State counts as long not visited. This software's own figure."""


@frozen
class Facts:
    """What is known of a State for the choice."""

    state: str
    """Its code."""
    name: str
    region: str = ""
    last_visit_on: date | None = None
    """When the last one ended."""
    refused_on: date | None = None
    """When it last refused or took back its consent, if it gave none since."""
    agreed_on: date | None = None
    """When it last agreed."""
    under_way: int = 0
    """Visits that are not closed."""
    open_needs: int | None = None
    """Needs that nobody meets yet; None where nobody recorded any."""


@frozen
class Candidate:
    """A State with what speaks for and against a visit, as coded reasons in a fixed order."""

    state: str
    name: str
    region: str
    reasons: tuple[Finding, ...]


def candidates(facts: Iterable[Facts], planned: Mapping[str, int], today: date) -> tuple[Candidate, ...]:
    """Every State that no visit is under way to, by name. `planned` counts the year's visits by region."""
    listed = sorted(facts, key=lambda each: (each.name, each.state))
    sizes = Counter(each.region for each in listed)
    return tuple(
        Candidate(each.state, each.name, each.region, tuple(_reasons(each, planned, sizes, today)))
        for each in listed
        if not each.under_way
    )


def _reasons(
    facts: Facts, planned: Mapping[str, int], sizes: Mapping[str, int], today: date
) -> Iterator[Finding]:
    yield _since(facts.last_visit_on, today)
    if facts.open_needs is not None:
        yield VISITS.finding("reason_needs", count=facts.open_needs)
    if facts.refused_on is not None:
        yield VISITS.finding("reason_refused", day=facts.refused_on.isoformat())
    elif facts.agreed_on is not None:
        yield VISITS.finding("reason_agreed", day=facts.agreed_on.isoformat())
    if facts.region:
        count, states = planned.get(facts.region, 0), sizes[facts.region]
        yield VISITS.finding("reason_region", region=facts.region, count=count, states=states)


def _since(last: date | None, today: date) -> Finding:
    if last is None:
        return VISITS.finding("reason_never")
    years = today.year - last.year - ((today.month, today.day) < (last.month, last.day))
    code = "reason_long_since" if years >= LONG_SINCE else "reason_since"
    return VISITS.finding(code, count=years, day=last.isoformat())
