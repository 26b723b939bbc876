"""Public example messages through every way in: each is acknowledged, read or quarantined, and kept once whichever way it comes."""

from collections import Counter
from pathlib import Path

import pytest
from django.utils import timezone
from tests.desk.conftest import reach
from tests.desk.intake import rabbitmq, s3_server
from tests.desk.intake.carriers import UNIT, channel_for, client_of, program, send

from catenary.app.embedded import WEB, WORKER
from catenary.app.queue_consumer import Consumer
from catenary.core.intake.receipt import Afterwards, DeliveryState, Way
from catenary.desk.directory.models import Organisation
from catenary.desk.intake.collecting import collect
from catenary.desk.intake.models import Channel, Delivery, Message, Spooled
from catenary.desk.intake.tasks import read_delivery
from catenary.desk.intake.watching import SETTLED, watch
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.peers.carriers.amqp import connected
from catenary.peers.carriers.bucket import S3Bucket

pytestmark = pytest.mark.shared_data
SYSTEM = Declaration(door=Door.SYSTEM)


@pytest.fixture
def files(shared_data):
    found = sorted(each for each in (shared_data / "messages").iterdir() if each.suffix in {".edi", ".txt"})
    assert len(found) > 20
    return [each.read_bytes() for each in found]


def test_every_example_is_taken_over_http_and_from_a_folder_and_kept_once(
    own_database, spool, files, settings, tmp_path
):
    settings.INBOX = tmp_path / "inbox"
    row, token = program()
    over_http = channel_for(row)
    answers = [send(client_of(token), data) for data in files]
    assert {each.status_code for each in answers} == {202}
    reach(own_database(WORKER))
    by_file = put_into_a_folder(over_http, files, Path(settings.INBOX))
    read_everything()
    with acting(SYSTEM):
        told = {each.state for each in Delivery.objects.filter(channel=over_http)}
        again = [each.state for each in Delivery.objects.filter(channel=by_file)]
        unread = Spooled.objects.exclude(delivery__state=DeliveryState.QUARANTINED)
        assert DeliveryState.RECEIVED not in told
        assert again == [DeliveryState.REPEATED] * len(files)
        assert not unread.exists()
        assert Message.objects.filter(delivery__channel=over_http).count() >= len(files) - 2
    reach(own_database(WEB))
    for each in answers:
        assert client_of(token).get(each.headers["Location"]).status_code == 200


def put_into_a_folder(beside, files, inbox):
    with acting(SYSTEM):
        channel = Channel.objects.create(organisation=beside.organisation, name="By file", way=Way.DIRECTORY)
    watch(inbox, timezone.now())
    for number, data in enumerate(files):
        (inbox / str(channel.public_id) / f"{number}.edi").write_bytes(data)
    assert watch(inbox, timezone.now() + 2 * SETTLED) == len(files)
    return channel


def test_every_example_is_taken_from_a_bucket_and_kept_once(own_database, spool, files):
    reach(own_database(WORKER))
    with s3_server.running() as server:
        server.objects = {f"wings/{number}.edi": data for number, data in enumerate(files)}
        channel = channel_by(Way.BUCKET, "wings/", afterwards=Afterwards.REMOVED)
        bucket = S3Bucket(server.address)
        assert collect(bucket, timezone.now) == len(files)
        assert server.objects == {}
        server.objects = {"wings/again.edi": files[0]}
        assert collect(bucket, timezone.now) == 1
    read_everything()
    assert_all_read(channel, len(files))


@pytest.mark.skipif(not rabbitmq.PROGRAM.exists(), reason=rabbitmq.ABSENT)
def test_every_example_is_taken_from_a_queue_and_kept_once(own_database, spool, files, tmp_path_factory):
    reach(own_database(WORKER))
    channel = channel_by(Way.QUEUE, "wings")
    with rabbitmq.running(tmp_path_factory.mktemp("rabbitmq")) as broker:
        with rabbitmq.open_connection(broker) as connection:
            carrier = connection.channel()
            carrier.queue_declare("wings", durable=True)
            for data in (*files, files[0]):
                carrier.basic_publish("", "wings", data)
        consumer = Consumer(broker)
        with connected(broker) as here:
            consumer._look(here)
            for _ in range(2000):
                if taken(channel) == len(files) + 1:
                    break
                here.work(0.05)
    read_everything()
    assert_all_read(channel, len(files))


def channel_by(way, source, **told):
    with acting(SYSTEM):
        unit = Organisation.objects.get(name=UNIT)
        return Channel.objects.create(organisation=unit, name=source, way=way, source=source, **told)


def taken(channel):
    with acting(SYSTEM):
        return Delivery.objects.filter(channel=channel).count()


def assert_all_read(channel, count):
    """Those that came, and one of them a second time."""
    with acting(SYSTEM):
        told = Counter(Delivery.objects.filter(channel=channel).values_list("state", flat=True))
    assert told.total() == count + 1
    assert not told[DeliveryState.RECEIVED]
    assert told[DeliveryState.REPEATED] >= 1


def read_everything():
    with acting(SYSTEM):
        waiting = list(Delivery.objects.filter(state=DeliveryState.RECEIVED).order_by("id"))
    for row in waiting:
        read_delivery(delivery=str(row.public_id))
