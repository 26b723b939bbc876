"""Takes carriers' messages from their queues: one connection, a consumer for each channel.

Whatever goes wrong, nothing is lost: what was not acknowledged, the broker gives out again. While broker or database are away it
tries again, ever less often.
"""

import threading
import time
from typing import Final

import structlog
from attrs import define, field
from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone

from catenary.core.intake.receipt import Way
from catenary.desk.intake.fetching import take
from catenary.desk.intake.models import Channel
from catenary.desk.intake.standings import failed, fetched, reached
from catenary.peers.carriers.addresses import BrokerAddress
from catenary.peers.carriers.amqp import (
    Broker,
    BrokerAwayError,
    FromQueue,
    NotNowError,
    QueueFaultError,
    Settled,
    connected,
)

LOOK_SECONDS: Final = 10.0
"""How often channels are looked up, and how many messages wait is told."""
_LONGEST_PAUSE_SECONDS: Final = 60.0
_TURN_SECONDS: Final = 1.0
_AWAY: Final = (OperationalError, InterfaceError)


@define
class Consumer:
    """What the process does; time is the monotonic clock's, so that a clock set back stops nothing."""

    address: BrokerAddress
    stopping: threading.Event = field(factory=threading.Event)
    look_seconds: float = LOOK_SECONDS
    _channels: dict[str, Channel] = field(factory=dict)

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
            except _AWAY as away:
                structlog.get_logger().error("database away", exc_info=away)
                connection.close()
            attempt = attempt + 1 if time.monotonic() - began < _LONGEST_PAUSE_SECONDS else 1
            self.stopping.wait(min(_LONGEST_PAUSE_SECONDS, 2.0 ** (attempt - 1)))

    def _take_from(self, broker: Broker) -> None:
        while not self.stopping.is_set():
            self._look(broker)
            until = time.monotonic() + self.look_seconds
            while not self.stopping.is_set() and time.monotonic() < until:
                broker.work(min(_TURN_SECONDS, self.look_seconds))

    def _look(self, broker: Broker) -> None:
        """Open channels are consumed, closed ones no more; how each stands is told."""
        self._channels = {channel.source: channel for channel in fetched(Way.QUEUE)}
        broker.leave_all_but(self._channels)
        for queue, channel in self._channels.items():
            try:
                reached(channel, broker.look(queue), timezone.now())
                broker.consume(queue, self._settle)
            except QueueFaultError as fault:
                failed([channel], fault.code, timezone.now())

    def _settle(self, message: FromQueue) -> Settled:
        """Raises NotNowError for a message that cannot be taken now: one that is odd keeps no other queue from being taken from."""
        channel = self._channels[message.queue]
        try:
            answering = bool(message.reply_to)
            done = take(channel=channel, data=message.data, now=timezone.now(), answering=answering)
        except _AWAY:
            raise
        except Exception as fault:
            structlog.get_logger().error("message not taken", exc_info=fault)
            failed([channel], "not_committed", timezone.now())
            raise NotNowError from fault
        return Settled(done.taken, done.answer)

    def _tell(self, code: str) -> None:
        """No channel is reached: every one says so, unless the database is away as well."""
        structlog.get_logger().error("broker away", code=code)
        try:
            failed(fetched(Way.QUEUE), code, timezone.now())
        except _AWAY:
            connection.close()
