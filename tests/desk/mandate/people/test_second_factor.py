"""Without a second factor in the session, roles that open personal data reach only the pages that set one up."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client

from catenary.desk.mandate.acting import Declaration, Door, acting

from .conftest import PASSWORD, code_of

OFFICER = "tom.ashgrove@piu.utopia.example"
ADMINISTRATOR = "oskar.lindmere@piu.utopia.example"
ASSESSOR = "ines.adaro@committee.example"


@pytest.fixture
def without_factors(db):
    with acting(Declaration(door=Door.SIGN_IN)):
        Authenticator.objects.filter(user__email=OFFICER).delete()


@pytest.mark.parametrize("email", [OFFICER, ADMINISTRATOR])
@pytest.mark.parametrize("path", ["/", "/mandate/matters", "/mandate/people"])
def test_a_sensitive_role_with_one_factor_is_sent_to_the_second(browser, email, path):
    response = browser(email, strong=False).get(path)
    assert response.status_code == 302
    assert response.url.startswith("/account/second-factor?next=%2F")


def test_other_roles_work_with_a_password_alone(browser):
    assert browser(ASSESSOR, strong=False).get("/").status_code == 200


def test_a_form_sent_with_one_factor_does_nothing(browser):
    response = browser(ADMINISTRATOR, strong=False).post("/mandate/people/invite", {"name": "X"})
    assert response.url.startswith("/account/second-factor")


def test_the_session_becomes_strong_with_the_code(browser):
    client = browser(OFFICER, strong=False)
    page = client.get("/account/second-factor?next=/mandate/matters").content.decode()
    assert "/account/2fa/reauthenticate/?next=%2Fmandate%2Fmatters" in page
    response = client.post(
        "/account/2fa/reauthenticate/", {"code": code_of(OFFICER), "next": "/mandate/matters"}
    )
    assert response.url == "/mandate/matters"
    assert client.get("/mandate/matters").status_code == 200


def test_setting_up_an_app_gives_recovery_codes_and_then_asks_for_a_code(without_factors):
    client = Client()
    assert client.post("/account/login/", {"login": OFFICER, "password": PASSWORD}).url == "/"
    assert client.get("/").url.startswith("/account/second-factor")
    assert "/account/2fa/totp/activate/" in client.get("/account/second-factor").content.decode()
    assert client.get("/account/2fa/totp/activate/").url.startswith("/account/reauthenticate/")
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    client.get("/account/2fa/totp/activate/")
    secret = client.session["mfa.totp.secret"]
    before, now, _after = (
        format_hotp_value(hotp_value(secret, at)) for at in yield_hotp_counters_from_time()
    )
    assert client.post("/account/2fa/totp/activate/", {"code": before}).url == "/account/2fa/recovery-codes/"
    assert "Recovery codes" in client.get("/account/2fa/recovery-codes/").content.decode()
    assert client.get("/").url.startswith("/account/second-factor")
    client.post("/account/2fa/reauthenticate/", {"code": now})
    assert client.get("/").status_code == 200


def test_where_the_second_factor_leads_is_never_another_site(browser):
    response = browser(OFFICER).get("/account/second-factor?next=https://evil.example/")
    assert response.url == "/"
