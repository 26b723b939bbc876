"""Sessions end: after 30 minutes without use, after 12 hours, with the role, with a suspension."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

import catenary.desk
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.idle import BACKGROUND
from catenary.desk.mandate.models import Membership, Person
from catenary.desk.mandate.models.people import MembershipState
from catenary.desk.mandate.people import roles
from catenary.desk.mandate.signed_in import ORGANISATION_KEY, STARTED_KEY

OFFICER = "tom.ashgrove@piu.utopia.example"
ADMINISTRATOR = "oskar.lindmere@piu.utopia.example"


def test_idle_sessions_end_after_thirty_minutes(browser):
    assert settings.SESSION_COOKIE_AGE == 30 * 60
    client = browser(OFFICER)
    client.get("/")
    expiry = client.session.get_expiry_date() - datetime.now(UTC)
    assert timedelta(minutes=29) < expiry <= timedelta(minutes=30)


def end_of(client):
    return Session.objects.get(session_key=client.session.session_key).expire_date


def test_what_a_page_asks_by_itself_keeps_no_session_alive(browser):
    client = browser(OFFICER)
    client.get("/")
    soon = timezone.now() + timedelta(minutes=1)
    Session.objects.filter(session_key=client.session.session_key).update(expire_date=soon)
    answer = client.get("/work", headers={"Catenary-Background": "1", "HX-Request": "true"})
    assert answer.status_code == 200
    assert settings.SESSION_COOKIE_NAME not in answer.cookies
    assert "Cookie" in answer.headers["Vary"]
    assert end_of(client) == soon
    client.get("/work")
    assert end_of(client) > soon


def test_every_page_that_asks_by_itself_says_so():
    folder = Path(catenary.desk.__file__).parent
    asking = re.compile(r"""<[^>]*hx-trigger="[^"]*(every|load|revealed)[^>]*>""")
    found = [
        each.group() for file in folder.rglob("*.html") for each in asking.finditer(file.read_text("utf-8"))
    ]
    assert found
    assert all(BACKGROUND in each for each in found)


def test_a_part_of_a_page_whose_session_has_ended_leads_the_whole_page_to_the_sign_in(db):
    answer = Client().get(
        "/work", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/ledger/?page=2"}
    )
    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"] == "/account/login/?next=/ledger/%3Fpage%3D2"


def test_a_session_ends_after_twelve_hours_however_busy(browser):
    client = browser(OFFICER)
    session = client.session
    session[STARTED_KEY] = (datetime.now(UTC) - timedelta(hours=12, seconds=1)).isoformat()
    session.save()
    assert client.get("/").url.startswith("/account/login/")
    assert client.get("/account/").url.startswith("/account/login/")


def test_the_session_ends_with_the_role(browser, act_as):
    client = browser(OFFICER)
    assert client.get("/").status_code == 200
    with act_as(ADMINISTRATOR) as here:
        held = Membership.objects.get(person__email=OFFICER)
        roles.end(actor=here, membership=held, reason="Moved to another unit")
    assert client.get("/").url.startswith("/account/login/")


def test_the_session_ends_with_one_of_several_roles(browser, act_as):
    with acting(Declaration(door=Door.SIGN_IN)):
        officer = Person.objects.get(email=OFFICER)
    with act_as(ADMINISTRATOR) as here:
        extra = Membership.objects.create(
            person=officer, organisation=here.organisation, role="researcher", state=MembershipState.ACTIVE
        )
    client = browser(OFFICER)
    client.get("/")
    with act_as(ADMINISTRATOR) as here:
        roles.end(actor=here, membership=extra, reason="No longer needed")
    assert client.get("/").url.startswith("/account/login/")


def test_the_session_ends_with_a_suspension_at_once(browser, act_as):
    client = browser(OFFICER)
    assert client.get("/").status_code == 200
    with act_as(ADMINISTRATOR) as here:
        officer = Person.objects.get(email=OFFICER)
        roles.suspend(actor=here, person=officer, reason="Badge found with somebody else")
    assert client.get("/").url.startswith("/account/login/")
    assert client.get("/account/2fa/").url.startswith("/account/login/")


def test_a_new_role_does_not_end_the_session(browser, act_as):
    client = browser(OFFICER)
    client.get("/")
    with act_as(ADMINISTRATOR) as here:
        officer = Person.objects.get(email=OFFICER)
        Membership.objects.create(
            person=officer, organisation=here.organisation, role="researcher", state=MembershipState.ACTIVE
        )
    assert client.get("/").status_code == 200


def test_acting_for_another_organisation_keeps_the_session(browser):
    with acting(Declaration(door=Door.SIGN_IN)):
        officer = Person.objects.get(email=OFFICER)
        other = Organisation.objects.get(name="Utopia Public Prosecution Service")
    with acting(Declaration(organisation=other.pk)):
        Membership.objects.create(
            person=officer, organisation=other, role="researcher", state=MembershipState.ACTIVE
        )
    client = browser(OFFICER)
    client.get("/")
    client.post("/organisation", {"organisation": str(other.public_id)})
    assert client.get("/").status_code == 200
    assert client.session[ORGANISATION_KEY] == str(other.public_id)


def test_choosing_an_organisation_one_has_no_role_in_changes_nothing(browser):
    with acting(Declaration(door=Door.SIGN_IN)):
        other = Organisation.objects.get(name="Utopia Public Prosecution Service")
    client = browser(OFFICER)
    client.get("/")
    client.post("/organisation", {"organisation": str(other.public_id)})
    assert client.get("/").status_code == 200


def test_other_sessions_can_be_ended_from_the_account(sign_in, browser):
    here, _ = sign_in(OFFICER)
    other = Client()
    other.cookies.update(browser(OFFICER).cookies)
    assert other.get("/").status_code == 200
    assert here.get("/account/sessions/").status_code == 200
    here.post("/account/sessions/")
    assert other.get("/").status_code == 302
    assert here.get("/").status_code == 200


def test_signing_out_ends_the_session_and_clears_what_the_browser_kept(browser):
    client = browser(OFFICER)
    kept = client.session.session_key
    answer = client.post("/account/logout/")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert not Session.objects.filter(session_key=kept).exists()
    assert "/account/login/" in client.get("/mandate/records").url
