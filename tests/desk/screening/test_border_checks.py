"""From the end of the border check the law counts how long what carriers told may be kept."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.desk.screening import made

from catenary.desk.intake.border_checks import TEXT_KEPT, begin_clocks, is_over
from catenary.desk.intake.models import Delivery, FlightLeg, Passage
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import HeldRecord

LEAVES = timedelta(hours=3)


@pytest.fixture
def found(at_work, db):
    return made.candidate(leaves_in=LEAVES)


def begin(now):
    with acting(Declaration(door=Door.SYSTEM)):
        return begin_clocks(now=now)


def started(record):
    with acting(Declaration(door=Door.SYSTEM)):
        return HeldRecord.objects.get(pk=record.pk).started_at


def set_leg(passage, **times):
    with acting(Declaration(door=Door.SYSTEM)):
        FlightLeg.objects.filter(pk=passage.leg_id).update(**times)


def test_nothing_is_counted_before_the_flight_is_over(found):
    assert begin(datetime.now(UTC)) == 0
    assert started(found.passage.record) is None


def test_once_the_flight_has_left_traveller_and_candidate_are_kept_for_a_day_more(found):
    leaves = found.passage.leg.departs_at
    assert begin(leaves + timedelta(minutes=1)) == 1
    assert started(found.passage.record) == started(found.record) == leaves
    with acting(Declaration(door=Door.SYSTEM)):
        assert HeldRecord.objects.get(pk=found.record.pk).erase_at == leaves + timedelta(days=1)


def test_where_the_arrival_is_known_it_is_the_arrival(found):
    leaves = found.passage.leg.departs_at
    set_leg(found.passage, arrives_at=leaves + timedelta(hours=2))
    assert begin(leaves + timedelta(hours=1)) == 0
    assert begin(leaves + timedelta(hours=3)) == 1
    assert started(found.passage.record) == leaves + timedelta(hours=2)


def test_who_goes_on_is_checked_until_the_last_flight_is_over(found):
    leaves = found.passage.leg.departs_at
    with acting(Declaration(door=Door.SYSTEM)):
        on = found.passage.leg
        onward = FlightLeg.objects.create(
            organisation=on.organisation, carrier="UX", number="9999", departs_on=on.departs_on, origin="LHR",
            destination="UTP", departs_at=leaves + timedelta(hours=5), first_told_at=leaves,
        )  # fmt: skip
        message = found.passage.last_message
        Passage.objects.create(
            organisation=on.organisation, leg=onward, record=found.passage.record, first_message=message,
            last_message=message,
        )  # fmt: skip
    assert begin(leaves + timedelta(hours=1)) == 0
    assert begin(leaves + timedelta(hours=6)) == 2
    assert started(found.passage.record) == leaves + timedelta(hours=5)


def test_a_flight_of_which_only_the_day_is_known_is_over_the_day_after(found):
    day = found.passage.leg.departs_on
    set_leg(found.passage, departs_at=None)
    with acting(Declaration(door=Door.SYSTEM)):
        over = is_over(FlightLeg.objects.get(pk=found.passage.leg_id))
    assert over == datetime.combine(day + timedelta(days=2), datetime.min.time(), UTC)
    assert begin(over - timedelta(hours=1)) == 0
    assert begin(over + timedelta(hours=1)) == 1


def test_the_text_of_a_message_goes_when_its_flight_is_long_over(found):
    text = found.passage.last_message.record
    assert started(text) is None
    now = datetime.now(UTC)
    begin(now)
    assert started(text) is None
    with acting(Declaration(door=Door.SYSTEM)):
        Delivery.objects.update(received_at=now - TEXT_KEPT - timedelta(minutes=1))
    begin(now)
    assert started(text) == now


def test_what_was_begun_stays_as_it_is(found):
    leaves = found.passage.leg.departs_at
    assert begin(leaves + timedelta(minutes=1)) == 1
    set_leg(found.passage, departs_at=leaves + timedelta(days=1))
    assert begin(leaves + timedelta(days=3)) == 0
    assert started(found.passage.record) == leaves
