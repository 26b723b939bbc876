"""An outside register: what its answers mean beside ours, and when it is left alone."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catenary.core.documents.model import DocumentAnswer, DocumentStatus, RecordedStatus
from catenary.core.documents.outside import (
    FAILURES,
    LONGEST_REST,
    REST,
    Breaker,
    BreakerState,
    OutsideAnswered,
    OutsideFault,
    OutsideStatus,
    after,
    joined,
    may_ask,
)

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
FAILED = OutsideAnswered(OutsideStatus.NOT_CHECKED, fault=OutsideFault.TIMED_OUT)
WELL = OutsideAnswered(OutsideStatus.NO_MATCH)
NOTHING = DocumentAnswer(DocumentStatus.NOT_FOUND)
FOUND = DocumentAnswer(DocumentStatus.FOUND, recorded=(RecordedStatus.STOLEN,))
ABSENT = DocumentAnswer(DocumentStatus.NOT_CHECKED)


def codes(answer):
    return [each.code for each in answer.findings]


@pytest.mark.parametrize("outside", [None, *OutsideStatus])
@pytest.mark.parametrize("holds_back", [False, True])
def test_what_our_own_register_found_stands_whatever_another_says(outside, holds_back):
    assert joined(FOUND, outside, own_exists=True, holds_back=holds_back) == FOUND


@pytest.mark.parametrize("own", [NOTHING, ABSENT])
def test_a_match_outside_is_a_finding_for_a_human(own):
    told = joined(own, OutsideStatus.MATCH, own_exists=own is NOTHING, holds_back=False)
    assert (told.status, codes(told)) == (DocumentStatus.FOUND, ["documents.outside_match"])


def test_a_no_of_the_outside_register_is_no_answer_for_one_of_ours_that_could_not_be_asked():
    assert joined(ABSENT, OutsideStatus.NO_MATCH, own_exists=True, holds_back=False) == ABSENT
    assert joined(ABSENT, OutsideStatus.NO_MATCH, own_exists=False, holds_back=False) == NOTHING


@given(
    st.sampled_from([NOTHING, FOUND, ABSENT]),
    st.sampled_from([OutsideStatus.WAITING, OutsideStatus.NOT_CHECKED]),
    st.booleans(),
    st.booleans(),
)
def test_no_answer_is_never_a_no(own, outside, own_exists, holds_back):
    told = joined(own, outside, own_exists=own_exists, holds_back=holds_back)
    if own is not FOUND:
        assert codes(told)[-1].startswith("documents.outside_")
        assert told.status is (DocumentStatus.NOT_CHECKED if holds_back else own.status)


# the breaker


def fail(breaker, times, now=NOW):
    for _ in range(times):
        breaker = after(breaker, FAILED, now)
    return breaker


def test_failures_one_after_the_other_open_it_and_an_answer_between_begins_anew():
    assert fail(Breaker(), FAILURES - 1).state is BreakerState.CLOSED
    assert fail(Breaker(), FAILURES).state is BreakerState.OPEN
    between = after(fail(Breaker(), FAILURES - 1), WELL, NOW)
    assert fail(between, FAILURES - 1).state is BreakerState.CLOSED


def test_while_it_rests_nothing_is_asked_and_then_one_question_tries():
    opened = fail(Breaker(), FAILURES)
    assert may_ask(opened, NOW + REST - timedelta(seconds=1), 40) == (opened, 0)
    trying, allowed = may_ask(opened, NOW + REST, 40)
    assert (trying.state, allowed) == (BreakerState.HALF_OPEN, 1)
    assert after(trying, WELL, NOW + REST) == Breaker()


def test_a_trial_that_fails_rests_twice_as_long_up_to_a_limit():
    breaker, now = fail(Breaker(), FAILURES), NOW
    rests = []
    for _ in range(8):
        rests.append(breaker.until - now)
        now = breaker.until
        breaker, _allowed = may_ask(breaker, now, 1)
        breaker = after(breaker, FAILED, now)
    assert rests[:3] == [REST, 2 * REST, 4 * REST]
    assert rests[-1] == LONGEST_REST


@given(st.lists(st.tuples(st.sampled_from([WELL, FAILED]), st.integers(0, 700)), max_size=60))
def test_whatever_happens_it_is_asked_again_in_the_end_and_never_while_it_rests(steps):
    breaker, now = Breaker(), NOW
    for answered, seconds in steps:
        now += timedelta(seconds=seconds)
        breaker, allowed = may_ask(breaker, now, 3)
        if allowed == 0:
            assert breaker.until > now
            continue
        assert allowed == (1 if breaker.state is BreakerState.HALF_OPEN else 3)
        breaker = after(breaker, answered, now)
    _, allowed = may_ask(breaker, now + LONGEST_REST, 3)
    assert allowed >= 1
