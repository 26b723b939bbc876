"""A State asks for a pause of a clock; the body grants or declines it; both sides read what was asked and answered."""

import pytest
from django.db import DatabaseError, transaction
from tests.desk.assessment.visits.made import (
    ASSESSOR,
    FOCAL,
    REVIEWER,
    SECRETARY,
    STRANGER,
    commented,
    preparing,
    take,
)

from catenary.basis.findings import ProblemError
from catenary.core.assessment.clocks import ClockKind
from catenary.core.assessment.pause_requests import Outcome
from catenary.desk.assessment.models import PauseRequest, VisitClock
from catenary.desk.assessment.visits import pauses, steps
from catenary.desk.ledger.models import Event

REASON = "Elections on the last Sunday"


def refused(code):
    return pytest.raises(ProblemError, match=rf"visits\.{code}")


def asked(act_as, visit, clock=ClockKind.COMMENTS, reason=REASON):
    with act_as(FOCAL) as here:
        return pauses.ask_pause(actor=here, visit=visit.public_id, clock=clock, reason=reason)


def clock_of(act_as, visit, kind=ClockKind.COMMENTS):
    with act_as(REVIEWER):
        return VisitClock.objects.get(visit=visit, kind=kind).as_core()


def at(visit, *more):
    return "/".join(("/assessment/visits", str(visit.public_id), *more))


@pytest.fixture
def visit(db, act_as):
    return commented(act_as)[0]


def test_what_a_state_asks_for_is_granted_with_its_reason_and_the_clock_runs_until_then(act_as, visit):
    request = asked(act_as, visit)
    assert not clock_of(act_as, visit).is_paused
    with act_as(REVIEWER) as here:
        assert PauseRequest.objects.get().reason == REASON
        pauses.grant_pause(actor=here, request=request.public_id)
        with refused("pause_answered"):
            pauses.decline_pause(actor=here, request=request.public_id, reason="No")
    clock = clock_of(act_as, visit)
    assert clock.is_paused
    assert clock.pauses[-1].reason == REASON
    with act_as(FOCAL):
        assert PauseRequest.objects.get().outcome == Outcome.GRANTED


def test_a_request_is_declined_with_a_reason_that_the_state_reads_and_may_be_made_again(act_as, visit):
    request = asked(act_as, visit)
    with act_as(SECRETARY) as here:
        with refused("reason_missing"):
            pauses.decline_pause(actor=here, request=request.public_id, reason=" ")
        pauses.decline_pause(actor=here, request=request.public_id, reason="The committee meets before")
    assert not clock_of(act_as, visit).is_paused
    with act_as(FOCAL):
        row = PauseRequest.objects.get()
        assert (row.outcome, row.answer) == (Outcome.DECLINED, "The committee meets before")
    asked(act_as, visit, reason="A flood")


def test_a_focal_point_alone_asks_once_with_a_reason_while_the_clock_runs(act_as, visit):
    with refused("reason_missing"):
        asked(act_as, visit, reason=" ")
    with refused("no_such_clock"):
        asked(act_as, visit, clock=ClockKind.DRAFT)
    with act_as(REVIEWER) as here, refused("step_not_yours"):
        pauses.ask_pause(actor=here, visit=visit.public_id, clock=ClockKind.COMMENTS, reason=REASON)
    asked(act_as, visit)
    with refused("pause_asked"):
        asked(act_as, visit)
    with act_as(REVIEWER) as here:
        steps.pause_clock(actor=here, visit=visit.public_id, clock=ClockKind.COMMENTS, reason="A strike")
    with refused("clock_paused"):
        asked(act_as, visit)


def test_nobody_but_who_stops_clocks_answers(act_as, visit):
    request = asked(act_as, visit)
    for email in (FOCAL, ASSESSOR):
        with act_as(email) as here:
            with refused("step_not_yours"):
                pauses.grant_pause(actor=here, request=request.public_id)
            with refused("step_not_yours"):
                pauses.decline_pause(actor=here, request=request.public_id, reason="No")
    with act_as(STRANGER):
        assert not PauseRequest.objects.exists()


def test_a_request_ends_with_its_clock_or_with_the_states_consent(act_as, visit):
    request = asked(act_as, visit)
    take(act_as, visit, FOCAL, "withdraw_consent")
    with act_as(REVIEWER) as here, refused("visit_still"):
        pauses.grant_pause(actor=here, request=request.public_id)
    take(act_as, visit, FOCAL, "renew_consent", "hand_in_comments")
    with act_as(REVIEWER) as here, refused("no_such_clock"):
        pauses.grant_pause(actor=here, request=request.public_id)


def test_past_every_service_the_state_only_asks_and_the_body_only_answers_once(act_as, visit):
    request = asked(act_as, visit)
    rows = PauseRequest.objects.filter(pk=request.pk)
    answered = {"outcome": "granted", "answered_by": 1, "answered_at": request.asked_at}
    with act_as(FOCAL), transaction.atomic():
        assert rows.update(**answered) == 0
    with act_as(REVIEWER) as here:
        answered["answered_by"] = here.person
        with pytest.raises(DatabaseError, match="answered once"), transaction.atomic():
            rows.update(reason="Another")
        with transaction.atomic():
            assert rows.update(**answered) == 1
        with pytest.raises(DatabaseError, match="answered once"), transaction.atomic():
            rows.update(outcome="declined", answer="After all")
        request.pk, request.public_id = None, visit.public_id
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            request.save(force_insert=True)


def test_each_act_is_in_the_ledger_of_whose_it_is(act_as, visit):
    request = asked(act_as, visit)
    with act_as(REVIEWER) as here:
        pauses.decline_pause(actor=here, request=request.public_id, reason="The committee meets before")
    for email, act in ((FOCAL, "ask_pause"), (REVIEWER, "decline_pause")):
        with act_as(email):
            assert Event.objects.filter(act=act, record=str(visit.public_id)).count() == 1


def test_both_sides_read_requests_and_answers_with_the_visits_clocks(act_as, browser):
    visit, _comment = commented(act_as)
    state, body = browser(FOCAL), browser(REVIEWER)
    place = at(visit, "clocks", "comments", "ask")
    assert place in state.get(at(visit)).content.decode()
    assert place not in body.get(at(visit)).content.decode()
    assert state.get(place).status_code == 200
    assert state.post(place, {"reason": ""}).status_code == 422
    assert state.post(place, {"reason": REASON}).status_code == 303
    assert place not in state.get(at(visit)).content.decode()
    with act_as(REVIEWER):
        answer = f"/assessment/pauses/{PauseRequest.objects.get().public_id}"
    for page, leads in ((state, False), (body, True)):
        shown = page.get(at(visit)).content.decode()
        assert REASON in shown
        assert "not answered yet" in shown
        assert (answer in shown) == leads
    assert REASON in body.get(answer).content.decode()
    assert body.post(answer, {"decision": "decline", "reason": ""}).status_code == 422
    assert body.post(answer, {"decision": "decline", "reason": "The committee meets"}).status_code == 303
    for page in (state, body):
        shown = page.get(at(visit)).content.decode()
        assert "The committee meets" in shown
        assert "declined" in shown
    assert state.post(place, {"reason": "A flood"}).status_code == 303
    with act_as(REVIEWER):
        answer = f"/assessment/pauses/{PauseRequest.objects.get(outcome='open').public_id}"
    assert body.post(answer, {"decision": "grant"}).status_code == 303
    for page in (state, body):
        shown = page.get(at(visit)).content.decode()
        assert "paused" in shown
        assert "granted" in shown


def test_a_clock_that_never_was_asked_of_has_no_requests_on_the_page(act_as, browser):
    visit = preparing(act_as)
    assert "Pauses the State asked for" not in browser(FOCAL).get(at(visit)).content.decode()
    assert browser(FOCAL).get(at(visit, "clocks", "sundial", "ask")).status_code == 404


def test_a_request_waits_on_the_home_page_of_whoever_answers_it_until_it_is_answered(act_as, browser):
    visit, _comment = commented(act_as)
    request = asked(act_as, visit)
    answer = f"/assessment/pauses/{request.public_id}"
    assert answer in browser(REVIEWER).get("/").content.decode()
    for email in (ASSESSOR, FOCAL):
        assert answer not in browser(email).get("/").content.decode()
    take(act_as, visit, FOCAL, "withdraw_consent")
    assert answer not in browser(REVIEWER).get("/").content.decode()
    take(act_as, visit, FOCAL, "renew_consent")
    with act_as(REVIEWER) as here:
        pauses.decline_pause(actor=here, request=request.public_id, reason="The committee meets before")
    assert answer not in browser(REVIEWER).get("/").content.decode()


def test_programs_of_both_sides_read_what_was_asked_of_a_clock_and_answered(act_as, browser):
    visit, _comment = commented(act_as)
    request = asked(act_as, visit)
    with act_as(REVIEWER) as here:
        pauses.decline_pause(actor=here, request=request.public_id, reason="The committee meets before")
    for email in (FOCAL, REVIEWER):
        told = browser(email).get(f"/web-api/v1/visits/{visit.public_id}").json()["clocks"]
        requests = {each["kind"]: each["requests"] for each in told}
        (one,) = requests.pop("comments")
        assert not any(requests.values())
        assert (one["reason"], one["outcome"], one["answer"]) == (
            REASON,
            "declined",
            "The committee meets before",
        )
        assert one["asked_at"] <= one["answered_at"]
