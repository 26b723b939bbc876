"""Tests of States keep levels, which only the workers' jobs may: what such a test does, it does as one of them."""

import pytest
from tests.desk.assessment.rating import made
from tests.desk.conftest import reach

from catenary.app.embedded import WEB, WORKER


@pytest.fixture
def at_work(postgres, django_db_setup, django_db_blocker):
    """Asked for before `db`, whose transaction begins after it."""
    with django_db_blocker.unblock():
        reach(postgres.url(WORKER))
        try:
            yield
        finally:
            reach(postgres.url(WEB))


@pytest.fixture
def edition(at_work, db):
    """A small frozen edition of the committee."""
    return made.frozen_edition()
