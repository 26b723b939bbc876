"""From the draft of an edition to its retirement: who takes which step, and what each demands.

What was put out for comments is what is frozen: to change a word is to draft again, and to ask again. A frozen edition never
changes, since answers were given under it; the next edition is another one, with a map that says which answers carry over.
The lengths of a round are this software's own and no norm.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from attrs import evolve, field, frozen

from catenary.basis.findings import Finding, ProblemError
from catenary.core.mandate.model import Actor, Role
from catenary.core.measures.carrying import CarryOverMap, map_faults
from catenary.core.measures.checking import errors, faults
from catenary.core.measures.model import Edition, paragraph
from catenary.core.measures.problems import MEASURES

FIRST_ROUND: Final = timedelta(days=30)
"""How long comments are asked for at least, the first time."""
LATER_ROUND: Final = timedelta(days=10)
"""The same once an edition has been out for comments before."""


class EditionState(StrEnum):
    """Where an edition stands."""

    DRAFTED = "drafted"
    CONSULTED = "consulted"
    """Out for the comments of States and partners; its texts stand still meanwhile."""
    FROZEN = "frozen"
    """Visits are made under it."""
    RETIRED = "retired"
    """Visits that began under it end under it; none begins."""


class EditionAct(StrEnum):
    """A step of an edition."""

    CONSULT = "consult"
    DRAFT_AGAIN = "draft_again"
    FREEZE = "freeze"
    RETIRE = "retire"


class Demand(StrEnum):
    """What has to be so before a step."""

    SOUND = "sound"
    """The edition has no error."""
    ROUND_SET = "round_set"
    """A last day for comments is named, far enough ahead."""
    ROUND_OVER = "round_over"
    COMMENTS_ANSWERED = "comments_answered"
    CARRY_OVER_DECIDED = "carry_over_decided"
    """For each question of the edition before, a person or the texts themselves say what becomes of its answers."""
    OTHER_PERSON = "other_person"
    """Nobody who wrote it."""
    REASON = "reason"


@frozen
class Comment:
    """What a State or partner says of an area, requirement, question or case in consultation, and what was answered."""

    about: str
    organisation: str
    text: str = field(converter=paragraph)
    answer: str = field(default="", converter=paragraph)


@frozen
class Draft:
    """An edition with where it stands: who wrote it, how often it was out for comments, until when, and what came."""

    edition: Edition
    authors: frozenset[str]
    """Everybody who wrote or changed a word of it."""
    state: EditionState = EditionState.DRAFTED
    rounds: int = 0
    comments_until: date | None = None
    """Last day of the running or latest round."""
    comments: tuple[Comment, ...] = field(default=(), converter=tuple[Comment, ...])


@frozen
class Grounds:
    """What a step is judged by: the day, the editions before this one, the map from the one it follows, and what the person gives."""

    today: date
    earlier: tuple[Edition, ...] = field(default=(), converter=tuple[Edition, ...])
    """Every edition there is besides this one: what may not be left out comes from them."""
    carry_over: CarryOverMap | None = None
    comments_until: date | None = None
    reason: str = ""


@frozen
class Step:
    """Where an act leads, who may take it, and what it demands."""

    to: EditionState
    roles: frozenset[Role]
    demands: tuple[Demand, ...]


_AUTHORS: Final = frozenset({Role.ASSESSOR, Role.REVIEWER})
_SECRETARY: Final = frozenset({Role.COMMITTEE_SECRETARY})
STEPS: Final[Mapping[tuple[EditionState, EditionAct], Step]] = {
    (EditionState.DRAFTED, EditionAct.CONSULT): Step(
        EditionState.CONSULTED, frozenset({Role.REVIEWER}), (Demand.SOUND, Demand.ROUND_SET)
    ),
    (EditionState.CONSULTED, EditionAct.DRAFT_AGAIN): Step(
        EditionState.DRAFTED, frozenset({Role.REVIEWER}), (Demand.REASON,)
    ),
    (EditionState.CONSULTED, EditionAct.FREEZE): Step(
        EditionState.FROZEN,
        _SECRETARY,
        (
            Demand.OTHER_PERSON,
            Demand.SOUND,
            Demand.ROUND_OVER,
            Demand.COMMENTS_ANSWERED,
            Demand.CARRY_OVER_DECIDED,
        ),
    ),
    (EditionState.FROZEN, EditionAct.RETIRE): Step(EditionState.RETIRED, _SECRETARY, (Demand.REASON,)),
}
"""Every step there is: what is not here cannot be done."""


def take(draft: Draft, act: EditionAct, actor: Actor, grounds: Grounds) -> Draft:
    """The draft after somebody's step.

    Raises ProblemError `measures.step_impossible`, `measures.step_not_yours`, and the first that a demand of the step says.
    """
    for finding in against(draft, act, actor, grounds):
        raise ProblemError(finding)
    after = evolve(draft, state=STEPS[draft.state, act].to)
    if act is EditionAct.CONSULT:
        return evolve(after, rounds=draft.rounds + 1, comments_until=grounds.comments_until)
    return after


def against(draft: Draft, act: EditionAct, actor: Actor, grounds: Grounds) -> tuple[Finding, ...]:
    """Everything that speaks against a step now; nothing where it may be taken."""
    step = STEPS.get((draft.state, act))
    if step is None:
        return (MEASURES.finding("step_impossible", act=act.value, state=draft.state.value),)
    if not actor.roles & step.roles:
        return (MEASURES.finding("step_not_yours", act=act.value),)
    unmet = (_unmet(demand, draft, actor, grounds) for demand in step.demands)
    return tuple(finding for finding in unmet if finding)


def revise(draft: Draft, edition: Edition, actor: Actor) -> Draft:
    """The draft with other texts, and with who wrote them among its authors.

    Raises ProblemError `measures.edition_settled` for anything but a draft, `measures.step_not_yours`.
    """
    if draft.state is not EditionState.DRAFTED:
        raise MEASURES.problem("edition_settled", item=draft.edition.code, state=draft.state.value)
    if not actor.roles & _AUTHORS:
        raise MEASURES.problem("step_not_yours", act="revise")
    return evolve(draft, edition=edition, authors=draft.authors | {actor.person})


def comment(draft: Draft, said: Comment, today: date) -> Draft:
    """The draft with one more comment.

    Raises ProblemError `measures.comments_closed`, `measures.comment_about_unknown`.
    """
    is_open = draft.state is EditionState.CONSULTED and (
        draft.comments_until is None or today <= draft.comments_until
    )
    if not is_open:
        raise MEASURES.problem("comments_closed", item=draft.edition.code)
    try:
        draft.edition.texts_of(said.about)
    except KeyError:
        raise MEASURES.problem("comment_about_unknown", item=said.about) from None
    return evolve(draft, comments=(*draft.comments, said))


def reply(draft: Draft, place: int, answer: str, actor: Actor) -> Draft:
    """The draft with an answer to one of its comments, counted from 0.

    Raises ProblemError `measures.step_not_yours`, `measures.answer_missing`; IndexError where there is no such comment.
    """
    if not actor.roles & _AUTHORS:
        raise MEASURES.problem("step_not_yours", act="reply")
    if not answer.strip():
        raise MEASURES.problem("answer_missing")
    answered = evolve(draft.comments[place], answer=answer)
    return evolve(draft, comments=(*draft.comments[:place], answered, *draft.comments[place + 1 :]))


def earliest_end(draft: Draft, today: date) -> date:
    """The first day that may be named as the last for comments, were they asked for from today on."""
    return today + (LATER_ROUND if draft.rounds else FIRST_ROUND)


def _unmet(demand: Demand, draft: Draft, actor: Actor, grounds: Grounds) -> Finding | None:
    """What says that a demand is not met."""
    checks = {
        Demand.SOUND: lambda: _unsound(draft.edition, grounds),
        Demand.ROUND_SET: lambda: _round_too_short(draft, grounds),
        Demand.ROUND_OVER: lambda: _round_running(draft, grounds.today),
        Demand.COMMENTS_ANSWERED: lambda: _unanswered(draft.comments),
        Demand.CARRY_OVER_DECIDED: lambda: _undecided(draft.edition, grounds),
        Demand.OTHER_PERSON: lambda: (
            MEASURES.finding("own_edition") if actor.person in draft.authors else None
        ),
        Demand.REASON: lambda: None if grounds.reason.strip() else MEASURES.finding("reason_missing"),
    }
    return checks[demand]()


def _unsound(edition: Edition, grounds: Grounds) -> Finding | None:
    count = len(errors(faults(edition, grounds.earlier)))
    return MEASURES.finding("edition_unsound", count=count) if count else None


def _round_too_short(draft: Draft, grounds: Grounds) -> Finding | None:
    earliest = earliest_end(draft, grounds.today)
    if grounds.comments_until is not None and grounds.comments_until >= earliest:
        return None
    return MEASURES.finding("round_too_short", earliest=earliest.isoformat())


def _round_running(draft: Draft, today: date) -> Finding | None:
    if draft.comments_until is None or today > draft.comments_until:
        return None
    return MEASURES.finding("round_running", until=draft.comments_until.isoformat())


def _unanswered(comments: Iterable[Comment]) -> Finding | None:
    count = sum(not each.answer for each in comments)
    return MEASURES.finding("comments_unanswered", count=count) if count else None


def _undecided(edition: Edition, grounds: Grounds) -> Finding | None:
    """A map that is not there, or not for these two, decides nothing."""
    if not edition.follows:
        return None
    before = next((each for each in grounds.earlier if each.code == edition.follows), None)
    if before and grounds.carry_over and not errors(map_faults(grounds.carry_over, before, edition)):
        return None
    return MEASURES.finding("carry_over_missing", follows=edition.follows)
