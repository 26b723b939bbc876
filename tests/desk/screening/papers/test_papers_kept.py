"""Cases of reported documents follow what registers and carriers say, and what humans decided holds exactly as long as that is the same."""

from datetime import timedelta

import pytest
from attrs import evolve
from tests.desk.screening.border import HUMPHREY, LOADER, OTHER, PUBLISHER, ZEPHYRINE
from tests.desk.screening.conftest import NOW
from tests.desk.screening.made import BORDER, SECOND

from catenary.core.intake.model import TravelDocument
from catenary.core.screening.carrier_answer import Boarding
from catenary.core.screening.judging import CandidateState, Verdict
from catenary.core.screening.telling import TellingState
from catenary.desk.intake.models import FlightLeg, Passage
from catenary.desk.mandate.retention.reach import reached_of
from catenary.desk.screening.carrier_answers import answers_to, remember
from catenary.desk.screening.checking import check_passages
from catenary.desk.screening.concerned import rows_of, with_other_documents
from catenary.desk.screening.erasing import erase_with
from catenary.desk.screening.grounds import ground
from catenary.desk.screening.models import (
    AnswerChange,
    Check,
    OutsideLookup,
    OutsideRegister,
    PaperCase,
    PaperJudged,
)
from catenary.desk.screening.papers.judging import judge_papers, version_of

STOLEN = "UA7654321,UTO,P,stolen"
OTHERS = "UA0000000,UTO,P,stolen"


@pytest.fixture
def reported(desk, stolen):
    """The case of a traveller whose document the register has."""
    desk.in_force(OTHER)
    stolen(STOLEN)
    (passage,) = told(desk, ZEPHYRINE)
    return case_of(desk, passage)


def told(desk, *travellers, number=1):
    """The carrier's message read, and its travellers checked."""
    passages = desk.message_read(*travellers, number=number)
    checked(desk, *passages)
    return passages


def checked(desk, *passages):
    with desk.as_job():
        check_passages(passages=passages, now=NOW + timedelta(minutes=1))


def case_of(desk, passage):
    with desk.as_job():
        return (
            PaperCase.objects.filter(passage=passage)
            .select_related("passage__leg", "passage__record")
            .first()
        )


def standing(desk, passage):
    with desk.as_job():
        return Check.objects.get(passage=passage, counts=True).documents


def say(desk, row, verdict, *people):
    for email in people:
        with desk.as_person(email, *BORDER) as here:
            now = PaperCase.objects.get(pk=row.pk)
            judge_papers(actor=here, case=row.public_id, verdict=verdict, reason="x", version=version_of(now))


def again(desk, row):
    checked(desk, row.passage)
    return case_of(desk, row.passage), standing(desk, row.passage)


def test_a_report_opens_a_case_that_holds_no_number(desk, reported):
    assert (reported.state, reported.turn, reported.due_at) == ("open", 1, reported.passage.leg.departs_at)
    (kept,) = reported.reports
    assert (kept["position"], kept["source"], kept["status"]) == (0, "own", "stolen")
    assert "7654321" not in str(reported.reports)


def test_of_whom_nothing_is_reported_there_is_no_case(desk, stolen):
    desk.in_force(OTHER)
    stolen(STOLEN)
    (passage,) = told(desk, HUMPHREY)
    assert case_of(desk, passage) is None


def test_the_same_said_again_leaves_everything_as_it_is(desk, reported):
    say(desk, reported, Verdict.SAME, LOADER)
    after, documents = again(desk, reported)
    assert (after.state, after.turn, documents) == ("second", 1, "to_look_at")


@pytest.mark.parametrize(
    ("verdict", "people", "documents"),
    [(Verdict.DIFFERENT, [LOADER], "accepted"), (Verdict.SAME, [LOADER, SECOND], "refused")],
)
def test_what_humans_decided_holds_while_the_same_is_said_of_the_same(
    desk, reported, stolen, verdict, people, documents
):
    say(desk, reported, verdict, *people)
    assert standing(desk, reported.passage) == documents
    stolen(STOLEN, as_of=NOW.date() - timedelta(days=1))
    assert again(desk, reported)[1] == documents


def test_another_report_opens_it_again_whatever_was_decided(desk, reported, stolen):
    say(desk, reported, Verdict.DIFFERENT, LOADER)
    stolen("UA7654321,UTO,P,revoked")
    after, documents = again(desk, reported)
    assert (after.state, after.turn, after.decided_at, documents) == ("open", 2, None, "to_look_at")
    assert after.opened_for == ["checks.reports_changed"]


def test_after_a_change_of_the_register_those_are_checked_whose_documents_wait(desk, reported, stolen):
    stolen("UA7654321,UTO,P,revoked")
    with desk.as_job():
        rows = rows_of(Passage.objects.filter(pk=reported.passage_id), 0, 10)
        assert with_other_documents(rows, ground(desk.organisation, NOW)) == [reported.passage_id]


def test_another_document_opens_it_again_whatever_was_decided(desk, reported):
    say(desk, reported, Verdict.SAME, LOADER, PUBLISHER)
    more = evolve(ZEPHYRINE, documents=(*ZEPHYRINE.documents, TravelDocument("I", "X123", "UTO")))
    (passage,) = told(desk, more, number=2)
    after = case_of(desk, passage)
    assert (after.pk, after.state, after.turn) == (reported.pk, "open", 2)
    assert (after.opened_for, standing(desk, passage)) == (["checks.papers_changed"], "to_look_at")


def test_it_is_withdrawn_when_nothing_is_said_any_more_and_opened_again_when_it_is(desk, reported, stolen):
    stolen(OTHERS)
    after, documents = again(desk, reported)
    assert (after.state, after.reports, documents) == ("withdrawn", [], "nothing_against")
    stolen(STOLEN)
    after, documents = again(desk, reported)
    assert (after.state, after.turn, documents) == ("open", 2, "to_look_at")
    assert after.opened_for == ["checks.found_again"]


def test_a_refusal_holds_nobody_once_nothing_is_reported_any_more(desk, reported, stolen):
    say(desk, reported, Verdict.SAME, LOADER, PUBLISHER)
    stolen(OTHERS)
    after, documents = again(desk, reported)
    assert (after.state, after.reports, documents) == ("confirmed", [], "nothing_against")


def test_a_register_that_is_too_old_withdraws_nothing(desk, reported, stolen):
    stolen(OTHERS, as_of=NOW.date() - timedelta(days=90))
    after, documents = again(desk, reported)
    assert (after.state, after.turn, len(after.reports), documents) == ("open", 1, 1, "to_look_at")


def test_what_was_let_pass_says_nothing_of_a_document_that_was_never_looked_up(desk, stolen):
    desk.in_force(OTHER)
    stolen(STOLEN)
    nobody_asked = TravelDocument("I", "X123")
    (passage,) = told(desk, evolve(ZEPHYRINE, documents=(*ZEPHYRINE.documents, nobody_asked)))
    case = case_of(desk, passage)
    say(desk, case, Verdict.DIFFERENT, LOADER)
    assert standing(desk, passage) == "not_checked"
    assert again(desk, case)[1] == "not_checked"


def test_a_match_outside_opens_a_case(desk, stolen, settings):
    desk.in_force(OTHER)
    stolen(OTHERS)
    with desk.as_job():
        OutsideRegister.objects.create(
            organisation=desk.organisation, name="The register", address="https://register.example/find"
        )
    (passage,) = told(desk, ZEPHYRINE)
    assert case_of(desk, passage) is None
    with desk.as_job():
        OutsideLookup.objects.filter(passage=passage).update(status="match", answered_at=NOW)
    checked(desk, passage)
    assert case_of(desk, passage).reports[0]["source"] == "outside"
    with desk.as_job():
        OutsideLookup.objects.filter(passage=passage).update(status="not_checked")
    checked(desk, passage)
    assert case_of(desk, passage).state == "open"


def test_the_carrier_learns_what_was_decided_and_not_what_one_judge_said(desk, reported):
    with desk.as_job():
        message = Passage.objects.get(pk=reported.passage_id).last_message
        remember(message, answers_to(message), NOW)
        FlightLeg.objects.filter(pk=reported.passage.leg_id).update(departs_at=NOW + timedelta(hours=5))
    say(desk, reported, Verdict.SAME, LOADER)
    with desk.as_job():
        assert not AnswerChange.objects.exists()
    say(desk, reported, Verdict.SAME, SECOND)
    with desk.as_job():
        (change,) = AnswerChange.objects.all()
    assert (change.answer, change.state) == (Boarding.DO_NOT_BOARD, TellingState.TO_FETCH)


def test_reasons_and_digests_go_with_the_travellers_record(desk, reported):
    say(desk, reported, Verdict.SAME, LOADER)
    with desk.as_job():
        erase_with(reached_of([reported.passage.record]))
        assert [each.reason for each in PaperJudged.objects.filter(case=reported)] == [""]
        assert PaperCase.objects.get(pk=reported.pk).seen == ""
    assert CandidateState(case_of(desk, reported.passage).state) is CandidateState.SECOND
