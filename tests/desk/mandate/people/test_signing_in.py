"""Signing in as people do it: password, second factor, what is shown to whom, and where it leads."""

import pytest
from allauth.mfa.models import Authenticator
from attrs import evolve
from django.conf import settings
from django.test import Client

from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import Person

from .conftest import PASSWORD, code_of, codes_of

OFFICER = "tom.ashgrove@piu.utopia.example"
ANALYST = "samir.qadiran@committee.example"
AUTHENTICATE = "/account/2fa/authenticate/"


def change(email, **values):
    with acting(Declaration(door=Door.SIGN_IN)):
        Person.objects.filter(email=email).update(**values)


def test_password_and_code_lead_to_the_home_page(sign_in):
    client, response = sign_in(OFFICER)
    assert (response.status_code, response.url) == (302, "/")
    assert "Tom Ashgrove" in client.get("/").content.decode()


def test_a_password_alone_opens_nothing(give_password):
    client = Client()
    give_password(OFFICER, client=client)
    assert client.get("/").url.startswith("/account/login/")


def test_a_code_counts_once(sign_in, give_password):
    code, answers = code_of(OFFICER), []
    for _ in range(2):
        client = Client()
        give_password(OFFICER, client=client)
        answers.append(client.post(AUTHENTICATE, {"code": code}).status_code)
    assert answers == [302, 200]
    assert client.get("/").status_code == 302


def test_a_recovery_code_counts_once(sign_in, give_password):
    client, _ = sign_in(OFFICER)
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    client.post("/account/2fa/recovery-codes/generate/")
    with acting(Declaration(door=Door.SIGN_IN)):
        codes = (
            Authenticator.objects.get(user__email=OFFICER, type="recovery_codes").wrap().get_unused_codes()
        )
    answers = []
    for _ in range(2):
        client = Client()
        give_password(OFFICER, client=client)
        answers.append(client.post(AUTHENTICATE, {"code": codes[0]}).status_code)
    assert answers == [302, 200]


def test_second_factors_are_encrypted_at_rest(db):
    with acting(Declaration(door=Door.SIGN_IN)):
        factor = Authenticator.objects.get(user__email=OFFICER, type="totp")
    assert factor.data["secret"].startswith("gAAAA")


@pytest.mark.parametrize(
    "after", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_signing_in_never_leads_to_another_site(sign_in, after):
    _, response = sign_in(OFFICER, next=after)
    assert response.url == "/"


def test_signing_in_leads_where_one_wanted_to_go(sign_in):
    _, response = sign_in(OFFICER, next="/mandate/matters")
    assert response.url == "/mandate/matters"


def test_nobody_signs_up(db):
    page = Client().get("/account/signup/").content.decode()
    assert "Accounts are by invitation" in page
    Client().post(
        "/account/signup/", {"email": "new@piu.utopia.example", "password1": "a long enough password"}
    )
    with acting(Declaration(door=Door.SIGN_IN)):
        assert not Person.objects.filter(email="new@piu.utopia.example").exists()


@pytest.mark.parametrize(
    "path", ["email/", "password/set/", "3rdparty/", "outside/", "confirm-email/", "2fa/webauthn/signup/"]
)
def test_pages_of_the_library_that_nobody_opened_have_no_address(browser, path):
    assert browser(OFFICER).get(f"/account/{path}").status_code == 404


def test_the_desk_speaks_the_persons_language_after_signing_in(sign_in):
    client, _ = sign_in(ANALYST)
    assert b'lang="ar" dir="rtl"' in client.get("/").content


def test_the_language_of_the_account_can_be_changed(browser):
    client = browser(OFFICER)
    assert client.post("/account/language", {"language": "fr"}).status_code == 303
    assert b'lang="fr"' in client.get("/").content
    assert client.post("/account/language", {"language": "tlh"}).status_code == 422


def test_the_demo_shows_its_accounts_and_the_code_of_the_one_that_signs_in(give_password):
    client = Client()
    page = client.get("/account/login/").content.decode()
    assert OFFICER in page
    assert PASSWORD in page
    give_password(OFFICER, client=client)
    page = client.get(AUTHENTICATE).content.decode()
    assert any(code in page for code, _ in codes_of(OFFICER))


def test_no_account_password_or_code_is_shown_where_demo_mode_is_off(give_password, monkeypatch):
    monkeypatch.setattr(settings, "CATENARY", evolve(settings.CATENARY, demo=False))
    client = Client()
    page = client.get("/account/login/").content.decode()
    assert OFFICER not in page
    assert PASSWORD not in page
    assert client.get("/account/demo").status_code == 404
    give_password(OFFICER, client=client)
    page = client.get(AUTHENTICATE).content.decode()
    assert not any(code in page for code, _ in codes_of(OFFICER))


def test_no_code_is_shown_for_an_account_that_the_demo_did_not_make(give_password):
    change(OFFICER, demo=False)
    client = Client()
    assert OFFICER not in client.get("/account/login/").content.decode()
    give_password(OFFICER, client=client)
    page = client.get(AUTHENTICATE).content.decode()
    assert not any(code in page for code, _ in codes_of(OFFICER))


def test_an_inactive_account_signs_in_no_more(give_password):
    change(OFFICER, is_active=False)
    client = Client()
    give_password(OFFICER, client=client)
    assert client.get("/").status_code == 302
