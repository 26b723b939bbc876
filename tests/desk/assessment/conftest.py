"""What only the workers' jobs may write, a test writes as one of them."""

import pytest
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
