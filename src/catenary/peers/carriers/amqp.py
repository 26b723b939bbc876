"""Messages of carriers from the queues of a broker (AMQP 0-9-1, such as RabbitMQ), each acknowledged only when it is settled.

Whoever settles a message does so after it is committed. Until then the broker keeps it: it is delivered again when the connection
is gone, however that happened. No more than `PREFETCH` messages of a queue are on their way at once.
"""

import ssl
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any, Final

import pika
from attrs import define, field, frozen
from pika.exceptions import (
    AMQPChannelError,
    AMQPError,
    ChannelClosedByBroker,
    NackError,
    ProbableAccessDeniedError,
    ProbableAuthenticationError,
    UnroutableError,
)

from catenary.peers.carriers.addresses import BrokerAddress

PREFETCH: Final = 4
"""Messages of one queue that the broker hands out before the first of them is acknowledged; so many whole bodies may be in memory."""
_HEARTBEAT_SECONDS: Final = 60
_PATIENCE_SECONDS: Final = 10
_CODES: Final[Mapping[int, str]] = {403: "queue_closed", 404: "queue_missing"}
"""By the reply code of the broker (AMQP 0-9-1 s.1.3)."""
_PERSISTENT: Final = 2
_CONTENT_TYPE: Final = "application/edifact"


@frozen
class FromQueue:
    """A message as it lies in a queue."""

    queue: str
    data: bytes = field(repr=False)
    reply_to: str = ""
    """The queue in which whoever sent it waits for an answer; empty where nobody does."""


@frozen
class Settled:
    """What became of a message: acknowledged where it was taken, else refused for good (to the dead letters, where there are any)."""

    taken: bool
    answer: bytes | None = field(default=None, repr=False)
    """For the queue that the message names in `reply-to`."""


class NotNowError(Exception):
    """A message that cannot be settled now: it goes back to its queue, which is left alone until it is opened again."""


class HoldError(Exception):
    """A message that cannot be settled now, of a queue that goes on: nothing is said of it until `give_back`, or the connection ends."""


class BrokerAwayError(Exception):
    """The broker cannot be reached, or refuses the desk. Its `code` is `unreachable` or `refused`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class QueueFaultError(Exception):
    """A queue that cannot be used. Its `code` is `queue_missing`, `queue_closed` or `queue_unusable`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


Settle = Callable[[FromQueue], Settled]
"""Called for each message, one at a time; a NotNowError puts it back, a HoldError leaves it as it is."""


@contextmanager
def connected(address: BrokerAddress) -> Iterator["Broker"]:
    """A connection to the broker; gone at the end, with whatever was not settled back in its queue. Raises BrokerAwayError."""
    try:
        connection = pika.BlockingConnection(_parameters(address))
    except (ProbableAuthenticationError, ProbableAccessDeniedError) as fault:
        raise BrokerAwayError("refused") from fault
    except (AMQPError, OSError) as fault:
        raise BrokerAwayError("unreachable") from fault
    try:
        yield Broker(connection)
    except AMQPError as fault:
        raise BrokerAwayError("unreachable") from fault
    finally:
        with suppress(AMQPError, OSError):
            connection.close()


@define
class Broker:
    """One connection with a channel for each queue, so that a queue that fails takes no other with it."""

    _connection: Any
    _open: dict[str, Any] = field(factory=dict)
    _held: set[str] = field(factory=set)
    _replies: Any = None

    def consume(self, queue: str, settle: Settle) -> None:
        """Have messages of a queue settled from now on, while `work` runs; a queue that is consumed already stays so.

        Raises QueueFaultError.
        """
        if queue in self._open:
            return
        channel = self._connection.channel()
        channel.basic_qos(prefetch_count=PREFETCH)
        channel.add_on_cancel_callback(lambda _frame: self.leave(queue))
        self._open[queue] = channel
        with _telling_of_the_queue():
            channel.basic_consume(queue, self._settling(queue, settle))

    def leave(self, queue: str) -> None:
        """Take nothing more from a queue; what was not settled goes back to it."""
        channel = self._open.pop(queue, None)
        if channel is not None and channel.is_open:
            channel.close()

    def give_back(self) -> None:
        """Leave the queues of which a message is held; whoever consumes them again is given it again."""
        for queue in self._held:
            self.leave(queue)
        self._held.clear()

    def leave_all_but(self, queues: Iterable[str]) -> None:
        """Take from these queues at most."""
        for queue in set(self._open) - set(queues):
            self.leave(queue)

    def look(self, queue: str) -> int:
        """How many messages wait in a queue. Raises QueueFaultError where it is missing or closed to the desk."""
        channel = self._connection.channel()
        with _telling_of_the_queue():
            told = channel.queue_declare(queue, passive=True)
        channel.close()
        return int(told.method.message_count)

    def work(self, seconds: float) -> None:
        """Settle what comes within so many seconds. Raises BrokerAwayError and whatever settling raises."""
        try:
            self._connection.process_data_events(time_limit=seconds)
        except (AMQPError, OSError) as fault:
            raise BrokerAwayError("unreachable") from fault
        self._open = {queue: channel for queue, channel in self._open.items() if channel.is_open}

    def _settling(self, queue: str, settle: Settle) -> Callable[..., None]:
        def arrived(channel: Any, method: Any, properties: Any, data: bytes) -> None:
            if not channel.is_open:
                return  # left meanwhile: the broker has it back
            try:
                settled = settle(FromQueue(queue, data, properties.reply_to or ""))
            except HoldError:
                self._held.add(queue)
                return
            except NotNowError:
                self.leave(queue)
                return
            if settled.answer is not None and properties.reply_to:
                self._reply(properties.reply_to, properties.correlation_id, settled.answer)
            if settled.taken:
                channel.basic_ack(method.delivery_tag)
            else:
                channel.basic_reject(method.delivery_tag, requeue=False)

        return arrived

    def _reply(self, queue: str, correlation: str | None, data: bytes) -> None:
        """Confirmed by the broker before the message that asked is acknowledged; who waits no longer is told nothing.

        Nor is a queue that carriers send through: who names it would speak there in another's name.
        """
        if queue in self._open:
            return
        if self._replies is None or not self._replies.is_open:
            self._replies = self._connection.channel()
            self._replies.confirm_delivery()
        told = pika.BasicProperties(
            content_type=_CONTENT_TYPE, correlation_id=correlation, delivery_mode=_PERSISTENT
        )
        try:
            self._replies.basic_publish("", queue, data, told, mandatory=True)
        except UnroutableError:
            return
        except (NackError, AMQPChannelError) as fault:
            raise BrokerAwayError("refused") from fault


@contextmanager
def _telling_of_the_queue() -> Iterator[None]:
    try:
        yield
    except ChannelClosedByBroker as fault:
        raise QueueFaultError(_CODES.get(fault.reply_code, "queue_unusable")) from fault


def _parameters(address: BrokerAddress) -> Any:
    return pika.ConnectionParameters(
        host=address.host,
        port=address.port,
        virtual_host=address.virtual_host,
        credentials=pika.PlainCredentials(address.user, address.password, erase_on_connect=True),
        heartbeat=_HEARTBEAT_SECONDS,
        socket_timeout=_PATIENCE_SECONDS,
        stack_timeout=2 * _PATIENCE_SECONDS,
        blocked_connection_timeout=_HEARTBEAT_SECONDS,
        ssl_options=pika.SSLOptions(ssl.create_default_context(), address.host) if address.tls else None,
        client_properties={"product": "Catenary"},
    )
