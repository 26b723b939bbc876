"""Records in the browser: only behind a purpose, every look on the record, masked values withheld everywhere."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils import timezone

from catenary.desk.directory.models import Organisation
from catenary.desk.ledger.models import Event, Sighting
from catenary.desk.mandate.acting import Declaration, acting
from catenary.desk.mandate.models import HeldRecord

OFFICER, SUPERVISOR = "tom.ashgrove@piu.utopia.example", "greta.holmwood@piu.utopia.example"
DPO, ADMINISTRATOR = "nadia.fenwick@piu.utopia.example", "oskar.lindmere@piu.utopia.example"
AUTHORITY, FOREIGN = "halima.orsay@justice.utopia.example", "lucia.arvelo@piu.marvona.example"
CRIME = ("terrorism", "eu-2016-681-6")
RIGHTS = ("rights", "eu-2016-680-rights")
NAME = b"ZEPHYRINE QUILLFEATHER"
LIST, RETENTION = "/mandate/records", "/mandate/retention"


def page_of(row):
    return reverse("record", args=[row.public_id])


def last_event(email, act_as):
    with act_as(DPO):
        return Event.objects.order_by("-at").first()


def test_a_list_of_people_asks_for_a_purpose_first_and_comes_back(browser):
    officer = browser(OFFICER)
    asked = officer.get(f"{LIST}?standing=linked")
    assert asked.status_code == 302
    assert asked["Location"].startswith("/mandate/task?next=%2Fmandate%2Frecords")
    stated = officer.post(
        "/mandate/task", {"purpose": "terrorism", "basis": "eu-2016-681-6", "next": f"{LIST}?standing=linked"}
    )
    assert (stated.status_code, stated["Location"]) == (303, f"{LIST}?standing=linked")
    assert officer.get(LIST).status_code == 200


@pytest.mark.parametrize("elsewhere", ["https://evil.example/x", "//evil.example", "javascript:alert(1)"])
def test_the_way_back_leads_to_pages_of_the_desk_only(browser, elsewhere):
    stated = browser(OFFICER).post(
        "/mandate/task", {"purpose": "terrorism", "basis": "eu-2016-681-6", "next": elsewhere}
    )
    assert (stated.status_code, stated["Location"]) == (303, "/")


def test_a_purpose_that_fits_no_basis_is_told_in_the_form(browser):
    wrong = browser(OFFICER).post("/mandate/task", {"purpose": "terrorism", "basis": "icao-9-api"})
    assert wrong.status_code == 422
    assert b"does not allow the purpose" in wrong.content


def test_the_list_shows_a_name_for_the_purpose_and_one_entry_commits_to_what_it_showed(browser, held, act_as):
    row = held(days=0)
    shown = browser(OFFICER, *CRIME).get(LIST)
    assert NAME in shown.content
    assert NAME.decode() not in shown.wsgi_request.get_full_path()
    with act_as(DPO):
        seen = Event.objects.filter(act="see_list", purpose="terrorism")
        assert seen.count() == 1
        assert Sighting.objects.filter(event=seen[0], record=str(row.public_id)).exists()


def test_a_purpose_opens_only_the_classes_it_may_serve(browser, held):
    held(days=0)
    shown = browser(OFFICER, "border_check", "icao-9-api").get(LIST)
    assert shown.status_code == 200
    assert NAME not in shown.content


def test_an_administrator_is_refused_and_the_refusal_is_entered(browser, act_as):
    assert browser(ADMINISTRATOR).get(LIST).status_code == 403
    with act_as(DPO):
        assert Event.objects.filter(act="refused").exists()


def test_a_record_of_another_organisation_looks_like_none(browser, held):
    row = held()
    assert browser(FOREIGN, *CRIME).get(page_of(row)).status_code == 404
    assert browser(OFFICER, *CRIME).get(page_of(HeldRecord(public_id=UUID(int=7)))).status_code == 404


def test_a_shared_record_is_read_by_its_audience_and_changed_by_nobody_there(browser, held):
    foreign = Organisation.objects.get(name__startswith="Unidad")
    row = held(audience=(foreign.pk,))
    reader = browser(FOREIGN, *CRIME)
    assert NAME in reader.get(page_of(row)).content
    assert reader.get(f"{page_of(row)}/link").status_code == 403


def test_opening_a_record_is_entered_once_with_its_purpose(browser, held, act_as):
    row = held()
    browser(OFFICER, *CRIME).get(page_of(row))
    with act_as(DPO):
        entered = list(Event.objects.filter(record=str(row.public_id)).values_list("act", "purpose"))
    assert entered == [("see_record", "terrorism")]


def test_the_data_protection_officer_sees_who_looked(browser, held):
    row = held()
    browser(OFFICER, *CRIME).get(page_of(row))
    assert b"Tom Ashgrove" in browser(DPO, *RIGHTS).get(page_of(row)).content
    assert b"Who looked" not in browser(OFFICER, *CRIME).get(page_of(row)).content


def test_a_file_of_the_list_carries_its_handling_code_and_is_entered(browser, held, act_as):
    held(days=0)
    file = browser(SUPERVISOR, *CRIME).get(f"{LIST}?format=csv")
    assert file["Content-Disposition"] == 'attachment; filename="records.csv"'
    assert b"# handling: restricted" in file.content
    assert NAME in file.content
    with act_as(DPO):
        assert Event.objects.filter(act="export_list", purpose="terrorism").count() == 1


def test_who_may_not_export_gets_no_file(browser, held):
    held(days=0)
    refused = browser(OFFICER, *CRIME).get(f"{LIST}?format=json")
    assert refused.status_code == 403
    assert NAME not in refused.content


def test_a_link_keeps_a_record_longer_and_withdrawing_it_undoes_that(browser, held):
    row = held(days=30)
    supervisor = browser(SUPERVISOR, *CRIME)
    before = row.erase_at
    assert supervisor.post(f"{page_of(row)}/link", {"reason": ""}).status_code == 422
    assert supervisor.post(f"{page_of(row)}/link", {"reason": "a known number"}).status_code == 303
    with acting(Declaration(organisation=row.organisation_id)):
        row.refresh_from_db()
        assert row.erase_at > before + timedelta(days=365 * 4)
    assert supervisor.post(f"{page_of(row)}/unlink", {"reason": "it was another number"}).status_code == 303
    with acting(Declaration(organisation=row.organisation_id)):
        row.refresh_from_db()
        assert row.erase_at == before


def test_the_only_thing_that_keeps_a_record_is_not_withdrawn_by_one_person(browser, held):
    now = timezone.now()
    row = held(days=300, linked_at=now - timedelta(days=200))
    refused = browser(SUPERVISOR, *CRIME).post(f"{page_of(row)}/unlink", {"reason": "it was another number"})
    assert refused.status_code == 422
    assert "a second person confirms" in refused.content.decode()
    with acting(Declaration(organisation=row.organisation_id)):
        row.refresh_from_db()
        assert row.linked_at is not None
        assert row.erase_at > now


def test_sharing_names_exactly_who_sees_it(browser, held):
    foreign = Organisation.objects.get(name__startswith="Unidad")
    row = held()
    supervisor, reader = browser(SUPERVISOR, *CRIME), browser(FOREIGN, *CRIME)
    told = {"organisations": [str(foreign.public_id)], "reason": "same journey"}
    assert supervisor.post(f"{page_of(row)}/share", told).status_code == 303
    assert reader.get(page_of(row)).status_code == 200
    assert supervisor.post(f"{page_of(row)}/share", {"reason": "over"}).status_code == 303
    assert reader.get(page_of(row)).status_code == 404


def test_what_is_due_is_told_in_numbers_to_who_sees_no_record(browser, held):
    held(days=178)
    told = browser(ADMINISTRATOR).get(f"{RETENTION}?format=json").json()
    assert sum(row["soon"] for row in told["rows"]) >= 1
    assert NAME not in browser(ADMINISTRATOR).get(RETENTION).content


def test_a_task_is_closed_from_its_page(browser):
    officer = browser(OFFICER, *CRIME)
    assert officer.get(LIST).status_code == 200
    assert officer.post("/mandate/task/close").status_code == 303
    assert officer.get(LIST).status_code == 302
