"""Invitations: used once, for a week, by the invited person; never a way into somebody else's account."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from catenary.basis.findings import ProblemError
from catenary.core.mandate.model import Role
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import FailedAttempt, Invitation, Membership, Person
from catenary.desk.mandate.people import invitations

ADMINISTRATOR = "oskar.lindmere@piu.utopia.example"
OFFICER = "tom.ashgrove@piu.utopia.example"
FOREIGN_ADMINISTRATOR = "marta.quiroga@piu.marvona.example"
NEW = "wanda.keel@piu.utopia.example"
CHOSEN = "a sentence nobody else knows"
FORM = {"name": "Wanda Keel", "email": NEW, "language": "fr", "roles": ["researcher"], "reason": "Joins us"}


@pytest.fixture
def link(browser):
    """The link of an invitation made on the page, as the administrator reads it there."""
    page = browser(ADMINISTRATOR).post("/mandate/people/invite", FORM).content.decode()
    return re.search(r"http://testserver(/account/invitation/[\w-]+)", page)[1]


def choose(client, password=CHOSEN):
    return client.post("/account/invitation", {"password": password, "again": password})


def at_the_door(action):
    with acting(Declaration(door=Door.SIGN_IN)):
        return action()


def test_the_invited_person_chooses_a_password_and_signs_in(link):
    client = Client()
    assert client.get(link).url == "/account/invitation"
    assert "wanda.keel" in client.get("/account/invitation").content.decode()
    assert choose(client).url == "/account/login/"
    assert client.post("/account/login/", {"login": NEW, "password": CHOSEN}).url == "/"
    assert b'lang="fr"' in client.get("/").content


def test_a_link_works_once(link):
    first, second = Client(), Client()
    first.get(link)
    second.get(link)
    assert choose(first).status_code == 303
    assert choose(second, "another sentence nobody knows").status_code == 404


def test_a_link_ends_after_a_week(link):
    with acting(Declaration(door=Door.SIGN_IN)):
        row = Invitation.objects.get()
        assert row.expires_at - row.invited_at <= timedelta(days=7)
    with acting(Declaration(organisation=row.organisation_id)):
        Invitation.objects.update(expires_at=timezone.now())
    client = Client()
    client.get(link)
    assert client.get("/account/invitation").status_code == 404


def test_a_withdrawn_link_works_no_more(link, browser):
    row = at_the_door(Invitation.objects.get)
    browser(ADMINISTRATOR).post(f"/mandate/invitations/{row.public_id}/withdraw")
    client = Client()
    client.get(link)
    assert choose(client).status_code == 404


def test_only_a_hash_of_the_token_is_kept(link):
    token = link.rpartition("/")[2]
    row = at_the_door(Invitation.objects.get)
    assert token not in row.token_hash
    assert invitations.hashed(token) == row.token_hash


def test_a_guessed_token_opens_nothing_and_leaves_evidence(db):
    client = Client()
    client.get("/account/invitation/" + "x" * 43)
    assert client.get("/account/invitation").status_code == 404
    assert at_the_door(FailedAttempt.objects.get).kind == "invitation"


@pytest.mark.parametrize(
    "password", ["short", "password1234", "wanda.keel@piu.utopia.example", "123456789012"]
)
def test_a_password_that_is_easily_guessed_is_refused(link, password):
    client = Client()
    client.get(link)
    assert choose(client, password).status_code == 422


def test_a_person_with_an_account_gets_the_role_and_no_link_to_it(act_as):
    with act_as(FOREIGN_ADMINISTRATOR) as here:
        invited = invitations.invite(
            actor=here,
            email=OFFICER.upper(),
            name="Another Name",
            language="en",
            roles=[Role.RESEARCHER],
            reason="Joint work",
        )
    assert invited.token == ""
    assert invited.person.name == "Tom Ashgrove"
    assert not at_the_door(Invitation.objects.exists)


def test_no_organisation_sends_a_new_link_to_somebody_who_works_for_another_too(act_as):
    with act_as(FOREIGN_ADMINISTRATOR) as here:
        invited = invitations.invite(
            actor=here, email=OFFICER, name="T", language="en", roles=[Role.RESEARCHER], reason="Joint work"
        )
        with pytest.raises(ProblemError, match="belongs_elsewhere"):
            invitations.invite_again(actor=here, person=invited.person)


def test_a_new_link_stops_the_older_one_and_leaves_the_second_factor(act_as, browser, sign_in):
    with act_as(ADMINISTRATOR) as here:
        officer = Person.objects.get(email=OFFICER)
        first = invitations.invite_again(actor=here, person=officer)
        second = invitations.invite_again(actor=here, person=officer)
    assert invitations.find(token=first.token, network="") is None
    client = Client()
    client.get(f"/account/invitation/{second.token}")
    choose(client)
    assert (
        client.post("/account/login/", {"login": OFFICER, "password": CHOSEN}).url
        == "/account/2fa/authenticate/"
    )


def test_nobody_is_invited_with_roles_that_exclude_each_other(browser):
    page = browser(ADMINISTRATOR).post(
        "/mandate/people/invite", {**FORM, "roles": ["administrator", "supervisor"]}
    )
    assert page.status_code == 422
    assert not at_the_door(lambda: Person.objects.filter(email=NEW).exists())


def test_the_sensitive_role_of_an_invited_person_waits_for_a_second_one(act_as):
    with act_as(ADMINISTRATOR) as here:
        invited = invitations.invite(
            actor=here, email=NEW, name="Wanda Keel", language="en", roles=[Role.LIAISON], reason="Joins us"
        )
        assert Membership.objects.get(person=invited.person).state == "proposed"


def test_names_of_three_hundred_characters_and_any_direction_are_taken(browser):
    name = "\u202e" + "w" * 299
    page = browser(ADMINISTRATOR).post("/mandate/people/invite", {**FORM, "name": name})
    assert page.status_code == 200
    page = browser(ADMINISTRATOR).post("/mandate/people/invite", {**FORM, "name": name + "w"})
    assert page.status_code == 422
