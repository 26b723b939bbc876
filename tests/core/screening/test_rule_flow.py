"""Whatever the sequence of acts: nothing unlawful gets in force, no author decides, and a missed review ends a rule."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catenary.basis.findings import ProblemError, Severity
from catenary.core.screening.rule_flow import (
    STEPS,
    RuleAct,
    RuleState,
    Version,
    after_review_day,
    take,
)
from catenary.core.screening.targeting import (
    LEAST_TRIAL,
    NARROWS_BY,
    Criterion,
    Operator,
    Rule,
    Trial,
    admit,
    digest,
)
from catenary.core.screening.targeting_facts import TRAITS, Fact

TODAY = date(2026, 11, 23)
VIA = Criterion(Fact.VIA, Operator.ANY_OF, frozenset({"QMV"}))
SEX = Criterion(Fact.SEX, Operator.ANY_OF, frozenset({"female"}))
AGE = Criterion(Fact.AGE, Operator.BETWEEN, least=30)
PEOPLE = ("ada", "ben", "cid")

rules = st.builds(
    Rule,
    aim=st.sampled_from(["", "Couriers"]),
    criteria=st.lists(st.sampled_from([VIA, SEX, AGE]), max_size=3).map(tuple),
    review_on=st.sampled_from(
        [None, TODAY - timedelta(days=1), TODAY + timedelta(days=30), TODAY + timedelta(days=999)]
    ),
)


@st.composite
def trials(draw, rule):
    """Whatever a count may have come to, also of another rule."""
    travellers = draw(st.integers(0, 2 * LEAST_TRIAL))
    alone = tuple(draw(st.integers(0, travellers)) for _ in rule.criteria)
    words = draw(st.sampled_from([digest(rule), "0" * 64]))
    return Trial(words, travellers, min(alone, default=0), alone)


steps = st.tuples(st.sampled_from(list(RuleAct)), st.sampled_from(PEOPLE), st.integers(0, 40))


@given(st.data())
def test_nothing_gets_in_force_but_what_was_admitted_that_day_by_who_neither_wrote_nor_proposed_it(data):
    rule = data.draw(rules)
    version, wrote = Version(rule, frozenset({"ada"})), {"ada"}
    for act, by, later in data.draw(st.lists(steps, max_size=12)):
        day = TODAY + timedelta(days=later)
        version = after_review_day(version, day)
        trial = data.draw(st.none() | trials(rule))
        try:
            version = take(version, act, by, day, trial)
        except ProblemError:
            continue
        wrote |= {by} if act is RuleAct.PROPOSE else set()
        if act is RuleAct.PUT_IN_FORCE:
            assert by not in wrote
            assert trial is not None
            assert not [each for each in admit(rule, trial, day) if each.severity is Severity.ERROR]
            _demand_lawful(rule, trial)
        assert (
            version.state is not RuleState.IN_FORCE
            or after_review_day(version, day).state is RuleState.IN_FORCE
        )


def _demand_lawful(rule, trial):
    """Said once more in other words: conduct that narrows stands beside every trait, tried on enough in these very words."""
    assert trial.travellers >= LEAST_TRIAL
    assert trial.rule_digest == digest(rule)
    if any(each.fact in TRAITS for each in rule.criteria):
        pairs = zip(rule.criteria, trial.alone, strict=True)
        conduct = [hits for each, hits in pairs if each.fact not in TRAITS]
        assert min(conduct) * NARROWS_BY <= trial.travellers


def in_force(review_on):
    rule = Rule("Couriers", (VIA,), (), review_on)
    trial = Trial(digest(rule), LEAST_TRIAL, 5, (5,))
    version = take(Version(rule, frozenset({"ada"})), RuleAct.TRY, "ada", TODAY)
    version = take(version, RuleAct.PROPOSE, "ben", TODAY, trial)
    return take(version, RuleAct.PUT_IN_FORCE, "cid", TODAY, trial), trial


def test_a_rule_in_force_ends_on_the_day_after_its_review_was_missed():
    review_on = TODAY + timedelta(days=30)
    version, _ = in_force(review_on)
    assert after_review_day(version, review_on) == version
    assert after_review_day(version, review_on + timedelta(days=1)).state is RuleState.ENDED


@pytest.mark.parametrize("by", ["ada", "ben"])
def test_who_proposed_once_decides_about_no_later_proposal(by):
    version, trial = in_force(TODAY + timedelta(days=30))
    version = take(version, RuleAct.SUSPEND, "cid", TODAY)
    version = take(version, RuleAct.PROPOSE, "cid", TODAY, trial)
    for each in (by, "cid"):
        with pytest.raises(ProblemError) as refusal:
            take(version, RuleAct.PUT_IN_FORCE, each, TODAY, trial)
        assert refusal.value.finding.code == "targeting.own_rule"


def test_what_ended_takes_no_step_and_everything_else_can_be_ended():
    assert not [state for state, _ in STEPS if state is RuleState.ENDED]
    assert {state for state, act in STEPS if act is RuleAct.END} == set(RuleState) - {RuleState.ENDED}


def test_only_a_decision_of_a_proposed_rule_puts_it_in_force():
    into = {step for step, state in STEPS.items() if state is RuleState.IN_FORCE}
    assert into == {(RuleState.PROPOSED, RuleAct.PUT_IN_FORCE)}
