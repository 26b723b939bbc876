"""Jobs whose worker is gone are given out again: who was killed in the middle of a job can neither finish it nor give it back.

Until then such a job counts as being done, keeps others of its lock waiting, and what it was for is never done. Jobs begin anew from the
start and do what they do in a transaction, so that one which was nearly done comes to the same.
"""

import asyncio
from typing import Final

import structlog
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager

HEARTBEAT_SECONDS: Final = 3.0
"""How often a worker says that it is there."""
GONE_SECONDS: Final = 15.0
"""A worker that has not said so for so long is gone."""
_LOOK_SECONDS: Final = 5.0


async def give_again_for_ever(jobs: JobManager) -> None:
    """Look now and every few seconds, until cancelled. What the database refuses ends the worker, which is started again."""
    while True:
        await give_again(jobs)
        await asyncio.sleep(_LOOK_SECONDS)


async def give_again(jobs: JobManager) -> None:
    """What workers that are gone had begun, to whichever worker is free."""
    for job in await jobs.get_stalled_jobs(seconds_since_heartbeat=GONE_SECONDS):
        structlog.get_logger().warning("job given again", task=job.task_name, attempt=job.attempts)
        await _give_again(jobs, job)


async def _give_again(jobs: JobManager, job: Job) -> None:
    """Or end it, where the same is asked for again already, as what time brings round is."""
    try:
        await jobs.retry_job(job)
    except UniqueViolation:
        await jobs.finish_job(job, Status.FAILED, delete_job=True)
