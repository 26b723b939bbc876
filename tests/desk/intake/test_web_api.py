"""Messages over HTTP: acknowledged when they are committed and not before, taken from programs that two persons let in."""

from contextlib import contextmanager
from uuid import UUID, uuid4

import psycopg
import pytest
from django.db import close_old_connections, connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.desk.intake.carriers import LIST, channel_for, client_of, program, send

from catenary.app.embedded import OWNER, WORKER
from catenary.core.intake.receipt import DeliveryState
from catenary.core.mandate.model import Role
from catenary.desk.intake import interactive, receiving, web_api
from catenary.desk.intake.channels import LOOK
from catenary.desk.intake.models import Channel, Delivery, Fault, Message, Spooled
from catenary.desk.intake.spool import unseal
from catenary.desk.ledger.models import Event
from catenary.desk.mandate.acting import Declaration, acting
from catenary.desk.shell.web_api import counting

OFFICER = "tom.ashgrove@piu.utopia.example"


@pytest.fixture
def channel(db, spool):
    row, token = program()
    made = channel_for(row)
    made.token = token
    return made


@pytest.fixture
def carrier(channel):
    return client_of(channel.token)


@contextmanager
def of_unit(channel):
    with acting(Declaration(organisation=channel.organisation_id)):
        yield


def code_of(answer):
    assert answer.headers["Content-Type"] == "application/problem+json"
    return answer.status_code, answer.json()["code"]


def test_what_is_sent_is_kept_sealed_octet_for_octet_and_a_job_will_read_it(carrier, channel):
    answer = send(carrier)
    told = answer.json()
    assert (answer.status_code, told["state"], told["repeats"]) == (202, "received", None)
    assert answer.headers["Location"] == f"/web-api/v1/deliveries/{told['id']}"
    with of_unit(channel):
        row = Delivery.objects.get(public_id=told["id"])
        assert (row.channel, row.octets) == (channel, len(LIST))
        assert unseal(bytes(Spooled.objects.get(delivery=row).sealed)) == LIST
    assert ProcrastinateJob.objects.filter(args={"delivery": told["id"]}).count() == 1


@pytest.mark.parametrize(
    "kind", ["application/edifact", "text/plain; charset=latin-1", "application/octet-stream", ""]
)
def test_what_carriers_call_their_messages_is_taken(carrier, kind):
    assert send(carrier, kind=kind).status_code == 202


@pytest.mark.parametrize(
    "kind", ["application/json", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded"]
)
def test_what_is_no_message_by_its_type_is_refused(carrier, kind):
    assert code_of(send(carrier, kind=kind)) == (415, "web_api.media_type_other")


def test_the_same_bytes_again_are_acknowledged_again_and_kept_once(carrier, channel):
    first, again = (send(carrier).json() for _ in range(2))
    assert (again["state"], again["repeats"]) == ("repeated", first["id"])
    with of_unit(channel):
        assert Spooled.objects.count() == 1


def test_nothing_is_acknowledged_that_is_empty_or_too_large(carrier, channel, monkeypatch):
    assert code_of(send(carrier, b"")) == (422, "delivery.empty")
    for module in (receiving, web_api):
        monkeypatch.setattr(module, "_LARGEST", len(LIST) - 1)
    assert code_of(send(carrier)) == (413, "delivery.too_large")
    assert code_of(send(carrier, CONTENT_LENGTH="")) == (
        422,
        "delivery.empty",
    )  # no length, no body (RFC 9112 s.6.3)
    chunked = send(carrier, CONTENT_LENGTH="", HTTP_TRANSFER_ENCODING="chunked")
    assert code_of(chunked) == (411, "web_api.length_missing")
    with of_unit(channel):
        assert not Delivery.objects.filter(channel=channel).exists()


def test_a_message_larger_than_a_form_may_be_is_taken(carrier, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    assert send(carrier).status_code == 202


def test_a_desk_without_a_key_for_its_spool_takes_nothing(carrier, settings):
    settings.SPOOL_RECIPIENT_FILE = None
    assert code_of(send(carrier)) == (503, "delivery.spool_closed")


def test_a_closed_channel_takes_nothing(carrier, channel):
    with of_unit(channel):
        Channel.objects.filter(pk=channel.pk).update(closed_at=timezone.now())
    assert code_of(send(carrier)) == (403, "delivery.channel_closed")


def test_a_program_without_a_channel_a_scope_or_a_role_of_two_persons_delivers_nothing(db, spool):
    _row, token = program()
    assert code_of(send(client_of(token))) == (403, "channel.none")
    row, token = program(LOOK)
    channel_for(row)
    assert code_of(send(client_of(token))) == (403, "web_api.scope_lacks")
    row, token = program(roles=[Role.RESEARCHER])
    channel_for(row)
    assert code_of(send(client_of(token))) == (403, "mandate.role_lacks_desk_act")
    assert code_of(send(client_of("cat_00000000_" + "x" * 43))) == (401, "web_api.unauthenticated")


def test_people_deliver_nothing(browser, spool):
    assert code_of(send(browser(OFFICER))) == (403, "web_api.programs_only")


def test_the_log_names_the_channel_and_the_law_and_nothing_of_what_was_sent(carrier, channel, act_as):
    told = send(carrier).json()
    with act_as("nadia.fenwick@piu.utopia.example", "oversight", "eu-2016-680-oversight"):
        (event,) = Event.objects.filter(act="delivery_received", record=told["id"])
    entry = bytes(event.entry).decode()
    assert event.purpose == "border_check"
    assert "icao-9-api" in entry
    assert str(channel.public_id) in entry
    assert "OSTERLIN" not in entry


def test_messages_are_counted_apart_from_other_requests(carrier, monkeypatch):
    monkeypatch.setattr(counting, "PER_MINUTE", 1)
    answers = [send(carrier, LIST + bytes([0x20 + number])).status_code for number in range(4)]
    assert answers == [202] * 4


# what became of it


def read_as_worker(row):
    """As a job leaves it: one message of the delivery in quarantine for a date that is none."""
    message = Message.objects.create(
        organisation=row.organisation, delivery=row, position=0, state="quarantined", kind="PAXLST", reference="1",
        purpose="passenger_list", travellers=1,
    )  # fmt: skip
    Fault.objects.create(
        message=message, organisation=row.organisation, code="intake.date_unreadable", severity="error", count=2, segment=11,
    )  # fmt: skip
    Delivery.objects.filter(pk=row.pk).update(state=DeliveryState.READ, read_at=timezone.now())


def test_a_carrier_is_told_what_became_of_its_delivery_and_where_it_is_at_fault(carrier, channel):
    address = send(carrier).headers["Location"]
    assert carrier.get(address).json()["messages"] == []
    with of_unit(channel):
        read_as_worker(Delivery.objects.get(channel=channel))
    told = carrier.get(address).json()
    assert (told["state"], told["octets"]) == ("read", len(LIST))
    (message,) = told["messages"]
    assert (message["kind"], message["state"], message["travellers"]) == ("PAXLST", "quarantined", 1)
    assert message["faults"] == [
        {"code": "intake.date_unreadable", "severity": "error", "count": 2, "segment": 11}
    ]


def test_a_carrier_learns_nothing_of_what_another_sent_and_an_officer_of_all(carrier, db, browser):
    address = send(carrier).headers["Location"]
    row, token = program()
    channel_for(row)
    assert code_of(client_of(token).get(address)) == (404, "web_api.not_found")
    assert code_of(carrier.get(f"/web-api/v1/deliveries/{uuid4()}")) == (404, "web_api.not_found")
    assert browser(OFFICER).get(address).status_code == 200
    assert code_of(browser("lucia.arvelo@piu.marvona.example").get(address)) == (404, "web_api.not_found")
    assert code_of(browser("nadia.fenwick@piu.utopia.example").get(address))[0] == 403


# committed before it is acknowledged


@pytest.fixture
def committing(own_database, spool, django_db_blocker):
    """A carrier on a database of its own, where what is done is done: its client, and the rows as another process sees them."""
    with django_db_blocker.unblock():
        row, token = program()
        channel_for(row)
        with psycopg.connect(own_database(WORKER), autocommit=True) as worker:
            worker.execute("SELECT set_config('catenary.door', 'system', false)")
            yield client_of(token), worker


def kept(worker):
    """Deliveries, sealed originals and jobs that stand in the database."""
    tables = (
        "intake_delivery",
        "intake_spooled",
        "procrastinate_jobs WHERE task_name = 'intake.read_delivery'",
    )
    return [worker.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables]


def test_what_is_acknowledged_stands_in_the_database_for_everybody(committing):
    carrier, worker = committing
    told = send(carrier).json()
    assert kept(worker) == [1, 1, 1]
    assert worker.execute("SELECT public_id FROM intake_delivery").fetchone() == (UUID(told["id"]),)


LOST_AT_COMMIT = """CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$"""
TRIGGER = """CREATE CONSTRAINT TRIGGER lost AFTER INSERT ON intake_spooled
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lose()"""


def test_where_the_database_goes_between_insert_and_commit_nothing_is_acknowledged_and_sending_again_is_enough(
    committing, own_database
):
    carrier, worker = committing
    with psycopg.connect(own_database(OWNER), autocommit=True) as owner:
        owner.execute(LOST_AT_COMMIT)
        owner.execute(TRIGGER)
        answer = send(carrier)
        assert code_of(answer) == (503, "web_api.unavailable")
        assert int(answer.headers["Retry-After"]) > 0
        assert kept(worker) == [0, 0, 0]
        owner.execute("DROP TRIGGER lost ON intake_spooled")
    close_old_connections()
    assert send(carrier).json()["repeats"] is None
    assert kept(worker) == [1, 1, 1]


@pytest.mark.parametrize("loss", ["SELECT pg_terminate_backend(pg_backend_pid())", "SELECT 1/0"])
def test_where_the_database_goes_while_an_answer_is_worked_out_nothing_is_acknowledged_that_is_not_kept(
    committing, monkeypatch, loss
):
    carrier, worker = committing
    worker.execute("UPDATE intake_channel SET interactive = true")

    def answering(*_told):
        with connection.cursor() as cursor:
            cursor.execute(loss)

    monkeypatch.setattr(interactive, "_ANSWERS", [answering])
    answer = send(carrier)
    assert kept(worker)[:2] == ([1, 1] if answer.status_code == 202 else [0, 0])
    assert answer.status_code == (503 if "terminate" in loss else 202)
    close_old_connections()


def test_an_answer_that_was_lost_on_its_way_is_given_again_for_the_same_delivery(committing):
    carrier, worker = committing
    first = send(carrier).json()  # committed, and the carrier never heard of it
    again = send(carrier).json()
    assert (again["state"], again["repeats"]) == ("repeated", first["id"])
    assert kept(worker) == [2, 1, 1]
