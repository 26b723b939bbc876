"""After a change of lists everybody on flights to come is checked again, in batches that may be cut off."""

from datetime import timedelta

import pytest
from attrs import evolve
from tests.desk.screening.border import HUMPHREY, LISTED, OTHER, PUBLISHER, ZEPHYRINE
from tests.desk.screening.conftest import NOW

from catenary.basis.findings import ProblemError
from catenary.desk.screening import rescreening
from catenary.desk.screening.models import BuiltIndex, Candidate, Check, Rescreening
from catenary.desk.screening.rescreening import rescreen_batch, rescreen_past

PAST = timedelta(days=-3)


def run(desk, row, batch=500):
    with desk.as_job():
        rounds = 1
        while rescreen_batch(rescreening=row.public_id, now=NOW, batch=batch):
            rounds += 1
        row.refresh_from_db()
        return rounds


def newest(desk):
    with desk.as_job():
        return Rescreening.objects.filter(organisation=desk.organisation)[0]


def test_a_new_entry_is_found_on_a_flight_to_come_and_not_on_a_past_one(desk):
    ahead = desk.message_read(ZEPHYRINE)
    behind = desk.message_read(evolve(ZEPHYRINE), number=2, leaves_in=PAST)
    desk.in_force(LISTED)
    row = newest(desk)
    run(desk, row)
    with desk.as_job():
        found = {each.passage_id for each in Candidate.objects.filter(organisation=desk.organisation)}
        assert found & {behind[0].pk, ahead[0].pk} == {ahead[0].pk}
    assert row.finished_at is not None
    assert row.done == row.to_do


def test_it_goes_on_where_it_was_cut_off_and_checks_nobody_twice(desk, monkeypatch):
    travellers = [
        evolve(
            HUMPHREY,
            id=str(n),
            reference=f"R{n}",
            documents=(evolve(HUMPHREY.documents[0], number=f"UA{n:07d}"),),
        )
        for n in range(1, 6)
    ]
    passages = desk.message_read(*travellers)
    desk.in_force(LISTED)
    row = newest(desk)
    with desk.as_job():
        assert rescreen_batch(rescreening=row.public_id, now=NOW, batch=2)
        usual = rescreening.check_passages

        def cut_off(**more):
            usual(**more)
            raise KeyboardInterrupt

        with monkeypatch.context() as broken:
            broken.setattr(rescreening, "check_passages", cut_off)
            with pytest.raises(KeyboardInterrupt):
                rescreen_batch(rescreening=row.public_id, now=NOW, batch=2)
        row.refresh_from_db()
        assert row.done == 2
    run(desk, row, batch=2)
    assert row.done == row.to_do
    with desk.as_job():
        assert Check.objects.filter(passage__in=passages).count() == len(passages)


def test_one_that_another_index_overtook_ends_and_the_other_does_its_work(desk):
    desk.message_read(ZEPHYRINE)
    watch_list = desk.in_force(OTHER)
    first = newest(desk)
    desk.published(watch_list, LISTED)
    with desk.as_job():
        desk.index_built()
    run(desk, first)
    assert first.done == 0
    run(desk, newest(desk))
    with desk.as_job():
        assert Candidate.objects.filter(organisation=desk.organisation, entry="W1").exists()


def test_past_flights_are_checked_again_only_under_a_legal_basis(desk):
    (behind,) = desk.message_read(ZEPHYRINE, leaves_in=PAST)
    desk.in_force(LISTED)
    run(desk, newest(desk))
    with desk.as_person(PUBLISHER) as here, pytest.raises(ProblemError) as problem:
        rescreen_past(actor=here)
    assert problem.value.finding.code == "checks.basis_missing"
    with desk.as_person(PUBLISHER, "border_check", "icao-9-api") as here:
        row = rescreen_past(actor=here)
        assert row.basis == "icao-9-api"
    run(desk, row)
    with desk.as_job():
        assert Candidate.objects.filter(passage=behind).exists()


def test_two_do_not_run_at_once(desk):
    desk.message_read(ZEPHYRINE)
    desk.in_force(LISTED)
    with (
        desk.as_person(PUBLISHER, "border_check", "icao-9-api") as here,
        pytest.raises(ProblemError) as problem,
    ):
        rescreen_past(actor=here)
    assert problem.value.finding.code == "checks.rescreening_runs"
    with desk.as_job():
        assert (
            BuiltIndex.objects.get(organisation=desk.organisation, state="in_use").rescreenings.count() == 1
        )
