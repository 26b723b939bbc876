import pytest
from hypothesis import given
from hypothesis import strategies as st

from catenary.basis.findings import ProblemError
from catenary.core.assessment.connection import connection, demand_connected, rated_cells
from catenary.core.assessment.ratings import Rating

cells = st.frozensets(st.tuples(st.sampled_from("stuvwx"), st.sampled_from("pq")), min_size=1, max_size=3)
graphs = st.dictionaries(st.sampled_from("abcdefgh"), cells, min_size=1)


def test_raters_who_rated_the_same_are_connected_through_each_other():
    found = connection({"a": {("s", "q")}, "b": {("s", "q"), ("t", "q")}, "c": {("t", "q")}})
    assert found.connected
    assert found.links == []
    assert found.needed == {"b"}


def test_one_case_does_not_connect_those_who_rated_other_questions_of_it():
    assert len(connection({"a": {("s", "p")}, "b": {("s", "q")}}).parts) == 2


@given(graphs)
def test_the_additions_proposed_connect_everybody_and_none_can_be_spared(rated):
    found = connection(rated)
    assert len(found.links) == len(found.parts) - 1

    def after(links):
        more = {rater: set(own) for rater, own in rated.items()}
        for link in links:
            more[link.rater].add((link.case, link.question))
        return connection(more).connected

    assert after(found.links)
    assert all(not after([each for each in found.links if each is not link]) for link in found.links)


@given(graphs)
def test_without_a_needed_rater_the_others_fall_apart(rated):
    found = connection(rated)
    for rater in rated:
        rest = {each: own for each, own in rated.items() if each != rater}
        assert (rater in found.needed) == (len(connection(rest).parts) > len(found.parts))


def test_no_addition_is_proposed_where_a_conflict_of_interest_stands():
    rated = {"a": {("s", "q")}, "b": {("t", "q")}}
    assert [link.rater for link in connection(rated, lambda rater, _: rater == "a").links] == ["a"]
    none = connection(rated, lambda *_: False)
    assert none.links == []
    assert none.apart == {"b"}


def test_ratings_without_a_level_connect_nobody():
    ratings = [Rating("s", "q", "a", 3), Rating("s", "q", "b", None), Rating("t", "q", "b", 2)]
    with pytest.raises(ProblemError) as refused:
        demand_connected(rated_cells(ratings))
    assert refused.value.finding.params == {"parts": 2, "links": 1}


def test_an_addition_can_be_told():
    (link,) = connection({"a": {("s", "q")}, "b": {("t", "q")}}).links
    assert link.finding.params == {"rater": "b", "case": "s", "question": "q"}
