"""Reported documents are let pass by one person and refused by two, each alone; in the name of who is signed in, for a purpose."""

import pytest
from django.db import ProgrammingError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.desk.conftest import person_of
from tests.desk.screening.made import BORDER, DPO, FOREIGN, OFFICER, SECOND, SUPERVISOR
from tests.desk.screening.papers.made import paper_case

from catenary.basis.findings import ProblemError
from catenary.core.screening.judging import CandidateState, Verdict
from catenary.desk.ledger.models import Event, Opening
from catenary.desk.mandate.acting import acting
from catenary.desk.screening.models import Check, PaperCase, PaperJudged
from catenary.desk.screening.papers.judging import judge_papers, seen_by, version_of

SAME, DIFFERENT, CANNOT = Verdict.SAME, Verdict.DIFFERENT, Verdict.CANNOT_TELL
REASON = "The owner reported it in May and carries it"
PEOPLE = (OFFICER, SECOND, SUPERVISOR)


@pytest.fixture
def row(db):
    return paper_case()


@pytest.fixture
def say(act_as):
    """`say(email, row, verdict)`: somebody judges."""

    def judged(email, row, verdict, purpose=BORDER, **more):
        told = {"reason": REASON, "version": version_of(row), **more}
        with act_as(email, *purpose) as here:
            return judge_papers(actor=here, case=row.public_id, verdict=verdict, **told)

    return judged


def standing(row):
    return Check.objects.get(passage=row.passage_id, counts=True).documents


def refusal(act, *arguments, **more):
    with pytest.raises(ProblemError) as refused, transaction.atomic():
        act(*arguments, **more)
    return refused.value.finding.code


def test_one_person_lets_documents_pass(row, say, act_as):
    assert say(OFFICER, row, DIFFERENT) is CandidateState.CLEARED
    with act_as(OFFICER, *BORDER):
        assert standing(row) == "accepted"
        assert PaperCase.objects.get(pk=row.pk).decided_at is not None


def test_one_person_refuses_nothing_and_a_second_one_does(row, say, act_as):
    assert say(OFFICER, row, SAME) is CandidateState.SECOND
    with act_as(OFFICER, *BORDER):
        assert standing(row) == "to_look_at"
    assert refusal(say, OFFICER, row, SAME) == "judging.judged_already"
    assert say(SECOND, row, SAME) is CandidateState.CONFIRMED
    with act_as(OFFICER, *BORDER):
        assert standing(row) == "refused"


def test_two_who_disagree_leave_it_to_a_supervisor(row, say):
    say(OFFICER, row, SAME)
    assert say(SECOND, row, DIFFERENT) is CandidateState.DISAGREED
    assert say(SUPERVISOR, row, SAME) is CandidateState.CONFIRMED


def test_an_officer_ends_no_disagreement(row, say):
    say(OFFICER, row, CANNOT)
    assert refusal(say, SECOND, row, SAME) == "judging.supervisor_only"


def test_nobody_judges_without_a_reason_or_what_has_changed_since(row, say):
    assert refusal(say, OFFICER, row, DIFFERENT, reason=" ") == "judging.reason_missing"
    assert refusal(say, OFFICER, row, DIFFERENT, version="0" * 16) == "judging.seen_before_change"


def test_nobody_judges_without_a_purpose_or_a_role_or_from_elsewhere(row, say):
    assert refusal(say, OFFICER, row, DIFFERENT, purpose=()) == "mandate.task_missing"
    assert refusal(say, DPO, row, DIFFERENT, purpose=()) == "mandate.role_lacks_desk_act"
    with pytest.raises(PaperCase.DoesNotExist), transaction.atomic():
        say(FOREIGN, row, DIFFERENT)


def test_the_log_tells_that_somebody_judged_and_neither_what_nor_why(row, say, act_as):
    say(OFFICER, row, SAME)
    with act_as(DPO):
        event = Event.objects.get(room="screening", act="judge_papers")
        assert event.record == str(row.passage.record.public_id)
        assert b"same_person" not in bytes(event.entry)
        assert REASON.encode() not in bytes(event.entry)
        assert not Opening.objects.filter(event=event, value__contains=REASON).exists()


def test_a_judgement_is_written_in_the_name_of_who_is_signed_in(row, act_as):
    told = {
        "organisation": row.organisation, "case": row, "verdict": "same_person", "reason": "x", "at": timezone.now(),
    }  # fmt: skip
    other = person_of(SECOND)
    with act_as(OFFICER, *BORDER) as here:
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            PaperJudged.objects.create(judge=other, **told)
        kept = PaperJudged.objects.create(judge=here.person, **told)
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            PaperJudged.objects.filter(pk=kept.pk).update(verdict="different_person")


@pytest.fixture
def fresh(row, signed_in):
    """The case as it was before anybody judged, and the people who may."""
    return row, {email: signed_in(email, *BORDER) for email in PEOPLE}


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(Verdict)), max_size=7))
def test_no_sequence_of_judgements_refuses_with_one_judge_or_shows_the_first_to_the_second(said, fresh):
    row, here = fresh
    with transaction.atomic():
        for email, verdict in said:
            _one_word(row, here, email, verdict)
        transaction.set_rollback(True)


def _one_word(row, here, email, verdict):
    with acting(here[email].declaration):
        now = PaperCase.objects.get(pk=row.pk)
        shown = seen_by(now, here[email].person)
        if now.state in {"open", "second"}:
            assert all(each.judge_id == here[email].person.pk for each in shown)
        else:
            assert len(shown) == PaperJudged.objects.filter(case=row).count()
        try:
            with transaction.atomic():
                judge_papers(
                    actor=here[email], case=row.public_id, verdict=verdict, reason=REASON, version=version_of(now)
                )  # fmt: skip
        except ProblemError:
            assert PaperCase.objects.get(pk=row.pk).state == now.state
        same = {each.judge_id for each in PaperJudged.objects.filter(case=row, verdict=SAME)}
        assert standing(row) != "refused" or len(same) >= 2
        assert (standing(row) == "refused") == (PaperCase.objects.get(pk=row.pk).state == "confirmed")
