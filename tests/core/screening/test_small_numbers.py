import pytest
from hypothesis import given
from hypothesis import strategies as st

from catenary.core.screening.small_numbers import FEW, share, told

counts = st.dictionaries(st.text("abcdef", min_size=1, max_size=2), st.integers(0, 40), max_size=8)


@given(counts)
def test_no_small_count_is_told_nor_had_by_subtraction(table):
    shown = told(table)
    assert all(number is None or number == 0 or number >= FEW for number in shown.values())
    hidden = [name for name, number in shown.items() if number is None]
    others = [name for name, number in table.items() if number >= FEW]
    assert len(hidden) != 1 or not others
    assert all(shown[name] == table[name] for name in table if name not in hidden)


def test_nothing_is_withheld_that_is_large():
    assert told({"a": 10, "b": 0, "c": 900}) == {"a": 10, "b": 0, "c": 900}
    assert told({"a": 3, "b": 10, "c": 900}) == {"a": None, "b": None, "c": 900}
    assert told({"a": 3, "b": 4, "c": 900}) == {"a": None, "b": None, "c": 900}


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_intervals_are_those_published_for_the_score_method(part, whole, low, high):
    """R. G. Newcombe, Statistics in Medicine 17 (1998) 857, table I, method 3."""
    found = share(part, whole)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@given(st.integers(0, 500), st.integers(0, 500))
def test_the_share_lies_in_its_interval(part, more):
    found = share(part, part + more)
    assert 0 <= found.low <= found.high <= 1
    if found.value is not None:
        assert found.low <= found.value <= found.high


def test_few_cases_are_said_to_be_few_and_nothing_has_no_share():
    assert share(3, 29).is_small
    assert not share(3, 30).is_small
    assert share(0, 0).value is None
    with pytest.raises(ValueError, match="a part"):
        share(2, 1)
