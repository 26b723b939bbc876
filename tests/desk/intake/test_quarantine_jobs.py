"""What workers do for the quarantine desk, done as the worker."""

import pytest
from django.utils import timezone

from catenary.core.intake.receipt import MessageState
from catenary.desk.intake import replaying
from catenary.desk.intake.keeping import keep, messages_in
from catenary.desk.intake.kept_texts import kept_text
from catenary.desk.intake.models import Delivery, Message
from catenary.desk.intake.quarantine_jobs import read_all_again, read_correction
from catenary.desk.intake.replaying import new_version
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import Person
from catenary.desk.shell.models import LongWork, WorkState

ENVELOPE = "UNA:+.? 'UNB+UNOA:4+UTOPIA WINGS+UTOPIU+261122:0800+9'"
NAMELESS = (
    "UNH+1+PAXLST:D:05B:UN:IATA'BGM+745'TDT+20+UW123'LOC+125+UTP'DTM+189:2611240900:201'NAD+FL+++'UNT+7+1'"
)
NAMED = NAMELESS.replace("FL+++", "FL+++ASHDOWN:MIRA")


@pytest.fixture(autouse=True)
def as_job(as_worker, unit):
    with acting(Declaration(organisation=unit.pk, door=Door.SYSTEM)):
        yield


@pytest.fixture
def message(channel):
    row = Delivery.objects.create(
        organisation=channel.organisation, channel=channel, state="read", received_at=timezone.now(),
        octets=1, original_hash=bytes(32),
    )  # fmt: skip
    made = Message(organisation=row.organisation, delivery=row, position=0)
    keep(made, _read(NAMELESS), timezone.now())
    return made


@pytest.fixture
def work(unit):
    person = Person.objects.order_by("pk")[0]
    return LongWork.objects.create(person=person, organisation=unit, kind="intake_correction")


def _read(text):
    return next(messages_in(f"{ENVELOPE}{text}UNZ+1+9'".encode(), timezone.now().date()))


def test_a_correction_is_read_once_however_often_its_job_runs(message, work):
    version = new_version(message, NAMED, ENVELOPE, "PAXLST")
    for _ in range(2):
        read_correction(version=str(version.public_id), work=str(work.public_id))
    version.refresh_from_db()
    work.refresh_from_db()
    assert version.state == MessageState.KEPT
    assert (work.state, work.result_url) == (WorkState.DONE, f"/intake/messages/{version.public_id}")


def test_a_correction_whose_job_was_given_up_is_read_with_all_that_waits(message, work, unit):
    version = new_version(message, NAMED, ENVELOPE, "PAXLST")
    read_all_again(organisation=str(unit.public_id), work=str(work.public_id))
    version.refresh_from_db()
    assert version.state == MessageState.KEPT


def test_all_that_waits_is_read_again_and_only_what_comes_out_otherwise_is_replaced(
    message, work, unit, monkeypatch
):
    job = {"organisation": str(unit.public_id), "work": str(work.public_id)}
    read_all_again(**job)
    message.refresh_from_db()
    assert message.state == MessageState.QUARANTINED
    monkeypatch.setattr(replaying, "message_alone", lambda *_: _read(NAMED))
    read_all_again(**job)
    message.refresh_from_db()
    work.refresh_from_db()
    assert message.state == MessageState.CORRECTED
    assert message.corrections.get().state == MessageState.KEPT
    assert kept_text(message)["text"] == NAMELESS
    assert (work.state, work.done, work.total) == (WorkState.DONE, 1, 1)
