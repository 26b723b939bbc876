"""Signing in as people do it: password, second factor, what is shown to whom, and where it leads."""

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.test import Client

from catenary.desk.mandate.acting import Declaration, Door, acting

OFFICER = "tom.ashgrove@piu.utopia.example"
ADMINISTRATOR = "oskar.lindmere@piu.utopia.example"
ANALYST = "samir.qadiran@committee.example"
PASSWORD = settings.DEMO_PASSWORD


def code_of(email):
    """What the authenticator app of a demo account shows now."""
    with acting(Declaration(door=Door.SIGN_IN)):
        factor = Authenticator.objects.get(user__email=email, type="totp")
    now = list(yield_hotp_counters_from_time())[1]
    return format_hotp_value(hotp_value(decrypt(factor.data["secret"]), now))


def give_password(client, email, password=PASSWORD, **more):
    return client.post("/account/login/", {"login": email, "password": password, **more})


def sign_in(email, **more):
    client = Client()
    assert give_password(client, email, **more).url == "/account/2fa/authenticate/"
    return client, client.post("/account/2fa/authenticate/", {"code": code_of(email)})


def test_password_and_code_lead_to_the_home_page(db):
    client, response = sign_in(OFFICER)
    assert (response.status_code, response.url) == (302, "/")
    home = client.get("/")
    assert home.status_code == 200
    assert "Tom Ashgrove" in home.content.decode()
