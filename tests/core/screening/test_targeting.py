from datetime import date, timedelta

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from catenary.core.screening.targeting import (
    LEAST_TRIAL,
    NARROWS_BY,
    Criterion,
    Operator,
    Rule,
    admit,
    digest,
    ended,
    faults,
    holds,
    meets,
    try_on,
)
from catenary.core.screening.targeting_facts import KINDS, TRAITS, Fact, Journey

TODAY = date(2026, 11, 22)
VIA = Criterion(Fact.VIA, Operator.ANY_OF, frozenset({"QMV"}))
LATE = Criterion(Fact.TICKETED_HOURS_BEFORE, Operator.BETWEEN, most=24)
NATIONALITY = Criterion(Fact.NATIONALITY, Operator.ANY_OF, frozenset({"QMR"}))
CHILDREN = Criterion(Fact.PARTY_SIZE, Operator.BETWEEN, least=4)
RULE = Rule("Couriers who avoid the direct way", (VIA, LATE), (CHILDREN,), TODAY + timedelta(days=90))


def journey(via="QMV", hours=5, party=1, nationality="UTO"):
    return Journey(
        codes={Fact.VIA: frozenset({via}), Fact.NATIONALITY: frozenset({nationality})},
        numbers={Fact.TICKETED_HOURS_BEFORE: hours, Fact.PARTY_SIZE: party},
    )


def codes(findings):
    return [finding.code.removeprefix("targeting.") for finding in findings]


def traffic(rare):
    """Past traffic in which one journey in `rare` goes by the airport of the rule."""
    return [journey("QMV" if number % rare == 0 else "UTP") for number in range(LEAST_TRIAL)]


def test_every_criterion_must_hold_and_nothing_may_exonerate():
    assert meets(RULE, journey())
    assert not meets(RULE, journey(via="UTP"))
    assert not meets(RULE, journey(hours=25))
    assert not meets(RULE, journey(party=4))


def test_what_is_not_known_meets_nothing():
    assert not meets(RULE, Journey())
    assert not holds(Criterion(Fact.ONE_WAY, Operator.HOLDS), Journey())


@pytest.mark.parametrize(
    ("criterion", "code"),
    [
        (Criterion(Fact.VIA, Operator.BETWEEN, least=1), "operator_unfit"),
        (Criterion(Fact.VIA, Operator.ANY_OF), "values_missing"),
        (Criterion(Fact.BAGS, Operator.BETWEEN), "values_missing"),
        (Criterion(Fact.BAGS, Operator.BETWEEN, least=3, most=2), "range_empty"),
    ],
)
def test_a_criterion_that_asks_nothing_or_the_wrong_thing_is_told(criterion, code):
    assert codes(faults(evolve(RULE, criteria=(criterion,)))) == [code]


def test_a_rule_needs_an_aim_a_criterion_and_no_criterion_twice():
    assert codes(faults(Rule("", ()))) == ["rule_empty", "aim_missing"]
    assert codes(faults(evolve(RULE, criteria=(VIA, VIA)))) == ["field_repeated"]
    assert codes(faults(evolve(RULE, unless=(VIA,)))) == ["field_repeated"]
    assert codes(faults(evolve(RULE, unless=(CHILDREN, CHILDREN)))) == ["field_repeated"]


def test_a_rule_goes_live_after_a_trial_of_this_version_on_enough_traffic():
    assert admit(RULE, try_on(RULE, traffic(50)), TODAY) == ()
    assert codes(admit(RULE, None, TODAY)) == ["trial_missing"]
    assert codes(admit(RULE, try_on(evolve(RULE, aim="other"), traffic(50)), TODAY)) == [
        "trial_of_other_rule"
    ]
    assert codes(admit(RULE, try_on(RULE, traffic(50)[:9]), TODAY)) == ["trial_small"]


@pytest.mark.parametrize(("rare", "told"), [(NARROWS_BY, []), (NARROWS_BY - 1, ["trait_alone"])])
def test_a_trait_stands_only_beside_conduct_that_narrows_by_itself(rare, told):
    rule = evolve(RULE, criteria=(VIA, NATIONALITY))
    assert codes(admit(rule, try_on(rule, traffic(rare)), TODAY)) == told


@pytest.mark.parametrize(("rare", "told"), [(NARROWS_BY, []), (NARROWS_BY - 1, ["trait_alone"])])
def test_everybody_but_those_of_a_trait_is_asked_only_beside_conduct_that_narrows_by_itself(rare, told):
    rule = evolve(RULE, criteria=(VIA,), unless=(NATIONALITY,))
    assert codes(admit(rule, try_on(rule, traffic(rare)), TODAY)) == told


@given(st.sets(st.sampled_from(sorted(TRAITS)), min_size=1))
def test_traits_by_themselves_never_make_a_rule(traits):
    criteria = tuple(
        Criterion(fact, Operator.BETWEEN, least=200)
        if fact is Fact.AGE
        else Criterion(fact, Operator.ANY_OF, frozenset({"Z"}))
        for fact in sorted(traits)
    )
    rule = evolve(RULE, criteria=criteria)
    found = admit(rule, try_on(rule, traffic(50)), TODAY)
    assert codes(found) == ["trait_alone"] * len(traits)


def test_no_fact_can_name_what_is_protected():
    protected = (
        "race",
        "ethnic",
        "religion",
        "belief",
        "politic",
        "opinion",
        "union",
        "health",
        "sexual",
        "meal",
        "name",
    )
    assert not [fact for fact in Fact if any(word in fact.value for word in protected)]
    assert set(KINDS) == set(Fact)


def test_a_rule_without_exoneration_is_told_to_both_persons():
    rule = evolve(RULE, unless=())
    assert codes(admit(rule, try_on(rule, traffic(50)), TODAY)) == ["rule_without_exoneration"]


def test_a_rule_ends_by_itself_when_its_review_is_missed():
    assert ended(RULE, RULE.review_on) is None
    assert ended(RULE, RULE.review_on + timedelta(days=1)).code == "targeting.review_missed"
    assert codes(
        admit(evolve(RULE, review_on=TODAY), try_on(evolve(RULE, review_on=TODAY), traffic(50)), TODAY)
    ) == ["review_missing"]
    late = evolve(RULE, review_on=TODAY + timedelta(days=400))
    assert codes(admit(late, try_on(late, traffic(50)), TODAY)) == ["review_late"]


def test_any_change_of_a_rule_is_another_version():
    assert len({digest(RULE), digest(evolve(RULE, aim="x")), digest(evolve(RULE, criteria=(VIA,)))}) == 3
