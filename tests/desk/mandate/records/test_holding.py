"""Putting records under mandate: as many as a carrier's list has travellers, at the cost of one."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from catenary.desk.mandate.acting import Declaration, acting
from catenary.desk.mandate.records.holding import hold


def asked_to_hold(unit, records):
    with acting(Declaration(organisation=unit.pk)), CaptureQueriesContext(connection) as asked:
        assert len(hold(organisation=unit, records=records)) == len(records)
    return len(asked)


def test_many_records_are_held_with_as_many_questions_to_the_database_as_one(unit, booking):
    assert asked_to_hold(unit, [booking(1)] * 20) == asked_to_hold(unit, [booking(1)])
