"""Takes carriers' messages from their queues: one connection, a consumer for each channel.

Whatever goes wrong, nothing is lost: what was not acknowledged, the broker gives out again. While the broker is away it is tried again,
ever less often. While the database is away messages go back to their queues; carriers that wait are given the State's answer for an outage, where it has
one, and what they sent is on the disk, sealed, first. In a queue that is answered so, a message that nobody waits for is held until the database is back: those behind
it are answered, as many as `PREFETCH` allows.
"""

import threading
import time
from contextlib import suppress
from typing import Final

import structlog
from attrs import define, field
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone

from catenary.basis.findings import ProblemError
from catenary.core.intake.outage import OutageAnswer
from catenary.core.intake.receipt import Way
from catenary.desk.intake.fetching import take
from catenary.desk.intake.models import Channel
from catenary.desk.intake.outage.answering import kept_and_answered
from catenary.desk.intake.outage.disk import FullError
from catenary.desk.intake.outage.queues import known_queues
from catenary.desk.intake.outage.told_file import KNOWN_FOR
from catenary.desk.intake.standings import failed, fetched, reached
from catenary.peers.carriers.addresses import BrokerAddress
from catenary.peers.carriers.amqp import (
    Broker,
    BrokerAwayError,
    FromQueue,
    HoldError,
    NotNowError,
    QueueFaultError,
    Settled,
    connected,
)

LOOK_SECONDS: Final = 10.0
"""How often channels are looked up, and how many messages wait is told."""
_LONGEST_PAUSE_SECONDS: Final = 60.0
_TURN_SECONDS: Final = 1.0
_NOT_ASKED_SECONDS: Final = 2.0
"""A database that does not even refuse is waited for five seconds by each message: that long no carrier behind the first waits."""
_AWAY: Final = (OperationalError, InterfaceError)


@define
class Consumer:
    """What the process does; time is the monotonic clock's, so that a clock set back stops nothing."""

    address: BrokerAddress
    stopping: threading.Event = field(factory=threading.Event)
    look_seconds: float = LOOK_SECONDS
    _channels: dict[str, Channel] = field(factory=dict)
    _known_at: float = 0.0
    _away_until: float = 0.0

    def run(self) -> None:
        """Connect, take, and connect again, until told to stop; the message under way is settled first."""
        attempt = 0
        while not self.stopping.is_set():
            began = time.monotonic()
            try:
                with connected(self.address) as broker:
                    self._take_from(broker)
            except BrokerAwayError as away:
                self._tell(away.code)
            attempt = attempt + 1 if time.monotonic() - began < _LONGEST_PAUSE_SECONDS else 1
            self.stopping.wait(min(_LONGEST_PAUSE_SECONDS, 2.0 ** (attempt - 1)))

    def _take_from(self, broker: Broker) -> None:
        while not self.stopping.is_set():
            self._look(broker)
            until = time.monotonic() + self.look_seconds
            while not self.stopping.is_set() and time.monotonic() < until:
                broker.work(min(_TURN_SECONDS, self.look_seconds))

    def _look(self, broker: Broker) -> None:
        """Open channels are consumed, closed ones no more; how each stands is told. Without the database those go on that were consumed."""
        try:
            self._channels = {channel.source: channel for channel in fetched(Way.QUEUE)}
            self._known_at, self._away_until = time.monotonic(), 0.0
            broker.give_back()
            broker.leave_all_but(self._channels)
            for queue, channel in self._channels.items():
                self._look_at(broker, queue, channel)
        except _AWAY as away:
            structlog.get_logger().error("database away", exc_info=away)
            self._note_away()
            self._take_what_is_answered(broker)

    def _take_what_is_answered(self, broker: Broker) -> None:
        """In an outage: queues that were left, or whose connection is a new one, are consumed where their carriers are answered.

        A process that began in the outage knows those that a worker told before it.
        """
        if not any(each.pk for each in self._channels.values()):
            self._channels = known_queues(settings.OUTAGE_SPOOL, timezone.now())
            self._known_at = time.monotonic()
        for queue, channel in self._channels.items():
            if self._answers_in_outage(channel):
                with suppress(QueueFaultError):
                    broker.consume(queue, self._settle)

    def _answers_in_outage(self, channel: Channel) -> bool:
        """For how long a channel counts that was known when the database went, `outage.told_file` says."""
        known = time.monotonic() - self._known_at < KNOWN_FOR.total_seconds()
        return known and channel.interactive and bool(channel.outage_answer)

    def _note_away(self) -> None:
        connection.close()
        self._away_until = time.monotonic() + _NOT_ASKED_SECONDS

    def _look_at(self, broker: Broker, queue: str, channel: Channel) -> None:
        try:
            reached(channel, broker.look(queue), timezone.now())
            broker.consume(queue, self._settle)
        except QueueFaultError as fault:
            failed([channel], fault.code, timezone.now())

    def _settle(self, message: FromQueue) -> Settled:
        """Raises NotNowError for a message that cannot be taken now: one that is odd keeps no other queue from being taken from."""
        channel = self._channels[message.queue]
        is_away = (
            channel.pk is None or time.monotonic() < self._away_until
        )  # without a row: told before the outage
        if is_away and self._answers_in_outage(channel):
            return self._settled_in_outage(channel, message)
        try:
            answering = bool(message.reply_to)
            done = take(channel=channel, data=message.data, now=timezone.now(), answering=answering)
        except _AWAY as away:
            structlog.get_logger().error("database away", exc_info=away)
            self._note_away()
            return self._settled_in_outage(channel, message)
        except Exception as fault:
            structlog.get_logger().error("message not taken", exc_info=fault)
            self._tell_not_taken(channel)
            raise NotNowError from fault
        return Settled(done.taken, done.answer)

    def _tell_not_taken(self, channel: Channel) -> None:
        """What the channel's page shows; where the database went meanwhile the message goes back all the same."""
        try:
            failed([channel], "not_committed", timezone.now())
        except _AWAY:
            self._note_away()

    def _settled_in_outage(self, channel: Channel, message: FromQueue) -> Settled:
        """Who waits is answered. Raises HoldError where nobody is, NotNowError where this channel's carriers never are."""
        if not self._answers_in_outage(channel):
            raise NotNowError
        told = _told_in_outage(channel, message) if message.reply_to else None
        if told is None:
            raise HoldError
        return Settled(taken=True, answer=told)

    def _tell(self, code: str) -> None:
        """No channel is reached: every one says so, unless the database is away as well."""
        structlog.get_logger().error("broker away", code=code)
        try:
            failed(fetched(Way.QUEUE), code, timezone.now())
        except _AWAY:
            connection.close()


def _told_in_outage(channel: Channel, message: FromQueue) -> bytes | None:
    """The answer, once what was sent is on the disk; None where there is nobody to answer about, or it cannot be kept now."""
    answer = OutageAnswer(channel.outage_answer)
    try:
        return kept_and_answered(str(channel.public_id), answer, channel.answer_codes, message.data)
    except (FullError, OSError, ProblemError) as fault:
        structlog.get_logger().error("no answer in an outage", exc_info=fault)
        return None
