"""The database that goes away and comes back, the disk that is full: what pages say, and that nothing acknowledged is lost."""

import asyncio
import json
import signal
import time
from contextlib import contextmanager, suppress

import psycopg
import pytest
from django.db import InterfaceError, OperationalError, close_old_connections
from django.test import Client
from procrastinate.contrib.django import app
from psycopg.errors import DiskFull
from tests.desk.conftest import reach

from catenary.app.children import stop
from catenary.app.embedded import OWNER, WORKER
from catenary.app.working import try_again_when_the_database_was_away
from catenary.desk.mandate.models import OpenTask
from catenary.desk.shell.resuming import MOST_ATTEMPTS, resume

OFFICER = "tom.ashgrove@piu.utopia.example"
TASK = {"purpose": "terrorism", "basis": "eu-2016-681-6"}


@contextmanager
def stopped(server):
    """The database server is gone inside, and there again afterwards, with the same data."""
    stop(server.child.process, signal.SIGINT)
    try:
        yield
    finally:
        server.child.start()
        for _ in range(600):
            with suppress(psycopg.OperationalError):
                psycopg.connect(server.url(OWNER, "postgres")).close()
                break
            time.sleep(0.1)


def asked(address):
    """The answer, as a web process gives it that began the request anew."""
    close_old_connections()
    return Client(raise_request_exception=False).get(address)


def test_pages_say_that_the_database_is_away_and_answer_again_when_it_is_back(own_database, postgres):
    assert asked("/account/login/").status_code == 200
    with stopped(postgres):
        answer = asked("/account/login/")
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
        assert "The desk cannot answer now" in answer.content.decode()
        told = asked("/web-api/v1/me")
        assert (told.status_code, json.loads(told.content)["code"]) == (503, "web_api.unavailable")
        assert asked("/readyz").status_code == 503
        assert asked("/healthz").status_code == 200
    assert asked("/account/login/").status_code == 200
    assert asked("/readyz").status_code == 200


def test_where_the_disk_is_full_nothing_is_said_to_be_kept_that_is_not(browser, act_as, monkeypatch):
    client = browser(OFFICER)
    client.raise_request_exception = False

    def full(**_told):
        raise OperationalError from DiskFull("could not extend file: No space left on device")

    monkeypatch.setattr("catenary.desk.mandate.tasks.services.enter", full)
    answer = client.post("/mandate/task", TASK)
    assert answer.status_code == 503
    assert "has no room left" in answer.content.decode()
    assert "No space left" not in answer.content.decode()
    with act_as(OFFICER):
        assert not OpenTask.objects.exists()
    monkeypatch.undo()
    assert client.post("/mandate/task", TASK).status_code in {302, 303}
    with act_as(OFFICER):
        assert OpenTask.objects.count() == 1


@pytest.fixture
def jobs(own_database):
    """Rows of the queue, as the worker sees and writes them."""
    reach(own_database(WORKER))
    with psycopg.connect(own_database(WORKER), autocommit=True) as worker:
        worker.execute("DELETE FROM procrastinate_jobs")
        yield worker


def under_way(jobs, heartbeat, attempts=0, lock=None):
    """A job that a worker took up which was last heard of so long ago."""
    (worker,) = jobs.execute(
        "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s::interval) RETURNING id",
        [heartbeat],
    ).fetchone()
    told = ["shell.tell_roles", "doing", attempts, worker, lock]
    (job,) = jobs.execute(
        "INSERT INTO procrastinate_jobs (queue_name, task_name, status, attempts, worker_id, queueing_lock)"
        " VALUES ('default', %s, %s, %s, %s, %s) RETURNING id",
        told,
    ).fetchone()
    return job


def put_back():
    async def running():
        worker = app.with_connector(app.connector.get_worker_connector())
        async with worker.open_async():
            return await resume(worker.job_manager)

    return asyncio.run(running())


def status_of(jobs, job):
    return jobs.execute("SELECT status FROM procrastinate_jobs WHERE id = %s", [job]).fetchone()[0]


def test_a_job_whose_worker_fell_is_put_back_and_one_that_is_being_done_is_not(jobs):
    fallen, done_now = under_way(jobs, "1 minute"), under_way(jobs, "1 second")
    assert put_back() == 1
    assert (status_of(jobs, fallen), status_of(jobs, done_now)) == ("todo", "doing")
    assert put_back() == 0


def test_a_job_that_ends_its_worker_again_and_again_is_given_up_and_one_that_waits_twice_is_done_once(jobs):
    deadly, waiting = under_way(jobs, "1 minute", MOST_ATTEMPTS), under_way(jobs, "1 minute", lock="one")
    jobs.execute(
        "INSERT INTO procrastinate_jobs (queue_name, task_name, queueing_lock) VALUES ('default', 'shell.sweep', 'one')"
    )
    assert put_back() == 0
    assert (status_of(jobs, deadly), status_of(jobs, waiting)) == ("failed", "failed")


@pytest.mark.parametrize("error", [OperationalError(), InterfaceError()])
def test_a_job_that_failed_for_want_of_the_database_is_tried_again(error):
    try_again_when_the_database_was_away(app.tasks.values())
    once = {
        name
        for name, task in app.tasks.items()
        if task.queueing_lock is None and name.partition(".")[0] != "builtin"
    }
    assert {"shell.tell_roles", "shell.scan_file", "ledger.export"} <= once
    for name in once:
        tried = type("Tried", (), {"attempts": 1})
        assert app.tasks[name].retry_strategy.get_retry_decision(exception=error, job=tried), name
