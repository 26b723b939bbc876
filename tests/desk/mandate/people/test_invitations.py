"""Invitations: used once, for a week, by the invited person; never a way into somebody else's account.

Who invites never holds what opens the account: the link goes by mail, or needs a code that somebody else makes.
"""

import re
from datetime import timedelta

import pytest
from attrs import evolve
from django.conf import settings
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from catenary.basis.findings import ProblemError
from catenary.core.mandate.flow_table import Flow
from catenary.core.mandate.model import Role
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import AccessMatter, FailedAttempt, Invitation, Membership, Person
from catenary.desk.mandate.people import invitations, matters, roles

ADMINISTRATOR = "oskar.lindmere@piu.utopia.example"
SUPERVISOR = "greta.holmwood@piu.utopia.example"
DPO = "nadia.fenwick@piu.utopia.example"
APPROVER = "halima.orsay@justice.utopia.example"
OFFICER = "tom.ashgrove@piu.utopia.example"
FOREIGN_ADMINISTRATOR = "marta.quiroga@piu.marvona.example"
NEW = "wanda.keel@piu.utopia.example"
CHOSEN = "a sentence nobody else knows"
FORM = {"name": "Wanda Keel", "email": NEW, "language": "fr", "roles": ["researcher"], "reason": "Joins us"}


LINK = re.compile(r"http://testserver(/account/invitation/[\w-]+)")


@pytest.fixture
def link(browser):
    """The link of an invitation made on the page, as the administrator reads it there."""
    page = browser(ADMINISTRATOR).post("/mandate/people/invite", FORM).content.decode()
    return LINK.search(page)[1]


@pytest.fixture
def code(link, browser):
    """The code of that invitation, as the supervisor reads it on the page."""
    return code_made_by(browser(SUPERVISOR))


@pytest.fixture
def with_mail(monkeypatch):
    """A desk that sends mail."""
    told = evolve(settings.CATENARY, email="smtp://desk:secret@mail.example:587")
    monkeypatch.setattr(settings, "CATENARY", told)


def code_made_by(client, status=200):
    page = client.post(f"/mandate/invitations/{at_the_door(Invitation.objects.first).public_id}/code")
    assert page.status_code == status
    found = re.search(r"<bdi>([0-9A-Z]{4}-[0-9A-Z]{4})</bdi>", page.content.decode())
    return found and found[1]


def choose(client, password=CHOSEN, code=""):
    return client.post("/account/invitation", {"password": password, "again": password, "code": code})


def at_the_door(action):
    with acting(Declaration(door=Door.SIGN_IN)):
        return action()


def signs_in(password=CHOSEN):
    return Client().post("/account/login/", {"login": NEW, "password": password}).status_code == 302


def test_with_link_and_code_the_invited_person_chooses_a_password_and_signs_in(link, code):
    client = Client()
    assert client.get(link).url == "/account/invitation"
    assert "wanda.keel" in client.get("/account/invitation").content.decode()
    assert choose(client, code=f" {code.lower()} ").url == "/account/login/"
    assert client.post("/account/login/", {"login": NEW, "password": CHOSEN}).url == "/"
    assert b'lang="fr"' in client.get("/").content


def test_the_link_alone_opens_nothing(link):
    client = Client()
    client.get(link)
    for told in ("", "AAAA-AAAA"):
        assert choose(client, code=told).status_code == 422
    assert not signs_in()


def test_who_invited_cannot_make_the_code(link, browser, act_as):
    administrator = browser(ADMINISTRATOR)
    assert code_made_by(administrator, status=422) is None
    person = at_the_door(lambda: Person.objects.get(email=NEW))
    assert b"Make the code" not in administrator.get(f"/mandate/people/{person.public_id}").content
    row = at_the_door(Invitation.objects.get)
    with act_as(ADMINISTRATOR) as here:
        with pytest.raises(IntegrityError), transaction.atomic():
            Invitation.objects.update(code_by=here.person, code_hash="x")
        row.refresh_from_db()
        assert row.code_by is None


def test_a_new_link_needs_a_new_code(link, code, browser):
    person = at_the_door(lambda: Person.objects.get(email=NEW))
    page = browser(ADMINISTRATOR).post(f"/mandate/people/{person.public_id}/link").content.decode()
    client = Client()
    client.get(LINK.search(page)[1])
    assert choose(client, code=code).status_code == 422
    assert choose(client, code=code_made_by(browser(DPO))).status_code == 303


def test_five_wrong_codes_end_the_invitation_and_leave_evidence(link, code):
    client = Client()
    client.get(link)
    for _ in range(4):
        assert choose(client, code="AAAA-AAAA").status_code == 422
    assert choose(client, code="AAAA-AAAB").status_code == 422
    assert choose(client, code=code).status_code == 404
    attempts = at_the_door(lambda: list(FailedAttempt.objects.filter(person__email=NEW)))
    assert {each.kind for each in attempts} == {"invitation"}
    assert len(attempts) == 5


def test_those_who_can_make_the_code_are_named_and_told(browser):
    page = browser(ADMINISTRATOR).post("/mandate/people/invite", FORM).content.decode()
    assert "Greta Holmwood" in page
    assert "Nadia Fenwick" in page
    assert "Oskar Lindmere</bdi></li>" not in page
    assert "needs a code that you can make" in browser(DPO).get("/notifications").content.decode()


def test_only_a_keyed_hash_of_the_code_is_kept(link, code):
    row = at_the_door(Invitation.objects.get)
    assert code not in row.code_hash
    assert invitations.hashed(code.replace("-", "")) != row.code_hash


def test_who_confirms_a_role_from_afar_makes_the_code_there(act_as, browser):
    with act_as(ADMINISTRATOR) as here:
        person = invitations.invite(
            actor=here, email=NEW, name="W", language="en", roles=[Role.RESEARCHER], reason="Joins us"
        ).person
        justice = next(each for each in matters.neighbours(here.organisation) if "Prosecution" in each.name)
    with act_as(APPROVER) as here:
        held = Membership(
            person=here.person, organisation=here.organisation, role="supervisor", state="active"
        )
        Membership.objects.filter(person=here.person).update(state="ended")
        held.save()
    with act_as(ADMINISTRATOR) as here:
        roles.grant(actor=here, person=person, role=Role.LIAISON, reason="Night duty", remote=[justice])
        matter = AccessMatter.objects.get(flow=Flow.GRANT)
    approver = browser(APPROVER)
    assert b"Make the code" not in approver.get(f"/mandate/matters/{matter.public_id}").content
    assert code_made_by(approver, status=404) is None
    approver.post(f"/mandate/matters/{matter.public_id}/decide", {"decision": "confirm"})
    assert b"Make the code" in approver.get(f"/mandate/matters/{matter.public_id}").content
    assert code_made_by(approver)


def test_mail_that_is_refused_leaves_nobody_invited(with_mail, browser, monkeypatch):
    def refuse(*_, **__):
        raise OSError("554 no")

    monkeypatch.setattr(invitations, "send_mail", refuse)
    page = browser(ADMINISTRATOR).post("/mandate/people/invite", FORM)
    assert "mail server did not take the invitation" in page.content.decode()
    assert at_the_door(lambda: Person.objects.filter(email=NEW).exists()) is False
    assert at_the_door(Invitation.objects.exists) is False


def test_with_mail_the_link_goes_to_the_invited_person_alone_and_needs_no_code(
    with_mail, browser, mailoutbox
):
    administrator = browser(ADMINISTRATOR)
    page = administrator.post("/mandate/people/invite", FORM, follow=True).content.decode()
    person = at_the_door(lambda: Person.objects.get(email=NEW))
    again = administrator.post(f"/mandate/people/{person.public_id}/link", follow=True).content.decode()
    assert "/account/invitation/" not in page + again
    assert [mail.to for mail in mailoutbox] == [[NEW], [NEW]]
    client = Client()
    client.get(LINK.search(mailoutbox[1].body)[1])
    assert choose(client).status_code == 303
    assert signs_in()
    assert code_made_by(browser(SUPERVISOR), status=422) is None


def test_a_link_works_once(link, code):
    first, second = Client(), Client()
    first.get(link)
    second.get(link)
    assert choose(first, code=code).status_code == 303
    assert choose(second, "another sentence nobody knows", code).status_code == 404


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
    assert choose(client, code="AAAA-AAAA").status_code == 404


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
def test_a_password_that_is_easily_guessed_is_refused(link, code, password):
    client = Client()
    client.get(link)
    assert choose(client, password, code).status_code == 422


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
    choose(client, code=code_made_by(browser(SUPERVISOR)))
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
