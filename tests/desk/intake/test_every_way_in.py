"""Public example messages through every way in: each is acknowledged, read or quarantined, and kept once whichever way it comes."""

from pathlib import Path

import pytest
from django.utils import timezone
from tests.desk.conftest import reach
from tests.desk.intake.carriers import channel_for, client_of, program, send

from catenary.app.embedded import WEB, WORKER
from catenary.core.intake.receipt import DeliveryState, Way
from catenary.desk.intake.models import Channel, Delivery, Message, Spooled
from catenary.desk.intake.tasks import read_delivery
from catenary.desk.intake.watching import SETTLED, watch
from catenary.desk.mandate.acting import Declaration, Door, acting

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


def read_everything():
    with acting(SYSTEM):
        waiting = list(Delivery.objects.filter(state=DeliveryState.RECEIVED).order_by("id"))
    for row in waiting:
        read_delivery(delivery=str(row.public_id))
