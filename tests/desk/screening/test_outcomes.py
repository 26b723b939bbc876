"""What came of a candidate at the border: recorded on a small page, told on the candidate's, gone with its record."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.desk.screening.made import BORDER, DPO, OFFICER, SUPERVISOR, candidate

from catenary.basis.findings import ProblemError
from catenary.core.screening.outcomes import BorderOutcome
from catenary.desk.ledger.models import Event
from catenary.desk.mandate.acting import acting
from catenary.desk.screening.jobs import for_unit
from catenary.desk.screening.models import Candidate, Check, Outcome
from catenary.desk.screening.outcomes import outcome_of, record_outcome


@pytest.fixture
def confirmed(db):
    return candidate(state="confirmed", decided_at=timezone.now())


def page_of(row, what=""):
    return f"/screening/candidates/{row.public_id}{what}"


def told(**more):
    return {"outcome": "other_person", "happened_at": f"{timezone.now():%Y-%m-%dT%H:%M}", "note": "", **more}


def test_the_officer_at_the_border_records_what_they_found_and_the_candidate_tells_it(
    confirmed, browser, act_as
):
    client = browser(OFFICER, *BORDER)
    assert page_of(confirmed, "/outcome") in client.get(page_of(confirmed, "/border")).content.decode()
    assert (
        client.post(page_of(confirmed, "/outcome"), told(note="Two centimetres taller.")).status_code == 303
    )
    shown = client.get(page_of(confirmed)).content.decode()
    assert "Met: it is not the person of the entry" in shown
    assert "Two centimetres taller." in shown
    with act_as(DPO):
        assert Event.objects.filter(act="record_outcome").exists()


def test_nothing_is_chosen_beforehand_and_what_cannot_be_is_told_in_the_form(confirmed, browser):
    client = browser(OFFICER, *BORDER)
    assert " checked" not in client.get(page_of(confirmed, "/outcome")).content.decode()
    later = f"{timezone.now() + timedelta(hours=2):%Y-%m-%dT%H:%M}"
    answer = client.post(page_of(confirmed, "/outcome"), told(happened_at=later))
    assert answer.status_code == 422
    assert "lies in the future" in answer.content.decode()
    assert client.post(page_of(confirmed, "/outcome"), told(outcome="other_action")).status_code == 422
    assert not Outcome.objects.exists()


def test_of_a_candidate_that_nobody_confirmed_there_is_nothing_to_record(db, browser, act_as):
    row = candidate()
    client = browser(OFFICER, *BORDER)
    assert client.get(page_of(row, "/outcome")).status_code == 303
    with act_as(OFFICER, *BORDER) as here, pytest.raises(ProblemError):
        record_outcome(
            actor=here, candidate=row.public_id, outcome=BorderOutcome.NOT_MET, happened_at=here.now
        )


def test_the_latest_word_counts_and_the_earlier_one_stays(confirmed, act_as):
    for email, outcome in ((OFFICER, BorderOutcome.NOT_MET), (SUPERVISOR, BorderOutcome.IDENTITY_CONFIRMED)):
        with act_as(email, *BORDER) as here:
            record_outcome(actor=here, candidate=confirmed.public_id, outcome=outcome, happened_at=here.now)
    with act_as(OFFICER, *BORDER):
        assert outcome_of(confirmed).outcome == BorderOutcome.IDENTITY_CONFIRMED
        assert Outcome.objects.count() == 2


def test_a_confirmed_candidate_whose_entry_was_taken_off_holds_nobody(confirmed, browser, act_as):
    with acting(for_unit(confirmed.organisation_id)):
        Check.objects.filter(passage=confirmed.passage).update(counts=False)
        Check.objects.create(
            organisation=confirmed.organisation, passage=confirmed.passage, status="no_match", documents="nothing_against",
            checked_at=timezone.now(),
        )  # fmt: skip
    client = browser(OFFICER, *BORDER)
    shown = client.get(page_of(confirmed)).content.decode()
    assert "stands no more" in shown
    assert "Page for the border officer" not in shown
    assert client.get(page_of(confirmed, "/border")).status_code == 303
    with act_as(OFFICER, *BORDER):
        assert Candidate.objects.get(pk=confirmed.pk).state == "confirmed"
