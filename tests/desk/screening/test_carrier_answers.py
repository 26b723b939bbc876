"""What carriers are told: an answer for everybody they name, never why, and never `do not board` by a machine alone."""

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.desk.intake.carriers import LIST, channel_for, client_of, program, send
from tests.desk.screening import made

from catenary.core.screening.carrier_answer import Boarding
from catenary.core.screening.judging import CandidateState
from catenary.core.screening.model import Status
from catenary.desk.intake import interactive
from catenary.desk.intake.models import Delivery, Passage
from catenary.desk.mandate.acting import Declaration, acting
from catenary.desk.screening.carrier_answers import answers_to, written
from catenary.desk.screening.checking import unanswered
from catenary.desk.screening.models import AnswerTold, Candidate, Check, WatchList
from catenary.formats.cusres.answers import Meaning
from catenary.formats.reading import read_carrier_file

KNOWN = LIST.replace(b"NAT+2+UTO'", b"NAT+2+UTO'RFF+AVF:QX7R2M'RFF+ABO:PX42'")
NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


@pytest.fixture
def channel(db, sealed_spool):
    row, token = program()
    made_one = channel_for(row, interactive=True)
    made_one.token = token
    return made_one


@pytest.fixture
def carrier(channel):
    return client_of(channel.token)


@pytest.fixture
def found(db):
    """A candidate of somebody whom a message of the carrier's names."""
    return made.candidate()


def of(row):
    return acting(Declaration(organisation=row.organisation_id, purpose="border_check", basis="icao-9-api"))


def told(data):
    (message,) = read_carrier_file(data, date(2026, 11, 23))
    return {each.traveller: Meaning(each.meaning) for each in message.responses}


def answer_for(found, **lists):
    """The answer as things stand, with the list's law and the candidate's state set so."""
    with of(found):
        state = lists.pop("state")
        WatchList.objects.filter(pk=found.list_id).update(**lists)
        Candidate.objects.filter(pk=found.pk).update(state=state)
        (answered,) = answers_to(found.passage.last_message)
        return answered


def test_a_carrier_that_waits_is_answered_in_the_same_exchange(carrier, channel):
    answer = send(carrier, KNOWN)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/edifact")
    assert told(answer.content) == {None: Meaning.ACCEPTED, "PX42": Meaning.FURTHER_CHECKS}
    with of(channel):
        assert Delivery.objects.get().state == "read"
        assert Check.objects.get(counts=True).status == Status.NOT_CHECKED
        assert AnswerTold.objects.get(passage=Passage.objects.get()).answer == Boarding.FURTHER_CHECKS


def test_the_answer_goes_back_to_who_sent_the_message_and_names_its_flight(carrier):
    data = send(carrier, KNOWN).content
    (answer,) = read_carrier_file(data, date(2026, 11, 23))
    assert (answer.message, answer.sender, answer.recipient) == ("CUSRES", "UTOPIU", "UTOPIA WINGS")
    assert [(each.carrier, each.number) for each in answer.flights] == [("UW", "0042")]


def test_what_is_sent_again_is_answered_again_and_kept_once(carrier, channel):
    first, again = send(carrier, KNOWN), send(carrier, KNOWN)
    assert told(first.content) == told(again.content)
    with of(channel):
        assert (Passage.objects.count(), Check.objects.filter(counts=True).count()) == (1, 1)


def test_what_cannot_be_answered_at_once_is_taken_and_answered_later(carrier, channel, monkeypatch):
    monkeypatch.setattr(interactive, "read", lambda **_: 1 / 0)
    answer = send(carrier, KNOWN)
    assert (answer.status_code, answer.json()["state"]) == (202, "received")
    again = send(carrier, KNOWN)
    assert (again.status_code, again.json()["state"]) == (202, "repeated")
    waits = carrier.get(f"{again.headers['Location']}/answer")
    assert (waits.status_code, waits.json()["code"]) == (409, "answers.not_read")
    monkeypatch.undo()
    later = carrier.get(f"{answer.headers['Location']}/answer")
    assert (later.status_code, later.json()["code"]) == (409, "answers.not_read")
    assert send(carrier, KNOWN).status_code == 202


def test_the_answer_can_be_asked_for_again(carrier):
    first = send(carrier, KNOWN)
    later = carrier.get(f"{first.headers['Location']}/answer")
    assert (later.status_code, told(later.content)) == (200, told(first.content))


def test_no_carrier_learns_the_answers_of_another(carrier, db, sealed_spool):
    row, token = program()
    channel_for(row)
    answer = client_of(token).get(f"{send(carrier, KNOWN).headers['Location']}/answer")
    assert (answer.status_code, answer.json()["code"]) == (404, "answers.nobody")


@pytest.mark.parametrize(
    ("status", "left"),
    [(Status.NO_MATCH, 0), (Status.CANDIDATES, 0), (Status.NOT_CHECKED, 1), (Status.CHECK_FAILED, 1)],
)
def test_who_was_answered_is_not_checked_a_second_time_by_the_job(found, status, left):
    with of(found):
        check = Check.objects.get(passage=found.passage)
        Check.objects.filter(pk=check.pk).update(status=status)
        passages = Passage.objects.filter(pk=found.passage_id)
        assert unanswered(passages, check.checked_at).count() == left
        assert unanswered(passages, check.checked_at + timedelta(seconds=1)).count() == 1
        assert unanswered(passages, None).count() == 1


@pytest.mark.parametrize("state", [CandidateState.OPEN, CandidateState.SECOND, CandidateState.DISAGREED])
def test_what_no_human_has_decided_is_further_checks_even_on_a_list_that_forbids_boarding(found, state):
    answered = answer_for(found, state=state, forbids_boarding=True)
    assert answered.answer.answer is Boarding.FURTHER_CHECKS


def test_a_confirmed_person_of_a_list_that_forbids_boarding_may_not_board(found):
    answered = answer_for(found, state=CandidateState.CONFIRMED, forbids_boarding=True)
    assert answered.answer.answer is Boarding.DO_NOT_BOARD
    assert answer_for(found, state=CandidateState.CONFIRMED, forbids_boarding=False).answer.answer is (
        Boarding.FURTHER_CHECKS
    )


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        (Status.NO_MATCH, Boarding.FURTHER_CHECKS),
        (Status.NOT_CHECKED, Boarding.DO_NOT_BOARD),
        (Status.CHECK_FAILED, Boarding.DO_NOT_BOARD),
    ],
)
def test_who_was_taken_off_a_list_is_kept_from_no_flight_by_it(found, status, answer):
    with of(found):
        Check.objects.filter(passage=found.passage).update(counts=False)
        Check.objects.create(
            organisation=found.organisation,
            passage=found.passage,
            status=status,
            documents="not_checked",
            checked_at=NOW,
        )
    told_now = answer_for(found, state=CandidateState.CONFIRMED, forbids_boarding=True).answer
    assert told_now.answer is answer
    assert ("judging.same_person" in {each.code for each in told_now.reasons}) is (
        answer is Boarding.DO_NOT_BOARD
    )


def test_the_carrier_is_told_no_reason_no_list_and_no_entry(found):
    answered = answer_for(found, state=CandidateState.CONFIRMED, forbids_boarding=True)
    with of(found):
        data = written(found.passage.last_message, [answered], NOW)
        listed = WatchList.objects.get(pk=found.list_id)
    for secret in (found.entry, listed.name, listed.legal_ground, "same_person", "mandatory"):
        assert secret.encode() not in data
