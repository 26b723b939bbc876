"""Tests of States keep levels, which only the workers' jobs may: what such a test does, it does as one of them."""

import pytest
from tests.desk.assessment.rating import made


@pytest.fixture
def edition(at_work, db):
    """A small frozen edition of the committee."""
    return made.frozen_edition()
