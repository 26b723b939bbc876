"""Targeting rules: criteria of conduct set beforehand by humans, tried on past traffic, reviewed, and ended by themselves.

A rule is data: every criterion must hold and no exoneration may. What a rule finds is a candidate for a human and nothing
more. Nothing here learns.

Sources: Directive (EU) 2016/681 art. 6(3)(b) and 6(4); CJEU C-817/19 par. 194 to 201.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Final

import msgspec
from attrs import asdict, frozen

from catenary.basis.findings import Finding
from catenary.core.screening.targeting_facts import KINDS, TRAITS, Fact, Journey, Kind
from catenary.core.screening.targeting_problems import TARGETING

NARROWS_BY: Final = 20
"""A working default of the stated factor: a criterion beside a trait leaves at most one traveller in twenty."""
LEAST_TRIAL: Final = 1_000
REVIEWED_WITHIN: Final = timedelta(days=183)


class Operator(StrEnum):
    """What is asked of a fact."""

    ANY_OF = "any_of"
    BETWEEN = "between"
    HOLDS = "holds"


_FITTING: Final = {Kind.CODES: Operator.ANY_OF, Kind.NUMBER: Operator.BETWEEN, Kind.FLAG: Operator.HOLDS}


@frozen
class Criterion:
    """One question to one fact: codes of which one is met, a range with both ends in it, or a flag that holds."""

    fact: Fact
    operator: Operator
    codes: frozenset[str] = frozenset()
    least: int | None = None
    most: int | None = None


@frozen
class Rule:
    """What conduct is looked for and why, the criteria that must all hold, and what speaks for the traveller."""

    aim: str
    criteria: tuple[Criterion, ...]
    unless: tuple[Criterion, ...] = ()
    review_on: date | None = None


@frozen
class Trial:
    """What a rule met on retained traffic: hits of the whole, and of each criterion taken alone, in their order."""

    rule_digest: str
    travellers: int
    hits: int
    alone: tuple[int, ...]


def meets(rule: Rule, journey: Journey) -> bool:
    """Whether every criterion holds and no exoneration does. An unknown fact meets no criterion and exonerates nobody."""
    return all(holds(each, journey) for each in rule.criteria) and not any(
        holds(each, journey) for each in rule.unless
    )


def holds(criterion: Criterion, journey: Journey) -> bool:
    """Whether one criterion holds of what is known."""
    if criterion.operator is Operator.ANY_OF:
        return bool(criterion.codes & journey.codes.get(criterion.fact, frozenset()))
    if criterion.operator is Operator.HOLDS:
        return journey.flags.get(criterion.fact, False)
    number = journey.numbers.get(criterion.fact)
    return number is not None and _within(number, criterion)


def try_on(rule: Rule, journeys: Iterable[Journey]) -> Trial:
    """What the rule would have met: no traveller is marked, nothing but counts is kept."""
    travellers = hits = 0
    alone = [0] * len(rule.criteria)
    for journey in journeys:
        travellers += 1
        hits += meets(rule, journey)
        for place, criterion in enumerate(rule.criteria):
            alone[place] += holds(criterion, journey)
    return Trial(digest(rule), travellers, hits, tuple(alone))


def faults(rule: Rule) -> tuple[Finding, ...]:
    """What is wrong with a rule as it is written, before any trial; nothing of these may be left."""
    found = [fault for each in (*rule.criteria, *rule.unless) for fault in _criterion_faults(each)]
    if not rule.criteria:
        found.append(TARGETING.finding("rule_empty"))
    if not rule.aim.strip():
        found.append(TARGETING.finding("aim_missing"))
    named = [each.fact for each in (*rule.criteria, *rule.unless)]
    found += [
        TARGETING.finding("field_repeated", field=fact.value)
        for fact in sorted({*named})
        if named.count(fact) > 1
    ]
    return tuple(found)


def admit(rule: Rule, trial: Trial | None, today: date, *, factor: int = NARROWS_BY) -> tuple[Finding, ...]:
    """Everything that speaks against setting the rule live today; errors forbid it, warnings are shown to both persons."""
    found = [*faults(rule), *review_faults(rule, today), *_trial_faults(rule, trial)]
    if trial is not None and not found:
        found += _trait_faults(rule, trial, factor)
    if not rule.unless:
        found.append(TARGETING.finding("rule_without_exoneration"))
    return tuple(found)


def review_faults(rule: Rule, today: date) -> Iterator[Finding]:
    """What is wrong with the day by which the rule has to be looked at again."""
    if rule.review_on is None or rule.review_on <= today:
        yield TARGETING.finding("review_missing")
    elif rule.review_on - today > REVIEWED_WITHIN:
        yield TARGETING.finding("review_late", days=REVIEWED_WITHIN.days)


def ended(rule: Rule, today: date) -> Finding | None:
    """Why the rule has ended by itself; None while its review is not missed."""
    if rule.review_on is None or today <= rule.review_on:
        return None
    return TARGETING.finding("review_missed", review_on=rule.review_on.isoformat())


def digest(rule: Rule) -> str:
    """What tells this version of the rule from any other (SHA-256, hex)."""
    return sha256(msgspec.json.encode(asdict(rule), order="deterministic")).hexdigest()


def _within(number: int, criterion: Criterion) -> bool:
    above = criterion.least is None or number >= criterion.least
    return above and (criterion.most is None or number <= criterion.most)


def _criterion_faults(criterion: Criterion) -> Iterator[Finding]:
    name = criterion.fact.value
    if _FITTING[KINDS[criterion.fact]] is not criterion.operator:
        yield TARGETING.finding("operator_unfit", operator=criterion.operator.value, field=name)
    elif criterion.operator is Operator.ANY_OF and not criterion.codes:
        yield TARGETING.finding("values_missing", field=name)
    elif criterion.operator is Operator.BETWEEN:
        yield from _range_faults(criterion)


def _range_faults(criterion: Criterion) -> Iterator[Finding]:
    name = criterion.fact.value
    if criterion.least is None and criterion.most is None:
        yield TARGETING.finding("values_missing", field=name)
    elif criterion.least is not None and criterion.most is not None and criterion.least > criterion.most:
        yield TARGETING.finding("range_empty", field=name)


def _trial_faults(rule: Rule, trial: Trial | None) -> Iterator[Finding]:
    if trial is None:
        yield TARGETING.finding("trial_missing")
    elif trial.rule_digest != digest(rule):
        yield TARGETING.finding("trial_of_other_rule")
    elif trial.travellers < LEAST_TRIAL:
        yield TARGETING.finding("trial_small", travellers=trial.travellers, least=LEAST_TRIAL)


def _trait_faults(rule: Rule, trial: Trial, factor: int) -> Iterator[Finding]:
    """A trait needs conduct that narrows by itself, also where it speaks for the traveller: who is not excepted is what the rule finds."""
    conduct = [hits for each, hits in zip(rule.criteria, trial.alone, strict=True) if each.fact not in TRAITS]
    if any(hits * factor <= trial.travellers for hits in conduct):
        return
    for each in (*rule.criteria, *rule.unless):
        if each.fact in TRAITS:
            yield TARGETING.finding("trait_alone", field=each.fact.value, factor=factor)
