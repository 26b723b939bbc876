"""Nobody stays without an answer for good: travellers whose job was given up are given to the workers again."""

from datetime import timedelta

from django.db import connection
from django.utils import timezone
from tests.desk.screening.border import HUMPHREY, ZEPHYRINE

from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.screening import late
from catenary.desk.screening.tasks import check_late, check_message

SYSTEM = Declaration(door=Door.SYSTEM)


def read_long_ago(passage):
    """Their message is old; gives its id."""
    with acting(SYSTEM):
        delivery = passage.last_message.delivery
        delivery.read_at = timezone.now() - late.LATE - timedelta(minutes=1)
        delivery.save()
        return passage.last_message.public_id


def forget_jobs():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")


def test_whom_no_job_has_checked_is_given_to_the_workers_again_once(desk):
    (passage,), (young,) = desk.message_read(ZEPHYRINE), desk.message_read(HUMPHREY, number=2)
    message = read_long_ago(passage)
    assert late.messages_left(timezone.now()) == []  # their own jobs wait still
    forget_jobs()
    assert late.messages_left(timezone.now()) == [message]
    check_late(0)
    assert late.messages_left(timezone.now()) == []
    forget_jobs()
    check_message(message=str(message))
    assert late.messages_left(timezone.now()) == []
    assert late.messages_left(timezone.now()) == []
    other = read_long_ago(young)
    assert late.messages_left(timezone.now()) == [other]
