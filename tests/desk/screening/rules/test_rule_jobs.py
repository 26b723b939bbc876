"""What jobs do for rules: real messages and bookings, joined, held against a rule; carriers told what that changes."""

from datetime import UTC, date, datetime, timedelta

import pytest
from attrs import evolve
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.desk.screening.rules.made import (
    DECIDER,
    HEAD,
    LATE,
    VIA,
    WRITER,
    board,
    booking,
    counted,
    crowd,
    draft,
    in_force,
    step,
    traveller,
)

from catenary.core.intake.model import TravelDocument
from catenary.core.intake.receipt import Way
from catenary.core.mandate.model import Purpose
from catenary.core.screening.rule_flow import RuleAct
from catenary.core.screening.rule_reading import criterion
from catenary.desk.intake.joins import join_leg, undo_join
from catenary.desk.intake.models import Booked, Channel, Join, Message, Passage
from catenary.desk.intake.reading import read
from catenary.desk.intake.receiving import receive
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.screening.models import AnswerChange, AnswerTold, Candidate, Check, RuleTrial, RuleVersion
from catenary.desk.screening.rules import jobs
from catenary.world.dice import Dice
from catenary.world.flights import departure
from catenary.world.geography import airport_zones
from catenary.world.messages import carrier_files
from catenary.world.people import innocent_travellers

NOW = datetime.now(UTC)
ONE_WAY = criterion("one_way")
CRIME = ("terrorism", "eu-2016-681-6")
PASSPORT = (TravelDocument("P", "UA7654321", "UTO"),)


@pytest.fixture
def flight(settings):
    """Tomorrow's flight with its passenger list and its bookings, as the carrier sends both."""
    settings.AIRPORT_ZONES = airport_zones()
    day: date = (NOW + timedelta(days=1)).date()
    made = departure(0, list(innocent_travellers(3, 40)), Dice.keyed(3, "rules"), day)
    return list(carrier_files(made, Dice.keyed(3, "rule files")))


def told(desk, file):
    """A file received and read; the messages in it."""
    with desk.as_job():
        channel, _ = Channel.objects.get_or_create(
            organisation=desk.organisation, name="A carrier", defaults={"way": Way.DIRECTORY.value}
        )
        delivery = receive(channel=channel, data=file.data, now=NOW)
    with desk.as_job():
        read(delivery=delivery.public_id, now=datetime.now(UTC))
        return [str(each.public_id) for each in Message.objects.filter(delivery=delivery)]


def joined(desk):
    declared = Declaration(
        organisation=desk.organisation.pk, purpose=Purpose.OPERATION.value, door=Door.SYSTEM
    )
    with acting(declared):
        for leg in Booked.objects.order_by().values_list("leg", flat=True).distinct():
            join_leg(leg=leg, now=NOW)


def deferred(desk, name):
    with desk.as_job():
        return ProcrastinateJob.objects.filter(task_name=f"screening.{name}").count()


def test_from_a_carriers_files_to_candidates_of_a_rule(desk, flight):
    board(desk, crowd(60, odd=2))
    row = draft(desk, ONE_WAY)
    in_force(desk, row)
    messages = [message for file in flight for message in told(desk, file)]
    joined(desk)
    for message in messages:
        jobs.apply_rules(message)
    with desk.as_job():
        met = Candidate.objects.filter(rule=row)
        assert met.exists()
        one_way = Join.objects.filter(passage__in=met.values("passage"), ended_at=None).count()
        assert one_way == met.count() < Passage.objects.filter(last_message__public_id__in=messages).count()
    before = deferred(desk, "apply_rules")
    assert before == len(messages)


def test_without_a_rule_in_force_no_message_costs_a_job(desk, flight):
    board(desk, crowd(60, odd=2))
    step(desk, draft(desk, ONE_WAY), RuleAct.TRY)
    told(desk, flight[0])
    assert deferred(desk, "apply_rules") == 0


def test_a_flight_joined_late_and_a_join_undone_have_it_held_against_rules_again(desk, flight):
    board(desk, crowd(60, odd=2))
    row = draft(desk, ONE_WAY)
    in_force(desk, row)
    for message in [message for file in flight for message in told(desk, file)]:
        jobs.apply_rules(message)
    with desk.as_job():
        leg = str(Booked.objects.order_by("-pk")[0].leg.public_id)
        assert not Candidate.objects.filter(rule=row).exists()
    joined(desk)
    assert waiting_for(desk, leg) == 1
    done(desk, leg)
    with desk.as_job():
        met = Candidate.objects.filter(rule=row, state="open").order_by("pk")[0]
        join = met.passage.joins.get(ended_at=None)
    joined(desk)
    assert waiting_for(desk, leg) == 0
    with desk.as_person(WRITER, *CRIME) as here:
        undo_join(actor=here, join=join.public_id, reason="They are two people.")
    assert waiting_for(desk, leg) == 1
    done(desk, leg)
    with desk.as_job():
        met.refresh_from_db()
        assert met.state == "withdrawn"


def test_of_two_jobs_that_wait_for_a_flight_the_later_does_the_work(desk, flight):
    board(desk, crowd(60, odd=2))
    row = draft(desk, ONE_WAY)
    in_force(desk, row)
    for file in flight:
        told(desk, file)
    joined(desk)
    with desk.as_job():
        leg = Booked.objects.order_by("-pk")[0].leg
        jobs.after_joining(leg)
    jobs.apply_rules_to_flight(str(leg.public_id))
    with desk.as_job():
        assert not Candidate.objects.filter(rule=row).exists()


def test_a_rule_that_comes_into_force_is_held_against_flights_to_come_and_no_past_ones(desk):
    board(desk, crowd(60, odd=1))
    behind = board(desk, [(traveller(99), booking(via=True, days=1))], leaves_in=timedelta(days=-3))
    row = draft(desk, VIA, LATE)
    in_force(desk, row)
    assert deferred(desk, "apply_rule_to_come") == 1
    jobs.apply_rule_to_come(str(row.public_id))
    with desk.as_job():
        (found,) = Candidate.objects.filter(rule=row)
        assert found.passage_id != behind[0].pk


def test_the_count_runs_as_a_job_to_its_end(desk):
    board(desk, crowd(60, odd=2))
    row = draft(desk, VIA)
    step(desk, row, RuleAct.TRY)
    jobs.count_rule(str(row.public_id))
    with desk.as_job():
        trial = RuleTrial.objects.get(version=row)
        assert (trial.travellers, trial.hits) == (60, 2)
        assert trial.counted_at is not None


def test_the_hourly_round_ends_what_is_overdue_and_goes_on_counting_the_rest(desk):
    board(desk, crowd(60, odd=2))
    overdue, counting = draft(desk, VIA), draft_of(desk, "late", LATE)
    for row in (overdue, counting):
        step(desk, row, RuleAct.TRY)
        counted(desk, row)
    board(desk, crowd(5))
    with desk.as_job():
        RuleVersion.objects.filter(pk=overdue.pk).update(review_on=NOW.date() - timedelta(days=1))
    jobs.look_after_rules(0)
    trial, _ = counted(desk, counting)
    assert trial.travellers == 65
    with desk.as_job():
        assert set(RuleVersion.objects.values_list("rule__code", "state")) == {
            ("couriers", "ended"),
            ("late", "shadow"),
        }


def test_the_carrier_is_told_of_further_checks_and_that_they_are_off_when_the_rule_stops(desk):
    somebody = [(traveller(1, documents=PASSPORT), booking(via=True, days=1))]
    board(desk, crowd(60))
    (passage,) = board(desk, somebody)
    with desk.as_job():
        _check(passage).save()
        AnswerTold.objects.create(
            organisation=desk.organisation,
            passage=passage,
            message=passage.last_message,
            answer="cleared",
            told_at=NOW,
        )
    row = draft(desk, VIA, LATE)
    in_force(desk, row)
    jobs.apply_rule_to_come(str(row.public_id))
    assert changes(desk) == ["further_checks"]
    step(desk, row, RuleAct.SUSPEND, DECIDER)
    jobs.tell_of_stop(str(row.public_id))
    assert changes(desk) == ["further_checks", "cleared"]


def waiting_for(desk, leg):
    with desk.as_job():
        return ProcrastinateJob.objects.filter(
            task_name="screening.apply_rules_to_flight", status="todo", args={"leg": leg}
        ).count()


def done(desk, leg):
    """The job that waits for a flight, as a worker does it."""
    with desk.as_job():
        ProcrastinateJob.objects.filter(task_name="screening.apply_rules_to_flight").delete()
    jobs.apply_rules_to_flight(leg)


def changes(desk):
    with desk.as_job():
        return list(AnswerChange.objects.order_by("version").values_list("answer", flat=True))


def draft_of(desk, code, *criteria):
    return draft(desk, *criteria, head=evolve(HEAD, code=code))


def _check(passage):
    return Check(
        organisation=passage.organisation,
        passage=passage,
        status="no_match",
        documents="nothing_against",
        checked_at=NOW,
    )
