"""After a change of lists only those are checked whom it may concern, and nothing differs from checking everybody."""

from datetime import timedelta
from random import Random

import pytest
from attrs import evolve
from tests.desk.screening.border import HUMPHREY, LISTED, OTHER, PUBLISHER, THIRD, ZEPHYRINE
from tests.desk.screening.conftest import NOW
from tests.desk.screening.test_rescreening import newest, run

from catenary.basis.findings import ProblemError
from catenary.basis.persons import PersonName
from catenary.core.intake.model import TravelDocument, Traveller
from catenary.core.screening.publication import may_follow
from catenary.desk.screening import rescreening
from catenary.desk.screening.models import (
    BuiltIndex,
    Candidate,
    Check,
    PastBasis,
    Rescreening,
    WatchList,
)
from catenary.desk.screening.past_flights import check_past_from_now, check_past_no_more
from catenary.desk.screening.rescreening import ask_for_documents
from catenary.world.dice import Dice
from catenary.world.distortion import DISTORTIONS, distort
from catenary.world.listing import listed_people

PAST = timedelta(days=-3)
CANDIDATE = ("passage", "list", "entry", "entry_digest", "state", "score", "band", "turn", "opened_for")
CHECK = ("passage", "status", "documents", "reasons", "candidates", "seen")


@pytest.fixture
def small(monkeypatch):
    """Lists of a few entries, any of which may change before everything is measured anew."""
    monkeypatch.setattr("catenary.core.screening.publication.MOST_CHANGED", 9.0)


def state_of(desk):
    """Everything that checks left, but for when."""
    with desk.as_job():
        found = Candidate.objects.filter(organisation=desk.organisation).order_by("passage", "entry")
        checks = Check.objects.filter(organisation=desk.organisation, counts=True).order_by("passage")
        return list(found.values_list(*CANDIDATE)), list(checks.values_list(*CHECK))


def check_everybody(desk):
    """As if nothing were known."""
    with desk.as_job():
        index = BuiltIndex.objects.get(organisation=desk.organisation, state="in_use")
        row = Rescreening.objects.create(organisation=desk.organisation, index=index, asked_at=NOW, to_do=0)
    run(desk, row)
    assert row.reached == row.done


def changed_to(desk, watch_list, *rows):
    """Another edition, and its re-screening done."""
    desk.published(watch_list, *rows)
    with desk.as_job():
        assert desk.index_built().state == "in_use"
    row = newest(desk)
    run(desk, row)
    return row


def as_row(entry, number):
    born = entry.born[0].earliest if entry.born else ""
    nationality = entry.nationalities[0] if entry.nationalities else ""
    sex = entry.sex.value[:1].upper() if entry.sex else ""
    name = entry.names[0].name.full.replace(",", " ").replace('"', " ")
    return f"E{number},{name},{born},{sex},{nationality},,"


def as_traveller(listed, number, dice):
    person = distort(listed.person, DISTORTIONS[number % len(DISTORTIONS)], dice) or listed.person
    born = next((span.earliest for span in listed.entry.born), None)
    whole = born if born is not None and born.day else None
    paper = TravelDocument("P", f"UA{number:07d}", "UTO")
    name = "".join(
        each for each in person.name.full.upper() if each.isascii() and (each.isalpha() or each == " ")
    )
    return Traveller(
        id=str(number),
        name=PersonName(name or "NOBODY", None, name or "NOBODY"),
        sex=listed.entry.sex,
        born=whole,
        nationality="UTO",
        documents=(paper,),
        reference=f"R{number}",
    )


@pytest.mark.parametrize("seed", [1, 2])
def test_checking_everybody_whole_afterwards_changes_nothing(desk, small, seed):
    chance, dice = Random(seed), Dice.keyed(seed, "travellers")
    people = list(listed_people(seed, 30))
    desk.message_read(*(as_traveller(each, number, dice) for number, each in enumerate(people, 1)))
    rows = [as_row(each.entry, number) for number, each in enumerate(people)]
    listed = set(chance.sample(range(30), 15))
    watch_list = desk.in_force(*(rows[at] for at in sorted(listed)))
    run(desk, newest(desk))
    for _ in range(2):
        listed -= set(chance.sample(sorted(listed), 2))
        listed |= set(chance.sample(range(30), 2))
        rows[min(listed)] += "2030-01-01"
        after = changed_to(desk, watch_list, *(rows[at] for at in sorted(listed)))
        assert after.since_id is not None
        assert after.done == len(people)
        assert after.reached < len(people) / 2
        left = state_of(desk)
        check_everybody(desk)
        assert state_of(desk) == left


def test_only_those_are_checked_whom_a_change_concerns(desk, small):
    found, other = desk.message_read(ZEPHYRINE, HUMPHREY)
    watch_list = desk.in_force(OTHER, THIRD)
    run(desk, newest(desk))
    row = changed_to(desk, watch_list, OTHER, THIRD, LISTED)
    assert (row.done, row.reached, row.completed) == (2, 1, True)
    with desk.as_job():
        assert list(Candidate.objects.values_list("passage", "entry")) == [(found.pk, "W1")]
        assert Check.objects.filter(passage=other).count() == 1


def test_who_is_taken_off_a_list_is_a_candidate_no_more(desk, small):
    desk.message_read(ZEPHYRINE, HUMPHREY)
    watch_list = desk.in_force(OTHER, THIRD, LISTED)
    run(desk, newest(desk))
    row = changed_to(desk, watch_list, OTHER, THIRD)
    assert (row.done, row.reached) == (2, 1)
    with desk.as_job():
        assert Candidate.objects.get().state == "withdrawn"
    changed_to(desk, watch_list, OTHER, THIRD, LISTED)
    with desk.as_job():
        again = Candidate.objects.get()
        assert (again.state, again.turn, again.opened_for) == ("open", 2, ["checks.found_again"])


def test_an_entry_that_tells_something_else_opens_its_candidate_again(desk, small):
    desk.message_read(ZEPHYRINE)
    watch_list = desk.in_force(OTHER, THIRD, LISTED)
    run(desk, newest(desk))
    changed_to(desk, watch_list, OTHER, THIRD, LISTED.replace("Quillfeather", "Quillfether"))
    with desk.as_job():
        row = Candidate.objects.get()
        assert (row.turn, row.opened_for) == (2, ["checks.entry_changed"])


def test_changes_that_were_not_looked_at_meanwhile_are_looked_at_with_the_next(desk, small):
    desk.message_read(ZEPHYRINE, HUMPHREY)
    watch_list = desk.in_force(OTHER, THIRD)
    run(desk, newest(desk))
    desk.published(watch_list, OTHER, THIRD, LISTED)
    with desk.as_job():
        desk.index_built()
    overtaken = newest(desk)
    more = "W9,Wholly Different,1950-05-05,M,UTO,,"
    row = changed_to(desk, watch_list, OTHER, THIRD, LISTED, more)
    run(desk, overtaken)
    assert not overtaken.completed
    assert row.reached == 1
    with desk.as_job():
        assert Candidate.objects.filter(entry="W1", state="open").count() == 1


def test_who_was_not_checked_is_checked_with_the_next_change(desk, small):
    (passage,) = desk.message_read(ZEPHYRINE)
    watch_list = desk.in_force(OTHER, THIRD)
    run(desk, newest(desk))
    with desk.as_job():
        Check.objects.filter(passage=passage).update(status="check_failed")
    row = changed_to(desk, watch_list, OTHER, THIRD, "W9,Wholly Different,1950-05-05,M,UTO,,")
    assert row.reached == 1


def reviewed_by(desk, day, **which):
    with desk.as_job():
        assert WatchList.objects.filter(organisation=desk.organisation, **which).update(review_by=day)


def test_of_two_lists_past_review_the_one_that_stands_again_is_looked_at_again(desk, small):
    (passage,) = desk.message_read(ZEPHYRINE)
    watch_list = desk.in_force(OTHER, THIRD, LISTED)
    desk.in_force("W8,Somebody Else,1960-06-06,M,UTO,,", code="eu")
    reviewed_by(desk, NOW.date() - timedelta(days=2))
    run(desk, newest(desk))
    with desk.as_job():
        assert not Candidate.objects.exists()
    reviewed_by(desk, NOW.date() + timedelta(days=9), pk=watch_list.pk)
    changed_to(desk, watch_list, OTHER, THIRD, LISTED, "W9,Wholly Different,1950-05-05,M,UTO,,")
    with desk.as_job():
        assert list(Candidate.objects.values_list("passage", "entry")) == [(passage.pk, "W1")]


def test_no_more_than_a_batch_is_checked_in_one_transaction(desk, small, monkeypatch):
    desk.message_read(ZEPHYRINE, HUMPHREY)
    watch_list = desk.in_force(OTHER, THIRD)
    run(desk, newest(desk))
    both = (LISTED, "W7,Humphrey Lanternjaw,1955-07-01,M,UTO,,")
    desk.published(watch_list, OTHER, THIRD, *both)
    row = following(desk)
    monkeypatch.setattr(rescreening, "BATCH", 1)
    with desk.as_job():
        for done in (1, 2):
            going_on = rescreening.rescreen_batch(rescreening=row.public_id, now=NOW)
            row.refresh_from_db()
            assert (row.done, row.reached, going_on) == (done, done, done < 2)
        assert Candidate.objects.count() == 2


def following(desk):
    """The re-screening of the index of what was published."""
    with desk.as_job():
        assert desk.index_built().state == "in_use"
    return newest(desk)


def test_masked_and_erased_travellers_are_not_looked_at(desk, small):
    (passage,) = desk.message_read(ZEPHYRINE)
    watch_list = desk.in_force(OTHER, THIRD)
    run(desk, newest(desk))
    with desk.as_job():
        type(passage.record).objects.filter(pk=passage.record_id).update(masked_at=NOW)
    row = changed_to(desk, watch_list, OTHER, THIRD, LISTED)
    assert (row.done, row.reached) == (0, 0)


def test_past_flights_are_looked_at_where_a_law_was_stated_and_no_longer_than_that(desk, small):
    (behind,) = desk.message_read(ZEPHYRINE, leaves_in=PAST)
    watch_list = desk.in_force(OTHER, THIRD)
    run(desk, newest(desk))
    with desk.as_person(PUBLISHER) as here, pytest.raises(ProblemError) as refusal:
        check_past_from_now(actor=here, reason="Decree 7.")
    assert refusal.value.finding.code == "checks.basis_missing"
    with desk.as_person(PUBLISHER, "border_check", "icao-9-api") as here:
        check_past_from_now(actor=here, reason="Decree 7.")
        with pytest.raises(ProblemError) as twice:
            check_past_from_now(actor=here, reason="Decree 7.")
    assert twice.value.finding.code == "checks.past_already"
    row = changed_to(desk, watch_list, OTHER, THIRD, LISTED)
    assert (row.basis, row.since_id) == ("icao-9-api", None)
    with desk.as_job():
        assert Candidate.objects.filter(passage=behind).exists()
    with desk.as_person(PUBLISHER, "border_check", "icao-9-api") as here:
        check_past_no_more(actor=here, reason="The decree has ended.")
    row = changed_to(desk, watch_list, OTHER, THIRD)
    assert (row.basis, row.done) == ("", 0)


def test_an_index_is_built_whole_once_a_tenth_has_changed_or_many_changes_follow_one_another():
    assert may_follow(measured=1000, drifted=100, segments=7)
    assert not may_follow(measured=1000, drifted=101, segments=1)
    assert not may_follow(measured=1000, drifted=0, segments=8)
    assert not may_follow(measured=1000, drifted=0, segments=0)


def test_what_did_not_change_scores_as_it_did(desk, small):
    desk.message_read(evolve(ZEPHYRINE, name=PersonName("ZEFIRINE QUILFEATHER", "QUILFEATHER", "ZEFIRINE")))
    watch_list = desk.in_force(OTHER, THIRD, LISTED)
    run(desk, newest(desk))
    before, _ = state_of(desk)
    changed_to(desk, watch_list, OTHER, THIRD, LISTED, "W8,Zefirine Quilfether,1950-05-05,F,UTO,,")
    check_everybody(desk)
    after, _ = state_of(desk)
    assert [each for each in after if each[2] == "W1"] == before


def test_after_a_change_of_the_register_those_are_checked_whose_documents_are_told_otherwise(desk, stolen):
    stolen("UA0000000,UTO,P,stolen")
    found, other = desk.message_read(ZEPHYRINE, HUMPHREY)
    desk.in_force(OTHER, THIRD)
    run(desk, newest(desk))
    with desk.as_job():
        first = ask_for_documents(organisation=desk.organisation, now=NOW)
        assert ask_for_documents(organisation=desk.organisation, now=NOW) is None
    run(desk, first)
    assert (first.done, first.reached) == (2, 0)
    stolen("UA7654321,UTO,P,stolen")
    with desk.as_job():
        row = ask_for_documents(organisation=desk.organisation, now=NOW)
    run(desk, row)
    assert (row.done, row.reached) == (2, 1)
    with desk.as_job():
        told = Check.objects.filter(counts=True).values_list("passage", "documents")
        assert dict(told) == {found.pk: "to_look_at", other.pk: "nothing_against"}
    left = state_of(desk)
    check_everybody(desk)
    assert state_of(desk) == left


def test_without_a_register_nothing_is_looked_up(desk):
    with desk.as_job():
        assert ask_for_documents(organisation=desk.organisation, now=NOW) is None


def test_the_law_for_past_flights_is_stated_and_ended_on_pages(desk, browser):
    desk.in_force(OTHER, THIRD)
    supervisor = browser(PUBLISHER, "border_check", "icao-9-api")
    assert "Check past flights after each change" in supervisor.get("/screening/lists").content.decode()
    assert supervisor.post("/screening/lists/past/from-now", {"reason": ""}).status_code == 422
    assert supervisor.post("/screening/lists/past/from-now", {"reason": "Decree 7."}).status_code == 303
    assert "icao-9-api" in supervisor.get("/screening/lists").content.decode()
    assert supervisor.post("/screening/lists/past/no-more", {"reason": "It ended."}).status_code == 303
    with desk.as_job():
        assert not PastBasis.objects.filter(ended_at=None).exists()
