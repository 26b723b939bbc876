"""What workers do by themselves: nothing acknowledged is lost, and nothing stays in the spool longer than it may."""

from datetime import timedelta

import psycopg
import pytest
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.desk.beside import Beside
from tests.desk.conftest import reach
from tests.desk.intake.carriers import LIST, UNIT

from catenary.app.embedded import OWNER, WORKER
from catenary.core.intake.receipt import DeliveryState, Way
from catenary.desk.directory.models import Organisation
from catenary.desk.intake.models import Channel, Delivery, Message, Passage, Spooled
from catenary.desk.intake.reading import read
from catenary.desk.intake.receiving import receive
from catenary.desk.intake.spool import KEPT
from catenary.desk.intake.tasks import LATE, empty_spool, read_delivery, read_late
from catenary.desk.mandate.acting import Declaration, Door, acting

pytestmark = pytest.mark.usefixtures("as_worker")
SYSTEM = Declaration(door=Door.SYSTEM)


def channel_of_unit():
    with acting(SYSTEM):
        unit = Organisation.objects.get(name=UNIT)
        return Channel.objects.create(organisation=unit, name="Utopia Wings", way=Way.DIRECTORY)


@pytest.fixture
def channel(db, spool):
    return channel_of_unit()


def delivered(channel, data, ago=timedelta(0)):
    with acting(Declaration(organisation=channel.organisation_id, door=Door.SYSTEM)):
        return receive(channel=channel, data=data, now=timezone.now() - ago)


def jobs_for(row):
    return ProcrastinateJob.objects.filter(
        task_name="intake.read_delivery", args={"delivery": str(row.public_id)}, status="todo"
    ).count()


def state_of(row):
    with acting(SYSTEM):
        return Delivery.objects.get(pk=row.pk).state


def test_what_could_not_be_read_leaves_the_spool_when_its_time_is_over_and_what_nobody_read_stays(channel):
    unreadable, unread = (delivered(channel, data, KEPT * 2) for data in (b"no message", LIST))
    read_delivery(delivery=str(unreadable.public_id))
    assert state_of(unreadable) == DeliveryState.QUARANTINED
    empty_spool(0)
    with acting(SYSTEM):
        assert [each.delivery for each in Spooled.objects.select_related("delivery")] == [unread]
    read_delivery(delivery=str(unread.public_id))
    assert state_of(unread) == DeliveryState.READ


def test_what_could_not_be_read_stays_in_the_spool_until_its_time_is_over(channel):
    row = delivered(channel, b"no message", KEPT - timedelta(hours=1))
    read_delivery(delivery=str(row.public_id))
    empty_spool(0)
    with acting(SYSTEM):
        assert Spooled.objects.filter(delivery=row).exists()


def test_a_delivery_whose_job_was_given_up_is_given_to_the_workers_again_once(channel):
    late, young = delivered(channel, b"late", LATE * 2), delivered(channel, b"young")
    read_late(0)
    assert (jobs_for(late), jobs_for(young)) == (1, 1)  # their own jobs wait still
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    for _ in range(2):
        read_late(0)
        assert (jobs_for(late), jobs_for(young)) == (1, 0)


def test_a_job_that_is_done_twice_reads_once(channel):
    row = delivered(channel, LIST)
    for _ in range(2):
        read_delivery(delivery=str(row.public_id))
    with acting(SYSTEM):
        assert Message.objects.filter(delivery=row).count() == 1


# two at the same moment


@pytest.fixture
def committing(own_database, spool):
    """A channel in a database of its own, and a connection that looks at it from outside."""
    reach(own_database(WORKER))
    with psycopg.connect(own_database(OWNER), autocommit=True) as outside:
        yield channel_of_unit(), outside


def test_of_the_same_bytes_delivered_twice_at_the_same_moment_one_is_the_repetition(committing):
    channel, outside = committing
    other = Beside(lambda: delivered(channel, LIST))
    with acting(Declaration(organisation=channel.organisation_id, door=Door.SYSTEM)):
        first = receive(channel=channel, data=LIST, now=timezone.now())
        other.begin_and_wait(outside)
    again = other.end()
    assert (first.state, again.state, again.repeats) == (
        DeliveryState.RECEIVED,
        DeliveryState.REPEATED,
        first,
    )


def test_of_the_same_content_read_by_two_workers_at_the_same_moment_one_is_kept(committing):
    channel, outside = committing
    first, second = (
        delivered(channel, LIST.replace(b"+1'UNH+1+", number + b"'UNH+1+")) for number in (b"+1", b"+2")
    )
    other = Beside(lambda: read_delivery(delivery=str(second.public_id)))
    with acting(Declaration(organisation=channel.organisation_id, door=Door.SYSTEM)):
        read(delivery=first.public_id, now=timezone.now())
        other.begin_and_wait(outside)
    other.end()
    assert (state_of(first), state_of(second)) == (DeliveryState.READ, DeliveryState.REPEATED)


ANOTHER = b"NAD+FL+++NEWMAN:NILS'ATT+2++M'DTM+329:800101'NAT+2+UTO'DOC+P:110:111+X1234567'CNT+42:2'UNT+20+1'"


def test_two_lists_of_one_flight_read_at_the_same_moment_name_each_traveller_once(committing):
    channel, outside = committing
    longer = LIST.replace(b"CNT+42:1'UNT+15+1'", ANOTHER)
    first, second, third = (
        delivered(channel, data) for data in (LIST, longer, longer.replace(b"BGM+745'", b"BGM+745+CP'"))
    )
    read_delivery(delivery=str(first.public_id))
    other = Beside(lambda: read_delivery(delivery=str(third.public_id)))
    with acting(Declaration(organisation=channel.organisation_id, door=Door.SYSTEM)):
        read(delivery=second.public_id, now=timezone.now())
        other.begin_and_wait(outside)
    other.end()
    with acting(SYSTEM):
        assert [state_of(each) for each in (first, second, third)] == [DeliveryState.READ] * 3
        assert Passage.objects.count() == 2


def test_reading_keeps_nobody_else_of_the_unit_waiting(committing):
    channel, _ = committing
    row = delivered(channel, LIST)

    def soon():
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '2s'")
        return delivered(channel, LIST.replace(b"UW0042", b"UW0043"))

    other = Beside(soon)
    with acting(Declaration(organisation=channel.organisation_id, door=Door.SYSTEM)):
        read(delivery=row.public_id, now=timezone.now())
        other.start()
        assert other.end().state == DeliveryState.RECEIVED
