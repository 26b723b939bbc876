"""Who asked is told what became of it, and who can find a second person is woken in time, once, whatever falls over."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.urls import reverse

from catenary.app.embedded import WEB, WORKER
from catenary.app.settings import database_of
from catenary.core.mandate.flow_table import Flow, State, Step
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import HeldRecord, RecordMatter
from catenary.desk.mandate.records import notices
from catenary.desk.mandate.records.matters import ask_hold, take_step
from catenary.desk.mandate.tasks_jobs import matters as jobs
from catenary.desk.shell.models import Notification

SUPERVISOR, PROSECUTOR = "greta.holmwood@piu.utopia.example", "clara.westmoor@justice.utopia.example"
CRIME, COURT = ("terrorism", "eu-2016-681-6"), ("evidence", "sc-1373-2f")
SYSTEM = Declaration(door=Door.SYSTEM)


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
def asked(held, signed_in):
    """A hold that a supervisor asked for, which a prosecutor may confirm from afar."""
    supervisor, prosecutor = signed_in(SUPERVISOR, *CRIME), signed_in(PROSECUTOR, *COURT)
    row = held()
    with acting(supervisor.declaration):
        return ask_hold(
            actor=supervisor, record=row.public_id, reason="trial", remote=[prosecutor.organisation]
        )


def deferred(name):
    with connection.cursor() as cursor:
        cursor.execute("SELECT args FROM procrastinate_jobs WHERE task_name = %s ORDER BY id", [name])
        return [json.loads(row[0]) for row in cursor.fetchall()]


def told(matter):
    with acting(SYSTEM):
        rows = Notification.objects.filter(person=matter.asked_by, url=url_of(matter))
        return list(rows.values_list("kind", flat=True))


def url_of(matter):
    return reverse("record_matter", args=[matter.public_id])


def listed(matter):
    """Others are led to the list: it shows each of them what concerns them now."""
    return f"{reverse('record_matters')}#{matter.public_id}"


def asked_ago(matter, hours):
    with acting(SYSTEM):
        RecordMatter.objects.filter(pk=matter.pk).update(asked_at=datetime.now(UTC) - timedelta(hours=hours))


def woken(matter):
    return [
        each
        for each in deferred("shell.tell_roles")
        if each["kind"] == "record_matter_waits" and each["url"] == listed(matter)
    ]


@pytest.mark.parametrize(
    ("step", "kind"),
    [(Step.CONFIRM, "record_matter_approved"), (Step.REFUSE, "record_matter_refused")],
)
def test_who_asked_is_told_of_the_decision_even_when_it_was_taken_afar(
    asked, signed_in, as_role, browser, step, kind
):
    prosecutor = signed_in(PROSECUTOR, *COURT)
    with acting(prosecutor.declaration):
        take_step(actor=prosecutor, matter=asked.public_id, step=step, reason="as the court says")
    as_role(WORKER)
    for each in deferred("mandate.tell_asker"):
        jobs.tell_asker_of(**each)
    assert told(asked) == [kind]
    as_role(WEB)
    assert "what you asked for" in browser(SUPERVISOR).get("/notifications").content.decode()


def test_who_asked_is_told_that_nobody_decided_in_time_and_told_once(asked, as_role):
    as_role(WORKER)
    asked_ago(asked, 80)
    jobs.settle_open_matters(0)
    jobs.settle_open_matters(0)
    assert deferred("mandate.tell_asker") == [{"matter": asked.pk, "kind": "record_matter_lapsed"}]


def test_nobody_is_told_what_they_did_themselves(asked, signed_in, as_role):
    supervisor = signed_in(SUPERVISOR, *CRIME)
    with acting(supervisor.declaration):
        take_step(actor=supervisor, matter=asked.public_id, step=Step.WITHDRAW)
    assert deferred("mandate.tell_asker") == []


def test_those_who_can_find_a_second_person_are_woken_once_in_time_here_and_afar(asked, as_role):
    as_role(WORKER)
    jobs.settle_open_matters(0)
    assert woken(asked) == []
    asked_ago(asked, 25)
    jobs.settle_open_matters(0)
    jobs.settle_open_matters(0)
    here, afar = woken(asked)
    assert {"administrator", "oversight", "supervisor"} <= {*here["roles"]}
    assert "prosecutor" in afar["roles"]
    assert afar["organisation_id"] == asked.remote[0]


def test_waking_that_falls_over_is_done_by_the_next_round_and_keeps_no_other_matter_waiting(
    asked, held, as_role, monkeypatch
):
    as_role(WORKER)
    asked_ago(asked, 25)
    with acting(SYSTEM):
        other = held()
        HeldRecord.objects.filter(pk=other.pk).update(held=True)
        second = RecordMatter.objects.create(
            flow=Flow.HOLD, organisation=other.organisation, record=other, about=str(other.public_id),
            asked_by=asked.asked_by, asked_at=datetime.now(UTC) - timedelta(days=4), reason="court",
        )  # fmt: skip
    tell_afar = notices._tell_afar

    def fall(matter, kind):
        if matter.pk == asked.pk:
            raise ConnectionError
        tell_afar(matter, kind)

    monkeypatch.setattr(notices, "_tell_afar", fall)
    with pytest.raises(ExceptionGroup):
        jobs.settle_open_matters(0)
    with acting(SYSTEM):
        assert RecordMatter.objects.get(pk=asked.pk).escalated_at is None
        assert RecordMatter.objects.get(pk=second.pk).state == State.LAPSED
    assert woken(asked) == []
    monkeypatch.undo()
    jobs.settle_open_matters(0)
    assert len(woken(asked)) == 2
