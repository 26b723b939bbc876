"""How long a carrier would have to wait, as one process knows it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catenary.desk.intake import patience
from catenary.desk.intake.patience import Pace


@pytest.fixture
def clock(monkeypatch):
    """Stands still unless it is put forward."""
    at = [1000.0]
    monkeypatch.setattr(patience.time, "monotonic", lambda: at[0])
    return at


def serve(pace, clock, octets, seconds, *, measured=True):
    turn = pace.begin_anyway(octets)
    clock[0] += seconds
    pace.end(turn, measured=measured)


def test_everybody_is_taken_before_anything_was_measured():
    pace = Pace()
    assert all(pace.begin(50_000, 0.0) for _ in range(9))


def test_beside_what_is_at_hand_a_message_takes_the_time_of_both(clock):
    pace = Pace()
    serve(pace, clock, 8000, 2.0)
    assert pace.begin(8000, 4.0)
    assert not pace.begin(8000, 3.99)
    assert pace.begin(8000, 4.01)
    assert not pace.begin(8000, 5.99)


def test_a_small_message_does_not_wait_for_a_large_one_beside_it(clock):
    pace = Pace()
    serve(pace, clock, 8000, 2.0)
    assert pace.begin(98_000, 0.0)
    assert not pace.begin(98_000, 39.9)
    assert pace.begin(8000, 4.01)


def test_what_was_not_taken_is_not_at_hand(clock):
    pace = Pace()
    serve(pace, clock, 8000, 2.0)
    assert pace.begin(8000, 4.0)
    assert not any(pace.begin(8000, 1.0) for _ in range(9))
    assert pace.begin(8000, 4.01)


def test_whoever_finds_nobody_at_work_is_taken_however_slow_the_one_before_was(clock):
    pace = Pace()
    serve(pace, clock, 100, 600.0)
    assert pace.begin(100, 0.0)


def test_what_was_slow_once_is_forgotten_as_others_are_fast(clock):
    pace = Pace()
    for seconds in (600.0, *[0.01] * 200):
        serve(pace, clock, 100, seconds)
    assert pace.begin(100, 0.0)
    assert pace.begin(100, 0.05)


def test_what_was_only_taken_says_nothing_of_how_long_a_check_takes(clock):
    pace = Pace()
    serve(pace, clock, 100, 600.0, measured=False)
    assert pace.begin(100, 0.0)
    assert pace.begin(100, 0.0)


@given(st.lists(st.integers(0, 10**7), max_size=12), st.integers(0, 10**7), st.floats(0, 1e6))
def test_when_all_is_ended_nothing_is_at_hand(sizes, octets, within):
    pace = Pace()
    for turn in [turn for each in sizes if (turn := pace.begin(each, within))]:
        pace.end(turn, measured=True)
    assert pace.begin(octets, 0.0)
