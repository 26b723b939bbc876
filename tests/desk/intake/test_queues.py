"""Queues of carriers on a real broker: acknowledged once committed, answered once confirmed, lost never."""

import os
import signal
import sys
import time
from contextlib import contextmanager
from datetime import timedelta
from uuid import uuid4

import pika
import pytest
from attrs import evolve
from django.conf import settings
from django.db import OperationalError
from django.utils import timezone
from tests.desk.conftest import reach
from tests.desk.intake import rabbitmq
from tests.desk.intake.carriers import LIST, UNIT

from catenary.app import queue_consumer
from catenary.app.children import begin, stop
from catenary.app.configuration import Part, environment_of
from catenary.app.embedded import WORKER
from catenary.app.queue_consumer import Consumer
from catenary.app.spool_key import RECIPIENT_FILE
from catenary.core.intake.outage import OutageAnswer
from catenary.core.intake.receipt import DeliveryState, Way
from catenary.desk.directory.models import Organisation
from catenary.desk.intake import receiving
from catenary.desk.intake.fetching import take
from catenary.desk.intake.models import Channel, Delivery, Spooled, Standing
from catenary.desk.intake.outage.catching_up import catch_up
from catenary.desk.intake.outage.queues import known_queues, queues_now, tell_queues
from catenary.desk.intake.outage.told_file import KNOWN_FOR
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.peers.carriers.addresses import BrokerAddress
from catenary.peers.carriers.amqp import (
    PREFETCH,
    BrokerAwayError,
    FromQueue,
    HoldError,
    NotNowError,
    QueueFaultError,
    Settled,
    connected,
)

pytestmark = pytest.mark.skipif(not rabbitmq.PROGRAM.exists(), reason=rabbitmq.ABSENT)
SYSTEM = Declaration(door=Door.SYSTEM)
NOBODY = LIST[: LIST.index(b"NAD+FL")] + b"CNT+42:0'UNT+10+1'UNZ+1+1'"
"""A passenger list that names no travellers."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Of the broker."""
    return tmp_path_factory.mktemp("rabbitmq")


@pytest.fixture(scope="module")
def broker(folder):
    with rabbitmq.running(folder) as address:
        yield address


@pytest.fixture
def sender(broker):
    """A carrier's own connection to the broker."""
    with rabbitmq.open_connection(broker) as connection:
        yield Sender(connection.channel())


class Sender:
    """What a carrier does, and what it sees of its queues."""

    def __init__(self, channel):
        self._channel = channel

    def queue(self, **arguments):
        name = f"carrier-{uuid4().hex}"
        self._channel.queue_declare(name, durable=True, arguments=arguments)
        return name

    def send(self, queue, data=LIST, **told):
        self._channel.basic_publish("", queue, data, pika.BasicProperties(delivery_mode=2, **told))

    def drop(self, queue):
        self._channel.queue_delete(queue)

    def waiting(self, queue):
        return self._channel.queue_declare(queue, passive=True).method.message_count

    def next(self, queue):
        _, properties, data = self._channel.basic_get(queue, auto_ack=True)
        return properties, data


def settle_with(broker, queue, settle, done, seconds=20.0):
    """Let one connection settle what lies in a queue until `done`."""
    with connected(broker) as here:
        here.consume(queue, settle)
        until_true(lambda: here.work(0.05) or done(), seconds)


def until_true(asked, seconds=20.0):
    for _ in range(int(seconds / 0.05)):
        if asked():
            return
    raise AssertionError(asked)


# the transport


def test_what_was_not_settled_when_the_way_broke_is_given_out_again(broker, sender):
    queue, seen = sender.queue(), []
    sender.send(queue)
    with rabbitmq.relay(broker) as (address, cut):

        def settle(message):
            seen.append(message.data)
            if len(seen) == 1:
                cut()
            return Settled(taken=True)

        with pytest.raises(BrokerAwayError):
            settle_with(address, queue, settle, lambda: False)
        settle_with(address, queue, settle, lambda: len(seen) > 1)
    assert seen == [LIST, LIST]
    assert sender.waiting(queue) == 0


def test_no_more_than_the_bound_is_handed_out_before_the_first_is_settled(broker, sender):
    queue, left = sender.queue(), []
    for _ in range(PREFETCH + 5):
        sender.send(queue)

    def settle(_message):
        left.append(sender.waiting(queue))
        return Settled(taken=True)

    settle_with(broker, queue, settle, lambda: len(left) == PREFETCH + 5)
    assert left[0] >= 5


def test_whole_bodies_of_one_queue_fill_no_more_than_256_mib_before_the_first_is_looked_at():
    assert PREFETCH * receiving.LARGEST_MIB <= 256


def test_the_answer_is_in_the_reply_queue_with_the_number_that_asked_before_the_message_is_gone(
    broker, sender
):
    queue, replies = sender.queue(), sender.queue()
    sender.send(queue, reply_to=replies, correlation_id="asked-7")
    settle_with(
        broker, queue, lambda _message: Settled(taken=True, answer=b"UNA"), lambda: sender.waiting(replies)
    )
    properties, data = sender.next(replies)
    assert (properties.correlation_id, data) == ("asked-7", b"UNA")


def test_who_waits_no_longer_or_names_a_queue_that_carriers_send_through_is_told_nothing(broker, sender):
    queue, seen = sender.queue(), []
    sender.send(queue, reply_to="nobody-waits-here")
    sender.send(queue, reply_to=queue)
    settle_with(
        broker,
        queue,
        lambda message: seen.append(message) or Settled(taken=True, answer=b"UNA"),
        lambda: len(seen) == 2,
    )
    assert sender.waiting(queue) == 0


def test_what_is_refused_for_good_lies_with_the_dead_letters(broker, sender):
    dead = sender.queue()
    queue = sender.queue(**{"x-dead-letter-exchange": "", "x-dead-letter-routing-key": dead})
    sender.send(queue, b"too large, say")
    settle_with(broker, queue, lambda _message: Settled(taken=False), lambda: sender.waiting(dead))
    assert sender.next(dead)[1] == b"too large, say"


def test_what_cannot_be_settled_now_is_back_in_its_queue_and_other_queues_go_on(broker, sender):
    odd, good, settled = sender.queue(), sender.queue(), []
    sender.send(odd)
    sender.send(odd)

    def refuse(_message):
        raise NotNowError

    with connected(broker) as here:
        here.consume(odd, refuse)
        until_true(lambda: here.work(0.05) or sender.waiting(odd) == 2)
        here.consume(good, lambda message: settled.append(message) or Settled(taken=True))
        sender.send(good)
        until_true(lambda: here.work(0.05) or settled)


def test_what_is_held_holds_up_nothing_behind_it_and_is_given_out_again_once_given_back(broker, sender):
    queue, seen = sender.queue(), []
    for each in (b"held", b"next"):
        sender.send(queue, each)

    def settle(message):
        seen.append(message.data)
        if message.data == b"held" and len(seen) < 3:
            raise HoldError
        return Settled(taken=True)

    with connected(broker) as here:
        here.consume(queue, settle)
        until_true(lambda: here.work(0.05) or len(seen) == 2)
        here.give_back()
        here.consume(queue, settle)
        until_true(lambda: here.work(0.05) or len(seen) == 3)
    assert seen == [b"held", b"next", b"held"]
    assert sender.waiting(queue) == 0


def test_a_queue_that_is_missing_and_a_broker_that_refuses_are_told_by_their_codes(broker):
    with connected(broker) as here, pytest.raises(QueueFaultError) as fault:
        here.look("there-is-none")
    assert fault.value.code == "queue_missing"
    for address, code in (
        (BrokerAddress(broker.host, broker.port, tls=False, user="guest", password="no"), "refused"),
        (
            BrokerAddress(broker.host, rabbitmq.free_port(), tls=False, user="guest", password="no"),
            "unreachable",
        ),
    ):
        assert refusal_of(address) == code


def test_by_tls_only_a_broker_is_reached_whose_certificate_is_trusted_and_names_it(
    broker, folder, monkeypatch
):
    address = rabbitmq.address_by_tls(folder)
    monkeypatch.setenv("SSL_CERT_FILE", str(folder / "certificate.pem"))
    with connected(address) as here, pytest.raises(QueueFaultError):
        here.look("there-is-none")
    assert refusal_of(evolve(address, host="127.0.0.1")) == "unreachable"
    monkeypatch.delenv("SSL_CERT_FILE")
    assert refusal_of(address) == "unreachable"


def refusal_of(address):
    with pytest.raises(BrokerAwayError) as away, connected(address):
        pass
    return away.value.code


# the desk


@pytest.fixture
def desk(own_database, spool):
    """What the process is: a worker on a database where what is committed is committed."""
    reach(own_database(WORKER))


def channel_for(queue, **told):
    with acting(SYSTEM):
        unit = Organisation.objects.get(name=UNIT)
        return Channel.objects.create(
            organisation=unit, name=queue, way=Way.QUEUE, basis="icao-9-api", source=queue, **told
        )


def deliveries(state=None):
    with acting(SYSTEM):
        rows = Delivery.objects.order_by("id")
        return list(rows.filter(state=state) if state else rows)


def take_until(consumer, done):
    """The consumer at work; `done` is asked between its turns."""
    with connected(consumer.address) as here:
        consumer._look(here)
        until_true(lambda: here.work(0.05) or done())
        consumer._look(here)


def standing():
    with acting(SYSTEM):
        return Standing.objects.get()


def test_a_message_is_committed_before_it_is_acknowledged_and_kept_once_if_the_acknowledgement_is_lost(
    desk, broker, sender, monkeypatch
):
    queue = sender.queue()
    channel_for(queue)
    sender.send(queue)
    with rabbitmq.relay(broker) as (address, cut):
        consumer = Consumer(address)

        def take_and_fall(**told):
            done = take(**told)
            cut()
            return done

        with monkeypatch.context() as falling:
            falling.setattr(queue_consumer, "take", take_and_fall)
            with pytest.raises(BrokerAwayError):
                take_until(consumer, lambda: False)
        assert [row.state for row in deliveries()] == [DeliveryState.RECEIVED]
        take_until(consumer, lambda: len(deliveries()) == 2)
    first, second = deliveries()
    assert (second.state, second.repeats_id) == (DeliveryState.REPEATED, first.pk)
    with acting(SYSTEM):
        assert Spooled.objects.count() == 1
    assert sender.waiting(queue) == 0


def test_a_carrier_that_waits_is_answered_in_its_reply_queue_and_again_when_it_asks_again(
    desk, broker, sender
):
    queue, replies = sender.queue(), sender.queue()
    channel_for(queue, interactive=True)
    for number in ("one", "two"):
        sender.send(queue, reply_to=replies, correlation_id=number)
    take_until(Consumer(broker), lambda: sender.waiting(replies) == 2)
    for number in ("one", "two"):
        properties, data = sender.next(replies)
        assert properties.correlation_id == number
        assert b"CUSRES" in data
    assert [row.state for row in deliveries()] == [DeliveryState.READ, DeliveryState.REPEATED]


@pytest.fixture
def database_away(monkeypatch):
    """`with database_away():` nothing can be committed meanwhile."""

    def away(**_told):
        raise OperationalError

    @contextmanager
    def begin():
        with monkeypatch.context() as patched:
            patched.setattr(queue_consumer, "take", away)
            yield

    return begin


def test_while_the_database_is_away_messages_stay_in_their_queue(desk, broker, sender, database_away):
    queue = sender.queue()
    channel_for(queue)
    sender.send(queue)
    consumer = Consumer(broker)
    with connected(broker) as here:
        with database_away():
            consumer._look(here)
            until_true(lambda: here.work(0.05) or sender.waiting(queue) == 1)
        assert deliveries() == []
        consumer._look(here)
        until_true(lambda: here.work(0.05) or deliveries())


def test_without_the_database_queues_that_were_known_go_on_and_it_is_looked_again(
    desk, broker, sender, monkeypatch
):
    queue = sender.queue()
    channel_for(queue)
    consumer = Consumer(broker)
    with connected(broker) as here:
        consumer._look(here)
        with monkeypatch.context() as away:
            away.setattr(queue_consumer, "fetched", lambda _way: (_ for _ in ()).throw(OperationalError))
            consumer._look(here)
        sender.send(queue)
        until_true(lambda: here.work(0.05) or deliveries())


def test_a_carrier_that_waits_is_given_the_outage_answer_and_what_it_sent_is_caught_up_with(
    desk, broker, sender, database_away, settings, tmp_path
):
    settings.OUTAGE_SPOOL = tmp_path / "outage"
    queue, replies, silent = sender.queue(), sender.queue(), sender.queue()
    channel_for(queue, interactive=True, outage_answer=OutageAnswer.FURTHER_CHECKS)
    channel_for(silent, interactive=True)
    for each in (queue, silent):
        sender.send(each, reply_to=replies, correlation_id="one")
    consumer = Consumer(broker)
    with database_away(), connected(broker) as here:
        consumer._look(here)
        until_true(lambda: here.work(0.05) or (sender.waiting(replies) and sender.waiting(silent)))
    properties, data = sender.next(replies)
    assert properties.correlation_id == "one"
    assert b"CUSRES" in data
    assert deliveries() == []
    assert sender.waiting(queue) == 0
    catch_up(settings.OUTAGE_SPOOL, timezone.now())
    assert [row.outage_answer for row in deliveries()] == [OutageAnswer.FURTHER_CHECKS]


@pytest.fixture
def outage(monkeypatch, settings, tmp_path):
    """`with outage() as asked:` nothing can be looked up or committed meanwhile; `asked` tells how often somebody tried to commit."""
    settings.OUTAGE_SPOOL = tmp_path / "outage"
    monkeypatch.setattr(queue_consumer, "_NOT_ASKED_SECONDS", 3600.0)  # however slow this machine is
    asked = []

    def away(*_told, **told):
        asked.extend(told)
        raise OperationalError

    @contextmanager
    def begin():
        with monkeypatch.context() as patched:
            patched.setattr(queue_consumer, "take", lambda **_told: away(asked=True))
            patched.setattr(queue_consumer, "fetched", away)
            yield asked

    return begin


def answered_in_outages(queue):
    return channel_for(queue, interactive=True, outage_answer=OutageAnswer.FURTHER_CHECKS)


def test_in_an_outage_carriers_are_answered_behind_what_nobody_is_told_about_and_that_is_taken_afterwards(
    desk, broker, sender, outage
):
    queue, replies = sender.queue(), sender.queue()
    answered_in_outages(queue)
    consumer = Consumer(broker)
    with connected(broker) as here:
        consumer._look(here)
        with outage():
            sender.send(queue, LIST.replace(b"111+", b"999+"))
            sender.send(queue, NOBODY, reply_to=replies)
            sender.send(queue, reply_to=replies, correlation_id="one")
            until_true(lambda: here.work(0.05) or sender.waiting(replies))
            consumer._look(here)
            sender.send(queue, reply_to=replies, correlation_id="two")
            until_true(lambda: here.work(0.05) or sender.waiting(replies) == 2)
        assert deliveries() == []
        consumer._look(here)
        until_true(lambda: here.work(0.05) or len(deliveries()) == 2)
    assert [sender.next(replies)[0].correlation_id for _ in range(2)] == ["one", "two"]
    assert sender.waiting(queue) == 0


def test_in_an_outage_carriers_are_answered_over_a_new_connection_and_from_a_queue_that_was_left(
    desk, broker, sender, outage
):
    queue, replies = sender.queue(), sender.queue()
    answered_in_outages(queue)
    consumer = Consumer(broker)
    with connected(broker) as here:
        consumer._look(here)
    with outage(), connected(broker) as here:
        consumer._look(here)
        sender.send(queue, reply_to=replies)
        until_true(lambda: here.work(0.05) or sender.waiting(replies) == 1)
        here.leave(queue)
        consumer._look(here)
        sender.send(queue, reply_to=replies)
        until_true(lambda: here.work(0.05) or sender.waiting(replies) == 2)


def test_a_consumer_that_starts_in_an_outage_answers_those_that_a_worker_told_before_it(
    desk, broker, sender, outage, settings
):
    queue, silent, replies = sender.queue(), sender.queue(), sender.queue()
    answered_in_outages(queue)
    channel_for(silent, interactive=True)
    with acting(SYSTEM):
        tell_queues(settings.OUTAGE_SPOOL, queues_now(), timezone.now())
    consumer = Consumer(broker)
    with connected(broker) as here:
        with outage():
            for each in (queue, silent):
                sender.send(each, reply_to=replies)
            consumer._look(here)
            until_true(lambda: here.work(0.05) or sender.waiting(replies) == 1)
        assert deliveries() == []
        assert sender.waiting(silent) == 1
        consumer._look(here)
        until_true(lambda: here.work(0.05) or len(deliveries()) == 1)
    catch_up(settings.OUTAGE_SPOOL, timezone.now())
    assert sorted(row.outage_answer for row in deliveries()) == ["", OutageAnswer.FURTHER_CHECKS]


@pytest.mark.parametrize("older", [timedelta(hours=23), timedelta(hours=25)])
def test_queues_are_known_for_a_day_and_only_as_a_worker_of_this_desk_told_them(
    desk, sender, settings, tmp_path, older
):
    queue, now = sender.queue(), timezone.now()
    answered_in_outages(queue)
    with acting(SYSTEM):
        tell_queues(tmp_path, queues_now(), now - older)
    told = known_queues(tmp_path, now)
    assert set(told) == ({queue} if older < KNOWN_FOR else set())
    settings.SECRET_KEY = "another desk's"
    assert known_queues(tmp_path, now) == {}


def test_a_database_that_is_away_is_not_waited_for_by_each_message(desk, broker, sender, outage):
    queue, replies = sender.queue(), sender.queue()
    answered_in_outages(queue)
    consumer = Consumer(broker)
    with connected(broker) as here:
        consumer._look(here)
        with outage() as asked:
            for _ in range(3):
                sender.send(queue, reply_to=replies)
            until_true(lambda: here.work(0.05) or sender.waiting(replies) == 3)
    assert len(asked) == 1


def test_what_can_never_be_taken_is_refused_and_what_can_be_taken_later_stays(
    desk, broker, sender, monkeypatch, settings
):
    dead = sender.queue()
    queue = sender.queue(**{"x-dead-letter-exchange": "", "x-dead-letter-routing-key": dead})
    channel_for(queue)
    monkeypatch.setattr(receiving, "_LARGEST", 1024)
    sender.send(queue, b"x" * 1025)
    take_until(Consumer(broker), lambda: sender.waiting(dead) == 1)
    recipient, settings.SPOOL_RECIPIENT_FILE = settings.SPOOL_RECIPIENT_FILE, None
    sender.send(queue)
    consumer = Consumer(broker)
    with connected(broker) as here:
        consumer._look(here)
        until_true(lambda: here.work(0.05) or standing().fault)
    assert standing().fault == "not_committed"
    assert deliveries() == []
    settings.SPOOL_RECIPIENT_FILE = recipient
    take_until(consumer, deliveries)
    assert (standing().fault, standing().waiting) == ("", 0)


def test_a_channel_says_that_its_broker_is_away_and_that_it_is_back(desk, broker, sender, monkeypatch):
    queue = sender.queue()
    channel_for(queue)
    consumer = Consumer(BrokerAddress("127.0.0.1", rabbitmq.free_port(), False, "guest", "guest"))
    pauses = []

    def wait(seconds):
        pauses.append(seconds)
        if len(pauses) == 3:
            consumer.stopping.set()

    monkeypatch.setattr(consumer.stopping, "wait", wait)
    consumer.run()
    assert pauses == [1.0, 2.0, 4.0]
    assert standing().fault == "unreachable"
    take_until(Consumer(broker), lambda: True)
    assert standing().fault == ""
    sender.drop(queue)
    take_until(Consumer(broker), lambda: True)
    assert standing().fault == "queue_missing"


def test_a_closed_channel_is_not_taken_from(desk, broker, sender):
    queue = sender.queue()
    row = channel_for(queue)
    with acting(SYSTEM):
        Channel.objects.filter(pk=row.pk).update(closed_at=row.opened_at)
    sender.send(queue)
    take_until(Consumer(broker), lambda: True)
    assert sender.waiting(queue) == 1


def test_the_process_takes_messages_until_it_is_told_to_stop(own_database, spool, broker, sender):
    reach(own_database(WORKER))
    queue = sender.queue()
    channel_for(queue)
    sender.send(queue)
    told = evolve(
        settings.CATENARY,
        data=spool,
        demo=True,
        origin="http://localhost",
        databases={Part.WORKER: own_database(WORKER)},
        queues=f"amqp://{broker.user}:{broker.password}@{broker.host}:{broker.port}",
    )
    (spool / "recipient.txt").rename(spool / RECIPIENT_FILE)
    process = begin(
        [sys.executable, "-m", "catenary.app.queueing"],
        {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "catenary.app.settings",
            **environment_of(told, Part.WORKER),
        },
    )
    try:
        until_true(lambda: time.sleep(0.1) or deliveries() or process.poll() is not None, 60)
    finally:
        stop(process, signal.SIGTERM)
    assert len(deliveries()) == 1
    assert process.returncode == 0


def test_a_message_goes_back_though_the_database_went_while_its_fault_was_noted(desk, monkeypatch):
    channel = channel_for("q")
    consumer = Consumer(BrokerAddress("nowhere", 5672, False, "guest", "guest"))
    consumer._channels = {"q": channel}

    def broken(**_):
        raise ValueError

    def gone(*_):
        raise OperationalError

    monkeypatch.setattr(queue_consumer, "take", broken)
    monkeypatch.setattr(queue_consumer, "failed", gone)
    with pytest.raises(NotNowError):
        consumer._settle(FromQueue("q", b"data"))
    assert consumer._away_until > 0
