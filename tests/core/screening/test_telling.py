"""When a carrier is told of a changed answer, and when it is tried again."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catenary.core.screening.telling import (
    FIRST_WAIT,
    LONGEST_WAIT,
    TellingState,
    standing_of,
    wait_after,
)


def test_waits_double_up_to_a_limit():
    assert [wait_after(attempts) for attempts in (1, 2, 3)] == [FIRST_WAIT, 2 * FIRST_WAIT, 4 * FIRST_WAIT]
    assert wait_after(10_000) == LONGEST_WAIT


@given(st.integers(0, 1000))
def test_no_wait_is_shorter_than_the_one_before(attempts):
    assert timedelta(0) < wait_after(attempts) <= wait_after(attempts + 1)


@pytest.mark.parametrize(
    ("is_newest", "is_open", "state"),
    [
        (True, True, TellingState.WAITS),
        (True, False, TellingState.TOO_LATE),
        (False, True, TellingState.OVERTAKEN),
        (False, False, TellingState.OVERTAKEN),
    ],
)
def test_only_the_newest_answer_of_a_flight_that_can_be_boarded_is_told(is_newest, is_open, state):
    assert standing_of(TellingState.WAITS, is_newest=is_newest, is_open=is_open) is state


@given(
    st.sampled_from([each for each in TellingState if each is not TellingState.WAITS]),
    st.booleans(),
    st.booleans(),
)
def test_what_is_settled_stays_as_it_is(state, is_newest, is_open):
    assert standing_of(state, is_newest=is_newest, is_open=is_open) is state
