"""What birth dates, sex, nationality and documents say, by example and both ways round."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catenary.basis.dates import DateSpan
from catenary.basis.persons import Sex
from catenary.core.screening import attributes as facts
from catenary.core.screening.attributes import BIRTH_WEIGHTS, BirthRelation, relate_births
from catenary.core.screening.building import (
    birth_rows,
    confusable_number,
    country_code,
    document_hash,
    sex_code,
)

EXAMPLES = [
    (BirthRelation.SAME_YEAR, "1980-01-01", "1980-05"),
    (BirthRelation.SAME_MONTH, "1980-01-01", "1980-01"),
    (BirthRelation.CONTRADICTS, "1980-01-01", "1981-05"),
    (BirthRelation.ABSENT, "", "1971-03-09"),
    (BirthRelation.SAME_DAY, "1971-03-09", "1971-03-09"),
    (BirthRelation.SAME_MONTH, "1971-03", "1971-03-09"),
    (BirthRelation.SAME_MONTH, "1971-03", "1971-03"),
    (BirthRelation.SAME_YEAR, "1971", "1971-03-09"),
    (BirthRelation.SAME_YEAR, "1971", "1971"),
    (BirthRelation.SAME_YEAR, "1971-01-01", "1971-03-09"),
    (BirthRelation.SAME_YEAR, "1971-01-01", "1971-01-01"),
    (BirthRelation.WITHIN_RANGE, "1970/1973", "1971-03-09"),
    (BirthRelation.WITHIN_RANGE, "1971~", "1972-12-30"),
    (BirthRelation.WITHIN_RANGE, "1970/1973", "1972/1975"),
    (BirthRelation.DAY_MONTH_SWAPPED, "1971-03-09", "1971-09-03"),
    (BirthRelation.ONE_PART_DIFFERS, "1971-03-09", "1971-03-19"),
    (BirthRelation.ONE_PART_DIFFERS, "1971-03-09", "1971-08-09"),
    (BirthRelation.SAME_DAY_OTHER_YEAR, "1971-03-09", "1972-03-09"),
    (BirthRelation.SAME_DAY_OTHER_YEAR, "1971-03-09", "1981-03-09"),
    (BirthRelation.SAME_DAY_OTHER_YEAR, "1969-03-09", "1996-03-09"),
    (BirthRelation.NEAR, "1971-03-09", "1972-08-20"),
    (BirthRelation.NEAR, "1971", "1972-03-09"),
    (BirthRelation.NEAR, "1971-01-01", "1972-01-01"),
    (BirthRelation.YEAR_ONLY_DIFFERS, "1971-03-09", "1971-08-20"),
    (BirthRelation.CONTRADICTS, "1971-03-09", "1985-08-20"),
    (BirthRelation.CONTRADICTS, "1971~", "1985"),
    (BirthRelation.CONTRADICTS, "1970/1973", "1985-03-09"),
]
SPANS = st.builds(
    lambda year, rest, mark: f"{year}{rest}{mark if mark == '~' or not rest else ''}",
    st.integers(1940, 2010),
    st.sampled_from(["", "-01", "-03", "-01-01", "-03-09", "-09-03", "-12-31"]),
    st.sampled_from(["", "~", "/2012"]),
)


def relation(ours, theirs):
    rows = [birth_rows(DateSpan.parse(text) for text in texts if text) for texts in (ours, theirs)]
    return BirthRelation(relate_births(*rows))


@pytest.mark.parametrize(("expected", "one", "other"), EXAMPLES)
def test_every_relation_of_birth_dates_by_example_both_ways_round(expected, one, other):
    assert relation([one], [other]) is relation([other], [one]) is expected


def test_every_relation_has_an_example():
    assert {expected for expected, _, _ in EXAMPLES} == set(BirthRelation)


@settings(max_examples=200, deadline=None)
@given(st.lists(SPANS, max_size=3), st.lists(SPANS, max_size=3))
def test_birth_dates_relate_the_same_both_ways_round(ours, theirs):
    assert BIRTH_WEIGHTS[relation(ours, theirs)] == BIRTH_WEIGHTS[relation(theirs, ours)]


@settings(max_examples=100, deadline=None)
@given(st.lists(SPANS, min_size=1, max_size=3), st.lists(SPANS, min_size=1, max_size=2), SPANS)
def test_another_known_birth_date_never_says_less_for_one_person(ours, theirs, more):
    assert BIRTH_WEIGHTS[relation([*ours, more], theirs)] >= BIRTH_WEIGHTS[relation(ours, theirs)]


@pytest.mark.parametrize("year", ["0001", "9999"])
def test_the_ends_of_the_calendar_hold_approximate_dates(year):
    assert relation([f"{year}~"], [year]) is BirthRelation.WITHIN_RANGE


@pytest.mark.parametrize(
    ("one", "other", "nats"),
    [
        (Sex.FEMALE, Sex.FEMALE, facts.SEX_AGREES),
        (Sex.FEMALE, Sex.MALE, facts.SEX_CONTRADICTS),
        (Sex.UNSPECIFIED, Sex.MALE, 0.0),
        (None, Sex.MALE, 0.0),
    ],
)
def test_sex_agrees_contradicts_or_says_nothing(one, other, nats):
    assert facts.sex_evidence(sex_code(one), sex_code(other)) == nats
    assert facts.sex_evidence(sex_code(other), sex_code(one)) == nats


def test_country_codes_are_one_number_each_whatever_their_case():
    assert country_code("uto") == country_code("UTO") != country_code("UTP")


@pytest.mark.parametrize(
    ("one", "other"), [("AO123", "A0123"), ("I1", "11"), ("AB 12-3", "ab123"), ("S5Z2", "5522")]
)
def test_document_numbers_read_for_one_another_share_a_hash(one, other):
    assert document_hash(one) == document_hash(other)


@given(st.text(max_size=12))
def test_what_a_number_is_confused_with_is_settled_at_once(number):
    assert confusable_number(confusable_number(number)) == confusable_number(number)
