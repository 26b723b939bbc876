"""A body that watches from outside knows officers by name and role, and nothing else of them."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from catenary.desk.ledger.models import Event
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.models import Membership, Officer, Person

OFFICER, DPO = "tom.ashgrove@piu.utopia.example", "nadia.fenwick@piu.utopia.example"
SUPERVISOR = "greta.holmwood@piu.utopia.example"
OVERSIGHT = "edmund.ravel@oversight.utopia.example"
FOREIGN_OVERSIGHT = "pilar.entrena@defensoria.marvona.example"
WATCH = ("oversight", "eu-2016-680-oversight")
NAME = "Tom Ashgrove"
PAGE = "/mandate/oversight/officers"


@pytest.mark.parametrize(
    ("reader", "sees"),
    [(OVERSIGHT, True), (DPO, True), (SUPERVISOR, False), (OFFICER, False), (FOREIGN_OVERSIGHT, False)],
)
def test_officers_are_told_to_those_who_watch_over_their_organisation_alone(act_as, signed_in, reader, sees):
    officer = signed_in(OFFICER)
    with act_as(reader, *WATCH):
        found = Officer.objects.filter(public_id=officer.person.public_id)
        told = {(each.name, each.role, each.organisation_id) for each in found}
    expected = {(officer.person.name, role.value, officer.organisation.pk) for role in officer.roles}
    assert told == (expected if sees else set())


def test_oversight_sees_the_name_and_the_role_and_no_row_of_the_person(act_as, signed_in):
    officer = signed_in(OFFICER)
    with act_as(OVERSIGHT, *WATCH):
        assert Officer.objects.filter(public_id=officer.person.public_id).exists()
        assert not Person.objects.filter(pk=officer.person.pk).exists()
        assert not Membership.objects.filter(person=officer.person).exists()
    columns = {each.column for each in Officer._meta.concrete_fields}
    assert columns == {"id", "person_id", "public_id", "name", "organisation_id", "role", "state"}


def test_nobody_writes_through_the_view(act_as):
    with act_as(OVERSIGHT, *WATCH), pytest.raises(DatabaseError), transaction.atomic():
        Officer.objects.update(name="Somebody else")


def test_without_a_declaration_no_officer_is_told(db):
    assert not Officer.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT reloptions FROM pg_class WHERE relname = 'mandate_officer'")
        assert cursor.fetchone() == (["security_barrier=true"],)


def test_who_had_a_role_is_still_told_after_it_ended(act_as, signed_in):
    officer = signed_in(OFFICER)
    with act_as(SUPERVISOR):
        Membership.objects.filter(person=officer.person).update(state="ended")
    with act_as(OVERSIGHT, *WATCH):
        assert set(
            Officer.objects.filter(public_id=officer.person.public_id).values_list("state", flat=True)
        ) == {"ended"}


def test_oversight_reads_names_where_the_ledger_has_ids(browser, act_as):
    with act_as(OFFICER):
        made = enter(room="mandate", act="see_record")
    client = browser(OVERSIGHT, *WATCH)
    assert NAME in client.get("/ledger/").content.decode()
    entry = client.get(reverse("ledger_entry", args=[made])).content.decode()
    assert NAME in entry
    assert "Passenger data officer" in entry
    for _ in range(6):
        browser(OFFICER).get("/mandate/rights")
    assert NAME in client.get("/mandate/oversight").content.decode()


def test_an_officer_is_found_by_a_part_of_the_name_and_no_address_tells_it(browser, signed_in):
    client = browser(OVERSIGHT, *WATCH)
    asked = client.post(PAGE, {"query": "ashgr"})
    assert asked.status_code == 303
    assert "ashgr" not in asked.headers["Location"].lower()
    found = client.get(asked.headers["Location"])
    page = found.content.decode()
    assert NAME in page
    assert "Passenger data officer" in page
    assert "Greta" not in page
    assert f"{reverse('ledger')}?officer={signed_in(OFFICER).person.public_id}" in page


def test_the_search_of_another_is_not_found(browser):
    asked = browser(OVERSIGHT, *WATCH).post(PAGE, {"query": "ashgrove"})
    assert browser(FOREIGN_OVERSIGHT, *WATCH).get(asked.headers["Location"]).status_code == 404


def test_looking_at_officers_is_entered_with_what_was_looked_for_sealed(browser, act_as):
    client = browser(OVERSIGHT, *WATCH)
    client.get(client.post(PAGE, {"query": "Ashgrove"}).headers["Location"])
    with act_as(OVERSIGHT) as here:
        event = Event.objects.filter(act="see_officers", person=here.person)[0]
        assert b"Ashgrove" not in bytes(event.entry)
        assert event.openings.get(name="query").value == "Ashgrove"


def test_what_names_nobody_is_told_so(browser):
    client = browser(OVERSIGHT, *WATCH)
    found = client.get(client.post(PAGE, {"query": "nosuchname"}).headers["Location"])
    assert "No officer" in found.content.decode()
    assert client.post(PAGE, {"query": ""}).status_code == 422
