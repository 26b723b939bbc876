"""What a reverse proxy, a supervisor and a monitoring system ask, before anybody is known."""

from pathlib import Path

import pytest
from attrs import evolve
from django.db import OperationalError
from django.test import Client, override_settings
from django.utils import timezone
from tests.desk.conftest import reach

from catenary.app import health, metrics
from catenary.app.embedded import WEB, WORKER
from catenary.app.metrics import _Database, note_request
from catenary.core.intake.receipt import Way
from catenary.desk.directory.models import Organisation
from catenary.desk.intake.models import Channel
from catenary.desk.intake.standings import failed, reached
from catenary.desk.mandate.acting import Declaration, Door, acting

TOKEN = "a token of the monitoring system"


def told(**changes):
    from django.conf import settings

    return override_settings(CATENARY=evolve(settings.CATENARY, **changes))


def test_a_process_that_lives_says_so_whatever_the_database_does():
    assert Client().get("/healthz").json() == {"status": "alive"}


def test_it_is_ready_with_every_table_and_says_who_works(db):
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()["status"]) == (200, "ready")
    assert answer.json()["workers"] == 0


def test_it_is_not_ready_without_its_database(db, monkeypatch):
    def away():
        raise OperationalError

    monkeypatch.setattr(health, "_tables_missing", away)
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"status": "database unreachable"})


def test_it_is_not_ready_before_its_migrations(db, monkeypatch):
    monkeypatch.setattr(health, "_tables_missing", lambda: True)
    assert Client().get("/readyz").status_code == 503


def test_a_host_that_is_not_ours_still_gets_its_answer(db):
    assert Client(headers={"host": "10.0.0.7"}).get("/healthz").status_code == 200


def test_metrics_tell_routes_jobs_and_workers(db):
    note_request("GET", "account/login/", 200, 0.02)
    lines = Client().get("/metrics").content.decode().splitlines()
    assert 'catenary_request_seconds_count{method="GET",route="account/login/",status="2xx"} ' in "\n".join(
        lines
    )
    assert {"catenary_database_up 1.0", "catenary_workers 0.0", 'catenary_jobs{state="failed"} 0.0'} <= set(
        lines
    )


def test_metrics_tell_what_waits_in_queues_and_buckets_and_which_cannot_be_fetched_from(own_database):
    reach(own_database(WORKER))
    with acting(Declaration(door=Door.SYSTEM)):
        told = {"organisation": Organisation.objects.all()[0], "way": Way.QUEUE}
        one, two = (Channel.objects.create(name=name, source=name, **told) for name in ("one", "two"))
        reached(one, 7, timezone.now())
        failed([two], "queue_missing", timezone.now())
    reach(own_database(WEB))
    lines = set(Client().get("/metrics").content.decode().splitlines())
    assert {
        'catenary_fetching_waiting{way="queue"} 7.0',
        'catenary_fetching_faulty{way="queue"} 1.0',
    } <= lines


def test_metrics_say_that_the_database_is_away(db, monkeypatch):
    def away(*_):
        raise OperationalError

    monkeypatch.setattr(_Database, "_asked", away)
    lines = Client().get("/metrics").content.decode().splitlines()
    assert "catenary_database_up 0.0" in lines


@pytest.mark.parametrize(
    ("changes", "headers", "status"),
    [
        ({"metrics_token": TOKEN}, {"Authorization": f"Bearer {TOKEN}"}, 200),
        ({"metrics_token": TOKEN}, {"Authorization": f"Bearer {TOKEN}x"}, 404),
        ({"metrics_token": TOKEN}, {}, 404),
        ({"demo": False}, {}, 404),
        ({"demo": False}, {"Authorization": "Bearer "}, 404),
        ({}, {"X-Forwarded-For": "192.0.2.1"}, 404),
        ({}, {}, 200),
    ],
)
def test_metrics_are_for_the_monitoring_system_only(db, changes, headers, status):
    with told(**changes):
        assert Client(headers=headers).get("/metrics").status_code == status


def test_what_is_measured_lies_in_memory_since_a_full_disk_would_kill_whoever_writes_it(
    tmp_path, monkeypatch
):
    folder = metrics.empty_folder(tmp_path)
    assert folder.parent == Path("/dev/shm")
    assert metrics.empty_folder(tmp_path) == folder
    folder.rmdir()
    monkeypatch.setattr(metrics, "_MEMORY", tmp_path / "none")
    assert metrics.empty_folder(tmp_path) == tmp_path / "measures"
