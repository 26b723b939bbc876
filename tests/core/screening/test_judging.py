from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catenary.basis.findings import ProblemError
from catenary.core.screening.judging import (
    DECIDED,
    CandidateState,
    Case,
    Compared,
    Judgement,
    Verdict,
    judge,
    may_judge,
    visible_to,
    withdraw,
)

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)


def said(who, verdict, **told):
    return Judgement(
        who, verdict, NOW, **({"reason": "the birth dates differ", "compared": {Compared.BIRTH}} | told)
    )


def case_of(*judgements):
    case = Case()
    for each in judgements:
        case = judge(case, each)
    return case


def refused(case, judgement):
    with pytest.raises(ProblemError) as refusal:
        judge(case, judgement)
    return refusal.value.finding.code


def test_one_judge_clears_and_two_confirm():
    assert case_of(said("a", Verdict.DIFFERENT)).state is CandidateState.CLEARED
    one = case_of(said("a", Verdict.SAME))
    assert one.state is CandidateState.SECOND
    assert judge(one, said("b", Verdict.SAME)).state is CandidateState.CONFIRMED


def test_a_second_judge_does_not_see_the_first_and_nobody_judges_twice():
    one = case_of(said("a", Verdict.SAME))
    assert visible_to(one, "b") == ()
    assert [each.judge for each in visible_to(one, "a")] == ["a"]
    assert refused(one, said("a", Verdict.SAME)) == "judging.judged_already"
    assert len(visible_to(judge(one, said("b", Verdict.SAME)), "c")) == 2


@pytest.mark.parametrize("second", [Verdict.DIFFERENT, Verdict.CANNOT_TELL])
def test_a_disagreement_is_decided_by_a_supervisor_who_judged_neither_time(second):
    case = case_of(said("a", Verdict.SAME), said("b", second))
    assert case.state is CandidateState.DISAGREED
    assert refused(case, said("c", Verdict.SAME)) == "judging.supervisor_only"
    assert refused(case, said("b", Verdict.SAME, as_supervisor=True)) == "judging.judged_already"
    assert judge(case, said("s", Verdict.SAME, as_supervisor=True)).state is CandidateState.CONFIRMED
    assert judge(case, said("s", Verdict.DIFFERENT, as_supervisor=True)).state is CandidateState.CLEARED


def test_a_supervisor_alone_confirms_nobody():
    case = judge(case_of(said("a", Verdict.CANNOT_TELL)), said("s", Verdict.SAME, as_supervisor=True))
    assert case.state is CandidateState.DISAGREED
    assert judge(case, said("t", Verdict.SAME, as_supervisor=True)).state is CandidateState.CONFIRMED


@pytest.mark.parametrize(
    ("told", "code"),
    [({"reason": " "}, "judging.reason_missing"), ({"compared": frozenset()}, "judging.compared_missing")],
)
def test_a_judgement_without_a_reason_or_a_comparison_is_refused(told, code):
    assert refused(Case(), said("a", Verdict.DIFFERENT, **told)) == code


def test_what_was_decided_stays_decided_when_its_ground_goes():
    assert withdraw(Case()).state is CandidateState.WITHDRAWN
    cleared = case_of(said("a", Verdict.DIFFERENT))
    assert withdraw(cleared) == cleared
    assert refused(cleared, said("b", Verdict.SAME)) == "judging.closed"


@given(
    st.lists(
        st.tuples(st.sampled_from("abcde"), st.sampled_from(list(Verdict)), st.booleans(), st.integers(0, 9)),
        max_size=12,
    )
)
def test_nobody_is_confirmed_without_two_different_humans_who_said_so(moves):
    case = Case()
    for who, verdict, supervisor, hours in moves:
        allowed = may_judge(case, who, supervisor=supervisor)
        try:
            case = judge(
                case,
                Judgement(who, verdict, NOW + timedelta(hours=hours), "why", {Compared.NAME}, supervisor),
            )
        except ProblemError:
            assert not allowed
        else:
            assert allowed
        agreed = {each.judge for each in case.judgements if each.verdict is Verdict.SAME}
        assert case.state is not CandidateState.CONFIRMED or len(agreed) >= 2
        assert case.state in DECIDED or case.state is not CandidateState.SECOND or len(agreed) == 1
