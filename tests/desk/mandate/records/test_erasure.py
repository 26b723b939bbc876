"""Erasing a record before its time takes two persons: whoever confirms, or whoever granted the person's request."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.urls import reverse

from catenary.app.embedded import WORKER
from catenary.app.settings import database_of
from catenary.basis.findings import ProblemError
from catenary.core.mandate.flow_table import State, Step
from catenary.core.mandate.rights import Ground, RightsKind, RightsState, Told
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import HeldRecord, RecordMatter
from catenary.desk.mandate.records.matters import ask_erasure, take_step
from catenary.desk.mandate.records.services import order_erasure
from catenary.desk.mandate.records.settling import settle
from catenary.desk.mandate.rights import services as rights

SUPERVISOR, DPO = "greta.holmwood@piu.utopia.example", "nadia.fenwick@piu.utopia.example"
RIGHTS = ("rights", "eu-2016-680-rights")
DONE = {Told.WHAT_WAS_DONE: "Erased", Told.WHO_WAS_INFORMED: "Nobody had it"}


@pytest.fixture
def db(own_database):
    """Here everything commits, on a copy of the database: the jobs and the web are two roles."""
    return own_database


def ordered(row):
    with acting(Declaration(organisation=row.organisation_id)):
        row.refresh_from_db()
    return row.ordered_at is not None


def code_of(attempt):
    with pytest.raises(ProblemError) as refused:
        attempt()
    return refused.value.finding.code.removeprefix("mandate.")


def asked_by_person(here, kind=RightsKind.ERASURE):
    asker = rights.Asker("Zephyrine Quillfeather", "z@mail.example", "Please erase it")
    return rights.receive(actor=here, kind=kind, asker=asker, language="en", received_at=datetime.now(UTC))


def granted(here, *records):
    return rights.answer(
        actor=here,
        case=asked_by_person(here).public_id,
        outcome=RightsState.GRANTED,
        told=DONE,
        erases=[each.public_id for each in records],
    )


def test_the_form_of_one_person_orders_no_erasure(browser, held):
    row = held()
    page = reverse("record_deed", args=[row.public_id, "erase"])
    client = browser(SUPERVISOR, *RIGHTS)
    assert client.post(page, {"reason": "the person was mistaken for another"}).status_code == 303
    assert not ordered(row)
    shown = client.get(reverse("record", args=[row.public_id])).content.decode()
    assert "Until a second person confirms, the record is not erased" in shown
    assert client.post(page, {"reason": "again"}).status_code == 422


def test_the_asker_cannot_confirm_and_the_data_protection_officer_can(own_database, held, signed_in):
    row = held()
    supervisor, officer = signed_in(SUPERVISOR, *RIGHTS), signed_in(DPO, *RIGHTS)
    with acting(supervisor.declaration):
        matter = ask_erasure(actor=supervisor, record=row.public_id, reason="mistaken")
    with acting(supervisor.declaration):
        alone = lambda: take_step(actor=supervisor, matter=matter.public_id, step=Step.CONFIRM)  # noqa: E731
        assert code_of(alone) == "own_confirmation"
    with acting(officer.declaration):
        take_step(actor=officer, matter=matter.public_id, step=Step.CONFIRM)
    settled(own_database, matter)
    with acting(Declaration(door=Door.SYSTEM)):
        record = HeldRecord.objects.get(pk=row.pk)
    assert record.ordered_at is not None
    assert (record.erase_rule, record.erase_at) == ("order", record.ordered_at)


@pytest.mark.parametrize(("state", "days"), [(State.REFUSED, 0), (State.LAPSED, 4)])
def test_what_nobody_confirmed_is_not_erased(own_database, held, signed_in, state, days):
    row = held()
    supervisor, officer = signed_in(SUPERVISOR, *RIGHTS), signed_in(DPO, *RIGHTS)
    with acting(supervisor.declaration):
        matter = ask_erasure(actor=supervisor, record=row.public_id, reason="mistaken")
    if state is State.REFUSED:
        with acting(officer.declaration):
            take_step(actor=officer, matter=matter.public_id, step=Step.REFUSE, reason="it is needed")
    settled(own_database, matter, days)
    with acting(Declaration(door=Door.SYSTEM)):
        assert RecordMatter.objects.get(pk=matter.pk).state == state
        assert HeldRecord.objects.get(pk=row.pk).ordered_at is None


def test_a_granted_request_lets_one_person_order_the_record_it_names_and_no_other(held, act_as):
    named, other = held(), held()
    with act_as(DPO, *RIGHTS) as officer:
        case = granted(officer, named)
    with act_as(SUPERVISOR, *RIGHTS) as supervisor:
        order = lambda row: order_erasure(  # noqa: E731
            actor=supervisor, record=row.public_id, request=case.public_id, reason="as the person asked"
        )
        assert code_of(lambda: order(other)) == "request_not_accepted"
        order(named)
        assert code_of(lambda: order(named)) == "erasure_ordered"
    assert (ordered(named), ordered(other)) == (True, False)


def test_a_request_that_was_refused_or_asks_something_else_names_no_record(held, act_as):
    row = held()
    with act_as(DPO, *RIGHTS) as officer:
        case = asked_by_person(officer)
        answer = {"actor": officer, "told": DONE, "erases": [row.public_id]}
        refuse = {"case": case.public_id, "outcome": RightsState.REFUSED, "grounds": [Ground.ACCURATE]}
        assert code_of(lambda: rights.answer(**answer, **refuse)) == "erases_nothing"
        other = asked_by_person(officer, RightsKind.CORRECTION)
        grant = {"case": other.public_id, "outcome": RightsState.GRANTED}
        assert code_of(lambda: rights.answer(**answer, **grant)) == "erases_nothing"


def test_a_request_names_records_of_its_own_organisation_only(held, act_as, foreign_unit):
    abroad = held(organisation=foreign_unit)
    with act_as(DPO, *RIGHTS) as officer:
        assert code_of(lambda: granted(officer, abroad)) == "record_not_here"


def test_the_named_record_is_ordered_in_the_browser(browser, held):
    row = held()
    officer, supervisor = browser(DPO, *RIGHTS), browser(SUPERVISOR, *RIGHTS)
    told = {
        "kind": "erasure", "name": "Zephyrine Quillfeather", "contact": "z@mail.example", "language": "en",
        "received_on": "2026-01-01", "words": "Please erase it",
    }  # fmt: skip
    case = officer.post("/mandate/rights/new", told)["Location"]
    page = reverse("record", args=[row.public_id])
    answer = {"outcome": "granted", "what_was_done": "Erased", "who_was_informed": "Nobody had it"}
    assert officer.post(f"{case}/answer", {**answer, "erases": "the first one"}).status_code == 422
    assert (
        officer.post(f"{case}/answer", {**answer, "erases": f"https://desk.example{page}\n"}).status_code
        == 303
    )
    assert str(row.public_id) in officer.get(case).content.decode()
    order = {"reason": "as asked", "request": case.rpartition("/")[2]}
    assert supervisor.post(f"{page}/erase", order).status_code == 303
    assert ordered(row)


def settled(own_database, matter, days=0):
    """What the jobs make of a matter so many days from now; the connection stays theirs."""
    connection.close()
    connection.settings_dict.update(database_of(own_database(WORKER)))
    with acting(Declaration(door=Door.SYSTEM)):
        settle(RecordMatter.objects.get(pk=matter.pk), datetime.now(UTC) + timedelta(days=days))
