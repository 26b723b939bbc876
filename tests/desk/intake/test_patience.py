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


def test_nobody_expects_to_wait_before_anything_was_measured(clock):
    pace = Pace()
    with pace.at_work(50_000):
        assert pace.expected(50_000) == 0


def test_beside_what_is_at_hand_a_message_takes_the_time_of_both(clock):
    pace = Pace()
    with pace.at_work(8000):
        clock[0] += 2.0
    with pace.at_work(8000):
        assert pace.expected(8000) == pytest.approx(4.0)
        with pace.at_work(8000):
            assert pace.expected(8000) == pytest.approx(6.0)


def test_whoever_finds_nobody_at_work_expects_no_wait_however_slow_the_one_before_was(clock):
    pace = Pace()
    with pace.at_work(100):
        clock[0] += 600.0
    assert pace.expected(100) == 0


def test_what_was_slow_once_is_forgotten_as_others_are_fast(clock):
    pace = Pace()
    for seconds in (600.0, *[0.01] * 60):
        with pace.at_work(100):
            clock[0] += seconds
    with pace.at_work(100):
        assert pace.expected(100) < 0.05


def test_what_failed_is_at_hand_no_longer(clock):
    pace = Pace()

    def fail():
        with pace.at_work(100):
            clock[0] += 1.0
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert pace.expected(100) == 0


@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=8), st.integers(0, 10**7))
def test_more_at_hand_never_makes_the_expected_wait_shorter(sizes, octets):
    pace = Pace()
    with pace.at_work(octets):
        pass
    held, told = [], []
    for each in sizes:
        held.append(pace.at_work(each))
        held[-1].__enter__()
        told.append(pace.expected(octets))
    assert told == sorted(told)
    for each in held:
        each.__exit__(None, None, None)
