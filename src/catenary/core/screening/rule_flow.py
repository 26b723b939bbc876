"""From a draft of a rule to its end: who may take which step, and what has to be shown first.

One person writes and proposes, another decides; what is in force was tried on past traffic in exactly these words, and ends
by itself where nobody looked at it again in time. To stop a rule is no danger to anybody: one person may.

Sources: Directive (EU) 2016/681 art. 6(3)(b) and 6(4); CJEU C-817/19 par. 197 to 201 and 213.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Final

from attrs import evolve, frozen

from catenary.basis.findings import Finding, ProblemError, Severity
from catenary.core.screening.targeting import Rule, Trial, admit, ended, faults, review_faults
from catenary.core.screening.targeting_problems import TARGETING


class RuleState(StrEnum):
    """Where one version of a rule stands."""

    DRAFTED = "drafted"
    SHADOW = "shadow"
    """Counted on past and new traffic; no traveller is marked."""
    PROPOSED = "proposed"
    """Counted on, while a second person decides."""
    IN_FORCE = "in_force"
    SUSPENDED = "suspended"
    ENDED = "ended"


class RuleAct(StrEnum):
    """A step of a version."""

    TRY = "try"
    PROPOSE = "propose"
    PUT_IN_FORCE = "put_in_force"
    SEND_BACK = "send_back"
    SUSPEND = "suspend"
    END = "end"


COUNTED: Final = frozenset({RuleState.SHADOW, RuleState.PROPOSED, RuleState.IN_FORCE, RuleState.SUSPENDED})
"""States in which a version goes on being counted on new traffic."""
STEPS: Final[Mapping[tuple[RuleState, RuleAct], RuleState]] = {
    (RuleState.DRAFTED, RuleAct.TRY): RuleState.SHADOW,
    (RuleState.SHADOW, RuleAct.PROPOSE): RuleState.PROPOSED,
    (RuleState.SUSPENDED, RuleAct.PROPOSE): RuleState.PROPOSED,
    (RuleState.PROPOSED, RuleAct.PUT_IN_FORCE): RuleState.IN_FORCE,
    (RuleState.PROPOSED, RuleAct.SEND_BACK): RuleState.SHADOW,
    (RuleState.IN_FORCE, RuleAct.SUSPEND): RuleState.SUSPENDED,
    **{(each, RuleAct.END): RuleState.ENDED for each in RuleState if each is not RuleState.ENDED},
}
"""Every step there is: what is not here cannot be done."""


@frozen
class Version:
    """A rule in exactly these words, where it stands, and who wrote or proposed it."""

    rule: Rule
    authors: frozenset[str]
    state: RuleState = RuleState.DRAFTED


def take(version: Version, act: RuleAct, by: str, today: date, trial: Trial | None = None) -> Version:
    """The version after somebody's step.

    Raises ProblemError `targeting.step_impossible`, `targeting.own_rule`, and the first error of `faults` or `admit`.
    """
    following = STEPS.get((version.state, act))
    if following is None:
        raise TARGETING.problem("step_impossible", act=act.value, state=version.state.value)
    if act is RuleAct.PUT_IN_FORCE and by in version.authors:
        raise TARGETING.problem("own_rule")
    _demand(against(version.rule, act, today, trial))
    authors = version.authors | {by} if act is RuleAct.PROPOSE else version.authors
    return evolve(version, state=following, authors=authors)


def against(rule: Rule, act: RuleAct, today: date, trial: Trial | None) -> tuple[Finding, ...]:
    """Everything that speaks against a step, of the rule itself: errors forbid it, warnings are shown to both persons."""
    if act is RuleAct.TRY:
        return (*faults(rule), *review_faults(rule, today))
    if act in {RuleAct.PROPOSE, RuleAct.PUT_IN_FORCE}:
        return admit(rule, trial, today)
    return ()


def after_review_day(version: Version, today: date) -> Version:
    """The version once a day has begun: ended where its review was missed, else the same."""
    if version.state is RuleState.ENDED or ended(version.rule, today) is None:
        return version
    return evolve(version, state=RuleState.ENDED)


def _demand(findings: Iterable[Finding]) -> None:
    for each in findings:
        if each.severity is Severity.ERROR:
            raise ProblemError(each)
