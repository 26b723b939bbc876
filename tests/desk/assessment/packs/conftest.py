"""A visit whose experts may take a pack along."""

import pytest
from tests.desk.assessment.packs import made
from tests.desk.assessment.rating.made import (
    ASSESSOR,
    PARTNER,
    SECOND,
    a_visit,
    assigned,
)


@pytest.fixture
def visit(db, monkeypatch):
    made.quick(monkeypatch)
    return a_visit()


@pytest.fixture
def rows(visit, act_as):
    return assigned(act_as, visit, ASSESSOR, SECOND, PARTNER)
