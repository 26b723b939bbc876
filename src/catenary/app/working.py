"""The worker process: jobs from the same database, and those that time brings round."""

import asyncio
import os
import signal
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

import django
from attrs import evolve
from django.conf import settings

from catenary.app.configuration import refuse_unsafe
from catenary.app.logs import logging_settings

if TYPE_CHECKING:
    from procrastinate.tasks import Task


_BEHIND: Final = 10
"""Where there is too much to do at once, who waits before a page or at a counter comes before who does not (nice(2))."""
_SESSION: Final = Path("/proc/self/autogroup")
"""Linux may share processors among sessions first, and every part is one of its own (sched(7))."""


async def work() -> None:
    """Work off jobs until TERM; a job under way is finished first."""
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.django_connector import DjangoConnector

    connector = cast("DjangoConnector", app.connector)
    try_again_when_the_database_was_away(app.tasks.values())
    worker_app = app.with_connector(connector.get_worker_connector())
    async with worker_app.open_async():
        await worker_app.run_worker_async(
            concurrency=2,
            install_signal_handlers=True,
            shutdown_graceful_timeout=20,
            delete_jobs="successful",
        )


def stand_behind() -> None:
    """Let the other parts of the desk have the processors first."""
    os.nice(_BEHIND)
    with suppress(OSError):
        _SESSION.write_text(str(_BEHIND), "ascii")


def try_again_when_the_database_was_away(tasks: "Iterable[Task[Any, Any, Any]]") -> None:
    """Let every job be tried again, for half an hour, that failed because the database was away or had no room.

    But those that time brings round: the next round is their next try.
    """
    from django.db import InterfaceError, OperationalError
    from procrastinate import RetryStrategy

    away = (OperationalError, InterfaceError)
    usual = RetryStrategy(max_attempts=10, exponential_wait=2, retry_exceptions=away)
    for task in tasks:
        own = task.retry_strategy
        if own is None and task.queueing_lock is None:
            task.retry_strategy = usual
        elif isinstance(own, RetryStrategy) and own.retry_exceptions:
            task.retry_strategy = evolve(own, retry_exceptions=(*own.retry_exceptions, *away))


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging_settings(settings.CATENARY.part)
    refuse_unsafe(settings.CATENARY)
    stand_behind()
    django.setup()
    asyncio.run(work())
