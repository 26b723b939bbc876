"""Passenger information and bookings of one traveller joined, undone, and found again when they change."""

from datetime import timedelta

import pytest
from attrs import evolve
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.desk.intake.bookings import NOW, Desk, made_for, party_of

from catenary.basis.findings import ProblemError
from catenary.core.intake.marks import MarkKind
from catenary.desk.intake import bookings, marking, marking_jobs
from catenary.desk.intake.earlier_bookings import take_up
from catenary.desk.intake.joins import join_leg, undo_join
from catenary.desk.intake.models import Booked, FlightLeg, Join, Mark, Message, Passage
from catenary.desk.mandate.acting import acting
from catenary.desk.mandate.models import HeldRecord, RecordFields
from catenary.desk.mandate.retention.reach import Reached, tell_erased, tell_masked

OFFICER = "tom.ashgrove@piu.utopia.example"
CRIME = ("terrorism", "eu-2016-681-6")


@pytest.fixture
def made():
    return made_for("joins")


@pytest.fixture
def desk(as_worker, unit, channel, made):
    """The unit's desk, everything done as its jobs do it."""
    return Desk(unit, channel, made)


def test_a_traveller_and_the_person_of_a_booking_are_joined_whichever_was_told_first(desk, made):
    party = party_of(made, 2)
    desk.bookings(party)
    assert desk.standing() == []
    desk.passengers(*party)
    found = desk.standing()
    assert len(found) == 2
    assert {"locator", "name"} <= set(found[0].met)
    assert found[0].strength in {"sure", "likely"}


def test_the_evidence_follows_the_last_word_on_the_booking(desk, made):
    [one] = party_of(made, 1)
    desk.passengers(one)
    desk.bookings([one])
    [before] = desk.standing()
    desk.bookings([evolve(one, seat="61K")])
    [after] = desk.standing()
    assert after.pk == before.pk
    assert after.booked_id != before.booked_id
    assert list(Booked.objects.order_by("pk").values_list("current", flat=True)) == [False, True]


def test_a_booking_that_is_read_late_does_not_become_the_last_word(desk, made):
    [one] = party_of(made, 1)
    desk.bookings([one])
    desk.bookings([evolve(one, seat="61K")], at=NOW - timedelta(hours=1))
    assert list(Booked.objects.order_by("pk").values_list("current", flat=True)) == [True, False]
    desk.bookings([evolve(one, seat="62K")], at=NOW + timedelta(hours=1))
    assert list(Booked.objects.order_by("pk").values_list("current", flat=True)) == [False, False, True]


def test_a_corrected_message_takes_back_what_it_had_told_of_bookings(desk, made):
    [one] = party_of(made, 1)
    desk.passengers(one)
    first = desk.bookings([one])
    other = evolve(one, id="other", booking_reference="ZZZZZ9")
    desk.bookings([other], travellers=[other], corrects=first)
    assert list(Booked.objects.order_by("pk").values_list("current", flat=True)) == [False, True]
    assert [each.booked.current for each in desk.standing()] == [True]


def test_whoever_is_taken_off_the_flight_is_joined_no_more(desk, made):
    [one] = party_of(made, 1)
    desk.passengers(one)
    desk.bookings([one])
    Passage.objects.update(presence="cancelled")
    join_leg(leg=FlightLeg.objects.get(carrier=made.flight.carrier).pk, now=NOW)
    assert desk.standing() == []


def test_of_two_who_may_be_it_alike_nobody_is_joined(desk, made):
    [one] = party_of(made, 1)
    bare = evolve(one, documents=(), born=None, seat=None, reference=None)
    twin = evolve(bare, id="twin")
    desk.passengers(evolve(one, documents=(), born=None, seat=None))
    desk.bookings([bare, twin], travellers=[bare, twin])
    assert desk.standing() == []


def test_what_an_officer_undid_stays_undone_whatever_is_told_later(desk, made, act_as):
    [one] = party_of(made, 1)
    desk.passengers(one)
    desk.bookings([one])
    [row] = desk.standing()
    with act_as(OFFICER, *CRIME) as here:
        undo_join(actor=here, join=row.public_id, reason="The photographs are of two people.")
        with pytest.raises(ProblemError, match=r"joins\.ended"):
            undo_join(actor=here, join=row.public_id, reason="Again.")
    desk.bookings([one])
    desk.passengers(one)
    assert desk.standing() == []


def test_a_purpose_that_does_not_open_bookings_undoes_no_join(desk, made, act_as):
    [one] = party_of(made, 1)
    desk.passengers(one)
    desk.bookings([one])
    [row] = desk.standing()
    with act_as(OFFICER, "border_check", "icao-9-api") as here, pytest.raises(ProblemError):
        undo_join(actor=here, join=row.public_id, reason="It is not.")
    assert desk.standing()


def test_marks_go_with_masking_and_erasing_and_so_do_joins(desk, made):
    [one] = party_of(made, 1)
    desk.passengers(one)
    desk.bookings([one])
    with acting(desk.declared):
        passage = Passage.objects.get()
        assert {"document", "locator"} <= set(
            Mark.objects.filter(record=passage.record).values_list("kind", flat=True)
        )
        reached = [Reached(passage.record.public_id, "intake", "")]
        tell_masked(reached)
        assert set(Mark.objects.filter(record=passage.record).values_list("kind", flat=True)) == {"locator"}
        assert desk.standing()
        tell_erased(reached)
        assert not Mark.objects.filter(record=passage.record).exists()
        assert not Join.objects.exists()


def test_a_document_is_found_however_it_is_written(desk, made):
    [one] = party_of(made, 1)
    desk.passengers(one)
    number = one.documents[0].number
    asked = marking.digest_asked(desk.unit.pk, MarkKind.DOCUMENT, f" {number[:2].lower()} {number[2:]}-")
    assert Mark.objects.filter(kind="document", digest=asked).exists()
    assert marking.digest_asked(desk.unit.pk, MarkKind.DOCUMENT, " - ") is None


def test_bookings_kept_before_there_were_marks_are_put_on_their_flights_by_the_job(desk, made, monkeypatch):
    party = party_of(made, 2)
    desk.passengers(*party)
    monkeypatch.setattr(bookings, "put_on", lambda *_told: None)
    message = desk.bookings(party)
    with acting(desk.declared):
        content = RecordFields.objects.get(record__kind=bookings.KIND, record__received_at=NOW)
        content.fields = {name: told for name, told in content.fields.items() if name != bookings.PERSONS}
        content.save()
        assert not Booked.objects.exists()
        take_up(message)
        take_up(message)
        marking.mark_records_of(message)
        join_leg(leg=Booked.objects.get().leg_id, now=NOW)
        assert len(desk.standing()) == 2


def test_bookings_of_one_locator_and_moment_are_put_on_their_flight_each_with_its_own_record(
    desk, made, monkeypatch
):
    [one] = party_of(made, 1)
    twin = evolve(one, id="twin")
    monkeypatch.setattr(bookings, "put_on", lambda *_told: None)
    messages = [desk.bookings([one], [twin]), desk.bookings([one])]
    with acting(desk.declared):
        for each in messages:
            take_up(each)
        put = Booked.objects.order_by("pk").values_list("message", "record")
        kept = HeldRecord.objects.filter(kind=bookings.KIND, received_at=NOW).order_by("pk")
        assert list(put) == list(
            zip([messages[0].pk] * 2 + [messages[1].pk], [each.pk for each in kept], strict=True)
        )


def jobs(task, **args):
    return ProcrastinateJob.objects.filter(task_name=task, status="todo", args=args)


def test_a_job_marks_a_message_once_and_has_its_flight_joined(desk, made):
    [one] = party_of(made, 1)
    desk.passengers(one)
    message = desk.bookings([one])
    assert jobs("intake.mark_message", message=str(message.public_id)).count() == 1
    Mark.objects.all().delete()
    marking_jobs.mark_message(str(message.public_id))
    leg = Booked.objects.get().leg
    with acting(desk.declared):
        assert Message.objects.get(pk=message.pk).marked
        assert Mark.objects.filter(record=Booked.objects.get().record).exists()
        assert jobs("intake.join_flight", leg=str(leg.public_id)).count() == 1


def test_a_flight_that_waits_to_be_joined_again_is_left_to_that_job(desk, made):
    [one] = party_of(made, 1)
    desk.passengers(one)
    message = desk.bookings([one])
    Join.objects.all().delete()
    leg = str(Booked.objects.get().leg.public_id)
    marking_jobs.mark_message(str(message.public_id))
    marking_jobs.join_flight(leg)
    assert desk.standing() == []


def test_messages_without_marks_are_given_to_the_job_again_and_none_twice(desk, made):
    [one] = party_of(made, 1)
    message = desk.passengers(one)
    waiting = jobs("intake.mark_message", message=str(message.public_id))
    marking_jobs.mark_earlier(0)
    assert waiting.count() == 1
