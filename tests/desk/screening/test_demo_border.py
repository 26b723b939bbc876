"""The demo's morning at the border goes the way of real traffic, and holds what its stories need."""

from datetime import timedelta

import pytest
from django.utils import timezone

from catenary.app.demo_border import load_border
from catenary.desk.intake.models import FlightLeg, Message, Passage
from catenary.desk.screening.checking import check_passages
from catenary.desk.screening.models import BuiltIndex, Candidate, WatchList
from catenary.world.geography import airport_zones


@pytest.fixture
def morning(desk, settings):
    settings.AIRPORT_ZONES = airport_zones()
    load_border()
    return desk


def test_two_persons_let_the_list_in_and_workers_are_asked_to_build_its_index(morning):
    with morning.as_job():
        edition = WatchList.objects.get(organisation=morning.organisation).files.get()
        assert (edition.state, edition.entries, edition.faults) == ("published", 400, {})
        assert edition.loaded_by_id != edition.decided_by_id
        assert BuiltIndex.objects.get(organisation=morning.organisation).state == "building"


def test_flights_leave_in_the_next_hours_and_one_message_is_in_quarantine(morning):
    with morning.as_job():
        now = timezone.now()
        legs = list(FlightLeg.objects.filter(organisation=morning.organisation))
        assert all(now < leg.departs_at < now + timedelta(hours=26) for leg in legs)
        states = [each.state for each in Message.objects.filter(organisation=morning.organisation)]
        assert states.count("quarantined") == 1
        assert len(states) >= 6


def test_somebody_of_the_list_and_a_namesake_wait_for_a_judgement(morning):
    with morning.as_job():
        assert morning.index_built().state == "in_use"
        rows = Passage.objects.filter(organisation=morning.organisation)
        checks = check_passages(passages=rows, now=timezone.now())
        assert {check.status for check in checks} == {"candidates", "no_match", "not_checked"}
        found = Candidate.objects.filter(organisation=morning.organisation).select_related("passage__leg")
        assert 2 <= len(found) <= 6
        assert len({each.passage.leg_id for each in found}) >= 2


def test_loaded_again_it_adds_nothing(morning):
    load_border()
    with morning.as_job():
        assert WatchList.objects.filter(organisation=morning.organisation).count() == 1


def test_where_the_spool_has_no_key_nothing_is_loaded(desk, settings):
    settings.SPOOL_RECIPIENT_FILE.unlink()
    load_border()
    with desk.as_job():
        assert not WatchList.objects.filter(organisation=desk.organisation).exists()
