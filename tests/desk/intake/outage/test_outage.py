"""The database goes away and comes back: who waits is answered, nothing acknowledged is lost, nothing is there twice."""

import json
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.db import close_old_connections
from django.utils import timezone
from tests.desk.conftest import reach
from tests.desk.intake.carriers import LIST, channel_for, client_of, program, send
from tests.desk.operations.test_faults import stopped

from catenary.app.embedded import WEB, WORKER
from catenary.core.intake.outage import OutageAnswer
from catenary.desk.intake import tasks
from catenary.desk.intake.models import Channel, Delivery, Passage
from catenary.desk.intake.outage import catching_up, disk, middleware
from catenary.desk.intake.outage.answering import kept_and_answered
from catenary.desk.ledger.models import Event
from catenary.desk.mandate.acting import Declaration, acting
from catenary.desk.mandate.models import MachineClient
from catenary.formats.cusres.answers import Meaning
from catenary.formats.reading import read_carrier_file

KNOWN = LIST.replace(b"NAT+2+UTO'", b"NAT+2+UTO'RFF+AVF:QX7R2M'RFF+ABO:PX42'")


@pytest.fixture
def outage(own_database, spool, settings, tmp_path):
    """The folder of an outage, and the database to come back to."""
    settings.OUTAGE_SPOOL = tmp_path / "outage"
    return own_database


@pytest.fixture
def carrier(outage):
    """A carrier that waits for answers, known to the web as a worker has told it."""
    row, token = program()
    made = channel_for(row, interactive=True, outage_answer="further_checks")
    made.token = token
    as_worker(outage, tasks.tell_carriers)
    return made


def as_worker(address, job, *told):
    """What a job does when it is run by a worker."""
    reach(address(WORKER))
    try:
        return job(*(told or [0]))
    finally:
        reach(address(WEB))


def catch_up(address, folder):
    return as_worker(address, catching_up.catch_up, folder, timezone.now())


def sent(channel, data=KNOWN, **more):
    close_old_connections()
    return send(client_of(channel.token), data, **more)


@contextmanager
def of(channel):
    with acting(
        Declaration(organisation=channel.organisation_id, purpose="border_check", basis="icao-9-api")
    ):
        yield


def meanings(answer):
    (message,) = read_carrier_file(answer.content, date(2026, 11, 23))
    return {each.traveller: Meaning(each.meaning) for each in message.responses}


def test_who_waits_is_answered_without_the_database_and_caught_up_with(outage, carrier, postgres, settings):
    with stopped(postgres):
        answer = sent(carrier)
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/edifact")
        assert meanings(answer) == {None: Meaning.ACCEPTED, "PX42": Meaning.FURTHER_CHECKS}
        (kept,) = disk.waiting(settings.OUTAGE_SPOOL)
        assert b"OSTERLIN" not in kept.read()
    close_old_connections()
    assert catch_up(outage, settings.OUTAGE_SPOOL) == 1
    assert disk.depth(settings.OUTAGE_SPOOL).count == 0
    with of(carrier):
        row = Delivery.objects.get(channel=carrier)
        assert (row.state, row.outage_answer, row.outage_id) == ("read", "further_checks", kept.id)
        assert Passage.objects.filter(last_message__delivery=row).count() == 1
    entry = entry_of(outage, row)
    assert "answered_in_outage" in entry
    assert "OSTERLIN" not in entry


def entry_of(address, row):
    def found(_):
        with acting(Declaration(door=tasks.Door.SYSTEM)):
            return Event.objects.get(act="answered_in_outage", record=str(row.public_id))

    event = as_worker(address, found)
    return bytes(event.entry).decode()


@pytest.mark.parametrize(("seconds", "asked_again"), [(0.0, True), (3600.0, False)])
def test_for_a_moment_after_an_outage_the_database_is_not_asked_and_then_it_is(
    outage, carrier, postgres, monkeypatch, seconds, asked_again
):
    monkeypatch.setattr(middleware, "_NOT_ASKED_SECONDS", seconds)
    client = client_of(carrier.token)
    with stopped(postgres):
        assert "Location" not in send(client, KNOWN).headers
    close_old_connections()
    assert ("Location" in send(client, KNOWN).headers) is asked_again
    assert send(client, b"what is no message is not kept back").status_code == 202


def test_batches_and_strangers_are_refused_unacknowledged(outage, carrier, postgres, settings):
    row, token = program()
    batch = channel_for(row)
    batch.token = token
    as_worker(outage, tasks.tell_carriers)
    stranger = carrier.token[:-1] + ("x" if carrier.token[-1] != "x" else "y")
    with stopped(postgres):
        for each in (token, stranger):
            close_old_connections()
            answer = send(client_of(each), KNOWN)
            assert (answer.status_code, json.loads(answer.content)["code"]) == (503, "web_api.unavailable")
        assert disk.depth(settings.OUTAGE_SPOOL).count == 0


@pytest.mark.parametrize(
    "told", [{"program__expires_at": timedelta(0)}, {"outage_answer": ""}, {"closed_at": 1}]
)
def test_who_may_send_no_more_is_not_known(outage, carrier, told):
    """Told again a minute later, as the job does."""
    now = timezone.now()
    with of(carrier):
        if "program__expires_at" in told:
            MachineClient.objects.filter(pk=carrier.program_id).update(expires_at=now)
        else:
            Channel.objects.filter(pk=carrier.pk).update(**{k: now if v == 1 else v for k, v in told.items()})
    assert as_worker(outage, lambda _: known_now()) == []


def known_now():
    with acting(Declaration(door=tasks.Door.SYSTEM)):
        return tasks.outage_carriers.carriers_now()


def test_what_names_nobody_or_has_no_room_is_refused_unacknowledged(outage, carrier, postgres, settings):
    with stopped(postgres):
        assert sent(carrier, b"this is no message").status_code == 503
        assert sent(carrier, KNOWN, kind="application/json").status_code == 503
        settings.OUTAGE_SPOOL_LARGEST = 10
        assert sent(carrier).status_code == 503
        assert disk.depth(settings.OUTAGE_SPOOL).count == 0


def test_without_a_key_to_seal_with_nothing_is_acknowledged(outage, carrier, postgres, settings):
    settings.SPOOL_RECIPIENT_FILE = None
    with stopped(postgres):
        assert sent(carrier).status_code == 503
        assert disk.depth(settings.OUTAGE_SPOOL).count == 0


def put(channel, data=KNOWN):
    """What an outage left."""
    assert kept_and_answered(str(channel.public_id), OutageAnswer.FURTHER_CHECKS, "", data)


@pytest.mark.parametrize("step", ["receive_answered", "read", "tell_answered", "remove"])
def test_a_worker_that_falls_between_two_steps_loses_nothing_and_doubles_nothing(
    outage, carrier, settings, monkeypatch, step
):
    put(carrier)

    class Killed(BaseException):
        """As far as the program goes, the end."""

    def falls(*_args, **_more):
        raise Killed

    where = disk.Waiting if step == "remove" else catching_up
    monkeypatch.setattr(where, step, falls)
    with pytest.raises(Killed):
        catch_up(outage, settings.OUTAGE_SPOOL)
    monkeypatch.undo()
    assert disk.depth(settings.OUTAGE_SPOOL).count == 1
    catch_up(outage, settings.OUTAGE_SPOOL)
    assert disk.depth(settings.OUTAGE_SPOOL).count == 0
    with of(carrier):
        assert Delivery.objects.filter(channel=carrier).count() == 1
        assert Passage.objects.count() == 1


def test_what_was_sent_again_in_the_outage_is_known_as_a_repetition(outage, carrier, settings):
    put(carrier)
    put(carrier)
    assert catch_up(outage, settings.OUTAGE_SPOOL) == 2
    with of(carrier):
        assert sorted(Delivery.objects.values_list("state", flat=True)) == ["read", "repeated"]
        assert Passage.objects.count() == 1


def test_a_channel_that_was_closed_since_loses_nothing_it_was_answered_about(outage, carrier, settings):
    put(carrier)
    with of(carrier):
        Channel.objects.filter(pk=carrier.pk).update(closed_at=timezone.now())
    assert catch_up(outage, settings.OUTAGE_SPOOL) == 1


def test_what_cannot_be_opened_stays_and_keeps_nothing_else_waiting(outage, carrier, settings):
    disk.put(settings.OUTAGE_SPOOL, b"sealed to another key", carrier.public_id, timezone.now(), 10**6)
    put(carrier)
    assert catch_up(outage, settings.OUTAGE_SPOOL) == 1
    assert disk.depth(settings.OUTAGE_SPOOL).count == 1


def test_what_could_not_be_read_at_once_is_read_by_its_job(outage, carrier, settings, monkeypatch):
    put(carrier)
    monkeypatch.setattr(catching_up, "read", lambda **_: 1 / 0)
    assert catch_up(outage, settings.OUTAGE_SPOOL) == 1
    with of(carrier):
        row = Delivery.objects.get()
    assert row.state == "received"
    as_worker(outage, tasks.read_delivery.func, str(row.public_id))
    with of(carrier):
        assert Delivery.objects.get().state == "read"
