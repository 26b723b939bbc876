"""Judging: two people before anybody is confirmed, the second without seeing the first, every word with a reason."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from attrs import evolve
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.desk.screening.made import (
    BORDER,
    CRIME,
    DPO,
    ENTRY,
    FOREIGN,
    OFFICER,
    SECOND,
    SUPERVISOR,
    TRAVELLER,
    candidate,
)

from catenary.basis.findings import ProblemError
from catenary.core.screening.clearing import Clearance, entry_digest, spares
from catenary.core.screening.judging import CandidateState, Compared, Verdict
from catenary.core.screening.travellers import person_of
from catenary.desk.ledger.models import Event, Opening
from catenary.desk.mandate.acting import acting
from catenary.desk.mandate.models import HeldRecord, ObjectiveLink, Person
from catenary.desk.screening.cases import seen_by
from catenary.desk.screening.claims import claim, claimant, hand_over, release
from catenary.desk.screening.judging import judge, version_of
from catenary.desk.screening.models import Candidate, Judged, Remembered
from catenary.desk.screening.told import told_of
from catenary.formats.records import as_json

SAME, DIFFERENT, CANNOT = Verdict.SAME, Verdict.DIFFERENT, Verdict.CANNOT_TELL
REASON = "The birth dates differ by four years"


@pytest.fixture
def row(db):
    return candidate()


@pytest.fixture
def say(act_as):
    """`say(email, row, verdict)`: somebody judges."""

    def judged(email, row, verdict, purpose=BORDER, **more):
        told = {
            "compared": {Compared.NAME, Compared.BIRTH},
            "reason": REASON,
            "version": version_of(row),
            **more,
        }
        with act_as(email, *purpose) as here:
            return judge(actor=here, candidate=row.public_id, verdict=verdict, **told)

    return judged


def state_of(row, act_as):
    with act_as(OFFICER):
        return Candidate.objects.get(pk=row.pk)


def refusal(act, *arguments, **more):
    with pytest.raises(ProblemError) as refused, transaction.atomic():
        act(*arguments, **more)
    return refused.value.finding.code


def test_a_different_person_is_cleared_by_one_and_remembered(row, say, act_as):
    outcome = say(OFFICER, row, DIFFERENT)
    assert (outcome.state, outcome.remembered) == (CandidateState.CLEARED, True)
    with act_as(OFFICER):
        kept = Remembered.objects.get(candidate=row)
    clearance = Clearance(kept.list, kept.entry, kept.entry_digest, kept.traveller_digest, kept.until)
    assert spares(clearance, person_of(TRAVELLER), ENTRY, datetime.now(UTC))
    assert state_of(row, act_as).decided_at is not None


def test_who_cannot_be_told_from_others_is_cleared_and_not_remembered(db, say, act_as):
    nameless = candidate(evolve(TRAVELLER, documents=()))
    outcome = say(OFFICER, nameless, DIFFERENT)
    assert (outcome.state, outcome.remembered) == (CandidateState.CLEARED, False)
    with act_as(OFFICER):
        assert not Remembered.objects.filter(candidate=nameless).exists()


def test_one_person_confirms_nobody_and_a_second_one_does(row, say, act_as):
    assert say(OFFICER, row, SAME).state is CandidateState.SECOND
    assert refusal(say, OFFICER, row, SAME) == "judging.judged_already"
    assert state_of(row, act_as).decided_at is None
    assert say(SECOND, row, SAME).state is CandidateState.CONFIRMED


def test_two_who_disagree_leave_it_to_a_supervisor(row, say):
    say(OFFICER, row, SAME)
    assert say(SECOND, row, DIFFERENT).state is CandidateState.DISAGREED
    assert say(SUPERVISOR, row, SAME).state is CandidateState.CONFIRMED


def test_an_officer_does_not_end_a_disagreement(row, say):
    say(OFFICER, row, CANNOT)
    assert refusal(say, SECOND, row, SAME) == "judging.supervisor_only"


def test_what_was_remembered_spares_nobody_once_two_people_say_otherwise(row, say, act_as):
    say(OFFICER, row, DIFFERENT)
    with act_as(OFFICER):
        Candidate.objects.filter(pk=row.pk).update(state="open", turn=2, decided_at=None)
    row.turn = 2
    say(OFFICER, row, SAME)
    say(SECOND, row, SAME)
    with act_as(OFFICER):
        assert Remembered.objects.get(candidate=row).until <= datetime.now(UTC)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"reason": " "}, "judging.reason_missing"),
        ({"compared": ()}, "judging.compared_missing"),
        ({"version": "0" * 16}, "judging.seen_before_change"),
    ],
)
def test_nobody_judges_without_a_reason_a_comparison_or_what_they_saw(row, say, more, code):
    assert refusal(say, OFFICER, row, DIFFERENT, **more) == code


def test_nobody_judges_without_a_purpose_or_a_role_or_from_elsewhere(row, say):
    assert refusal(say, OFFICER, row, DIFFERENT, purpose=()) == "mandate.task_missing"
    assert refusal(say, DPO, row, DIFFERENT, purpose=()) == "mandate.role_lacks_desk_act"
    with pytest.raises(Candidate.DoesNotExist), transaction.atomic():
        say(FOREIGN, row, DIFFERENT)


def test_the_log_tells_that_somebody_judged_and_neither_what_nor_why(row, say, act_as):
    say(OFFICER, row, SAME)
    with act_as(DPO):
        event = Event.objects.get(room="screening", act="judge")
        assert event.record == str(row.record.public_id)
        assert b"same_person" not in bytes(event.entry)
        assert REASON.encode() not in bytes(event.entry)
        assert not Opening.objects.filter(event=event, value__contains=REASON).exists()


def test_a_claim_keeps_others_from_judging_until_it_is_released_or_lapses(row, say, act_as):
    with act_as(SECOND) as second:
        claim(actor=second, candidate=row.public_id)
    assert refusal(say, OFFICER, row, DIFFERENT) == "judging.claimed_by_other"
    with act_as(OFFICER) as officer:
        assert refusal(claim, actor=officer, candidate=row.public_id) == "judging.claimed_by_other"
        assert refusal(release, actor=officer, candidate=row.public_id) == "judging.not_claimed"
        Candidate.objects.filter(pk=row.pk).update(claimed_at=officer.now - timedelta(minutes=31))
        assert claimant(Candidate.objects.get(pk=row.pk), officer.now) is None
    assert say(OFFICER, row, DIFFERENT).state is CandidateState.CLEARED


def test_a_supervisor_takes_a_claim_from_who_left_and_gives_it_to_another(row, act_as):
    with act_as(OFFICER) as officer:
        claim(actor=officer, candidate=row.public_id)
    with act_as(SUPERVISOR) as supervisor:
        to = Person.objects.get(email=SECOND)
        hand_over(actor=supervisor, candidate=row.public_id, to=to.public_id)
        assert claimant(Candidate.objects.get(pk=row.pk), supervisor.now) == to
        release(actor=supervisor, candidate=row.public_id)
        assert claimant(Candidate.objects.get(pk=row.pk), supervisor.now) is None


def test_a_candidate_goes_to_nobody_who_may_not_judge(row, act_as):
    with act_as(OFFICER) as officer:
        claim(actor=officer, candidate=row.public_id)
        for to in (Person.objects.get(email=DPO).public_id, uuid4()):
            with pytest.raises(Person.DoesNotExist), transaction.atomic():
                hand_over(actor=officer, candidate=row.public_id, to=to)


def test_handing_over_to_the_first_judge_tells_nobody_that_they_judged(row, say, act_as):
    say(OFFICER, row, SAME)
    with act_as(SECOND) as second:
        claim(actor=second, candidate=row.public_id)
        hand_over(actor=second, candidate=row.public_id, to=Person.objects.get(email=OFFICER).public_id)


def test_the_objective_link_is_left_to_those_whom_the_law_of_the_class_allows(row, say, act_as):
    say(OFFICER, row, SAME, CRIME)
    assert not say(SUPERVISOR, row, SAME, CRIME).linked
    with act_as(SUPERVISOR):
        assert not ObjectiveLink.objects.filter(record=row.passage.record).exists()


def test_a_supervisor_who_confirms_records_the_link_of_a_passenger_record(row, say, act_as):
    with act_as(SUPERVISOR):
        HeldRecord.objects.filter(pk=row.passage.record_id).update(data_class="passenger_record")
    say(OFFICER, row, SAME, CRIME)
    assert say(SUPERVISOR, row, SAME, CRIME).linked
    with act_as(SUPERVISOR):
        assert ObjectiveLink.objects.filter(record=row.passage.record).exists()


def test_an_entry_read_back_is_the_entry_that_was_kept():
    told = told_of({"listed": as_json(ENTRY), "name": "x", "findings": []})
    assert told.listed == ENTRY
    assert entry_digest(told.listed) == entry_digest(ENTRY)


def test_a_masked_record_tells_no_entry():
    with pytest.raises(ValueError, match="no entry"):
        told_of({"listed": None, "name": None, "findings": None})


PEOPLE = (OFFICER, SECOND, SUPERVISOR)


@pytest.fixture
def fresh(db, act_as, signed_in):
    """`fresh()`: the candidate as it was before anybody judged, and the people who may."""
    row = candidate()
    here = {email: signed_in(email, *BORDER) for email in PEOPLE}
    return row, here


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(Verdict)), max_size=7))
def test_no_sequence_of_judgements_confirms_with_one_judge_or_shows_the_first_to_the_second(said, fresh):
    row, here = fresh
    with transaction.atomic():
        for email, verdict in said:
            _one_word(row, here, email, verdict)
        transaction.set_rollback(True)


def _one_word(row, here, email, verdict):
    with acting(here[email].declaration):
        now = Candidate.objects.get(pk=row.pk)
        before = list(Judged.objects.filter(candidate=row))
        shown = seen_by(now, here[email].person)
        if now.state in {"open", "second"}:
            assert all(each.judge_id == here[email].person.pk for each in shown)
        else:
            assert len(shown) == len(before)
        try:
            with transaction.atomic():
                judge(
                    actor=here[email], candidate=row.public_id, verdict=verdict, compared={Compared.NAME},
                    reason=REASON, version=version_of(now),
                )  # fmt: skip
        except ProblemError:
            assert Candidate.objects.get(pk=row.pk).state == now.state
        same = {each.judge_id for each in Judged.objects.filter(candidate=row, verdict=SAME)}
        assert Candidate.objects.get(pk=row.pk).state != CandidateState.CONFIRMED or len(same) >= 2
