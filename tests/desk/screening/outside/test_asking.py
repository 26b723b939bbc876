"""Travellers' documents and an outside register: asked by jobs, never silent, and what it says reaches officer and carrier."""

import json
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from attrs import evolve
from tests.desk.beside import Beside
from tests.desk.conftest import reach
from tests.desk.screening import border
from tests.desk.screening.conftest import Border

from catenary.app.embedded import OWNER, WORKER
from catenary.core.documents.outside import (
    FAILURES,
    REST,
    BreakerState,
    OutsideAnswered,
    OutsideFault,
    OutsideStatus,
)
from catenary.core.intake.model import TravelDocument
from catenary.desk.intake.models import FlightLeg, Passage
from catenary.desk.ledger.models import Event
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.retention.reach import reached_of
from catenary.desk.screening.checking import check_passages
from catenary.desk.screening.erasing import erase_with
from catenary.desk.screening.models import Check, OutsideLookup, OutsideRegister
from catenary.desk.screening.outside import asking
from catenary.desk.screening.outside.questions import REMEMBERED

MATCH = OutsideAnswered(OutsideStatus.MATCH, "SLTD-118")
NO_MATCH = OutsideAnswered(OutsideStatus.NO_MATCH)
LATE = OutsideAnswered(OutsideStatus.NOT_CHECKED, fault=OutsideFault.TIMED_OUT)


class Outside:
    """In place of the register outside: what it was asked, and what it says; else nothing is on record."""

    def __init__(self):
        self.asked, self.says = [], {}
        self.fails = False

    def ask(self, question):
        self.asked.append(question)
        return LATE if self.fails else self.says.get(question.number, NO_MATCH)


OUTSIDE = Outside()


def made(_address, _key, _seconds):
    return OUTSIDE


@pytest.fixture
def outside(settings):
    OUTSIDE.__init__()
    settings.OUTSIDE_REGISTER = f"{__name__}.made"
    return OUTSIDE


@pytest.fixture
def register(desk, outside):
    with desk.as_job():
        return OutsideRegister.objects.create(
            organisation=desk.organisation, name="The register", address="https://register.example/find"
        )


def now():
    return datetime.now(UTC)


def checked(desk, *travellers, **more):
    passages = desk.message_read(*travellers, **more)
    with desk.as_job():
        check_passages(passages=passages, now=now())
    return passages


def ask(register, at=None):
    return asking.ask_some(register.pk, register.organisation_id, at or now())


def lookups(desk):
    with desk.as_job():
        return list(OutsideLookup.objects.exclude(document="").order_by("pk").values_list("status", "fault"))


def check_of(desk, passage):
    with desk.as_job():
        return Check.objects.get(passage=passage, counts=True)


def test_without_a_register_nothing_is_asked(desk, outside):
    checked(desk, border.ZEPHYRINE)
    assert (lookups(desk), outside.asked) == ([], [])


def test_the_register_is_told_number_type_and_state_and_no_name(desk, register, outside):
    checked(desk, border.ZEPHYRINE)
    assert lookups(desk) == [("waiting", "")]
    ask(register)
    (question,) = outside.asked
    assert (question.number, question.type, question.issuer) == ("UA7654321", "P", "UTO")
    assert "QUILLFEATHER" not in json.dumps(question.id)
    assert lookups(desk) == [("no_match", "")]


def test_a_document_on_record_outside_is_a_finding_for_a_human(desk, register, outside):
    outside.says["UA7654321"] = MATCH
    (passage,) = checked(desk, border.ZEPHYRINE)
    assert "documents.outside_match" not in check_of(desk, passage).reasons
    ask(register)
    check = check_of(desk, passage)
    assert (check.documents, "documents.outside_match" in check.reasons) == ("to_look_at", True)
    with desk.as_job():
        assert OutsideLookup.objects.get().reference == "SLTD-118"


def test_where_this_desk_has_no_register_the_outside_ones_no_is_a_no(desk, register):
    (passage,) = checked(desk, border.ZEPHYRINE)
    assert check_of(desk, passage).documents == "not_checked"
    ask(register)
    assert check_of(desk, passage).documents == "nothing_against"


def test_what_could_not_be_asked_is_not_checked_with_its_reason_and_is_asked_again(desk, register, outside):
    outside.fails = True
    (passage,) = checked(desk, border.ZEPHYRINE)
    ask(register)
    assert lookups(desk) == [("not_checked", "timed_out")]
    assert "documents.outside_not_checked" in check_of(desk, passage).reasons
    outside.fails = False
    assert ask(register) is False
    assert len(outside.asked) == 1
    ask(register, now() + asking.AGAIN_AFTER)
    assert lookups(desk) == [("no_match", "")]
    assert "documents.outside_not_checked" not in check_of(desk, passage).reasons


def people(count):
    return [
        evolve(
            border.ZEPHYRINE,
            id=str(number),
            documents=(TravelDocument("P", f"UA{number:07}", "UTO"),),
            reference=f"PX{number}",
        )
        for number in range(1, count + 1)
    ]


def test_a_register_that_fails_again_and_again_is_left_alone_and_everybody_is_told_not_checked(
    desk, register, outside
):
    outside.fails = True
    checked(desk, *people(12))
    start = now()
    assert ask(register, start) is False
    assert FAILURES <= len(outside.asked) <= FAILURES + register.at_once
    assert {status for status, _ in lookups(desk)} == {"not_checked"}
    assert ("not_checked", "resting") in lookups(desk)
    with desk.as_job():
        register.refresh_from_db()
    assert register.breaker == BreakerState.OPEN
    before = len(outside.asked)
    assert ask(register, start + REST / 2) is False
    assert len(outside.asked) == before
    outside.fails = False
    asking_on = True
    while asking_on:
        asking_on = ask(register, start + REST + asking.AGAIN_AFTER)
    assert {status for status, _ in lookups(desk)} == {"no_match"}
    with desk.as_job():
        register.refresh_from_db()
    assert (register.breaker, register.failures) == (BreakerState.CLOSED, 0)


def test_one_question_tries_whether_the_register_is_back(desk, register, outside):
    outside.fails = True
    checked(desk, *people(12))
    start = now()
    ask(register, start)
    before = len(outside.asked)
    ask(register, start + REST)
    assert len(outside.asked) == before + 1


def test_the_same_document_is_asked_about_once_and_remembered_for_a_while(desk, register, outside):
    checked(desk, border.ZEPHYRINE)
    ask(register)
    checked(desk, border.ZEPHYRINE, number=2, leaves_in=timedelta(days=2))
    assert lookups(desk) == [("no_match", "")] * 2
    ask(register)
    assert len(outside.asked) == 1
    with desk.as_job():
        OutsideLookup.objects.update(answered_at=now() - REMEMBERED)
    checked(desk, border.ZEPHYRINE, number=3, leaves_in=timedelta(days=4))
    assert lookups(desk)[-1] == ("waiting", "")


def test_a_document_that_the_carrier_tells_no_more_says_nothing_of_the_traveller(desk, register, outside):
    outside.says["UA7654321"] = MATCH
    (passage,) = checked(desk, border.ZEPHYRINE)
    ask(register)
    other = evolve(border.ZEPHYRINE, documents=(TravelDocument("P", "UA9999999", "UTO"),))
    (same,) = checked(desk, other, number=2)
    assert same.pk == passage.pk
    ask(register)
    assert check_of(desk, passage).documents == "nothing_against"


def test_with_an_operator_who_holds_back_who_was_not_asked_about_is_not_checked(
    desk, register, outside, tmp_path
):
    with desk.as_job():
        OutsideRegister.objects.update(holds_back=True)
    (passage,) = checked(desk, border.ZEPHYRINE)
    assert check_of(desk, passage).documents == "not_checked"
    ask(register)
    assert check_of(desk, passage).documents == "nothing_against"


def test_of_flights_that_have_left_nothing_is_asked(desk, register, outside):
    (passage,) = checked(desk, border.ZEPHYRINE)
    with desk.as_job():
        FlightLeg.objects.filter(pk=passage.leg_id).update(departs_at=now() - timedelta(hours=1))
    assert ask(register) is False
    assert outside.asked == []


def test_the_log_counts_questions_and_names_no_document(desk, register):
    checked(desk, border.ZEPHYRINE)
    ask(register)
    with acting(Declaration(door=Door.SYSTEM)):
        event = Event.objects.get(act="ask_outside")
    entry = bytes(event.entry).decode()
    assert "no_match" in entry
    assert "UA7654321" not in entry


def test_what_was_asked_goes_with_the_travellers_record(desk, register, outside):
    outside.says["UA7654321"] = MATCH
    (passage,) = checked(desk, border.ZEPHYRINE)
    ask(register)
    with desk.as_job():
        erase_with(reached_of([passage.record]))
        row = OutsideLookup.objects.get()
    assert (row.document, row.reference) == ("", "")


def test_a_check_that_finds_new_documents_does_not_wait_for_what_the_register_answered(
    own_database, sealed_spool, outside
):
    reach(own_database(WORKER))
    desk = Border(None)
    with desk.as_job():
        register = OutsideRegister.objects.create(
            organisation=desk.organisation, name="The register", address="https://register.example/find"
        )
    known, new = desk.message_read(border.ZEPHYRINE, border.HUMPHREY)
    with desk.as_job():
        check_passages(passages=[known], now=now())
    asked = Beside(lambda: ask(register))
    with psycopg.connect(own_database(OWNER), autocommit=True) as looks_on, desk.as_job():
        assert Passage.objects.select_for_update(no_key=True).get(pk=known.pk)
        asked.begin_and_wait(looks_on)
        check_passages(passages=[new], now=now())
    assert asked.end()
    with desk.as_job():
        said = dict(OutsideLookup.objects.values_list("passage", "status"))
        assert said[known.pk] == OutsideStatus.NO_MATCH
        assert new.pk in said
