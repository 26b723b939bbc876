"""Signing in through an identity provider: only who was invited, by an address it verified; its second factor by its word."""

import json
import time
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import requests
from django.test import Client

from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.identity import ProviderAdapter
from catenary.desk.mandate.models import FailedAttempt, Person

OFFICER = "tom.ashgrove@piu.utopia.example"
ASSESSOR = "ines.adaro@committee.example"
SERVER = "https://id.ministry.example"
APP = {
    "provider_id": "ministry",
    "name": "Sign-in of the ministry",
    "client_id": "catenary",
    "secret": "only for the test",
    "settings": {
        "server_url": SERVER,
        "oauth_pkce_enabled": True,
        "second_factor_acr": ["https://refeds.org/profile/mfa"],
        "second_factor_amr": ["mfa"],
    },
}
CONFIGURATION = {
    "issuer": SERVER,
    "authorization_endpoint": f"{SERVER}/authorize",
    "token_endpoint": f"{SERVER}/token",
    "userinfo_endpoint": f"{SERVER}/userinfo",
    "jwks_uri": f"{SERVER}/keys",
}


class Answering(requests.adapters.BaseAdapter):
    """The provider, as far as a sign-in asks it."""

    def __init__(self, claims):
        super().__init__()
        self.claims = claims

    def send(self, request, **_more):
        path = urlsplit(request.url).path
        token = jwt.encode(self.claims, "x" * 32, algorithm="HS256")
        told = {
            "/token": {"access_token": "a", "token_type": "Bearer", "expires_in": 60, "id_token": token},
            "/userinfo": self.claims,
        }.get(path, CONFIGURATION)
        response = requests.Response()
        response.status_code, response.url, response.request = 200, request.url, request
        response.headers["Content-Type"] = "application/json"
        response._content = json.dumps(told).encode()
        return response

    def close(self):
        pass


@pytest.fixture
def come(db, settings, monkeypatch):
    """`come(email, verified=True, **claims)`: come back from the provider with these claims."""
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [APP]}}

    def back(email, *, verified=True, **more):
        now = int(time.time())
        claims = {
            "iss": SERVER, "aud": "catenary", "sub": f"id of {email}", "iat": now, "exp": now + 60,
            "email": email, "email_verified": verified, **more,
        }  # fmt: skip
        session = requests.Session()
        session.mount("https://", Answering(claims))
        monkeypatch.setattr(ProviderAdapter, "get_requests_session", lambda _self: session)
        client = Client()
        away = client.post("/account/outside/ministry/login/")
        asked = parse_qs(urlsplit(away.url).query)
        assert away.url.startswith(f"{SERVER}/authorize")
        assert asked["code_challenge_method"] == ["S256"]
        answer = {"state": asked["state"][0], "code": "c"}
        return client, client.get("/account/outside/ministry/login/callback/", answer)

    return back


def test_the_sign_in_page_offers_the_provider(db, settings):
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [APP]}}
    assert "Sign-in of the ministry" in Client().get("/account/login/").content.decode()


def test_an_invited_person_comes_in_by_their_verified_address(come):
    _, response = come(ASSESSOR)
    # the account has an authenticator app here too, and is asked for it
    assert response.url == "/account/2fa/authenticate/"


def test_nobody_comes_in_by_an_address_that_was_not_invited(come):
    client, response = come("stranger@ministry.example")
    assert response.status_code == 403
    assert client.get("/").status_code == 302
    with acting(Declaration(door=Door.SIGN_IN)):
        assert not Person.objects.filter(email="stranger@ministry.example").exists()
        assert FailedAttempt.objects.get().kind == "provider"


def test_nobody_comes_in_by_an_address_that_was_not_verified(come):
    client, response = come(OFFICER, verified=False)
    assert response.status_code == 403
    assert client.get("/").status_code == 302


@pytest.fixture
def without_factors(db):
    from allauth.mfa.models import Authenticator

    with acting(Declaration(door=Door.SIGN_IN)):
        Authenticator.objects.filter(user__email=OFFICER).delete()


@pytest.mark.parametrize(
    "claims", [{"acr": "https://refeds.org/profile/mfa"}, {"amr": ["pwd", "mfa"]}], ids=["acr", "amr"]
)
def test_the_providers_second_factor_counts_where_its_word_is_accepted(come, without_factors, claims):
    client, response = come(OFFICER, **claims)
    assert response.url == "/"
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    "claims",
    [
        {},
        {"acr": "urn:password"},
        {"amr": ["pwd"]},
        {"amr": "mfa"},
        {"acr": ["https://refeds.org/profile/mfa"]},
    ],
    ids=["none", "other acr", "other amr", "amr no list", "acr a list"],
)
def test_without_an_accepted_word_the_sign_in_is_one_factor(come, without_factors, claims):
    client, response = come(OFFICER, **claims)
    assert response.status_code == 302
    assert client.get("/").url.startswith("/account/second-factor")


def test_an_answer_nobody_asked_for_is_refused(db, settings):
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [APP]}}
    client = Client()
    response = client.get("/account/outside/ministry/login/callback/", {"state": "guessed", "code": "c"})
    assert response.status_code < 500
    assert client.get("/").status_code == 302


def test_a_provider_that_nobody_named_has_no_address(db):
    assert Client().get("/account/outside/other/login/").status_code == 404
