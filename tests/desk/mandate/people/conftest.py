"""People of the fictional world, and signing in as they do."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.test import Client

from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.people.second_factor import was_used

PASSWORD = settings.DEMO_PASSWORD


def codes_of(email):
    """What the authenticator app of a demo account showed, shows and will show, and whether each was used."""
    with acting(Declaration(door=Door.SIGN_IN)):
        factor = Authenticator.objects.select_related("user").get(user__email=email, type="totp")
    secret = decrypt(factor.data["secret"])
    codes = [format_hotp_value(hotp_value(secret, at)) for at in yield_hotp_counters_from_time()]
    return [(code, was_used(factor.user, code)) for code in codes]


def code_of(email):
    """What the authenticator app of a demo account shows now."""
    return codes_of(email)[1][0]


def fresh_code_of(email):
    """A code that is taken now, still is when a step of 30 seconds ends before it arrives, and was not used."""
    before, now, after = codes_of(email)
    return next(code for code, used in (now, after, before) if not used)


@pytest.fixture
def give_password(db):
    """`give_password(email, password=..., client=..., next=...)`: the first page of signing in, as its answer."""

    def give(email, password=PASSWORD, client=None, **more):
        return (client or Client()).post("/account/login/", {"login": email, "password": password, **more})

    return give


@pytest.fixture
def sign_in(give_password):
    """`sign_in(email)`: both pages of signing in; gives the client and the last answer."""

    def sign(email, client=None, **more):
        client = client or Client()
        assert give_password(email, client=client, **more).url == "/account/2fa/authenticate/"
        return client, client.post("/account/2fa/authenticate/", {"code": fresh_code_of(email)})

    return sign
