"""The demo's morning at the border goes the way of real traffic, and holds what its stories need."""

from datetime import timedelta

import pytest
from attrs import evolve
from django.utils import timezone

from catenary.app.demo_border import load_border
from catenary.app.demo_stories import is_ready, tell_stories
from catenary.desk.intake.models import FlightLeg, Message, Passage
from catenary.desk.screening.answering import SPARED
from catenary.desk.screening.checking import check_passages
from catenary.desk.screening.models import BuiltIndex, Candidate, Check, Remembered, WatchList
from catenary.world.geography import airport_zones


@pytest.fixture
def morning(desk, settings, tmp_path):
    settings.AIRPORT_ZONES = airport_zones()
    register, key = tmp_path / "register.index", tmp_path / "register.key"
    settings.CATENARY = evolve(settings.CATENARY, documents_index=register, documents_key=key)
    load_border()
    return desk


def test_two_persons_let_the_list_in_and_workers_are_asked_to_build_its_index(morning):
    with morning.as_job():
        edition, second = WatchList.objects.get(organisation=morning.organisation).files.order_by("id")
        assert (second.state, second.entries, second.faults) == ("loaded", 401, {})
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
        assert [check.documents for check in checks].count("to_look_at") == 1


def test_who_was_told_apart_last_month_flies_again_and_nobody_is_asked_twice(morning):
    with morning.as_job():
        morning.index_built()
    assert is_ready()
    tell_stories()
    with morning.as_job():
        memory = Remembered.objects.get(organisation=morning.organisation)
        assert memory.candidate.state == "cleared"
        assert memory.candidate.decided_at < timezone.now() - timedelta(days=20)
        assert memory.spared == 1
        today = Check.objects.get(organisation=morning.organisation, reasons__contains=[SPARED], counts=True)
        assert today.status == "no_match"
        assert today.passage.leg.departs_at > timezone.now()
    tell_stories()
    with morning.as_job():
        assert Remembered.objects.filter(organisation=morning.organisation).count() == 1


def test_loaded_again_it_adds_nothing(morning):
    load_border()
    with morning.as_job():
        assert WatchList.objects.filter(organisation=morning.organisation).count() == 1


def test_where_the_spool_has_no_key_nothing_is_loaded(desk, settings):
    settings.SPOOL_RECIPIENT_FILE.unlink()
    load_border()
    with desk.as_job():
        assert not WatchList.objects.filter(organisation=desk.organisation).exists()
