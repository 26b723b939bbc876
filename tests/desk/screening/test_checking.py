"""Every traveller gets an answer, or the reason why there is none; what humans said is kept until something changes."""

from datetime import date, timedelta

import pytest
from attrs import evolve
from tests.desk.screening.border import HUMPHREY, LISTED, OTHER, PUBLISHER, ZEPHYRINE
from tests.desk.screening.conftest import NOW

from catenary.basis.dates import PartialDate
from catenary.basis.persons import PersonName
from catenary.core.mandate.redress import Traits
from catenary.core.screening.clearing import remember
from catenary.core.screening.travellers import person_of
from catenary.desk.ledger.models import Event
from catenary.desk.mandate.models import HeldRecord, RecordFields
from catenary.desk.mandate.rights.redress import make_redress, paper
from catenary.desk.screening import answering, lists_in_use
from catenary.desk.screening.checking import check_passages
from catenary.desk.screening.judging import version_of
from catenary.desk.screening.models import Candidate, Check, Judged, Remembered, WatchList

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def checked(desk):
    """`checked(*travellers)`: their checks after a message about them."""

    def check(*travellers, now=NOW, **more):
        passages = desk.message_read(*travellers, **more)
        with desk.as_job():
            return check_passages(passages=passages, now=now)

    return check


@pytest.fixture
def recheck(desk):
    """`recheck(check)`: the same traveller checked again."""

    def check(before, now=LATER):
        with desk.as_job():
            (after,) = check_passages(passages=[before.passage], now=now)
            return after

    return check


def judged(row, verdict="same_person", state="second"):
    """As if somebody had judged."""
    Judged.objects.create(
        organisation=row.organisation, candidate=row, judge=_judge(), verdict=verdict, compared=["name"],
        reason="They agree.", at=NOW,
    )  # fmt: skip
    Candidate.objects.filter(pk=row.pk).update(state=state)


def _judge():
    from tests.desk.conftest import person_of

    return person_of(PUBLISHER)


def test_a_listed_traveller_is_a_candidate_and_another_is_nobody(desk, checked):
    desk.in_force(LISTED, OTHER)
    first, second = checked(ZEPHYRINE, HUMPHREY)
    assert (first.status, first.candidates) == ("candidates", 1)
    assert (second.status, second.candidates) == ("no_match", 0)
    with desk.as_job():
        (row,) = Candidate.objects.filter(organisation=desk.organisation)
        assert (row.entry, row.list.code, row.state, row.turn) == ("W1", "un", "open", 1)
        assert row.due_at == row.passage.leg.departs_at
        told = RecordFields.objects.get(record=row.record).fields
        assert told["listed"]["names"][0]["name"]["full"] == "Zephyrine Quillfeather"
        assert {each["code"] for each in told["findings"]} >= {"screening.name_token"}


def test_without_an_index_every_traveller_is_told_to_be_unchecked(desk, checked):
    (check,) = checked(ZEPHYRINE)
    assert (check.status, check.documents) == ("not_checked", "not_checked")
    assert {"checks.no_index", "screening.no_register"} <= set(check.reasons)


def test_an_index_that_cannot_be_read_is_a_failed_check(desk, checked):
    desk.in_force(LISTED)
    with desk.as_job():
        index = lists_in_use.index_in_use(desk.organisation)
        (lists_in_use.folder_of(index) / "edition.json").unlink()
    (check,) = checked(ZEPHYRINE)
    assert (check.status, "list_index.absent" in check.reasons) == ("check_failed", True)


def test_a_fault_of_one_traveller_is_told_and_leaves_the_others_checked(desk, checked, monkeypatch):
    desk.in_force(LISTED)
    usual = answering.subject_of

    def broken(traveller, as_of):
        if "LANTERNJAW" in traveller.name.full:
            raise RuntimeError
        return usual(traveller, as_of)

    monkeypatch.setattr(answering, "subject_of", broken)
    first, second = checked(ZEPHYRINE, HUMPHREY)
    assert (first.status, second.status) == ("candidates", "check_failed")
    assert "checks.failed" in second.reasons


def test_a_masked_record_is_not_checked_and_says_so(desk, checked, recheck):
    desk.in_force(LISTED)
    (before,) = checked(ZEPHYRINE)
    with desk.as_job():
        HeldRecord.objects.filter(pk=before.passage.record_id).update(masked_at=NOW)
    after = recheck(before)
    assert (after.status, after.reasons) == ("not_checked", ["checks.record_masked"])
    with desk.as_job():
        assert Candidate.objects.get(passage=before.passage).state == "open"


def test_a_record_that_is_none_is_not_checked_and_says_so(desk, checked, recheck):
    desk.in_force(LISTED)
    (before,) = checked(ZEPHYRINE)
    with desk.as_job():
        RecordFields.objects.filter(record=before.passage.record_id).update(fields={"name": 7})
    assert recheck(before).reasons == ["checks.record_unreadable"]


def test_the_newest_check_counts_and_the_former_stays(desk, checked, recheck):
    desk.in_force(LISTED)
    (before,) = checked(ZEPHYRINE)
    after = recheck(before)
    with desk.as_job():
        counting = dict(Check.objects.filter(passage=before.passage).values_list("pk", "counts"))
        assert counting == {before.pk: False, after.pk: True}
        assert Candidate.objects.get(passage=before.passage).found_by_id == after.pk


def test_what_a_judge_said_stands_when_nothing_changed(desk, checked, recheck):
    desk.in_force(LISTED)
    (check,) = checked(ZEPHYRINE)
    with desk.as_job():
        judged(Candidate.objects.get(passage=check.passage))
    recheck(check)
    with desk.as_job():
        row = Candidate.objects.get(passage=check.passage)
        assert (row.state, row.turn, row.opened_for) == ("second", 1, [])


def test_a_changed_entry_opens_the_candidate_again_and_says_what_changed(desk, checked, recheck):
    watch_list = desk.in_force(LISTED)
    (check,) = checked(ZEPHYRINE)
    with desk.as_job():
        judged(Candidate.objects.get(passage=check.passage), state="confirmed")
    desk.published(watch_list, LISTED.replace(",F,", ",,"))
    with desk.as_job():
        desk.index_built()
    recheck(check)
    with desk.as_job():
        row = Candidate.objects.get(passage=check.passage)
        assert (row.state, row.turn, row.opened_for) == ("open", 2, ["checks.entry_changed"])


def test_a_changed_traveller_opens_the_candidate_again_though_little_is_known_of_them(desk, checked):
    desk.in_force(LISTED)
    vague = evolve(ZEPHYRINE, documents=(), reference="R1", booking_reference="LOC123")
    (check,) = checked(vague)
    with desk.as_job():
        judged(Candidate.objects.get(passage=check.passage), state="cleared")
    name = PersonName("ZEPHYRINE ADA QUILLFEATHER", "QUILLFEATHER", "ZEPHYRINE ADA")
    checked(evolve(vague, name=name), number=2, now=LATER)
    with desk.as_job():
        row = Candidate.objects.get(passage=check.passage)
        assert (row.state, row.turn, row.opened_for) == ("open", 2, ["checks.traveller_changed"])


@pytest.mark.parametrize("state", ["open", "second"])
def test_a_change_looks_the_same_whether_or_not_somebody_judged_first(desk, checked, state):
    desk.in_force(LISTED)
    vague = evolve(ZEPHYRINE, documents=(), reference="R1", booking_reference="LOC123")
    (check,), judge = checked(vague), _judge()
    with desk.as_job():
        before = Candidate.objects.get(passage=check.passage)
        Candidate.objects.filter(pk=before.pk).update(state=state, claimed_by=judge, claimed_at=NOW)
    name = PersonName("ZEPHYRINE ADA QUILLFEATHER", "QUILLFEATHER", "ZEPHYRINE ADA")
    checked(evolve(vague, name=name), number=2, now=LATER)
    with desk.as_job():
        row = Candidate.objects.get(pk=before.pk)
    assert (row.state, row.claimed_by_id, row.claimed_at) == ("open", judge.pk, NOW)
    assert version_of(row) != version_of(before)


def test_a_candidate_whose_entry_is_gone_is_withdrawn_and_what_was_decided_stays(desk, checked, recheck):
    watch_list = desk.in_force(LISTED, OTHER)
    twin = evolve(
        HUMPHREY,
        name=PersonName("BARNABAS THISTLEWICK", "THISTLEWICK", "BARNABAS"),
        born=PartialDate(1964, 11, 30),
    )
    first, second = checked(ZEPHYRINE, twin)
    with desk.as_job():
        judged(Candidate.objects.get(passage=second.passage), state="confirmed")
    desk.published(watch_list, "W9,Somebody Else,1950-01-01,M,UTO,,")
    with desk.as_job():
        desk.index_built()
    assert recheck(first).status == "no_match"
    recheck(second)
    with desk.as_job():
        states = {
            each.passage_id: each.state for each in Candidate.objects.filter(organisation=desk.organisation)
        }
        assert states == {first.passage_id: "withdrawn", second.passage_id: "confirmed"}


def test_a_withdrawn_candidate_that_is_found_again_opens_again(desk, checked, recheck):
    desk.in_force(LISTED)
    (check,) = checked(ZEPHYRINE)
    with desk.as_job():
        Candidate.objects.filter(passage=check.passage).update(state="withdrawn")
    recheck(check)
    with desk.as_job():
        row = Candidate.objects.get(passage=check.passage)
        assert (row.state, row.opened_for) == ("open", ["checks.found_again"])


def test_a_cleared_match_spares_the_same_traveller_on_the_next_flight_and_is_counted(desk, checked):
    desk.in_force(LISTED)
    (check,) = checked(ZEPHYRINE)
    with desk.as_job():
        row = Candidate.objects.get(passage=check.passage)
        index = lists_in_use.index_in_use(desk.organisation)
        entry = lists_in_use.opened(index).entry("un", "W1")
        told = remember(person_of(ZEPHYRINE), entry, NOW)
        memory = Remembered.objects.create(
            organisation=desk.organisation, candidate=row, list=told.list, entry=told.entry,
            entry_digest=told.entry_digest, traveller_digest=told.traveller_digest, until=told.until,
        )  # fmt: skip
    (spared,) = checked(ZEPHYRINE, number=2, leaves_in=timedelta(days=3))
    assert spared.passage_id != check.passage_id
    assert (spared.status, "judging.cleared_before" in spared.reasons) == ("no_match", True)
    with desk.as_job():
        check_passages(passages=[spared.passage], now=LATER)
        memory.refresh_from_db()
        assert memory.spared == 1
        assert not Candidate.objects.filter(passage=spared.passage).exists()


def test_a_namesake_with_other_papers_is_not_spared(desk, checked):
    desk.in_force(LISTED)
    (check,) = checked(ZEPHYRINE)
    with desk.as_job():
        row = Candidate.objects.get(passage=check.passage)
        entry = lists_in_use.opened(lists_in_use.index_in_use(desk.organisation)).entry("un", "W1")
        told = remember(person_of(ZEPHYRINE), entry, NOW)
        Remembered.objects.create(
            organisation=desk.organisation, candidate=row, list=told.list, entry=told.entry,
            entry_digest=told.entry_digest, traveller_digest=told.traveller_digest, until=told.until,
        )  # fmt: skip
    other = evolve(ZEPHYRINE, documents=(evolve(ZEPHYRINE.documents[0], number="UA9999999"),))
    (found,) = checked(other, number=2, leaves_in=timedelta(days=3))
    assert found.status == "candidates"


def test_redress_is_honoured(desk, checked):
    desk.in_force(LISTED)
    traits = Traits(born=ZEPHYRINE.born, documents=frozenset({paper("UA7654321", "UTO")}))
    with desk.as_person("nadia.fenwick@piu.utopia.example", "rights", "eu-2016-680-rights") as here:
        make_redress(actor=here, list_name="un", entry="W1", traits=traits)
    (check,) = checked(ZEPHYRINE, now=LATER)
    assert (check.status, "mandate.redress_honoured" in check.reasons) == ("no_match", True)


def test_a_list_past_its_review_date_finds_nobody_and_every_check_says_so(desk, checked):
    desk.in_force(LISTED)
    desk.in_force(OTHER, code="national")
    with desk.as_job():
        WatchList.objects.filter(organisation=desk.organisation, code="un").update(
            review_by=date.today() - timedelta(days=1)  # noqa: DTZ011  as the form gives it
        )
    for check in checked(ZEPHYRINE, HUMPHREY):
        assert (check.status, "checks.list_past_review" in check.reasons) == ("no_match", True)


def test_an_entry_past_its_own_review_date_is_left_out_and_the_check_says_so(desk, checked):
    desk.in_force(LISTED + "2020-01-01", OTHER)
    (check,) = checked(ZEPHYRINE)
    assert (check.status, "checks.entry_past_review" in check.reasons) == ("no_match", True)


def test_a_name_that_lost_characters_is_not_told_to_be_nobody(desk, checked, recheck):
    desk.in_force(LISTED)
    (check,) = checked(HUMPHREY)
    with desk.as_job():
        row = RecordFields.objects.get(record=check.passage.record_id)
        row.fields["name"]["full"] = "HUMPHREY L\ufffdNTERNJAW"
        row.save()
    after = recheck(check)
    assert (after.status, "screening.name_damaged" in after.reasons) == ("not_checked", True)


def test_checks_and_the_ledger_hold_codes_and_counts_and_no_values(desk, checked):
    desk.in_force(LISTED)
    (check,) = checked(ZEPHYRINE)
    assert not any("QUILL" in str(reason).upper() for reason in check.reasons)
    with desk.as_job():
        entry = Event.objects.filter(room="screening", act="check_travellers").latest("at")
        assert b"QUILL" not in bytes(entry.entry).upper()
