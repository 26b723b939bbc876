"""Requests of persons: by when they are answered, and with what."""

from datetime import UTC, datetime, timedelta

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from catenary.basis.findings import ProblemError
from catenary.core.mandate.model import Months
from catenary.core.mandate.rights import (
    CLOSED,
    CONTENTS,
    GROUNDS,
    Answer,
    Ground,
    RightsClock,
    RightsKind,
    RightsRequest,
    RightsState,
    Told,
    ask_identity,
    close,
    due_at,
    extend,
    is_overdue,
    lacking,
    may_order_erasure,
    must_tell,
    prove_identity,
)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


RECEIVED = at("2026-10-31T09:00")
REQUEST = RightsRequest(RightsKind.ACCESS, RECEIVED)
DAY = timedelta(days=1)


def whole(kind):
    return Answer(RightsState.GRANTED, CONTENTS[kind])


def codes(findings):
    return [finding.code.removeprefix("mandate.") for finding in findings]


def code_of(attempt):
    with pytest.raises(ProblemError) as refused:
        attempt()
    return refused.value.finding.code.removeprefix("mandate.")


def test_an_answer_is_due_in_a_month():
    assert due_at(REQUEST, RECEIVED) == at("2026-11-30T09:00")
    assert not is_overdue(REQUEST, at("2026-11-30T09:00"))
    assert is_overdue(REQUEST, at("2026-11-30T09:01"))


def test_a_state_may_set_another_time():
    assert due_at(REQUEST, RECEIVED, RightsClock(Months(3), Months(0))) == at("2027-01-31T09:00")


def test_the_time_can_be_extended_once_in_time_and_for_a_reason():
    extended = extend(REQUEST, RECEIVED + 20 * DAY, reason="records of three carriers")
    assert due_at(extended, RECEIVED) == at("2027-01-31T09:00")
    assert code_of(lambda: extend(extended, RECEIVED + 21 * DAY, reason="more")) == "extended_already"
    assert code_of(lambda: extend(REQUEST, RECEIVED + 31 * DAY, reason="late")) == "extension_late"
    assert code_of(lambda: extend(REQUEST, RECEIVED, reason=" ")) == "reason_missing"


def test_the_clock_stands_while_the_person_proves_who_they_are():
    waiting = ask_identity(REQUEST, RECEIVED + DAY)
    assert due_at(waiting, RECEIVED + 11 * DAY) == at("2026-12-10T09:00")
    proven = prove_identity(waiting, RECEIVED + 6 * DAY)
    assert due_at(proven, RECEIVED + 300 * DAY) == at("2026-12-05T09:00")
    assert code_of(lambda: ask_identity(proven, RECEIVED + 7 * DAY)) == "identity_asked_already"
    assert code_of(lambda: prove_identity(proven, RECEIVED)) == "identity_not_asked"


def test_a_person_who_never_proves_who_they_are_makes_nobody_late():
    waiting = ask_identity(REQUEST, RECEIVED + DAY)
    refusal = Answer(RightsState.REFUSED, must_tell(REQUEST.kind, RightsState.REFUSED), {Ground.IDENTITY})
    closed = close(waiting, refusal, RECEIVED + 90 * DAY)
    assert not is_overdue(closed, RECEIVED + 200 * DAY)


def test_a_request_closed_late_stays_late_and_one_closed_in_time_does_not_become_so():
    late = close(REQUEST, whole(REQUEST.kind), RECEIVED + 40 * DAY)
    early = close(REQUEST, whole(REQUEST.kind), RECEIVED + 10 * DAY)
    assert is_overdue(late, RECEIVED + 400 * DAY)
    assert not is_overdue(early, RECEIVED + 400 * DAY)


@pytest.mark.parametrize("kind", RightsKind)
def test_every_thing_an_answer_must_tell_is_demanded(kind):
    for told in CONTENTS[kind]:
        answer = Answer(RightsState.GRANTED, CONTENTS[kind] - {told})
        assert [finding.params for finding in lacking(kind, answer)] == [{"told": told.value}]
    assert lacking(kind, whole(kind)) == ()


@pytest.mark.parametrize("kind", RightsKind)
def test_every_refusal_needs_a_ground_of_its_kind_and_tells_how_to_dispute_it(kind):
    tells = must_tell(kind, RightsState.REFUSED)
    assert {Told.COMPLAINT, Told.COURT} <= tells
    assert codes(lacking(kind, Answer(RightsState.REFUSED, tells))) == ["ground_missing"]
    for ground in Ground:
        answer = Answer(RightsState.REFUSED, tells, frozenset({ground}))
        assert codes(lacking(kind, answer)) == ([] if ground in GROUNDS[kind] else ["ground_not_allowed"])


def test_redress_is_never_refused_for_secrecy_and_secrecy_hides_no_mistake():
    always = {Ground.EXCESSIVE, Ground.IDENTITY}
    assert GROUNDS[RightsKind.REDRESS] == always
    assert GROUNDS[RightsKind.CORRECTION] == GROUNDS[RightsKind.RESTRICTION] == always | {Ground.ACCURATE}
    assert GROUNDS[RightsKind.ERASURE] == always | {Ground.ACCURATE, Ground.LAW_REQUIRES}
    assert GROUNDS[RightsKind.ACCESS] == set(Ground) - {Ground.ACCURATE, Ground.LAW_REQUIRES}


def test_what_is_granted_in_part_tells_how_to_dispute_the_rest():
    answer = Answer(RightsState.PARTLY_GRANTED, frozenset({Told.WHETHER_PROCESSED}), {Ground.OTHERS})
    assert [finding.params["told"] for finding in lacking(RightsKind.ACCESS, answer)] == [
        "complaint",
        "court",
    ]


def test_what_is_granted_has_no_ground_and_what_is_open_is_no_answer():
    granted = evolve(whole(RightsKind.ACCESS), grounds={Ground.OTHERS})
    assert codes(lacking(RightsKind.ACCESS, granted)) == ["ground_needless"]
    assert codes(lacking(RightsKind.ACCESS, evolve(granted, outcome=RightsState.RECEIVED))) == ["answer_open"]
    assert lacking(RightsKind.ACCESS, Answer(RightsState.WITHDRAWN, frozenset())) == ()


def test_an_answer_that_lacks_something_closes_nothing():
    lame = evolve(whole(RightsKind.ACCESS), tells=CONTENTS[RightsKind.ACCESS] - {Told.COPY})
    assert code_of(lambda: close(REQUEST, lame, RECEIVED)) == "answer_lacks"


@pytest.mark.parametrize("state", CLOSED)
def test_a_closed_request_stays_closed(state):
    closed = evolve(REQUEST, state=state)
    for attempt in (
        lambda: close(closed, whole(RightsKind.ACCESS), RECEIVED),
        lambda: ask_identity(closed, RECEIVED),
        lambda: extend(closed, RECEIVED, reason="x"),
    ):
        assert code_of(attempt) == "rights_closed"


@given(st.timedeltas(timedelta(0), timedelta(days=400)), st.timedeltas(timedelta(0), timedelta(days=400)))
def test_proving_the_identity_costs_the_officer_no_day_and_wins_none(asked_after, took):
    asked_at = RECEIVED + asked_after
    proven = prove_identity(ask_identity(REQUEST, asked_at), asked_at + took)
    assert due_at(proven, asked_at) - due_at(REQUEST, asked_at) == took


@given(
    st.sampled_from(RightsKind),
    st.sampled_from(RightsState),
    st.frozensets(st.sampled_from("abc")),
    st.sampled_from("abc"),
    st.sampled_from(["kim", "lena"]),
)
def test_one_person_orders_an_erasure_only_as_another_granted_it_for_that_record(
    kind, state, named, record, who
):
    request = RightsRequest(kind, RECEIVED, state)
    allowed = may_order_erasure(request, named, record, accepted_by="kim", actor=who).allowed
    granted = kind is RightsKind.ERASURE and state in {RightsState.GRANTED, RightsState.PARTLY_GRANTED}
    assert allowed == (granted and record in named and who != "kim")
