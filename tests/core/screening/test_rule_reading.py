import pytest
from hypothesis import given
from hypothesis import strategies as st

from catenary.basis.findings import ProblemError
from catenary.core.screening.rule_reading import (
    LIMITS,
    MOST_VALUES,
    OPERATORS,
    as_kept,
    criteria_of,
    criterion,
    values_in,
)
from catenary.core.screening.targeting import Rule, faults
from catenary.core.screening.targeting_facts import KINDS, Fact

PROTECTED = (
    "race",
    "ethnic_origin",
    "religion",
    "belief",
    "political_opinion",
    "union",
    "health",
    "sexual_life",
    "name",
    "meal",
)

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6),
    lambda each: st.lists(each, max_size=2) | st.dictionaries(st.text(max_size=6), each, max_size=2),
    max_leaves=6,
)
kept = st.fixed_dictionaries(
    {},
    optional={
        "fact": st.sampled_from([*(each.value for each in Fact), *PROTECTED]) | st.text(max_size=8),
        "codes": st.none()
        | st.lists(st.text(max_size=5) | st.sampled_from(["QMV", "UTO", "female"]), max_size=3),
        "least": anything,
        "most": anything,
    },
)


def read_if_possible(told):
    """None where a coded refusal says why; anything else is a crash."""
    try:
        return criteria_of([told])[0]
    except ProblemError:
        return None


@given(kept)
def test_whatever_is_kept_reads_as_a_fact_of_the_vocabulary_or_not_at_all(told):
    read = read_if_possible(told)
    if read is None:
        return
    assert read.fact in set(Fact)
    assert read.operator is OPERATORS[KINDS[read.fact]]
    assert criteria_of([as_kept(read)]) == (read,)
    assert not [each for each in faults(Rule("x", (read,))) if each.code == "targeting.operator_unfit"]


@pytest.mark.parametrize("trait", PROTECTED)
def test_a_protected_trait_cannot_be_named(trait):
    with pytest.raises(ProblemError) as refusal:
        criterion(trait, ["X"])
    assert refusal.value.finding.code == "targeting.fact_unknown"


@pytest.mark.parametrize(
    ("fact", "values"),
    [
        (Fact.ORIGIN, ["Utopia"]),
        (Fact.NATIONALITY, ["UT"]),
        (Fact.CARRIER, ["MUSLIM"]),
        (Fact.SEX, ["gay"]),
        (Fact.PAYMENT, ["KOSHER"]),
        (Fact.ONE_WAY, ["YES"]),
        (Fact.AGE, ["30"]),
    ],
)
def test_a_value_has_the_form_of_its_fact_and_stands_for_nothing_else(fact, values):
    with pytest.raises(ProblemError) as refusal:
        criterion(fact.value, values)
    assert refusal.value.finding.code == "targeting.values_odd"


@pytest.mark.parametrize(
    ("fact", "number"), [(fact, end) for fact, ends in LIMITS.items() for end in (ends[0] - 1, ends[1] + 1)]
)
def test_a_number_that_cannot_be_is_told(fact, number):
    with pytest.raises(ProblemError) as refusal:
        criterion(fact.value, least=number)
    assert refusal.value.finding.code == "targeting.number_odd"


def test_codes_are_read_as_people_list_them():
    assert list(values_in(" qmv, utp;\nqls ")) == ["qmv", "utp", "qls"]
    assert criterion("via", ["qmv", " utp"]).codes == {"QMV", "UTP"}
    assert criterion("sex", ["Female"]).codes == {"female"}


def test_a_criterion_names_no_more_values_than_somebody_can_read():
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    many = [f"Q{one}{two}" for one in letters for two in letters][: MOST_VALUES + 1]
    with pytest.raises(ProblemError) as refusal:
        criterion("via", many)
    assert refusal.value.finding.code == "targeting.values_many"
