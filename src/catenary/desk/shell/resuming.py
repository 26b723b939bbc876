"""Jobs whose worker fell, or lost its database, while they were under way: they are done again, and none is lost.

A job's own changes are one transaction, so that what was cut off left nothing. One that had ended, and could not be noted as
done any more, is done twice: jobs bear that.
"""

from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status
from procrastinate.manager import JobManager

SILENT_SECONDS = 30.0
"""A worker that was not heard of for so long is gone; one that lives is heard of every ten seconds."""
MOST_ATTEMPTS = 10
"""A job that ended its worker so often is given up, and counted as failed."""


@app.periodic(cron="* * * * *")
@app.task(name="shell.resume_stalled", queueing_lock="shell.resume_stalled", pass_context=True)
async def resume_stalled(context: JobContext, timestamp: int) -> None:
    """Put back what no worker is doing any more."""
    await resume(context.app.job_manager)


async def resume(manager: JobManager, silent_seconds: float = SILENT_SECONDS) -> int:
    """Put jobs back whose worker was silent for so long; gives how many are to be done again."""
    again = 0
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=silent_seconds):
        try:
            if job.attempts < MOST_ATTEMPTS:
                await manager.retry_job(job)
                again += 1
                continue
        except UniqueViolation:  # the same waits already
            pass
        await manager.finish_job(job, status=Status.FAILED, delete_job=False)
    return again
