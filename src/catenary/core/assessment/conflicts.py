"""Conflicts of interest of those who assess a State: found in what they declare, raised by the State, decided by people.

One person takes somebody off a team. To keep somebody in spite of a conflict takes two, neither of whom is the one in question,
and a reason from each; until then nobody with an open conflict is counted on. Assessors are told apart from their State of
nationality everywhere peers review peers; here as elsewhere, people decide and the record shows it.
"""

from collections.abc import Iterable
from typing import Final

from attrs import evolve, field, frozen

from catenary.core.assessment.visit_problems import VISITS
from catenary.core.assessment.visit_words import ConflictGround, ConflictState
from catenary.core.mandate.model import Actor, Role

DECIDERS: Final = frozenset({Role.REVIEWER, Role.COMMITTEE_SECRETARY})
"""Who decides for the body."""
SETTLED: Final = frozenset({ConflictState.EXCLUDED, ConflictState.KEPT})


def _codes(codes: Iterable[str]) -> frozenset[str]:
    return frozenset(codes)


@frozen
class Declared:
    """What somebody says of themselves: codes of States, and anything else in their own words."""

    nationalities: frozenset[str] = field(default=frozenset(), converter=_codes)
    past_posts: frozenset[str] = field(default=frozenset(), converter=_codes)
    paid_work: frozenset[str] = field(default=frozenset(), converter=_codes)
    other: str = ""


@frozen
class Doubt:
    """A conflict as it stands: whom it is about, and who decided."""

    about: str
    state: ConflictState = ConflictState.OPEN
    decided_by: str = ""
    confirmed_by: str = ""

    @property
    def is_open(self) -> bool:
        """Nobody decided, or one of the two that it takes."""
        return self.state not in SETTLED


def found(declared: Declared, country: str) -> tuple[ConflictGround, ...]:
    """The conflicts that a declaration shows for an assessment of a State; in the order of `ConflictGround`."""
    told = {
        ConflictGround.NATIONALITY: country in declared.nationalities,
        ConflictGround.PAST_POST: country in declared.past_posts,
        ConflictGround.PAID_WORK: country in declared.paid_work,
        ConflictGround.DECLARED: bool(declared.other.strip()),
    }
    return tuple(ground for ground, holds in told.items() if holds)


def exclude(doubt: Doubt, actor: Actor, reason: str) -> Doubt:
    """Somebody is taken off the team. Raises ProblemError as `_decide` does."""
    _decide(doubt, actor, reason)
    return evolve(doubt, state=ConflictState.EXCLUDED, decided_by=actor.person)


def propose_keeping(doubt: Doubt, actor: Actor, reason: str) -> Doubt:
    """One person would keep somebody in spite of it; a second has to confirm. Raises ProblemError as `_decide` does."""
    _decide(doubt, actor, reason)
    return evolve(doubt, state=ConflictState.KEEP_PROPOSED, decided_by=actor.person)


def confirm_keeping(doubt: Doubt, actor: Actor, reason: str) -> Doubt:
    """The second person confirms. Raises ProblemError `visits.keeping_not_proposed`, `visits.keeping_own`, and as `_decide` does."""
    if doubt.state is not ConflictState.KEEP_PROPOSED:
        raise VISITS.problem("keeping_not_proposed")
    if actor.person == doubt.decided_by:
        raise VISITS.problem("keeping_own")
    _decide(doubt, actor, reason)
    return evolve(doubt, state=ConflictState.KEPT, confirmed_by=actor.person)


def _decide(doubt: Doubt, actor: Actor, reason: str) -> None:
    """Raises ProblemError `visits.conflict_settled`, `visits.conflict_own`, `visits.step_not_yours`, `visits.reason_missing`."""
    if doubt.state in SETTLED:
        raise VISITS.problem("conflict_settled")
    if actor.person == doubt.about:
        raise VISITS.problem("conflict_own")
    if not actor.roles & DECIDERS:
        raise VISITS.problem("step_not_yours", act="decide_conflict")
    if not reason.strip():
        raise VISITS.problem("reason_missing")
