"""Acts that take two persons: their steps, who takes each, and what stands meanwhile. Tables, no rules.

A small unit has one person at night. So every arrangement names what stands while the second person sleeps, who may
confirm from afar in the organisations the matter names, whom it wakes after which time, and when it falls by itself.
It never confirms itself.
"""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final, TypeAlias

from attrs import evolve, frozen

from catenary.core.mandate.grants import DESK_ACTS, PURPOSES
from catenary.core.mandate.model import Act, DeskAct, Role


class Flow(StrEnum):
    """What two persons decide together."""

    GRANT = "grant"
    """Giving somebody a sensitive role."""
    UNMASKING = "unmasking"
    BREAK_GLASS = "break_glass"
    """Opening a class of data in an emergency without the role or purpose it asks for."""
    SUSPENSION = "suspension"
    REINSTATEMENT = "reinstatement"
    FACTOR_RESET = "factor_reset"
    """Removing the second factors of somebody who lost them."""
    HOLD = "hold"
    """Keeping a record beyond its time because of proceedings."""
    LIFTING = "lifting"
    """Ending such a hold."""
    ERASURE = "erasure"
    """Erasing a record before its time."""
    RETENTION_LAW = "retention_law"
    """A State's own, shorter times for a class of data."""


class State(StrEnum):
    """Where a matter stands."""

    ASKED = "asked"
    IN_FORCE = "in_force"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    """Nobody confirmed it in time."""
    ENDED = "ended"
    REVIEWED = "reviewed"


class Step(StrEnum):
    """What moves a matter on."""

    CONFIRM = "confirm"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    CLOSE = "close"
    REVIEW = "review"
    LAPSE = "lapse"
    END = "end"


class Who(StrEnum):
    """Who takes a step."""

    ASKER = "asker"
    SECOND = "second"
    """Somebody else whose role confirms, here or from afar."""
    EITHER = "either"
    REVIEWER = "reviewer"
    """Somebody who neither asked nor decided and whose role watches."""
    CLOCK = "clock"


@frozen
class Transition:
    """Where a step leads, who takes it, and the code of what anybody else is told."""

    to: State
    who: Who
    problem: str


Steps: TypeAlias = Mapping[tuple[State, Step], Transition]

_TWO: Final[Steps] = {
    (State.ASKED, Step.CONFIRM): Transition(State.IN_FORCE, Who.SECOND, "second_person_lacks"),
    (State.ASKED, Step.REFUSE): Transition(State.REFUSED, Who.SECOND, "second_person_lacks"),
    (State.ASKED, Step.WITHDRAW): Transition(State.WITHDRAWN, Who.ASKER, "asker_only"),
    (State.ASKED, Step.LAPSE): Transition(State.LAPSED, Who.CLOCK, "clock_only"),
}
_TIMED: Final[Steps] = {
    **_TWO,
    (State.IN_FORCE, Step.CLOSE): Transition(State.ENDED, Who.EITHER, "closer_lacks"),
    (State.IN_FORCE, Step.END): Transition(State.ENDED, Who.CLOCK, "clock_only"),
    (State.ENDED, Step.REVIEW): Transition(State.REVIEWED, Who.REVIEWER, "reviewer_lacks"),
}


@frozen
class Arrangement:
    """How two persons decide one kind of matter."""

    steps: Steps
    interim: str
    """The code of the finding that says what stands until the second person decides."""
    acts_at_once: bool
    """Asking takes effect already, because it protects; it falls with the matter."""
    askers: frozenset[Role]
    seconds: frozenset[Role]
    """Who confirms, in the matter's organisation or in those it names."""
    escalates_after: timedelta
    escalates_to: frozenset[Role]
    """Who is woken then, beyond those told before; waking gives nobody the right to confirm."""
    lapses_after: timedelta
    lasts: timedelta | None
    """The longest it is in force; None: until something else ends it."""
    tells: Mapping[State, frozenset[Role]]
    """Who is told when a matter comes into a state, besides those who confirm: they are told when it is asked."""
    reviewers: frozenset[Role] = frozenset()


def _who_do(act: DeskAct) -> frozenset[Role]:
    return frozenset(role for role, acts in DESK_ACTS.items() if act in acts)


def _who_do_to_records(act: Act) -> frozenset[Role]:
    return frozenset(role for role, _about, may in PURPOSES if may is act)


_DPO = frozenset({Role.DATA_PROTECTION_OFFICER})
_WATCHERS = _DPO | {Role.OVERSIGHT}
_LEADERS = frozenset({Role.ADMINISTRATOR, Role.SUPERVISOR, Role.COMMITTEE_SECRETARY})

_GRANTING = Arrangement(
    steps=_TWO,
    interim="interim_role_absent",
    acts_at_once=False,
    askers=_who_do(DeskAct.GRANT_ROLE),
    seconds=_who_do(DeskAct.CONFIRM_ROLE),
    escalates_after=timedelta(hours=24),
    escalates_to=_LEADERS | _WATCHERS,
    lapses_after=timedelta(days=7),
    lasts=None,
    tells={State.ASKED: _LEADERS | _DPO, State.IN_FORCE: _DPO, State.LAPSED: _LEADERS},
)

_HOLDING = Arrangement(
    steps=_TWO,
    interim="interim_held",
    acts_at_once=True,
    askers=_who_do_to_records(Act.HOLD),
    seconds=_who_do_to_records(Act.HOLD),
    escalates_after=timedelta(hours=24),
    escalates_to=_LEADERS | _WATCHERS,
    lapses_after=timedelta(hours=72),
    lasts=None,
    tells={
        State.ASKED: _LEADERS | _DPO,
        State.IN_FORCE: _DPO,
        State.REFUSED: _DPO,
        State.LAPSED: _LEADERS | _DPO,
    },
)

ARRANGEMENTS: Final[Mapping[Flow, Arrangement]] = MappingProxyType(
    {
        Flow.GRANT: _GRANTING,
        Flow.UNMASKING: Arrangement(
            steps=_TIMED,
            interim="interim_masked",
            acts_at_once=False,
            askers=_who_do_to_records(Act.ASK_UNMASKING),
            seconds=_who_do_to_records(Act.APPROVE_UNMASKING),
            escalates_after=timedelta(hours=2),
            escalates_to=frozenset({Role.COMPETENT_AUTHORITY, Role.SUPERVISOR}),
            lapses_after=timedelta(hours=72),
            lasts=timedelta(hours=24),
            tells={
                State.ASKED: _DPO | {Role.COMPETENT_AUTHORITY},
                State.IN_FORCE: _DPO,
                State.REFUSED: _DPO,
                State.ENDED: _DPO,
            },
            reviewers=_WATCHERS,
        ),
        Flow.BREAK_GLASS: Arrangement(
            steps=_TIMED,
            interim="interim_closed",
            acts_at_once=False,
            askers=_who_do(DeskAct.ASK_BREAK_GLASS),
            seconds=_who_do(DeskAct.CONFIRM_BREAK_GLASS),
            escalates_after=timedelta(minutes=15),
            escalates_to=_LEADERS,
            lapses_after=timedelta(hours=1),
            lasts=timedelta(hours=4),
            tells={state: _WATCHERS for state in State if state is not State.REVIEWED},
            reviewers=_WATCHERS,
        ),
        Flow.SUSPENSION: Arrangement(
            steps=_TWO,
            interim="interim_suspended",
            acts_at_once=True,
            askers=_who_do(DeskAct.SUSPEND),
            seconds=_who_do(DeskAct.CONFIRM_SUSPENSION),
            escalates_after=timedelta(hours=24),
            escalates_to=_LEADERS | _WATCHERS,
            lapses_after=timedelta(hours=72),
            lasts=None,
            tells={State.ASKED: _LEADERS | _DPO, State.REFUSED: _DPO, State.LAPSED: _LEADERS | _WATCHERS},
        ),
        Flow.REINSTATEMENT: Arrangement(
            steps=_TWO,
            interim="interim_still_suspended",
            acts_at_once=False,
            askers=_who_do(DeskAct.SUSPEND),
            seconds=_who_do(DeskAct.CONFIRM_SUSPENSION),
            escalates_after=timedelta(hours=24),
            escalates_to=_LEADERS | _WATCHERS,
            lapses_after=timedelta(days=7),
            lasts=None,
            tells={State.ASKED: _LEADERS | _DPO, State.IN_FORCE: _DPO},
        ),
        Flow.FACTOR_RESET: Arrangement(
            steps=_TWO,
            interim="interim_factors_stand",
            acts_at_once=False,
            askers=_who_do(DeskAct.INVITE),
            seconds=_who_do(DeskAct.CONFIRM_ROLE),
            escalates_after=timedelta(hours=4),
            escalates_to=_LEADERS | _WATCHERS,
            lapses_after=timedelta(hours=72),
            lasts=None,
            tells={
                State.ASKED: _LEADERS | _DPO,
                State.IN_FORCE: _DPO,
                State.REFUSED: _DPO,
                State.LAPSED: _LEADERS | _DPO,
            },
        ),
        Flow.HOLD: _HOLDING,
        Flow.LIFTING: evolve(_HOLDING, interim="interim_still_held", acts_at_once=False),
        Flow.ERASURE: evolve(
            _HOLDING,
            interim="interim_not_erased",
            acts_at_once=False,
            askers=_who_do_to_records(Act.ERASE),
            seconds=_who_do_to_records(Act.ERASE) | _DPO,
        ),
        Flow.RETENTION_LAW: Arrangement(
            steps=_TWO,
            interim="interim_times_stand",
            acts_at_once=False,
            askers=frozenset({Role.SUPERVISOR}),
            seconds=_DPO,
            escalates_after=timedelta(days=3),
            escalates_to=_LEADERS,
            lapses_after=timedelta(days=30),
            lasts=None,
            tells={State.ASKED: _DPO, State.IN_FORCE: _LEADERS | _DPO, State.REFUSED: _LEADERS},
        ),
    }
)
"""Every two-person act. The times are working defaults; unmasking follows Directive (EU) 2016/681 art. 12(3)(b)."""
