"""The process that takes carriers' messages from their queues; it answers carriers that wait, so it is no job that comes round."""

import signal
from types import FrameType

import django
from django.conf import settings

from catenary.app.configuration import refuse_unsafe
from catenary.app.logs import logging_settings
from catenary.peers.carriers.addresses import BrokerAddress, broker_address


def consume(address: BrokerAddress) -> None:
    """Take from the queues of a broker until TERM."""
    from catenary.app.queue_consumer import Consumer

    consumer = Consumer(address)

    def stop_soon(_number: int, _frame: FrameType | None) -> None:
        consumer.stopping.set()

    signal.signal(signal.SIGTERM, stop_soon)
    consumer.run()


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging_settings(settings.CATENARY.part)
    refuse_unsafe(settings.CATENARY)
    django.setup()
    if address := broker_address(settings.CATENARY.queues):
        consume(address)
