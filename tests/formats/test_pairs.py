import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catenary.basis.persons import PersonName, Sex
from catenary.core.screening.model import ListedDocument
from catenary.formats.pairs import read_pairs


def pair(query, candidate=None):
    line = json.dumps(
        {"query": query, "candidate": {"name": "B"} if candidate is None else candidate}
    ).encode()
    return next(read_pairs([line]))


def codes(found):
    return [finding.code for finding in found.findings]


def test_properties_may_be_one_value_or_a_list():
    query = pair(
        {
            "name": ["A", "B"],
            "birthDate": "1971-03",
            "gender": "male",
            "nationality": ["no", "Iran"],
            "passportNumber": "X1",
        }
    ).query
    assert query.names == (PersonName("A"), PersonName("B"))
    assert (str(query.born[0]), query.sex, query.nationalities) == ("1971-03", Sex.MALE, ("NOR", "IRN"))
    assert query.documents == (ListedDocument("X1", "passport"),)


def test_parts_of_a_name_join_the_whole_name_of_the_same_words():
    assert pair({"name": "Osterlin Ida", "firstName": "Ida", "lastName": "Osterlin"}).query.names == (
        PersonName("Osterlin Ida", "Osterlin", "Ida"),
    )


def test_parts_alone_make_the_name():
    assert pair({"firstName": "Ida", "fatherName": "Nils", "lastName": "Osterlin"}).query.names == (
        PersonName("Ida Nils Osterlin", "Osterlin", "Ida Nils"),
    )


def test_an_entity_with_properties_is_read_as_one():
    assert pair({"id": "a", "schema": "Person", "properties": {"name": ["A"]}}).query.names == (
        PersonName("A"),
    )


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"{oops", "pairs.line_unreadable"),
        (b"[]", "pairs.line_unreadable"),
        (b'{"query": {"name": "A"}}', "pairs.side_missing"),
        (b'{"query": 7, "candidate": {"name": "B"}}', "pairs.side_missing"),
    ],
)
def test_a_bad_line_keeps_its_place_and_says_why(line, code):
    good = b'{"query": {"name": "A"}, "candidate": {"name": "B"}}'
    pairs = list(read_pairs([good, line, b"\n", good]))
    assert [bool(found.query) for found in pairs] == [True, False, True]
    assert codes(pairs[1]) == [code]
    assert (pairs[1].findings[0].at.segment, pairs[1].findings[0].params["line"]) == (1, 2)


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({}, "pairs.name_missing"),
        ({"name": "A", "birthDate": "around 1970"}, "pairs.born_unreadable"),
        ({"name": "A", "gender": "?"}, "pairs.sex_unreadable"),
        ({"name": "A", "country": "Lower Atlantis"}, "pairs.country_unknown"),
    ],
)
def test_a_value_that_cannot_be_read_is_a_finding_that_names_its_side(query, code):
    found = pair(query)
    assert codes(found) == [code]
    assert found.findings[0].params["side"] == "query"


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda v: st.lists(v, max_size=3),
    max_leaves=5,
)
properties = st.dictionaries(
    st.sampled_from(["name", "birthDate", "gender", "country", "idNumber", "firstName", "properties"]), values
)


@given(query=properties | values, candidate=properties | values)
def test_any_values_give_a_pair_or_findings(query, candidate):
    found = pair(query, candidate or {})
    assert found.query is not None or found.findings


@given(st.lists(st.binary(max_size=50), max_size=4))
def test_any_bytes_give_one_pair_a_line(lines):
    assert len(list(read_pairs(lines))) == sum(bool(line.strip()) for line in lines)
