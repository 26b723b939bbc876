"""Versions of rules as the rules of core know them, read from their rows."""

from django.db.models import QuerySet

from catenary.core.screening.rule_counts import Counts, counts_of
from catenary.core.screening.rule_flow import RuleAct, RuleState, Version
from catenary.core.screening.rule_reading import criteria_of
from catenary.core.screening.targeting import Rule, Trial
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.acting import Declaration, Door
from catenary.desk.screening.models import RuleStep, RuleTrial, RuleVersion, TargetingRule


def rule_of(row: RuleVersion) -> Rule:
    """The rule in this version's words. Raises ProblemError for a row that holds what no rule can."""
    return Rule(row.aim, criteria_of(row.criteria), criteria_of(row.unless), row.review_on)


def version_of(row: RuleVersion) -> Version:
    """The version with everybody who wrote or proposed it."""
    proposed = RuleStep.objects.filter(version=row, act=RuleAct.PROPOSE).values_list("by", flat=True)
    authors = frozenset(str(each) for each in (row.drafted_by_id, *proposed))
    return Version(rule_of(row), authors, RuleState(row.state))


def counts_in(row: RuleTrial) -> Counts:
    """What a trial counted so far."""
    return counts_of(row.travellers, row.hits, row.counts)


def trial_of(row: RuleVersion) -> Trial | None:
    """What the version met on traffic; None while the first count is under way."""
    found = RuleTrial.objects.filter(version=row).exclude(counted_at=None).first()
    if found is None:
        return None
    return Trial(found.digest, found.travellers, found.hits, counts_in(found).alone)


def in_force(organisation: Organisation) -> "QuerySet[RuleVersion]":
    """The versions that find candidates now."""
    rows = RuleVersion.objects.filter(organisation=organisation, state=RuleState.IN_FORCE)
    return rows.select_related("rule", "organisation").order_by("rule__code")


def for_rule(rule: TargetingRule) -> Declaration:
    """What a job declares that holds travellers against a rule: the rule's own purpose and law."""
    return Declaration(
        organisation=rule.organisation_id, purpose=rule.purpose, basis=rule.basis, door=Door.SYSTEM
    )
