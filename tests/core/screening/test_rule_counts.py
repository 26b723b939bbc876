import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catenary.core.screening import rule_counts
from catenary.core.screening.rule_counts import (
    OTHER,
    UNKNOWN,
    Both,
    Counted,
    Counts,
    Division,
    add,
    age_band,
    as_kept,
    count,
    counts_of,
)
from catenary.core.screening.targeting import Criterion, Operator, Rule, digest, try_on
from catenary.core.screening.targeting_facts import Fact, Journey

VIA = Criterion(Fact.VIA, Operator.ANY_OF, frozenset({"QMV"}))
ALONE = Criterion(Fact.PARTY_SIZE, Operator.BETWEEN, most=1)
RULE = Rule("Couriers", (VIA, ALONE))
OTHERS = {"alone": Rule("x", (ALONE,))}

people = st.builds(
    lambda via, party, sex, age, route: Counted(
        Journey(
            codes={Fact.VIA: frozenset({via}), Fact.SEX: frozenset({sex})}
            if sex
            else {Fact.VIA: frozenset({via})},
            numbers={Fact.PARTY_SIZE: party, **({} if age is None else {Fact.AGE: age})},
        ),
        route,
        "UW1",
    ),
    st.sampled_from(["QMV", "UTP"]),
    st.integers(1, 2),
    st.sampled_from(["female", "male", ""]),
    st.none() | st.integers(0, 99),
    st.sampled_from(["UTP-QLS", "UTP-QMV"]),
)


@given(st.lists(people, max_size=30), st.integers(0, 30))
def test_a_count_that_stops_and_goes_on_comes_to_the_same(listed, at):
    whole = count(RULE, listed, OTHERS)
    assert add(count(RULE, listed[:at], OTHERS), count(RULE, listed[at:], OTHERS)) == whole
    assert whole.trial(RULE) == try_on(RULE, [each.journey for each in listed])
    assert counts_of(whole.travellers, whole.hits, json.loads(json.dumps(as_kept(whole)))) == whole


@given(st.lists(people, max_size=30))
def test_every_traveller_stands_once_in_each_division(listed):
    found = count(RULE, listed)
    for table in found.by.values():
        assert sum(both.travellers for both in table.values()) == len(listed)
        assert sum(both.hits for both in table.values()) == found.hits


def test_what_is_not_known_is_counted_as_not_known():
    found = count(RULE, [Counted(Journey(), "UTP-QLS", "UW1")])
    assert {found.by[each][UNKNOWN] for each in (Division.SEX, Division.AGE, Division.NATIONALITY)} == {
        Both(1, 0)
    }


@pytest.mark.parametrize(
    ("age", "band"), [(0, "0-17"), (17, "0-17"), (18, "18-29"), (59, "45-59"), (60, "60+"), (101, "60+")]
)
def test_ages_fall_in_bands(age, band):
    assert age_band(age) == band


def test_too_many_values_are_counted_together(monkeypatch):
    monkeypatch.setattr(rule_counts, "MOST_VALUES", 2)
    parts = [Counts(1, 1, (1, 1), {Division.ROUTE: {name: Both(1, 1)}}) for name in ("A", "B", "C", "D")]
    total = Counts()
    for each in parts:
        total = add(total, each)
    assert total.by[Division.ROUTE] == {"A": Both(1, 1), "B": Both(1, 1), OTHER: Both(2, 2)}


def test_counts_of_two_rules_are_not_added():
    with pytest.raises(ValueError, match="two rules"):
        add(Counts(1, 1, (1,)), Counts(1, 1, (1, 1)))


def test_a_trial_is_of_these_very_words():
    assert Counts(1, 0, (0, 0)).trial(RULE).rule_digest == digest(RULE)
