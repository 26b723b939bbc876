"""Who watches the desk sees what waits from an outage, with the database and without it."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from attrs import evolve
from django.conf import settings as desk_settings
from prometheus_client import CollectorRegistry, generate_latest

from catenary.app.outage_figures import OutageSpool, examine
from catenary.desk.intake.outage import disk


@pytest.fixture
def configured(tmp_path):
    return evolve(desk_settings.CATENARY, data=tmp_path)


def put(configured, age):
    disk.put(configured.outage_folder, b"sealed", uuid4(), datetime.now(UTC) - age, 10**6)


def told(configured):
    registry = CollectorRegistry()
    registry.register(OutageSpool(configured))
    lines = generate_latest(registry).decode().splitlines()
    return dict(line.split() for line in lines if not line.startswith("#"))


def test_nothing_waits_where_there_was_no_outage(configured):
    assert set(told(configured).values()) == {"0.0"}
    assert examine(configured).fix is None


def test_how_much_waits_and_how_long_is_measured(configured):
    put(configured, timedelta(minutes=1))
    put(configured, timedelta(seconds=1))
    figures = told(configured)
    assert figures["catenary_outage_spool_messages"] == "2.0"
    assert figures["catenary_outage_spool_octets"] == "12.0"
    assert float(figures["catenary_outage_spool_oldest_seconds"]) >= 60
    assert examine(configured).fix is None


def test_the_doctor_says_when_nobody_takes_what_waits(configured):
    put(configured, timedelta(minutes=30))
    fix = examine(configured).fix
    assert (fix.code, fix.params["count"]) == ("desk.outage_waiting", 1)
