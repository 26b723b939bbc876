"""Where a State stands by one of its visits, how that changed since the visit before, and what it needs most."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from attrs import frozen

from catenary.basis.findings import Finding
from catenary.core.assessment.change import AreaChange, Found, compare
from catenary.core.assessment.kept_levels import kept_level
from catenary.core.assessment.needs import Needs, needs
from catenary.core.assessment.rating_model import Interval
from catenary.core.assessment.roadmap import Standpoint, Step, roadmap
from catenary.core.measures.carrying import CarryOverMap
from catenary.desk.assessment.models import AreaStanding, Panel, Visit
from catenary.desk.assessment.rating.stages import STATE_SEES_IN
from catenary.desk.assessment.rating.standings import levels_told, standings_of
from catenary.desk.assessment.reports.agreed import Outcome, outcome_of
from catenary.desk.assessment.states.known import day_of, visits_of
from catenary.desk.measures.editions import carry_over_of

SEED: Final = 20_261_123
"""Of the draws behind intervals of ranks and patterns: the same levels always give the same."""


@frozen
class Told:
    """A visit whose outcome was sent to the State, with the one before it by the same body; and what was found."""

    visit: Visit
    earlier: Visit | None
    outcome: Outcome
    standings: Mapping[str, AreaStanding]
    """Those it was adopted with; until it is, those of the newest run."""

    @property
    def source(self) -> str:
        """Of which run its levels are, and whether they stand, in the language spoken now."""
        return levels_told(self.visit, self.standings)


def told_visits(code: str) -> list[Visit]:
    """The visits to a State whose draft report was sent to it, as far as they are seen, the newest first."""
    rows = visits_of(code).filter(stage__in=STATE_SEES_IN, edition__isnull=False)
    return sorted(rows, key=lambda each: (day_of(each), each.pk), reverse=True)


def told_of(visits: Sequence[Visit], wanted: str = "") -> Told | None:
    """What the newest of these visits found, or the one that is asked for by its public id."""
    chosen = next((each for each in visits if wanted in {"", str(each.public_id)}), None)
    if chosen is None:
        return None
    before = visits[visits.index(chosen) + 1 :]
    earlier = next((each for each in before if each.body_id == chosen.body_id), None)
    return Told(chosen, earlier, outcome_of(chosen), standings_of(chosen))


def interval_of(row: AreaStanding) -> Interval | None:
    """The level that a row keeps; None where that was not enough to say."""
    if row.level is None or row.low is None or row.high is None:
        return None
    return Interval(row.level, row.low, row.high)


def needs_of(told: Told) -> Needs:
    """The areas of the visit by need; all areas weigh alike before weights are changed."""
    levels = [
        kept_level(str(told.visit.public_id), area, interval_of(row), _reason(row))
        for area, row in told.standings.items()
    ]
    return needs(levels, dict.fromkeys(told.standings, 1.0), np.random.default_rng(SEED))


def road_of(told: Told, found: Needs) -> tuple[Step, ...]:
    """What comes first; among what unlocks as much, the area of the greater need."""
    outcome, need = told.outcome, {each.area: each.need for each in found.areas}
    return roadmap(Standpoint.of(outcome.edition, outcome.answers, outcome.given, need))


def source_before(told: Told) -> str:
    """The same of the visit before; empty where there is none."""
    return levels_told(told.earlier, standings_of(told.earlier)) if told.earlier else ""


def changes_of(told: Told) -> tuple[AreaChange, ...]:
    """How the areas of the visit moved since the one before; nothing where there is none."""
    if told.earlier is None:
        return ()
    before = _found(told.earlier, outcome_of(told.earlier), standings_of(told.earlier))
    now = _found(told.visit, told.outcome, told.standings)
    return compare(before, now, _maps(told.earlier, told.visit))


def _found(visit: Visit, outcome: Outcome, standings: Mapping[str, AreaStanding]) -> Found:
    rated = Panel.objects.filter(visit=visit, shown_at__isnull=False).values_list("question", "area")
    return Found(dict(rated), {area: interval_of(row) for area, row in standings.items()}, outcome.answers)


def _maps(earlier: Visit, visit: Visit) -> list[CarryOverMap] | None:
    """The carry-over maps from the edition of one visit to that of the other; None where they are not tied."""
    if earlier.edition_digest == visit.edition_digest:
        return []
    if not all(each.edition and each.edition.digest == each.edition_digest for each in (earlier, visit)):
        return None  # maps are decided on the words that an edition was frozen with
    found: list[CarryOverMap] = []
    row = visit.edition
    while row is not None and row.pk != earlier.edition_id:
        carried = carry_over_of(row)
        if carried is None:
            return None
        found.insert(0, carried)
        row = row.follows
    return found if row is not None else None


def _reason(row: AreaStanding) -> Finding | None:
    return Finding(row.reason["code"], params=row.reason["params"]) if row.reason else None
