import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from catenary.basis.findings import ProblemError
from catenary.core.assessment.findings import COMMENDED, FindingKind
from catenary.core.assessment.findings_flow import STEPS, FindingAct, FindingState, Version, after, lacking

IDS = st.frozensets(st.sampled_from("abcd"))
VERSIONS = st.builds(Version, st.sampled_from(FindingKind), st.sampled_from(["", " ", "Said"]), IDS, IDS, IDS)
WHOLE = Version(FindingKind.GAP, "Nothing is registered.", {"q"}, {"e"}, {"c"})


def codes(found):
    return {each.code.partition(".")[2] for each in found}


def test_a_whole_finding_lacks_nothing():
    assert lacking(FindingAct.WRITE, WHOLE, WHOLE, "") == ()


@given(VERSIONS, VERSIONS, st.sampled_from(["", "  ", "Because"]))
def test_counter_evidence_is_never_dropped_without_a_reason(before, now, reason):
    dropped = bool(before.counter_evidence - now.counter_evidence)
    told = "counter_evidence_dropped" in codes(lacking(FindingAct.WRITE, before, now, reason))
    assert told == (dropped and not reason.strip())


@given(VERSIONS)
def test_what_is_said_has_words_questions_and_for_praise_evidence(now):
    found = codes(lacking(FindingAct.WRITE, now, now, ""))
    assert ("text_missing" in found) == (not now.text.strip())
    assert ("question_missing" in found) == (not now.questions)
    assert ("evidence_missing" in found) == (now.kind in COMMENDED and not now.evidence)


def test_leaving_a_finding_needs_a_reason_and_nothing_else():
    empty = Version(FindingKind.GAP)
    assert codes(lacking(FindingAct.LEAVE, empty, empty, " ")) == {"reason_missing"}
    assert lacking(FindingAct.LEAVE, empty, evolve(empty, text="x"), "Not so") == ()


def test_nothing_leads_back_to_a_mere_proposal_and_what_was_left_can_be_taken_up():
    assert FindingState.PROPOSED not in STEPS.values()
    assert after(FindingState.LEFT, FindingAct.WRITE) is FindingState.TAKEN_UP


def test_a_step_that_cannot_be_is_refused_by_its_code():
    with pytest.raises(ProblemError) as refused:
        after(FindingState.LEFT, FindingAct.LEAVE)
    assert refused.value.finding.code == "findings.step_impossible"
