"""The steps of a version: tried, proposed by one person, put in force by another, stopped by anybody who may decide.

What is in force ends by itself on the day after its review was missed.
"""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from catenary.core.mandate.model import DeskAct
from catenary.core.screening.judging import DECIDED, CandidateState, Case, withdraw
from catenary.core.screening.rule_flow import RuleAct, RuleState, after_review_day, take
from catenary.desk.directory.models import Organisation
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import demand, of_desk
from catenary.desk.mandate.models import Person
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.screening.models import Candidate, RuleStep, RuleTrial, RuleVersion
from catenary.desk.screening.rules.counting import begin_trial
from catenary.desk.screening.rules.problems import RULES
from catenary.desk.screening.rules.versions import trial_of, version_of
from catenary.desk.screening.rules.writing import WRITE, require_reason

DECIDE: Final = of_desk(DeskAct.DECIDE_RULE)
_DECISIONS: Final = frozenset({RuleAct.PUT_IN_FORCE, RuleAct.SEND_BACK, RuleAct.SUSPEND})
_FINDING: Final = (RuleState.IN_FORCE.value, RuleState.SUSPENDED.value)
LEDGER_ACTS: Final = {
    RuleAct.TRY: "try_rule",
    RuleAct.PROPOSE: "propose_rule",
    RuleAct.PUT_IN_FORCE: "put_rule_in_force",
    RuleAct.SEND_BACK: "send_rule_back",
    RuleAct.SUSPEND: "suspend_rule",
    RuleAct.END: "end_rule",
}
"""What the ledger calls each step."""


@transaction.atomic
def step(*, actor: SignedIn, version: UUID, act: RuleAct, reason: str) -> RuleVersion:
    """Take a step, for a reason. To try and to propose is for who writes rules; to decide is for who decides, and did neither.

    Raises ProblemError with core's refusals (`targeting.*`), `rules.reason_missing`, `rules.still_counted`, `rules.other_author`.
    """
    row = _locked(actor, version)
    demand(permission(act, RuleState(row.state)), actor)
    require_reason(reason)
    _demand_ready(actor, row, act)
    after = take(version_of(row), act, str(actor.person.pk), actor.now.date(), trial_of(row))
    _write(row, act, after.state, actor.person, actor.now, reason)
    _follow(row, act, actor.now)
    return row


def permission(act: RuleAct, state: RuleState) -> str:
    """Who may take a step: what finds candidates is ended by who decides, a draft by who writes."""
    decides = act in _DECISIONS or (act is RuleAct.END and state.value in _FINDING)
    return DECIDE if decides else WRITE


@transaction.atomic
def end_overdue(*, organisation: Organisation, now: datetime) -> int:
    """End every version whose review was missed; nobody has to do it. How many ended."""
    rows = RuleVersion.objects.filter(organisation=organisation, review_on__lt=now.date())
    open_ones = rows.exclude(state__in=(RuleState.ENDED.value, RuleState.DRAFTED.value))
    listed = list(open_ones.select_related("rule", "organisation").select_for_update(of=("self",)))
    ended = [row for row in listed if after_review_day(version_of(row), now.date()).state is RuleState.ENDED]
    for row in ended:
        _write(row, RuleAct.END, RuleState.ENDED, None, now, "")
        _follow(row, RuleAct.END, now)
    return len(ended)


def _locked(actor: SignedIn, version: UUID) -> RuleVersion:
    rows = RuleVersion.objects.select_related("rule", "organisation").select_for_update(of=("self",))
    return rows.get(public_id=version, organisation=actor.organisation)


def _demand_ready(actor: SignedIn, row: RuleVersion, act: RuleAct) -> None:
    if act is RuleAct.TRY and row.drafted_by_id != actor.person.pk:
        raise RULES.problem("other_author")
    counting = RuleTrial.objects.filter(version=row, counted_at=None).exists()
    if act in {RuleAct.PROPOSE, RuleAct.PUT_IN_FORCE} and counting:
        raise RULES.problem("still_counted")


def _write(
    row: RuleVersion, act: RuleAct, state: RuleState, by: Person | None, at: datetime, reason: str
) -> None:
    row.state = state.value
    if act is RuleAct.PROPOSE:
        row.proposed_by, row.proposed_at, row.proposed_for = by, at, reason.strip()
        row.decided_by = row.decided_at = None
    if act is RuleAct.PUT_IN_FORCE:
        row.decided_by, row.decided_at = by, at
        _replace_former(row, by, at)
    if state is RuleState.ENDED:
        row.ended_at = at
    row.full_clean()
    row.save()
    RuleStep.objects.create(
        organisation=row.organisation, version=row, act=act.value, by=by, reason=reason.strip(), at=at
    )
    _enter(row, act, reason, by)


def _replace_former(row: RuleVersion, by: Person | None, at: datetime) -> None:
    """A rule has one version in force: the one before ends with this decision."""
    former = RuleVersion.objects.filter(rule=row.rule_id, state__in=_FINDING).exclude(pk=row.pk)
    for each in former.select_related("rule", "organisation").select_for_update(of=("self",)):
        _write(each, RuleAct.END, RuleState.ENDED, by, at, "")
        _stop(each, at)


def _follow(row: RuleVersion, act: RuleAct, at: datetime) -> None:
    from catenary.desk.screening.rules.jobs import apply_rule_to_come  # noqa: PLC0415  jobs import what they do

    if act is RuleAct.TRY:
        begin_trial(version=row, now=at)
    if act is RuleAct.PUT_IN_FORCE:
        apply_rule_to_come.defer(version=str(row.public_id))
    if act in {RuleAct.SUSPEND, RuleAct.END}:
        _stop(row, at)


def _stop(row: RuleVersion, at: datetime) -> None:
    """What nobody has decided falls away with what it rested on; carriers who were told of it are told so, by a job."""
    from catenary.desk.screening.rules.jobs import tell_of_stop  # noqa: PLC0415  jobs import what they do

    waiting = Candidate.objects.filter(rule=row).exclude(state__in=[each.value for each in DECIDED])
    for each in waiting.select_for_update(of=("self",)).order_by("pk"):
        each.state = withdraw(Case(CandidateState(each.state))).state.value
        each.decided_at, each.claimed_by, each.claimed_at = at, None, None
        each.save(update_fields=["state", "decided_at", "claimed_by", "claimed_at"])
    tell_of_stop.defer(version=str(row.public_id))


def _enter(row: RuleVersion, act: RuleAct, reason: str, by: Person | None) -> None:
    enter(
        room="screening",
        act=LEDGER_ACTS[act],
        record=str(row.public_id),
        reason=reason,
        params={"rule": row.rule.code, "version": row.number, "by_itself": by is None},
    )
