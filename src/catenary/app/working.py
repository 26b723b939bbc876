"""The worker process: jobs from the same database, and those that time brings round."""

import asyncio
import signal
from typing import cast

import django
from django.conf import settings

from catenary.app.configuration import refuse_unsafe
from catenary.app.logs import logging_settings


async def work() -> None:
    """Work off jobs until TERM; a job under way is finished first."""
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.django_connector import DjangoConnector

    connector = cast("DjangoConnector", app.connector)
    worker_app = app.with_connector(connector.get_worker_connector())
    async with worker_app.open_async():
        await worker_app.run_worker_async(
            concurrency=2,
            install_signal_handlers=True,
            shutdown_graceful_timeout=20,
            delete_jobs="successful",
        )


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging_settings(settings.CATENARY.part)
    refuse_unsafe(settings.CATENARY)
    django.setup()
    asyncio.run(work())
