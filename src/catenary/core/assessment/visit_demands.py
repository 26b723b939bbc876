"""What has to be so before a step of a visit, and what is said where it is not."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Final

from attrs import field, frozen

from catenary.basis.findings import Finding
from catenary.core.assessment.clocks import TERMS, Clock, ClockKind, Standing
from catenary.core.assessment.visit_problems import VISITS
from catenary.core.assessment.visit_words import Publication
from catenary.core.mandate.model import Actor, Span

LEAST_TEAM: Final = 2
"""Members who agreed to come: nobody assesses a State alone. This software's own rule."""


class Demand(StrEnum):
    """What a step demands."""

    REASON = "reason"
    WORDS = "words"
    DATES = "dates"
    EDITION = "edition"
    SELECTION = "selection"
    TEAM = "team"
    CONFLICTS = "conflicts"
    MEETINGS = "meetings"
    DESK_REVIEW_OPEN = "desk_review_open"
    SELF_SCORE_OPEN = "self_score_open"
    PROGRAMME_OPEN = "programme_open"
    PREPARED = "prepared"
    SELF_SCORE_LATE = "self_score_late"
    COMMENTS_LATE = "comments_late"
    REPLY_LATE = "reply_late"
    PUBLICATION_LATE = "publication_late"
    COMMENTS_ANSWERED = "comments_answered"
    OTHER_PERSON = "other_person"
    PUBLICATION = "publication"
    PUBLICATION_DECIDED = "publication_decided"


@frozen
class Grounds:
    """What a step is judged by, as it stands now."""

    now: datetime
    reason: str = ""
    words: str = ""
    """What the State replies."""
    terms: Mapping[ClockKind, Span] = TERMS
    until: Mapping[ClockKind, datetime] = field(factory=dict)
    """Ends that are given by dates and not by terms: that of the visit."""
    has_dates: bool = False
    has_edition: bool = False
    has_selection: bool = False
    leaders: int = 0
    members: int = 0
    """Those who agreed, leaders included; in a self-assessment, one is enough."""
    least_members: int = LEAST_TEAM
    unanswered: int = 0
    """Those invited who have not said yes or no."""
    open_conflicts: int = 0
    meetings: int = 0
    unanswered_comments: int = 0
    sent_by: str = ""
    """Who sent the report for adoption."""
    publication: Publication | None = None
    sections: frozenset[str] = frozenset()


_Check = Callable[[Iterable[Clock], Actor, Grounds], Finding | None]


def unmet(demand: Demand, clocks: Iterable[Clock], actor: Actor, grounds: Grounds) -> Finding | None:
    """What says that a demand is not met; None where it is."""
    return _CHECKS[demand](clocks, actor, grounds)


def _unless(met: Callable[[Grounds], bool], code: str) -> _Check:
    return lambda _clocks, _actor, grounds: None if met(grounds) else VISITS.finding(code)


def _none_of(count: Callable[[Grounds], int], code: str) -> _Check:
    return lambda _clocks, _actor, grounds: (
        VISITS.finding(code, count=count(grounds)) if count(grounds) else None
    )


def _open(kind: ClockKind) -> _Check:
    def check(clocks: Iterable[Clock], _actor: Actor, _grounds: Grounds) -> Finding | None:
        if _running(clocks, kind):
            return None
        return VISITS.finding("no_such_clock", clock=kind.value)

    return check


def _late(kind: ClockKind) -> _Check:
    def check(clocks: Iterable[Clock], _actor: Actor, grounds: Grounds) -> Finding | None:
        clock = _running(clocks, kind)
        if clock is None:
            return VISITS.finding("no_such_clock", clock=kind.value)
        if clock.standing(grounds.now) is Standing.LATE:
            return None
        due = clock.due_at(grounds.now).date().isoformat()
        return VISITS.finding("not_late", clock=kind.value, due=due)

    return check


def _team(_clocks: Iterable[Clock], _actor: Actor, grounds: Grounds) -> Finding | None:
    if grounds.unanswered:
        return VISITS.finding("team_open", count=grounds.unanswered)
    if grounds.leaders == 0:
        return VISITS.finding("leader_missing")
    if grounds.leaders > 1:
        return VISITS.finding("leaders_many", count=grounds.leaders)
    if grounds.members < grounds.least_members:
        return VISITS.finding("team_small", least=grounds.least_members, count=grounds.members)
    return None


def _prepared(clocks: Iterable[Clock], _actor: Actor, _grounds: Grounds) -> Finding | None:
    for kind in (ClockKind.DESK_REVIEW, ClockKind.SELF_SCORE, ClockKind.PROGRAMME):
        if _running(clocks, kind):
            return VISITS.finding("preparation_open", clock=kind.value)
    return None


def _other_person(_clocks: Iterable[Clock], actor: Actor, grounds: Grounds) -> Finding | None:
    return VISITS.finding("own_adoption") if actor.person == grounds.sent_by else None


def _publication(_clocks: Iterable[Clock], _actor: Actor, grounds: Grounds) -> Finding | None:
    if grounds.publication is None:
        return VISITS.finding("publication_missing")
    if grounds.publication is Publication.PARTIAL and not grounds.sections:
        return VISITS.finding("sections_missing")
    return None


def _publication_decided(clocks: Iterable[Clock], _actor: Actor, _grounds: Grounds) -> Finding | None:
    return VISITS.finding("publication_open") if _running(clocks, ClockKind.PUBLICATION) else None


def _running(clocks: Iterable[Clock], kind: ClockKind) -> Clock | None:
    return next((each for each in clocks if each.kind is kind and each.ended_at is None), None)


_CHECKS: Final[Mapping[Demand, _Check]] = {
    Demand.REASON: _unless(lambda grounds: bool(grounds.reason.strip()), "reason_missing"),
    Demand.WORDS: _unless(lambda grounds: bool(grounds.words.strip()), "words_missing"),
    Demand.DATES: _unless(lambda grounds: grounds.has_dates, "dates_missing"),
    Demand.EDITION: _unless(lambda grounds: grounds.has_edition, "edition_missing"),
    Demand.SELECTION: _unless(lambda grounds: grounds.has_selection, "nothing_selected"),
    Demand.TEAM: _team,
    Demand.CONFLICTS: _none_of(lambda grounds: grounds.open_conflicts, "conflicts_open"),
    Demand.MEETINGS: _unless(lambda grounds: grounds.meetings > 0, "programme_empty"),
    Demand.DESK_REVIEW_OPEN: _open(ClockKind.DESK_REVIEW),
    Demand.SELF_SCORE_OPEN: _open(ClockKind.SELF_SCORE),
    Demand.PROGRAMME_OPEN: _open(ClockKind.PROGRAMME),
    Demand.PREPARED: _prepared,
    Demand.SELF_SCORE_LATE: _late(ClockKind.SELF_SCORE),
    Demand.COMMENTS_LATE: _late(ClockKind.COMMENTS),
    Demand.REPLY_LATE: _late(ClockKind.REPLY),
    Demand.PUBLICATION_LATE: _late(ClockKind.PUBLICATION),
    Demand.COMMENTS_ANSWERED: _none_of(lambda grounds: grounds.unanswered_comments, "comments_unanswered"),
    Demand.OTHER_PERSON: _other_person,
    Demand.PUBLICATION: _publication,
    Demand.PUBLICATION_DECIDED: _publication_decided,
}
