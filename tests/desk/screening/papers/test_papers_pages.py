"""The desk of reported documents: for a purpose, without names in its list, and nobody tells from it that a first judgement was made."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from tests.desk.screening.made import BORDER, DPO, FOREIGN, OFFICER, SECOND, SUPERVISOR, TRAVELLER
from tests.desk.screening.papers.made import STOLEN, paper_case

from catenary.core.screening.judging import Verdict
from catenary.core.screening.model import ListedDocument
from catenary.desk.ledger.models import Event, Sighting
from catenary.desk.mandate.models import HeldRecord, RecordFields
from catenary.desk.screening.models import Check, OutsideLookup, OutsideRegister, PaperCase, PaperJudged
from catenary.desk.screening.outside.questions import digest_of
from catenary.desk.screening.papers.judging import judge_papers, version_of
from catenary.desk.screening.papers.queue import papers_of, waiting

LIST = "/screening/documents"
NAME, NUMBER = "ZEPHYRINE QUILLFEATHER", "UA7654321"
HOUR = timedelta(hours=1)


@pytest.fixture
def row(db):
    return paper_case()


@pytest.fixture
def say(act_as):
    def judged(email, row, verdict=Verdict.SAME):
        with act_as(email, *BORDER) as here:
            judge_papers(
                actor=here, case=row.public_id, verdict=verdict, reason="It fits", version=version_of(row)
            )

    return judged


def page_of(row):
    return f"{LIST}/{row.public_id}"


def shown(client, address=LIST, **asked):
    return client.get(address, asked).content.decode()


def sent(client, row, verdict="same_person", query="", **more):
    told = {"verdict": verdict, "reason": "It fits", "version": version_of(row), **more}
    return client.post(f"{page_of(row)}/judge{query}", told)


def steady(page):
    """A page without what differs each time it is opened."""
    return re.sub(r'name="(csrfmiddlewaretoken|once)" value="[^"]+"|nonce="[^"]+"', "", page)


def ids(here, **asked):
    return [each.pk for each in papers_of(here, asked)]


@pytest.mark.parametrize(("act", "where"), [("see_papers", ""), ("see_paper_case", "case")])
def test_a_purpose_is_asked_and_every_look_is_entered(browser, row, act_as, act, where):
    address = page_of(row) if where else LIST
    assert browser(OFFICER).get(address)["Location"].startswith("/mandate/task?next=")
    assert "reported stolen" in shown(browser(OFFICER, *BORDER), address)
    with act_as(DPO):
        (event,) = Event.objects.filter(act=act)
        assert Sighting.objects.filter(event=event, record=str(row.passage.record.public_id)).exists()


def test_the_list_tells_no_name_and_no_number_and_the_case_tells_both(browser, row):
    client = browser(OFFICER, *BORDER)
    listed, case = shown(client), shown(client, page_of(row))
    assert NAME not in listed
    assert NUMBER not in listed
    assert NAME in case
    assert NUMBER in case
    assert not [each for each in re.findall(r'(?:href|action)="([^"]*)"', case) if NUMBER in each.upper()]


def test_it_is_a_place_of_its_judges_only_and_another_unit_finds_nothing(browser, row):
    assert browser(DPO, *("rights", "eu-2016-680-rights")).get(LIST).status_code == 403
    assert page_of(row) not in shown(browser(FOREIGN, *BORDER))
    assert browser(FOREIGN, *BORDER).get(page_of(row)).status_code == 404
    assert f'href="{LIST}"' in shown(browser(OFFICER), "/")


def test_nothing_says_of_the_traveller_what_is_said_of_the_document(browser, row):
    page = (
        shown(browser(OFFICER, *BORDER), page_of(row)).lower().partition("<main")[2].partition("</main>")[0]
    )
    assert "says nothing of who carries it" in page
    assert not re.search(r"\bthie|\bsuspect|terror|\bstole\b|criminal|\bhit\b", page)


def test_the_source_and_the_day_of_its_data_stand_beside_each_report(browser, row, act_as):
    document = TRAVELLER.documents[0]
    with act_as(OFFICER, *BORDER):
        register = OutsideRegister.objects.create(
            organisation=row.organisation, name="Register of Marvona", address="https://register.example/find"
        )
        OutsideLookup.objects.create(
            organisation=row.organisation, register=register, passage=row.passage, status="match", reference="SLTD-118",
            document=digest_of(ListedDocument(document.number, document.type, document.issuer)),
            asked_at=datetime.now(UTC), answered_at=datetime.now(UTC),
        )  # fmt: skip
        outside = {
            "position": 0,
            "source": "outside",
            "code": "documents.outside_match",
            "status": "",
            "as_of": None,
        }
        PaperCase.objects.filter(pk=row.pk).update(reports=[STOLEN, outside])
    page = shown(browser(OFFICER, *BORDER), page_of(row))
    assert "This installation&#x27;s register" in page
    assert '<time datetime="2026-11-22">' in page
    assert "Register of Marvona" in page
    assert "SLTD-118" in page


def test_what_leaves_first_stands_first_and_filters_narrow_it_down(act_as, say, db):
    late, never, soon = (paper_case(leaves_in=each) for each in (5 * HOUR, None, HOUR))
    passed, doubted, first = paper_case(), paper_case(), paper_case(leaves_in=9 * HOUR)
    say(OFFICER, passed, Verdict.DIFFERENT)
    say(OFFICER, doubted, Verdict.CANNOT_TELL)
    say(OFFICER, first)
    with act_as(OFFICER, *BORDER) as here:
        assert ids(here) == [soon.pk, doubted.pk, late.pk, first.pk, never.pk]
        assert ids(here, whose="for_me") == [soon.pk, late.pk, never.pk]
        assert ids(here, state="open") == [soon.pk, late.pk, never.pk]
        assert ids(here, state="awaits") == [first.pk]
        assert ids(here, state="disagreed") == [doubted.pk]
        assert ids(here, state="cleared") == [passed.pk]
        assert ids(here, flight=f"ux {soon.passage.leg.number}") == [soon.pk]
    with act_as(SUPERVISOR, *BORDER) as here:
        assert doubted.pk in ids(here, whose="for_me")


def test_a_flight_that_is_none_is_told_in_the_filter(browser, db):
    page = browser(OFFICER, *BORDER).get(LIST, {"flight": "'; DROP"})
    assert page.status_code == 422
    assert b"such as UX 123" in page.content


@pytest.mark.parametrize(
    "asked", [{}, {"whose": "for_me"}, {"state": "open"}, {"state": "awaits"}, {"state": "disagreed"}]
)
@pytest.mark.parametrize("viewer", [SECOND, SUPERVISOR])
def test_nobody_but_the_first_judge_tells_a_judged_case_from_an_open_one(browser, say, asked, viewer, row):
    client = browser(viewer, *BORDER)
    pages = (
        LIST,
        page_of(row),
        f"/intake/travellers/{row.passage.public_id}",
        f"/intake/flights/{row.passage.leg.public_id}",
    )
    before = [steady(shown(client, each, **asked)) for each in pages]
    say(OFFICER, row)
    assert [steady(shown(client, each, **asked)) for each in pages] == before
    assert "you judged; another looks</strong>" in shown(browser(OFFICER, *BORDER))


def test_once_decided_both_judgements_are_read(browser, say, row):
    say(OFFICER, row)
    assert "It fits" not in shown(browser(SUPERVISOR, *BORDER), page_of(row))
    say(SECOND, row)
    assert shown(browser(SUPERVISOR, *BORDER), page_of(row)).count("It fits") == 2


def test_a_form_told_wrong_says_why_and_keeps_what_was_written(browser, row):
    client = browser(OFFICER, *BORDER)
    assert "checked" not in shown(client, page_of(row))
    page = sent(client, row, verdict="", reason="Long words")
    assert page.status_code == 422
    assert b"Long words" in page.content


def test_who_has_judged_already_is_told_so_in_words_of_documents(browser, row):
    client = browser(OFFICER, *BORDER)
    assert sent(client, row).status_code == 303
    page = sent(client, row)
    assert page.status_code == 422
    assert "You have judged these documents already" in page.content.decode()
    assert "candidate" not in page.content.decode().partition("<main")[2].partition("</main")[0].lower()


def test_a_judgement_leads_to_the_next_that_waits_and_then_to_the_list(browser, row, db):
    other = paper_case(leaves_in=9 * HOUR)
    client = browser(OFFICER, *BORDER)
    assert sent(client, row, "different_person", "?state=open")["Location"] == f"{page_of(other)}?state=open"
    assert sent(client, other, "different_person")["Location"] == LIST


def test_home_tells_everybody_but_the_first_judge_that_it_waits(act_as, say, row):
    say(OFFICER, row)
    with act_as(OFFICER, *BORDER) as here:
        assert not list(waiting(here))
    with act_as(SECOND, *BORDER) as here:
        (item,) = waiting(here)
        assert (item.clock.due_at, item.url) == (row.due_at, f"{LIST}?whose=for_me")
    with act_as(DPO) as here:
        assert not list(waiting(here))


def test_the_pages_of_flight_and_traveller_lead_to_it(browser, row):
    client = browser(OFFICER, *BORDER)
    leg = row.passage.leg
    assert f"{LIST}?flight={leg.carrier}{leg.number}" in shown(client, f"/intake/flights/{leg.public_id}")
    assert page_of(row) in shown(client, f"/intake/travellers/{row.passage.public_id}")


def test_what_the_case_tells_in_words_the_page_of_the_traveller_does_not_tell_in_half(browser, row, act_as):
    address = f"/intake/travellers/{row.passage.public_id}"
    with act_as(OFFICER, *BORDER):
        Check.objects.filter(passage=row.passage).update(reasons=["documents.listed", "documents.expired"])
    page = shown(browser(OFFICER, *BORDER), address)
    assert page.count("Noticed by the check") == 1
    with act_as(OFFICER, *BORDER):
        PaperCase.objects.filter(pk=row.pk).update(reports=[])
    assert shown(browser(OFFICER, *BORDER), address).count("Noticed by the check") == 2


def test_documents_of_a_masked_record_are_said_to_be_masked(browser, row, act_as):
    with act_as(OFFICER, *BORDER):
        HeldRecord.objects.filter(pk=row.passage.record_id).update(masked_at=datetime.now(UTC))
        RecordFields.objects.filter(record=row.passage.record_id).update(fields={"seat": "1A"})
    page = shown(browser(OFFICER, *BORDER), page_of(row))
    assert NUMBER not in page
    assert "cannot be looked at until it is unmasked" in page


def test_what_was_decided_and_is_reported_no_more_is_said_to_count_no_longer(browser, row, say, act_as):
    say(OFFICER, row)
    say(SECOND, row)
    with act_as(OFFICER, *BORDER):
        PaperCase.objects.filter(pk=row.pk).update(reports=[])
        assert PaperJudged.objects.filter(case=row).count() == 2
    page = shown(browser(OFFICER, *BORDER), page_of(row))
    assert "counts no longer" in page
    assert "not valid, said two" not in page


def test_a_page_kept_open_while_reports_changed_decides_nothing(browser, row, act_as):
    old = version_of(row)
    with act_as(OFFICER, *BORDER):
        PaperCase.objects.filter(pk=row.pk).update(turn=2)
    page = sent(browser(OFFICER, *BORDER), row, "different_person", version=old)
    assert page.status_code == 422
    assert "has changed since you opened the page" in page.content.decode()


def test_nobody_judges_without_the_token_of_the_form(row):
    assert Client(enforce_csrf_checks=True).post(f"{page_of(row)}/judge").status_code == 403
