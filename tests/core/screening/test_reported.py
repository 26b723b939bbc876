"""What registers say of documents: kept where a register is silent, new where it says another thing, refused by nobody but humans."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from catenary.core.screening.carrier_answer import DocumentStanding
from catenary.core.screening.judging import CandidateState
from catenary.core.screening.reported import (
    LookedUp,
    Report,
    Source,
    says_the_same,
    standing,
    with_former,
)

DAY = date(2026, 11, 20)
STOLEN = Report(1, Source.OWN, "documents.listed", "stolen", DAY)
reports = st.builds(
    Report,
    st.integers(0, 3),
    st.sampled_from(Source),
    st.sampled_from(["documents.listed", "documents.near_class"]),
    st.sampled_from(["stolen", "lost"]),
    st.dates() | st.none(),
)
positions = st.frozensets(st.integers(0, 3))


def test_a_newer_day_alone_is_no_news_and_another_status_is():
    newer = Report(1, Source.OWN, "documents.listed", "stolen", date(2026, 11, 22))
    assert says_the_same([STOLEN], [newer])
    assert not says_the_same([STOLEN], [Report(1, Source.OWN, "documents.listed", "lost", DAY)])


@given(st.lists(reports), positions, st.lists(reports))
def test_what_is_said_now_is_always_told_and_what_was_said_only_of_the_silent(now, silent, former):
    told = with_former(LookedUp(tuple(now), silent, silent), former)
    assert {each.told for each in now} <= {each.told for each in told.reports}
    kept = {each.told for each in told.reports} - {each.told for each in now}
    assert kept == {each.told for each in former if each.position in silent} - {each.told for each in now}


@given(st.sampled_from(CandidateState), st.booleans())
def test_only_a_confirmed_case_refuses_and_nothing_that_was_not_looked_up_is_let_pass(state, is_whole):
    told = standing(state, is_whole=is_whole)
    assert (told is DocumentStanding.REFUSED) == (state is CandidateState.CONFIRMED)
    assert (told is DocumentStanding.ACCEPTED) == (state is CandidateState.CLEARED and is_whole)
    assert told is not DocumentStanding.NOTHING_AGAINST
