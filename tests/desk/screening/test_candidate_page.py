"""The page of a candidate: side by side with marks in words, what one may know of judgements, masked records said to be masked."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from attrs import evolve
from django.test import Client
from tests.desk.screening.made import (
    BORDER,
    DPO,
    ENTRY,
    FINDINGS,
    FOREIGN,
    OFFICER,
    SECOND,
    SUPERVISOR,
    TRAVELLER,
    candidate,
)

from catenary.basis.findings import Finding
from catenary.core.screening.judging import CandidateState
from catenary.core.screening.travellers import person_of
from catenary.desk.ledger.models import Event, Sighting
from catenary.desk.mandate.models import HeldRecord, RecordFields
from catenary.desk.screening.aligned import Mark, aligned, written
from catenary.desk.screening.candidate_page import candidate_of, candidate_page
from catenary.desk.screening.judging import version_of
from catenary.desk.screening.models import Candidate, Judged, Remembered
from catenary.desk.screening.told import told_of
from catenary.desk.screening.weights import reasons, weight
from catenary.formats.records import as_json, finding_records

NAME = b"ZEPHYRINE QUILLFEATHER"
REASON = "The face and the document fit"


@pytest.fixture
def row(db):
    return candidate()


def page_of(row):
    return f"/screening/candidates/{row.public_id}"


def judged(client, row, verdict="same_person", query="", **more):
    told = {"verdict": verdict, "compared": ["name"], "reason": REASON, "version": version_of(row), **more}
    return client.post(f"{page_of(row)}/judge{query}", told)


def told():
    return told_of(
        {"listed": as_json(ENTRY), "name": ENTRY.names[0].name.full, "findings": finding_records(FINDINGS)}
    )


def test_a_candidate_asks_for_a_purpose_and_every_look_is_entered(browser, row, act_as):
    assert browser(OFFICER).get(page_of(row))["Location"].startswith("/mandate/task?next=")
    assert NAME in browser(OFFICER, *BORDER).get(page_of(row)).content
    with act_as(DPO):
        (event,) = Event.objects.filter(act="see_candidate")
        assert event.record == str(row.record.public_id)
        assert Sighting.objects.filter(event=event, record=str(row.passage.record.public_id)).exists()


def test_another_unit_finds_no_candidate(browser, row):
    assert browser(FOREIGN, *BORDER).get(page_of(row)).status_code == 404


def test_each_field_stands_beside_the_other_with_its_mark_in_words(db):
    marks = {each.label: each.marked.mark for each in aligned(person_of(TRAVELLER), told())}
    assert marks == {
        "Name": Mark.AGREES,
        "Date of birth": Mark.AGREES,
        "Sex": Mark.AGREES,
        "Nationality": Mark.CONTRADICTS,
        "Travel document": Mark.APART,
    }


@pytest.mark.parametrize(
    ("codes", "mark"),
    [
        (["name_token", "name_token_contradicts"], Mark.PARTLY),
        (["name_token", "name_token_absent"], Mark.PARTLY),
        (["name_none"], Mark.ABSENT),
        ([], Mark.ABSENT),
    ],
)
def test_a_name_agrees_where_all_of_it_met(codes, mark, db):
    found = tuple(Finding(f"screening.{each}", params={"query": "A", "entry": "B"}) for each in codes)
    assert aligned(person_of(TRAVELLER), evolve(told(), findings=found))[0].marked.mark is mark


def test_what_is_missing_on_either_side_is_told_as_missing(db):
    nobody = person_of(evolve(TRAVELLER, documents=(), sex=None))
    fields = {each.label: each for each in aligned(nobody, evolve(told(), findings=()))}
    assert fields["Travel document"].marked.mark is Mark.ABSENT
    assert fields["Sex"].traveller == ()


def test_the_original_script_is_shown_in_its_script(browser, row):
    assert written("زفيرين") == "und-Arab"
    assert written("Zefirin 12") == ""
    page = browser(OFFICER, *BORDER).get(page_of(row)).content.decode()
    assert '<bdi lang="und-Arab" dir="auto">زفيرين كويلفذر</bdi>' in page


def test_every_reason_is_said_in_words_with_what_it_weighs(browser, row):
    page = browser(OFFICER, *BORDER).get(page_of(row)).content.decode()
    assert "QUILLFEATHER meets QUILLFETHER on the list" in page
    assert "speaks strongly for one person" in page
    assert "nationality contradicts: UTO, the list has MAR" in page
    assert "speaks a little for two persons" in page


@pytest.mark.parametrize(
    ("nats", "words"),
    [
        (0.0, "says nothing either way"),
        (0.4, "speaks a little for one person"),
        (2.0, "speaks for one person"),
        (9.0, "speaks strongly for one person"),
        (-2.0, "speaks for two persons"),
        (-9.0, "speaks strongly for two persons"),
    ],
)
def test_a_weight_says_which_way_and_how_much(nats, words):
    assert weight(nats) == words


def test_what_stands_on_one_side_only_is_said_without_an_empty_word():
    (said,) = reasons([Finding("screening.name_token_absent", params={"query": None, "entry": "B"})])
    assert said.text == "B stands on one side only"


def test_nothing_is_chosen_beforehand_and_a_form_told_wrong_says_why(browser, row):
    client = browser(OFFICER, *BORDER)
    assert b" checked" not in client.get(page_of(row)).content
    wrong = client.post(f"{page_of(row)}/judge", {"version": version_of(row)})
    assert wrong.status_code == 422
    assert b"There is a problem" in wrong.content


def test_after_a_judgement_the_next_of_the_same_part_of_the_queue_comes(browser, row, db):
    behind = candidate(leaves_in=timedelta(hours=9))
    answer = judged(browser(OFFICER, *BORDER), row, "different_person", "?whose=for_me")
    assert (answer.status_code, answer["Location"]) == (303, f"{page_of(behind)}?whose=for_me")


def test_after_the_last_one_the_queue_comes(browser, row):
    answer = judged(browser(OFFICER, *BORDER), row, "cannot_tell")
    assert (answer.status_code, answer["Location"]) == (303, "/screening/queue")


def test_a_page_that_was_open_while_something_changed_decides_nothing(browser, row, act_as):
    answer = judged(browser(OFFICER, *BORDER), row, version="0" * 16)
    assert answer.status_code == 422
    assert b"has changed since you opened the page" in answer.content
    with act_as(OFFICER):
        assert not Judged.objects.filter(candidate=row).exists()


def test_a_form_sent_twice_judges_once(browser, row, act_as):
    client = browser(OFFICER, *BORDER)
    token = re.search(r'name="once" value="([^"]+)"', client.get(page_of(row)).content.decode())[1]
    answers = [judged(client, row, once=token) for _ in range(2)]
    assert [each.status_code for each in answers] == [303, 303]
    with act_as(OFFICER):
        assert Judged.objects.filter(candidate=row).count() == 1


def steady(page):
    """A page without what differs each time it is opened."""
    return re.sub(rb'name="(?:csrfmiddlewaretoken|once)" value="[^"]+"|nonce="[^"]+"', b"", page)


@pytest.mark.parametrize("viewer", [SECOND, SUPERVISOR])
def test_the_second_judge_sees_the_very_page_that_an_open_candidate_has(browser, row, viewer):
    client = browser(viewer, *BORDER)
    before = steady(client.get(page_of(row)).content)
    judged(browser(OFFICER, *BORDER), row)
    assert steady(client.get(page_of(row)).content) == before


def test_the_first_judge_sees_their_own_and_that_another_looks(browser, row):
    client = browser(OFFICER, *BORDER)
    judged(client, row)
    page = client.get(page_of(row)).content.decode()
    assert REASON in page
    assert "you judged; another looks" in page
    assert "You have judged this candidate already" in page


def test_once_decided_everybody_sees_both(browser, row):
    for email in (OFFICER, SECOND):
        judged(browser(email, *BORDER), row)
    page = browser(SUPERVISOR, *BORDER).get(page_of(row)).content.decode()
    assert page.count(REASON) == 2
    assert "Tom Ashgrove" in page
    assert "Amina Sorrel" in page


def test_a_first_judgement_of_an_earlier_turn_stays_unseen_too(browser, row, act_as):
    judged(browser(OFFICER, *BORDER), row)
    for state in (CandidateState.WITHDRAWN, CandidateState.OPEN):
        with act_as(OFFICER):
            turn = 1 if state is CandidateState.WITHDRAWN else 2
            Candidate.objects.filter(pk=row.pk).update(state=state.value, turn=turn)
        assert REASON not in browser(SECOND, *BORDER).get(page_of(row)).content.decode()
        assert REASON in browser(OFFICER, *BORDER).get(page_of(row)).content.decode()


def test_why_it_is_open_again_is_said(browser, row, act_as):
    with act_as(OFFICER):
        Candidate.objects.filter(pk=row.pk).update(opened_for=["checks.entry_changed"], turn=2)
    assert b"The entry of the list has changed" in browser(OFFICER, *BORDER).get(page_of(row)).content


def test_what_the_traveller_was_cleared_of_before_stands_beside(browser, row, db, act_as):
    other = candidate(entry=evolve(ENTRY, entry="QDi.1"))
    judged(browser(SECOND, *BORDER), other, "different_person")
    with act_as(OFFICER):
        assert Remembered.objects.filter(candidate=other).exists()
    page = browser(OFFICER, *BORDER).get(page_of(row)).content.decode()
    assert "A different person from QDi.1 of UN" in page


def test_other_entries_for_the_same_traveller_are_one_click_away(browser, row, db):
    more = candidate(entry=evolve(ENTRY, entry="QDi.2"), passage=row.passage)
    page = browser(OFFICER, *BORDER).get(page_of(row)).content.decode()
    assert f'href="{page_of(more)}"' in page


def test_record_message_and_flight_are_one_click_away(browser, row):
    page = browser(OFFICER, *BORDER).get(page_of(row)).content.decode()
    records = (row.passage.record, row.record, row.passage.last_message.record)
    assert all(f'href="/mandate/records/{each.public_id}"' in page for each in records)
    assert f"/intake/flights/{row.passage.leg.public_id}" in page


def test_a_masked_record_says_that_it_is_masked(browser, row, act_as):
    with act_as(OFFICER, *BORDER):
        HeldRecord.objects.filter(pk=row.record_id).update(masked_at=datetime.now(UTC))
        RecordFields.objects.filter(record=row.record).update(fields={"listed": None, "name": None})
    page = browser(OFFICER, *BORDER).get(page_of(row)).content.decode()
    assert "cannot be compared until it is unmasked" in page
    assert "Masked: passenger information" in page
    assert "Zefirin" not in page


def test_who_works_on_it_is_said_and_their_colleague_does_not_judge(browser, row):
    first, second = browser(OFFICER, *BORDER), browser(SECOND, *BORDER)
    assert first.post(f"{page_of(row)}/claim").status_code == 303
    page = second.get(page_of(row)).content.decode()
    assert "<bdi>Tom Ashgrove</bdi> works on this candidate." in page
    refused = judged(second, row)
    assert refused.status_code == 422
    assert b"Somebody else is working on this candidate" in refused.content


def test_a_claim_is_given_away_and_let_go_by_whoever_has_it(browser, row, act_as):
    first, second = browser(OFFICER, *BORDER), browser(SECOND, *BORDER)
    first.post(f"{page_of(row)}/claim")
    with act_as(OFFICER) as here:
        colleague = here.person.__class__.objects.get(email=SECOND)
    assert first.post(f"{page_of(row)}/hand-over", {"to": ""}).status_code == 422
    assert first.post(f"{page_of(row)}/hand-over", {"to": colleague.public_id}).status_code == 303
    page = second.get(page_of(row)).content.decode()
    assert "Let it go" in page
    second.post(f"{page_of(row)}/release")
    assert "Nobody now." in first.get(page_of(row)).content.decode()


def test_the_page_for_the_border_exists_once_two_judges_agree_and_presumes_innocence(browser, row):
    client = browser(OFFICER, *BORDER)
    early = client.get(f"{page_of(row)}/border")
    assert (early.status_code, early["Location"]) == (303, page_of(row))
    for email in (OFFICER, SECOND):
        judged(browser(email, *BORDER), row)
    page = client.get(f"{page_of(row)}/border").content.decode()
    assert "presumed innocent" in page
    assert NAME.decode() in page
    assert REASON not in page
    assert not named(page)


def test_no_page_says_that_two_judged_alone_where_a_supervisor_ended_a_disagreement(browser, row, act_as):
    judged(browser(OFFICER, *BORDER), row)
    judged(browser(SECOND, *BORDER), row, "cannot_tell")
    supervisor = browser(SUPERVISOR, *BORDER)
    judged(supervisor, row)
    told = supervisor.get(page_of(row)).content.decode()
    notice = supervisor.get(f"{page_of(row)}/border").content.decode()
    for page in (told, notice):
        assert "a supervisor who knew that judges had not agreed" in page
        assert "each alone" not in page
    assert "Judgement of a supervisor" in notice
    assert "without seeing" not in notice


def named(page):
    """Words that would say of somebody what no court has said."""
    main = page[page.index("<main") : page.index("</main>")]
    return re.search(r"terroris|suspect|\bhits?\b", main, re.IGNORECASE)


def test_no_page_of_a_candidate_calls_anybody_anything(browser, row):
    page = browser(OFFICER, *BORDER).get(page_of(row)).content.decode()
    assert not named(page)
    assert "QUILLFEATHER" not in "".join(re.findall(r'(?:href|action)="([^"]*)"', page)).upper()


def test_nobody_reads_a_candidate_without_signing_in(row):
    assert Client().get(page_of(row))["Location"].startswith("/account/login/")


def test_the_page_is_what_the_viewer_may_know(act_as, row):
    with act_as(OFFICER, *BORDER) as here:
        shown = candidate_page(here, candidate_of(here, row.public_id))
    assert shown.work.may_claim
    assert not shown.said


def test_the_record_of_a_candidate_says_each_part_in_words(browser, row):
    page = browser(OFFICER, *BORDER).get(f"/mandate/records/{row.record.public_id}").content.decode()
    assert "Entry of the list" in page
    assert '<code class="code">' not in page
