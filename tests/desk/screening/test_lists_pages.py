"""The lists desk as its people meet it: make, load, decide, and what counts now."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from tests.desk.screening.border import LISTED, LOADER, OTHER, PUBLISHER, csv_of
from tests.desk.screening.made import BORDER

from catenary.desk.ledger.models import Event
from catenary.desk.mandate.models import HeldRecord
from catenary.desk.screening.lists_changes import name_changes
from catenary.desk.screening.models import ListFile, WatchList

ADMINISTRATOR = "oskar.lindmere@piu.utopia.example"


def made(browser, code="un"):
    """The address of a list that an officer made."""
    told = {
        "code": code,
        "name": "A list",
        "legal_ground": "S/RES/1373 (2001) 2(g)",
        "review_by": (timezone.now() + timedelta(days=30)).date().isoformat(),
    }
    answer = browser(LOADER).post(reverse("make_list"), told)
    assert answer.status_code == 303, answer.content.decode()
    return answer.headers["Location"]


def loaded(browser, address, *rows, email=LOADER):
    file = SimpleUploadedFile("list.csv", csv_of(*rows))
    return browser(email).post(f"{address}/load", {"file": file, "reason": "The weekly edition."})


def decided(browser, address, email=PUBLISHER, **told):
    return browser(email).post(f"{address}/decide", {"decision": "confirm", "reason": "Compared.", **told})


def test_a_list_is_made_loaded_by_one_and_published_by_another(desk, browser):
    edition = loaded(browser, made(browser), LISTED, OTHER).headers["Location"]
    page = browser(PUBLISHER).get(edition).content.decode()
    assert "A second person decides" in page
    assert "Tom Ashgrove" in page
    assert "Quillfeather" not in page
    assert decided(browser, edition).status_code == 303
    lists = browser(LOADER).get(reverse("lists")).content.decode()
    assert "in force" in lists
    assert "being built" in lists


def test_the_page_of_an_edition_tells_who_loaded_it_that_another_decides(desk, browser):
    edition = loaded(browser, made(browser), LISTED, email=PUBLISHER).headers["Location"]
    page = browser(PUBLISHER).get(edition).content.decode()
    assert "You loaded it. Another person decides." in page
    assert 'name="decision"' not in page
    answer = decided(browser, edition)
    assert answer.status_code == 422
    assert "another person does" in answer.content.decode()


def test_a_decision_needs_a_reason(desk, browser):
    edition = loaded(browser, made(browser), LISTED).headers["Location"]
    assert decided(browser, edition, reason="").status_code == 422
    with desk.as_job():
        assert ListFile.objects.get(list__code="un", organisation=desk.organisation).state == "loaded"


def test_a_file_that_cannot_be_read_is_told_in_the_form(desk, browser):
    address = made(browser)
    file = SimpleUploadedFile("list.csv", b"what is this")
    answer = browser(LOADER).post(f"{address}/load", {"file": file, "reason": "Weekly."})
    assert answer.status_code == 422
    assert "list.csv is no list format that is known" in answer.content.decode()


def test_faults_are_told_as_sentences_without_values(desk, browser):
    edition = loaded(browser, made(browser), LISTED.replace("1971-03-09", "no day")).headers["Location"]
    page = browser(PUBLISHER).get(edition).content.decode()
    assert "birth date … cannot be read" in page
    assert "lists.born_unreadable" in page
    assert "no day" not in page


def test_names_are_shown_for_a_purpose_only_and_the_look_is_entered(desk, browser):
    edition = loaded(browser, made(browser), LISTED).headers["Location"]
    with desk.as_job():
        row = ListFile.objects.get(list__code="un", organisation=desk.organisation)
        name_changes(edition=row.public_id, now=timezone.now())
    unasked = browser(PUBLISHER).get(f"{edition}/names")
    assert unasked.status_code == 302
    assert "Quillfeather" not in unasked.content.decode()
    assert "Zephyrine Quillfeather" in browser(PUBLISHER, *BORDER).get(f"{edition}/names").content.decode()
    with desk.as_job():
        row.refresh_from_db()
        record = HeldRecord.objects.get(pk=row.changes_id)
        assert Event.objects.filter(act="see_edition", record=str(record.public_id)).count() == 1


def test_names_that_no_worker_told_yet_are_said_to_be_on_their_way(desk, browser):
    edition = loaded(browser, made(browser), LISTED).headers["Location"]
    answer = browser(PUBLISHER, *BORDER).get(f"{edition}/names", follow=True)
    assert "not ready yet" in answer.content.decode()


def test_a_list_past_its_review_date_says_so_until_a_supervisor_sets_another(desk, browser):
    address = made(browser)
    with desk.as_job():
        yesterday = (timezone.now() - timedelta(days=1)).date()
        WatchList.objects.filter(organisation=desk.organisation, code="un").update(review_by=yesterday)
    assert "past its review date: left out" in browser(LOADER).get(address).content.decode()
    told = {"review_by": (timezone.now() + timedelta(days=90)).date().isoformat(), "reason": "It stands."}
    assert browser(LOADER).post(f"{address}/renew", told).status_code == 403
    assert browser(PUBLISHER).post(f"{address}/renew", told).status_code == 303
    assert "left out" not in browser(LOADER).get(address).content.decode()


def test_how_far_a_rescreening_is_stands_beside_the_lists(desk, browser):
    desk.in_force(LISTED)
    page = browser(PUBLISHER).get(reverse("lists")).content.decode()
    assert "Travellers checked again" in page
    assert "in use" in page


def test_what_waits_at_the_lists_desk_stands_on_the_home_page_of_who_decides(desk, browser):
    address = made(browser)
    loaded(browser, address, LISTED)
    with desk.as_job():
        soon = (timezone.now() + timedelta(days=3)).date()
        WatchList.objects.filter(organisation=desk.organisation, code="un").update(review_by=soon)
    home = browser(PUBLISHER).get("/").content.decode()
    assert "An edition of the list un waits for your decision" in home
    assert "Look whether the list un should stand" in home
    assert "waits for your decision" not in browser(LOADER).get("/").content.decode()


@pytest.mark.parametrize("route", ["lists", "make_list"])
def test_an_administrator_sees_no_lists(desk, browser, route):
    assert browser(ADMINISTRATOR).get(reverse(route)).status_code == 403
