"""The threshold of a list: measured in counts, proposed by one person, decided by another, and checks are held to it."""

import pytest
from attrs import evolve
from tests.desk.screening.border import LISTED, LOADER, OTHER, PUBLISHER, ZEPHYRINE
from tests.desk.screening.conftest import NOW
from tests.desk.screening.test_rescreening import newest, run

from catenary.basis.dates import PartialDate
from catenary.basis.findings import ProblemError
from catenary.basis.persons import PersonName
from catenary.core.screening.list_thresholds import SHIFTS
from catenary.desk.screening.models import Candidate, Measurement, Threshold
from catenary.desk.screening.thresholds.deciding import (
    ask_measurement,
    propose,
    put_in_force,
    refuse,
    shift_in_force,
)
from catenary.desk.screening.thresholds.measuring import measure

FAINT = evolve(
    ZEPHYRINE,
    name=PersonName("Z QUILLFEATHER", "QUILLFEATHER", "Z"),
    born=PartialDate(1970, 5, 5),
    nationality=None,
    sex=None,
)


def measured(desk, watch_list):
    with desk.as_person(LOADER) as here:
        row = ask_measurement(actor=here, watch_list=watch_list.public_id)
    with desk.as_job():
        return measure(measurement=row.public_id, now=NOW)


def proposed(desk, watch_list, shift):
    with desk.as_person(LOADER) as here:
        return propose(actor=here, watch_list=watch_list.public_id, shift=shift, reason="Too many namesakes.")


def put(desk, row, act=put_in_force):
    with desk.as_person(PUBLISHER) as here:
        return act(actor=here, threshold=row.public_id, reason="I looked at the figures.")


def code(problem):
    return problem.value.finding.code


def test_what_is_measured_are_counts_and_they_fall_as_more_is_asked_for(desk):
    desk.message_read(ZEPHYRINE, FAINT)
    watch_list = desk.in_force(LISTED, OTHER)
    row = measured(desk, watch_list)
    counts = [row.found[str(shift)] for shift in SHIFTS]
    assert row.travellers == 2
    assert counts == sorted(counts, reverse=True)
    assert counts[0] >= 1
    assert set(row.missed.values()) == {0}


def test_a_threshold_counts_once_a_second_person_has_put_it_into_force(desk):
    desk.message_read(ZEPHYRINE)
    watch_list = desk.in_force(LISTED, OTHER)
    measured(desk, watch_list)
    row = proposed(desk, watch_list, 10)
    with desk.as_job():
        assert shift_in_force(watch_list) == 0
    with desk.as_person(LOADER) as here, pytest.raises(ProblemError):
        put_in_force(actor=here, threshold=row.public_id, reason="Mine.")
    put(desk, row)
    with desk.as_job():
        assert shift_in_force(watch_list) == 10
    with pytest.raises(ProblemError) as again:
        put(desk, row)
    assert code(again) == "thresholds.decided_already"


def test_nothing_is_proposed_that_was_not_measured_and_one_at_a_time(desk):
    desk.message_read(ZEPHYRINE)
    watch_list = desk.in_force(LISTED, OTHER)
    with pytest.raises(ProblemError) as unmeasured:
        proposed(desk, watch_list, 10)
    assert code(unmeasured) == "thresholds.not_measured"
    measured(desk, watch_list)
    row = proposed(desk, watch_list, 10)
    with pytest.raises(ProblemError) as second:
        proposed(desk, watch_list, 15)
    assert code(second) == "thresholds.waits_already"
    put(desk, row, refuse)
    proposed(desk, watch_list, 15)
    with desk.as_job():
        assert list(Threshold.objects.order_by("pk").values_list("state", flat=True)) == ["refused", "loaded"]


def test_checks_are_held_to_it_and_everybody_on_flights_to_come_is_checked_by_it(desk):
    desk.message_read(FAINT)
    watch_list = desk.in_force(LISTED, OTHER)
    run(desk, newest(desk))
    with desk.as_job():
        assert Candidate.objects.get(entry="W1").score < 0.5
    row = measured(desk, watch_list)
    above = next(shift for shift in SHIFTS if shift > 0 and row.found[str(shift)] == 0)
    put(desk, proposed(desk, watch_list, above))
    again = newest(desk)
    assert again.since_id is None
    run(desk, again)
    with desk.as_job():
        assert Candidate.objects.get(entry="W1").state == "withdrawn"


def test_the_page_shows_what_each_threshold_would_mean_before_anybody_decides(desk, browser, at_work):
    desk.message_read(ZEPHYRINE)
    watch_list = desk.in_force(LISTED, OTHER)
    page = f"/screening/lists/{watch_list.public_id}/threshold"
    clerk = browser(LOADER)
    assert "Nothing was measured yet" not in clerk.get(page).content.decode()
    assert clerk.post(f"{page}/measure").status_code == 303
    with desk.as_job():
        measure(measurement=Measurement.objects.get().public_id, now=NOW)
    shown = clerk.get(page).content.decode()
    assert "Candidates expected per 10,000 travellers" in shown
    assert clerk.post(page, {"shift": "3", "reason": "x"}).status_code == 422
    assert clerk.post(page, {"shift": "10", "reason": "Too many namesakes."}).status_code == 303
    waiting = clerk.get(page).content.decode()
    assert "You proposed it" in waiting
    assert "Measured on 1 travellers only" in waiting
    row = Threshold.objects
    with desk.as_job():
        address = f"/screening/thresholds/{row.get().public_id}/decide"
    answer = browser(PUBLISHER).post(address, {"decision": "confirm", "reason": "I looked."})
    assert answer.status_code == 303
    with desk.as_job():
        assert row.get().state == "published"
