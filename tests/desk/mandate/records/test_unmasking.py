"""Unmasking: one record, one person, a second authority, a time, and every look recorded."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.urls import reverse

from catenary.app.embedded import WEB, WORKER
from catenary.app.settings import database_of
from catenary.basis.findings import ProblemError
from catenary.core.mandate.flow_table import Flow, State, Step
from catenary.desk.ledger.models import Event
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import RecordMatter, SealedFields
from catenary.desk.mandate.records.matters import ask_hold, ask_lifting, ask_unmasking, take_step
from catenary.desk.mandate.records.settling import settle
from catenary.desk.mandate.retention.carrying_out import carry_out

OFFICER, SUPERVISOR = "tom.ashgrove@piu.utopia.example", "greta.holmwood@piu.utopia.example"
DPO, AUTHORITY = "nadia.fenwick@piu.utopia.example", "halima.orsay@justice.utopia.example"
PROSECUTOR = "clara.westmoor@justice.utopia.example"
CRIME = ("terrorism", "eu-2016-681-6")
NAME = "ZEPHYRINE QUILLFEATHER"


@pytest.fixture
def db(own_database):
    """Here everything commits, on a copy of the database: the jobs and the web are two roles."""
    return own_database


@pytest.fixture
def as_role(own_database):
    """`as_role(WORKER)`: from now on the connection is that role's."""

    def reach(role):
        connection.close()
        connection.settings_dict.update(database_of(own_database(role)))

    return reach


@pytest.fixture
def masked(as_role, held):
    """A record that the jobs have masked; everything after is done as the web role again."""
    as_role(WORKER)
    row = held(days=200, linked_at=datetime.now(UTC) - timedelta(days=100))
    carry_out(datetime.now(UTC))
    as_role(WEB)
    return row


def sealed_seen(here, row):
    with acting(here.declaration):
        return SealedFields.objects.filter(record=row).exists()


def asked_of_authority(here, row, remote, **more):
    with acting(here.declaration):
        return ask_unmasking(
            actor=here, record=row.public_id, reason="an inquiry names the flight", remote=[remote], **more
        )


def decide(here, matter, step=Step.CONFIRM):
    with acting(here.declaration):
        return take_step(actor=here, matter=matter.public_id, step=step, reason="necessary and proportionate")


def test_a_second_authority_opens_one_record_to_one_person(masked, signed_in):
    officer, authority = signed_in(OFFICER, *CRIME), signed_in(AUTHORITY, *CRIME)
    supervisor = signed_in(SUPERVISOR, *CRIME)
    matter = asked_of_authority(officer, masked, authority.organisation)
    assert not sealed_seen(officer, masked)
    decide(authority, matter)
    assert sealed_seen(officer, masked)
    assert not sealed_seen(supervisor, masked)
    assert not sealed_seen(authority, masked)


def test_neither_the_asker_nor_the_own_supervisor_approves(masked, signed_in):
    officer, authority = signed_in(OFFICER, *CRIME), signed_in(AUTHORITY, *CRIME)
    matter = asked_of_authority(officer, masked, authority.organisation)
    for here, code in ((officer, "own_confirmation"), (signed_in(SUPERVISOR, *CRIME), "second_person_lacks")):
        with pytest.raises(ProblemError) as refused:
            decide(here, matter)
        assert refused.value.finding.code == f"mandate.{code}"
    assert not sealed_seen(officer, masked)


def test_an_unmasking_closes_when_its_asker_ends_it(masked, signed_in):
    officer, authority = signed_in(OFFICER, *CRIME), signed_in(AUTHORITY, *CRIME)
    matter = asked_of_authority(officer, masked, authority.organisation)
    decide(authority, matter)
    decide(officer, matter, Step.CLOSE)
    assert not sealed_seen(officer, masked)


def test_the_database_looks_at_the_time_of_an_unmasking_itself(masked, signed_in):
    officer, authority = signed_in(OFFICER, *CRIME), signed_in(AUTHORITY, *CRIME)
    matter = asked_of_authority(officer, masked, authority.organisation)
    decide(authority, matter)
    with acting(officer.declaration):
        RecordMatter.objects.filter(pk=matter.pk).update(until=datetime.now(UTC) - timedelta(seconds=1))
    assert not sealed_seen(officer, masked)


def test_a_masked_record_says_so_and_every_look_while_it_is_open_is_recorded(masked, signed_in, browser):
    officer, authority = signed_in(OFFICER, *CRIME), signed_in(AUTHORITY, *CRIME)
    page = reverse("record", args=[masked.public_id])
    client = browser(OFFICER, *CRIME)
    closed = client.get(page).content.decode()
    listed = client.get("/mandate/records").content.decode()
    assert "Masked: names" in closed
    assert f"{page}/unmask" in closed
    assert NAME not in closed + listed
    decide(authority, asked_of_authority(officer, masked, authority.organisation))
    assert NAME in client.get(page).content.decode()
    assert NAME in client.get(page).content.decode()
    with acting(signed_in(DPO).declaration):
        looks = Event.objects.filter(act="see_unmasked", record=str(masked.public_id)).count()
    assert looks == 2


def test_the_data_protection_officer_is_told_when_an_unmasking_is_asked_and_when_it_is_open(
    masked, signed_in
):
    officer, authority = signed_in(OFFICER, *CRIME), signed_in(AUTHORITY, *CRIME)
    matter = asked_of_authority(officer, masked, authority.organisation)
    decide(authority, matter)
    with acting(Declaration(door=Door.SIGN_IN)), connection.cursor() as cursor:
        cursor.execute("SELECT args FROM procrastinate_jobs WHERE task_name = 'shell.tell_roles' ORDER BY id")
        told = [json.loads(row[0]) for row in cursor.fetchall()]
    kinds = [each["kind"] for each in told if "data_protection_officer" in each["roles"]]
    assert kinds == ["record_matter_asked", "record_matter_moved"]
    assert all(str(matter.public_id) in each["url"] for each in told)


def test_exports_of_a_masked_record_hold_nothing_masked(masked, browser):
    client = browser(SUPERVISOR, *CRIME)
    for form in ("csv", "json"):
        assert NAME.encode() not in client.get(f"/mandate/records?format={form}&standing=masked").content


def test_a_record_is_held_from_the_moment_it_is_asked_and_freed_by_two(masked, signed_in, as_role):
    supervisor = signed_in(SUPERVISOR, *CRIME)
    prosecutor = signed_in(PROSECUTOR, "evidence", "sc-1373-2f")
    remote = [prosecutor.organisation]
    with acting(supervisor.declaration):
        hold = ask_hold(actor=supervisor, record=masked.public_id, reason="trial", remote=remote)
        masked.refresh_from_db()
        assert masked.held
    decide(prosecutor, hold)
    with acting(supervisor.declaration):
        lifting = ask_lifting(actor=supervisor, record=masked.public_id, reason="over", remote=remote)
    decide(prosecutor, lifting)
    as_role(WORKER)
    with acting(Declaration(door=Door.SYSTEM)):
        settle(RecordMatter.objects.get(pk=lifting.pk), datetime.now(UTC))
        masked.refresh_from_db()
        states = dict(RecordMatter.objects.filter(record=masked).values_list("flow", "state"))
    assert not masked.held
    assert states == {Flow.HOLD: State.IN_FORCE, Flow.LIFTING: State.IN_FORCE}


def test_what_is_not_masked_needs_no_unmasking(db, held, act_as):
    row = held()
    with act_as(OFFICER, *CRIME) as here, pytest.raises(ProblemError) as refused:
        ask_unmasking(actor=here, record=row.public_id, reason="curious")
    assert refused.value.finding.code == "mandate.not_masked"


@pytest.mark.parametrize("end", ["refused", "fell", "withdrawn"])
def test_a_hold_nobody_approved_keeps_nothing_when_it_is_asked_again_until_one_confirms(
    masked, signed_in, browser, as_role, end
):
    supervisor = signed_in(SUPERVISOR, *CRIME)
    prosecutor = signed_in(PROSECUTOR, "evidence", "sc-1373-2f")
    page = reverse("record_deed", args=[masked.public_id, "hold"])
    with acting(supervisor.declaration):
        first = ask_hold(
            actor=supervisor, record=masked.public_id, reason="trial", remote=[prosecutor.organisation]
        )
    if end == "refused":
        decide(prosecutor, first, Step.REFUSE)
    if end == "withdrawn":
        decide(supervisor, first, Step.WITHDRAW)
    if end == "fell":
        with acting(supervisor.declaration):
            RecordMatter.objects.filter(pk=first.pk).update(asked_at=datetime.now(UTC) - timedelta(days=4))
    settled(as_role, first)
    client = browser(SUPERVISOR, *CRIME)
    assert "asked before and no second person approved" in client.get(page).content.decode()
    told = {"reason": "once more", "organisations": [str(prosecutor.organisation.public_id)]}
    assert client.post(page, told).status_code == 303
    shown = client.get(reverse("record", args=[masked.public_id])).content.decode()
    assert "asked again, it has no effect until one confirms" in shown
    assert not is_kept(supervisor, masked)
    assert client.post(page, told).status_code == 422
    with acting(supervisor.declaration):
        again = RecordMatter.objects.get(record=masked, state=State.ASKED)
    settled(as_role, again)
    assert not is_kept(supervisor, masked)
    decide(prosecutor, again)
    settled(as_role, again)
    assert is_kept(supervisor, masked)


def is_kept(here, row):
    with acting(here.declaration):
        row.refresh_from_db()
    return row.held


def settled(as_role, matter):
    as_role(WORKER)
    with acting(Declaration(door=Door.SYSTEM)):
        settle(RecordMatter.objects.get(pk=matter.pk), datetime.now(UTC))
    as_role(WEB)
