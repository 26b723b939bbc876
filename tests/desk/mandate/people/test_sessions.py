"""Sessions end: after 30 minutes without use, after 12 hours, with the role, with a suspension."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.test import Client

from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.acting import Declaration, Door, acting
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
