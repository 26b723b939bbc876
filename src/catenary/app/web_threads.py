"""gunicorn's worker with threads, which also notes when each request arrived: its threads may all be at work then.

Only who knows how long a request has waited can answer a carrier in time, or say that it was too late for that.
"""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any

from gunicorn.workers.gthread import ThreadWorker

from catenary.desk.shell.arrival import note_arrival


class NotingThreads(ThreadPoolExecutor):
    """Threads that know since when what they do has waited for them."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **named: Any) -> "Future[Any]":
        """As every executor's."""
        return super().submit(partial(_noted, time.monotonic(), fn), *args, **named)


class NotingWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn is untyped
    """The worker that gunicorn is told to use."""

    def get_thread_pool(self) -> ThreadPoolExecutor:
        """Threads as many as are configured."""
        return NotingThreads(max_workers=self.cfg.threads)


def _noted(at: float, act: Callable[..., Any], *args: Any, **named: Any) -> Any:
    note_arrival(at)
    try:
        return act(*args, **named)
    finally:
        note_arrival(None)
