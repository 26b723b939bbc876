"""Time stamps on checkpoints: asked until given, an authority that is away stops nothing and is told of."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from catenary.app.sequencing import stamp_until
from catenary.basis.findings import ProblemError
from catenary.core.ledger.time_stamping import ALARM_AFTER, TimeStampToken, is_overdue
from catenary.desk.ledger.models import TimeStamp
from catenary.desk.ledger.sequencing import order_batch
from catenary.desk.ledger.signing import sign_growth
from catenary.desk.ledger.stamping import pending_since, stamp_pending
from catenary.peers.time_stamping.problems import TIME_STAMPING

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


class Invented:
    """An authority of the test: away for so many questions, then there."""

    def __init__(self, away=0):
        self.away, self.asked = away, []

    def stamp(self, message):
        self.asked.append(message)
        if len(self.asked) <= self.away:
            raise TIME_STAMPING.problem("authority_away")
        return TimeStampToken(b"token", NOW, verified=True)


def checkpoints(log, key, count):
    notes = []
    for number in range(count):
        log.write()
        order_batch()
        notes.append(sign_growth([key], NOW + timedelta(minutes=number)).note.bytes)
    return notes


def test_every_checkpoint_is_stamped_the_oldest_first(log, key):
    notes, authority = checkpoints(log, key, 3), Invented()
    assert stamp_pending(authority) == 3
    assert authority.asked == notes
    assert [(each.state, each.stamped_at, each.verified) for each in TimeStamp.objects.all()] == [
        ("stamped", NOW, True)
    ] * 3
    assert stamp_pending(authority) == 0


def test_what_an_absent_authority_did_not_stamp_waits_and_is_asked_for_again(log, key):
    notes, authority = checkpoints(log, key, 2), Invented(away=1)
    with pytest.raises(ProblemError, match="authority_away"):
        stamp_pending(authority)
    assert pending_since() == NOW
    assert [each.attempts for each in TimeStamp.objects.order_by("pk")] == [1, 0]
    assert stamp_pending(authority) == 2
    assert authority.asked == [notes[0], *notes]
    assert pending_since() is None


def test_ordering_goes_on_while_the_authority_is_away_and_stamps_come_later(log, key):
    stopping, authority = threading.Event(), Invented(away=2)
    checkpoints(log, key, 1)
    asking = threading.Thread(target=stamp_until, args=(stopping, authority, 0.01))
    asking.start()
    log.write(2)
    assert order_batch() == 2
    for _ in range(500):
        if pending_since() is None:
            break
        stopping.wait(0.01)
    stopping.set()
    asking.join()
    connection.close()
    assert TimeStamp.objects.get().attempts == 3


@pytest.mark.parametrize(
    ("waited", "overdue"),
    [
        (None, False),
        (timedelta(0), False),
        (ALARM_AFTER - timedelta(seconds=1), False),
        (ALARM_AFTER, True),
        (timedelta(days=-1), False),
    ],
)
def test_after_a_quarter_of_an_hour_the_missing_stamp_is_an_alarm(waited, overdue):
    assert is_overdue(None if waited is None else NOW - waited, NOW) == overdue
