"""Passenger information goes with the border check it was sent for."""

from datetime import UTC, datetime, timedelta

import pytest

from catenary.core.mandate.model import DataClass
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import HeldRecord, RecordFields
from catenary.desk.mandate.records.holding import start_clock
from catenary.desk.mandate.retention.carrying_out import carry_out

INFORMATION = {"data_class": DataClass.PASSENGER_INFORMATION}


def is_erased(row):
    with acting(Declaration(door=Door.SYSTEM)):
        erased = HeldRecord.objects.get(pk=row.pk).erased_at is not None
        assert RecordFields.objects.filter(record=row).exists() != erased
    return erased


@pytest.mark.parametrize(("hours", "goes"), [(25, True), (23, False)])
def test_passenger_information_is_erased_a_day_after_the_check_that_was_told(worker, held, hours, goes):
    with worker:
        now = datetime.now(UTC)
        row = held(days=3, **INFORMATION)
        with acting(Declaration(organisation=row.organisation_id, door=Door.SYSTEM)):
            start_clock(records=[row.public_id], at=now - timedelta(hours=hours))
        carry_out(now)
        assert is_erased(row) == goes


@pytest.mark.parametrize(("days", "goes"), [(190, True), (170, False)])
def test_without_a_check_it_is_erased_at_the_limit(worker, held, days, goes):
    with worker:
        row = held(days=days, **INFORMATION)
        carry_out(datetime.now(UTC))
        assert is_erased(row) == goes
