import pytest
from hypothesis import given
from hypothesis import strategies as st

from catenary.core.screening.carrier_answer import (
    Boarding,
    DocumentStanding,
    ListedCandidate,
    Standing,
    answer_for,
)
from catenary.core.screening.judging import CandidateState
from catenary.core.screening.model import Status

GOOD = (DocumentStanding.NOTHING_AGAINST,)


def test_who_was_checked_and_not_found_is_cleared():
    found = answer_for(Standing(Status.NO_MATCH, documents=GOOD))
    assert (found.answer, [each.code for each in found.reasons]) == (
        Boarding.CLEARED,
        ["judging.nothing_found"],
    )


@pytest.mark.parametrize(
    ("standing", "answer"),
    [
        (Standing(Status.NOT_CHECKED, documents=GOOD), Boarding.FURTHER_CHECKS),
        (Standing(Status.CHECK_FAILED, documents=GOOD), Boarding.FURTHER_CHECKS),
        (Standing(Status.NO_MATCH, documents=(DocumentStanding.NOT_CHECKED,)), Boarding.FURTHER_CHECKS),
        (Standing(Status.NO_MATCH, documents=(DocumentStanding.TO_LOOK_AT,)), Boarding.FURTHER_CHECKS),
        (Standing(Status.NO_MATCH, documents=(DocumentStanding.ACCEPTED,)), Boarding.CLEARED),
        (Standing(Status.NO_MATCH, documents=(DocumentStanding.REFUSED,)), Boarding.DO_NOT_BOARD),
        (Standing(Status.NO_MATCH), Boarding.INSUFFICIENT_DATA),
        (Standing(Status.NO_MATCH, document_demanded=False), Boarding.CLEARED),
        (Standing(Status.NOT_CHECKED, documents=GOOD, has_name=False), Boarding.INSUFFICIENT_DATA),
    ],
)
def test_whatever_is_open_failed_or_missing_clears_nobody(standing, answer):
    assert answer_for(standing).answer is answer


@pytest.mark.parametrize("state", [CandidateState.OPEN, CandidateState.SECOND, CandidateState.DISAGREED])
@pytest.mark.parametrize("forbids", [True, False])
def test_a_candidate_that_humans_have_not_decided_is_looked_into_whatever_the_list(state, forbids):
    standing = Standing(Status.CANDIDATES, (ListedCandidate("sanctions", state, forbids),), GOOD)
    assert answer_for(standing).answer is Boarding.FURTHER_CHECKS


@pytest.mark.parametrize(
    ("forbids", "answer"), [(True, Boarding.DO_NOT_BOARD), (False, Boarding.FURTHER_CHECKS)]
)
def test_only_a_list_that_forbids_boarding_by_law_does(forbids, answer):
    confirmed = ListedCandidate("sanctions", CandidateState.CONFIRMED, forbids)
    assert answer_for(Standing(Status.CANDIDATES, (confirmed,), GOOD)).answer is answer


CANDIDATES = st.builds(
    ListedCandidate, st.sampled_from(["a", "b"]), st.sampled_from(list(CandidateState)), st.booleans()
)
STANDINGS = st.builds(
    Standing,
    st.sampled_from(list(Status)),
    st.lists(CANDIDATES, max_size=4).map(tuple),
    st.lists(st.sampled_from(list(DocumentStanding)), max_size=3).map(tuple),
    st.booleans(),
    st.booleans(),
)


@given(STANDINGS)
def test_nobody_is_refused_without_a_human_decision_and_nobody_cleared_unchecked(standing):
    answer = answer_for(standing).answer
    confirmed = any(
        each.state is CandidateState.CONFIRMED and each.forbids_boarding for each in standing.candidates
    )
    by_human = confirmed or DocumentStanding.REFUSED in standing.documents
    assert (answer is Boarding.DO_NOT_BOARD) == by_human
    unchecked = standing.lists in {Status.NOT_CHECKED, Status.CHECK_FAILED}
    assert answer is not Boarding.CLEARED or not (
        unchecked or DocumentStanding.NOT_CHECKED in standing.documents
    )


@given(
    st.lists(
        st.builds(
            ListedCandidate,
            st.just("couriers"),
            st.sampled_from(list(CandidateState)),
            st.booleans(),
            st.just(True),
        )
    )
)
def test_what_rules_find_comes_to_further_checks_at_most_whatever_was_judged(found):
    answer = answer_for(Standing(Status.NO_MATCH, tuple(found), GOOD))
    assert answer.answer in {Boarding.CLEARED, Boarding.FURTHER_CHECKS}
    assert not {each.code for each in answer.reasons} & {"judging.same_person", "judging.measure_mandatory"}


@given(STANDINGS)
def test_every_answer_has_its_reason(standing):
    assert answer_for(standing).reasons


def test_no_answer_and_no_reason_tells_that_a_first_judgement_was_made():
    def told(state):
        return answer_for(Standing(Status.CANDIDATES, (ListedCandidate("UN", state, True),), GOOD))

    assert told(CandidateState.SECOND) == told(CandidateState.OPEN)
