"""A desk begins with two people for each organisation, and from then on nobody gives a role alone."""

import re
import tomllib

import pytest
from attrs import evolve
from django.conf import settings
from django.core import mail
from django.db import connection
from django.test import Client

from catenary.app.embedded import WEB, WORKER
from catenary.app.settings import database_of
from catenary.basis.findings import ProblemError
from catenary.core.directory.founding import register
from catenary.desk.directory.models import Organisation
from catenary.desk.ledger.models import Event
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import Membership
from catenary.desk.mandate.people.founding import found

REGISTER = register(
    tomllib.loads("""
[unit]
kind = "unit"
name = "Newland Unit"
[[unit.people]]
name = "Ada One"
email = "ada@newland.example"
roles = ["administrator"]
[[unit.people]]
name = "Bo Two"
email = "bo@newland.example"
roles = ["data_protection_officer"]
[watch]
kind = "oversight"
name = "Newland Watch"
oversees = ["unit"]
"""),
    {"UTC"},
)
ORIGIN = "http://testserver"
PASSWORD = "a long enough phrase for a door"


@pytest.fixture
def desk(own_database):
    """`desk(role)`: from now on as that role of a database of one's own."""

    def reach(role):
        connection.close()
        connection.settings_dict.update(database_of(own_database(role)))

    reach(WORKER)
    return reach


def come_in(link):
    client = Client()
    page = client.get(link.removeprefix(ORIGIN), follow=True)
    assert page.status_code == 200
    address = page.redirect_chain[-1][0] if page.redirect_chain else link.removeprefix(ORIGIN)
    return client.post(address, {"password": PASSWORD, "again": PASSWORD})


def test_a_register_makes_organisations_and_one_link_for_each_of_their_first_people(desk):
    unit, watch = found(register=REGISTER, origin=ORIGIN)
    assert (unit.new, watch.new) == (True, True)
    assert len({each.link for each in unit.welcomed}) == 2
    assert watch.welcomed == ()
    with acting(Declaration(door=Door.SYSTEM)):
        assert list(watch.organisation.oversees.all()) == [unit.organisation]
        held = set(Membership.objects.filter(organisation=unit.organisation).values_list("role", "state"))
        acts = set(Event.objects.filter(organisation_id=unit.organisation.pk).values_list("act", flat=True))
    assert held == {("administrator", "active"), ("data_protection_officer", "active")}
    assert acts == {"organisation_founded", "founder_invited"}


def test_a_first_person_comes_in_by_the_link_and_then_nobody_is_invited_again(desk):
    unit, _ = found(register=REGISTER, origin=ORIGIN)
    desk(WEB)
    assert come_in(unit.welcomed[0].link).status_code in {302, 303}
    desk(WORKER)
    again, _ = found(register=REGISTER, origin=ORIGIN)
    assert (again.new, again.welcomed) == (False, ())


def test_until_somebody_has_come_in_links_are_made_anew_and_old_ones_stop(desk):
    first, _ = found(register=REGISTER, origin=ORIGIN)
    second, _ = found(register=REGISTER, origin=ORIGIN)
    assert second.new is False
    desk(WEB)
    assert Client().get(first.welcomed[0].link.removeprefix(ORIGIN), follow=True).status_code in {404, 410}
    assert come_in(second.welcomed[0].link).status_code in {302, 303}
    with acting(Declaration(door=Door.SIGN_IN)):
        assert Organisation.objects.filter(name="Newland Unit").count() == 1


def test_where_the_desk_sends_mail_nobody_else_sees_the_link(desk, monkeypatch):
    monkeypatch.setattr(settings, "CATENARY", evolve(settings.CATENARY, email="smtp://localhost"))
    unit, _ = found(register=REGISTER, origin=ORIGIN)
    assert {each.link for each in unit.welcomed} == {""}
    assert {address for message in mail.outbox for address in message.to} == {
        "ada@newland.example",
        "bo@newland.example",
    }
    assert all(re.search(rf"{ORIGIN}/account/\S+", message.body) for message in mail.outbox)


def test_who_has_an_account_elsewhere_founds_no_other_organisation(desk):
    known = evolve(REGISTER[0].people[0], email="tom.ashgrove@piu.utopia.example")
    with pytest.raises(ProblemError) as refusal:
        found(register=[evolve(REGISTER[0], people=(known, REGISTER[0].people[1]))], origin=ORIGIN)
    assert refusal.value.finding.code == "people.belongs_elsewhere"
    with acting(Declaration(door=Door.SYSTEM)):
        assert not Organisation.objects.filter(name="Newland Unit").exists()
