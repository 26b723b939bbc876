"""Jobs of a worker that was killed are done by another; those of a worker that is there are left to it."""

import asyncio

import psycopg
import pytest
from procrastinate.contrib.django import app
from tests.desk.conftest import reach

from catenary.app.cut_off_jobs import GONE_SECONDS, give_again
from catenary.app.embedded import WORKER


@pytest.fixture
def jobs(own_database):
    """The table of jobs, as another connection sees it."""
    reach(own_database(WORKER))
    with psycopg.connect(own_database(WORKER), autocommit=True) as other:
        other.execute("DELETE FROM procrastinate_jobs")
        yield Jobs(other)


class Jobs:
    """What stands in the table of jobs."""

    def __init__(self, connection):
        self._connection = connection

    def worker(self, seconds):
        told = "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - make_interval(secs => %s)) RETURNING id"
        return self._connection.execute(told, [seconds]).fetchone()[0]

    def begun(self, worker, queueing_lock=None, status="doing"):
        told = """INSERT INTO procrastinate_jobs (queue_name, task_name, queueing_lock, status, worker_id, args)
            VALUES ('default', 'intake.watch_inbox', %s, %s, %s, '{}') RETURNING id"""
        return self._connection.execute(told, [queueing_lock, status, worker]).fetchone()[0]

    def standing(self):
        rows = self._connection.execute("SELECT id, status::text, attempts FROM procrastinate_jobs")
        return {number: told for number, *told in rows.fetchall()}


def look():
    async def once():
        worker_app = app.with_connector(app.connector.get_worker_connector())
        async with worker_app.open_async():
            await give_again(worker_app.job_manager)

    asyncio.run(once())


def test_what_a_killed_worker_had_begun_waits_for_another_and_what_a_living_one_does_is_left_to_it(jobs):
    gone, there = jobs.worker(GONE_SECONDS + 1), jobs.worker(0)
    cut_off, under_way, of_nobody = jobs.begun(gone), jobs.begun(there), jobs.begun(None)
    look()
    assert jobs.standing() == {
        cut_off: ["todo", 1],
        under_way: ["doing", 0],
        of_nobody: ["todo", 1],
    }


def test_what_is_asked_for_again_already_is_not_done_twice_and_keeps_nobody_waiting(jobs):
    gone = jobs.worker(GONE_SECONDS + 1)
    jobs.begun(gone, "intake.watch_inbox")
    waiting = jobs.begun(None, "intake.watch_inbox", "todo")
    look()
    assert jobs.standing().keys() == {waiting}
