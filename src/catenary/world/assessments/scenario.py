"""Which visits the demo shows, where each stands, and when what happened; and the visits of earlier years."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from io import StringIO
from typing import Any, Final

from attrs import frozen

from catenary.core.assessment.visit_words import Publication, Stage, VisitAct
from catenary.core.measures.model import Edition, VisitKind
from catenary.core.measures.selection import SCOPES, Scope
from catenary.world.assessments.experts import Expert, expert
from catenary.world.assessments.reading import table
from catenary.world.assessments.states import AssessedState, assessed_state, assessed_states
from catenary.world.dice import Dice

PANEL, WIDE_PANEL = 3, 2
"""How many rate each question, and how many where a visit asks about everything."""
PAST: Final = 140
"""Visits of the years before."""
AFTER_ASKING: Final[Mapping[VisitAct, int]] = {
    VisitAct.ASK_CONSENT: 0,
    VisitAct.GIVE_CONSENT: 20,
    VisitAct.SETTLE_TEAM: 45,
    VisitAct.FINISH_DESK_REVIEW: 65,
    VisitAct.HAND_IN_SELF_SCORE: 75,
    VisitAct.AGREE_PROGRAMME: 85,
    VisitAct.BEGIN_VISIT: 98,
    VisitAct.END_VISIT: 103,
    VisitAct.SEND_DRAFT: 150,
    VisitAct.HAND_IN_COMMENTS: 176,
    VisitAct.SEND_FOR_ADOPTION: 190,
    VisitAct.ADOPT: 214,
    VisitAct.DECIDE_PUBLICATION: 240,
    VisitAct.REPLY: 380,
    VisitAct.CLOSE: 700,
}
"""How many days after consent was asked each step is taken, in the order in which they are."""
_LAST: Final[Mapping[Stage, VisitAct]] = {
    Stage.CONSENT_ASKED: VisitAct.ASK_CONSENT,
    Stage.DRAFTING: VisitAct.END_VISIT,
    Stage.COMMENTING: VisitAct.SEND_DRAFT,
    Stage.ADOPTED: VisitAct.DECIDE_PUBLICATION,
    Stage.FOLLOWING: VisitAct.REPLY,
    Stage.CLOSED: VisitAct.CLOSE,
}
RATED_AFTER, MET_AFTER = 112, 125
"""The same for the day on which raters hand in, and for their meeting."""
_UNVISITED: Final = ("QPL", "QVE")
_YEARS: Final = 15
_REGISTER_ENDS, _BETWEEN = 670, 30
"""How many days ago the register of earlier visits ends at the latest, and how many lie before a State's own first visit of the demo."""
_KINDS: Final = (
    *(VisitKind.COMPREHENSIVE,) * 5,
    *(VisitKind.FOLLOW_UP,) * 4,
    *(VisitKind.FOCUSED,) * 4,
    *(VisitKind.DEEP_DIVE,) * 2,
    VisitKind.HYBRID,
    VisitKind.SCOPING,
    VisitKind.JOINT,
    VisitKind.DESK_REVIEW,
)
_PUBLICATIONS: Final = (*(Publication.NONE,) * 5, *(Publication.PARTIAL,) * 3, *(Publication.FULL,) * 2)


@frozen
class Narrative:
    """What the team writes in the State's own language."""

    language: str
    text: str


@frozen
class VisitPlan:
    """A visit of the demo; `silent` are those of its raters who have not handed in, `below` is how far the State stood below its later self."""

    state: AssessedState
    kind: VisitKind
    areas: tuple[str, ...]
    stage: Stage
    asked: int
    publication: Publication | None
    raters: tuple[Expert, ...]
    silent: tuple[Expert, ...]
    narrative: Narrative | None
    below: float = 0.0

    @property
    def acts(self) -> tuple[VisitAct, ...]:
        """The steps that were taken, up to where it stands."""
        order = tuple(AFTER_ASKING)
        return order[: order.index(_LAST[self.stage]) + 1]

    def day(self, act: VisitAct, today: date) -> date:
        """When a step was taken, or would be."""
        return self.on(AFTER_ASKING[act], today)

    def on(self, days: int, today: date) -> date:
        """So many days after consent was asked."""
        return today - timedelta(days=self.asked - days)

    def panel(self, area: str) -> tuple[Expert, ...]:
        """Who rates an area: those who know it, and others of the team where they are too few."""
        order = sorted(self.raters, key=lambda each: area not in each.areas)
        return tuple(order[: PANEL if self.areas else WIDE_PANEL])


@frozen
class PastVisit:
    """A visit of an earlier year, of which only this is kept."""

    state: AssessedState
    kind: VisitKind
    areas: tuple[str, ...]
    began_on: date
    ended_on: date
    publication: Publication


@cache
def visit_plans() -> tuple[VisitPlan, ...]:
    """The visits of the demo, in the order in which their consent was asked."""
    return tuple(_plan(row) for row in table("visits")["visits"])


def past_visits(seed: int, edition: Edition, today: date) -> tuple[PastVisit, ...]:
    """The visits of the fifteen years before each State's own in the demo, the oldest first; two States were never visited."""
    dice = Dice.keyed(seed, "past visits")
    visits = [_past(edition, today, dice) for _ in range(PAST)]
    return tuple(sorted(visits, key=lambda each: (each.began_on, each.state.code)))


def past_visits_csv(visits: Iterable[PastVisit]) -> bytes:
    """The visits as a body keeps them in a table: State, kind, days, and the region by which the body groups States."""
    text = StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(("state", "kind", "begins", "ends", "region"))
    for each in visits:
        rows.writerow((each.state.code, each.kind, each.began_on, each.ended_on, each.state.region))
    return text.getvalue().encode()


def _past(edition: Edition, today: date, dice: Dice) -> PastVisit:
    state = dice.pick([each for each in assessed_states() if each.code not in _UNVISITED])
    kind = dice.pick(_KINDS)
    began = _register_ends(state, today) - timedelta(days=dice.below(_YEARS * 365))
    return PastVisit(
        state=state,
        kind=kind,
        areas=tuple(_areas(kind, edition, dice)),
        began_on=began,
        ended_on=began + timedelta(days=dice.between(2, 6)),
        publication=dice.pick(_PUBLICATIONS),
    )


def _register_ends(state: AssessedState, today: date) -> date:
    own = [each.asked + _BETWEEN for each in visit_plans() if each.state == state]
    return today - timedelta(days=max([_REGISTER_ENDS, *own]))


def _areas(kind: VisitKind, edition: Edition, dice: Dice) -> Iterator[str]:
    """What a narrower visit looked at; none for one that looks at everything."""
    if SCOPES[kind] is Scope.CHOSEN:
        for area in dice.shuffled(edition.areas)[: dice.between(1, 3)]:
            yield area.code


def _plan(row: Mapping[str, Any]) -> VisitPlan:
    return VisitPlan(
        state=assessed_state(row["state"]),
        kind=VisitKind(row["kind"]),
        areas=tuple(row.get("areas", ())),
        stage=Stage(row["stage"]),
        asked=row["asked"],
        publication=Publication(row["publication"]) if "publication" in row else None,
        raters=_experts(row.get("raters", ())),
        silent=_experts(row.get("silent", ())),
        narrative=Narrative(**row["narrative"]) if "narrative" in row else None,
        below=row.get("below", 0.0),
    )


def _experts(emails: Sequence[str]) -> tuple[Expert, ...]:
    return tuple(expert(email) for email in emails)
