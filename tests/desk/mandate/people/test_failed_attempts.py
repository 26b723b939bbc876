"""A flood of wrong passwords leaves evidence, tells nothing, and locks nobody else out."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import FailedAttempt
from catenary.desk.mandate.people.failed_attempts import KEPT, network_of

from .conftest import PASSWORD

OFFICER = "tom.ashgrove@piu.utopia.example"
ADMINISTRATOR = "oskar.lindmere@piu.utopia.example"
FOREIGN_ADMINISTRATOR = "marta.quiroga@piu.marvona.example"
AWAY = "203.0.113.77"


def attempts():
    with acting(Declaration(door=Door.SIGN_IN)):
        return list(FailedAttempt.objects.select_related("person"))


def told(response):
    """The page as somebody outside sees it, without what differs each time."""
    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", response.content.decode())
    return response.status_code, re.sub(r'value="[^"]*@[^"]*"', "", page)


def test_an_unknown_address_and_a_wrong_password_are_answered_alike(give_password):
    known = give_password(OFFICER, password="not the password")
    unknown = give_password("nobody@piu.utopia.example", password="not the password")
    assert told(known) == told(unknown)


def test_a_failed_attempt_leaves_hashes_and_no_address(give_password):
    give_password(OFFICER, password="not the password")
    (attempt,) = attempts()
    assert attempt.kind == "password"
    assert attempt.person.email == OFFICER
    assert re.fullmatch("[0-9a-f]{64}", attempt.address_hash)
    assert re.fullmatch("[0-9a-f]{64}", attempt.network_hash)


def test_a_flood_is_stopped_and_the_owner_signs_in_from_elsewhere(give_password):
    flood = Client(REMOTE_ADDR=AWAY)
    for _ in range(5):
        give_password(OFFICER, password="not the password", client=flood)
    stopped = give_password(OFFICER, client=flood)
    assert stopped.status_code == 200
    assert "Too many" in stopped.content.decode()
    assert give_password(OFFICER).url == "/account/2fa/authenticate/"


def test_a_flood_at_one_account_leaves_others_of_the_network_alone(give_password):
    flood = Client(REMOTE_ADDR=AWAY)
    for _ in range(6):
        give_password(OFFICER, password="not the password", client=flood)
    assert give_password(ADMINISTRATOR, client=Client(REMOTE_ADDR=AWAY)).url == "/account/2fa/authenticate/"


def test_evidence_of_a_flood_is_bounded(give_password):
    flood = Client(REMOTE_ADDR=AWAY)
    for _ in range(12):
        give_password(OFFICER, password="not the password", client=flood)
    assert len(attempts()) == 5


def test_wrong_codes_leave_evidence_and_are_stopped(give_password):
    client = Client()
    give_password(OFFICER, client=client)
    for _ in range(7):
        page = client.post("/account/2fa/authenticate/", {"code": "000000"})
    assert "Too many" in page.content.decode()
    assert {attempt.kind for attempt in attempts()} == {"code"}


def test_a_rate_that_is_passed_is_answered_with_429(db):
    client = Client()
    answers = {client.post("/account/login/", {"login": "", "password": ""}).status_code for _ in range(31)}
    assert answers == {200, 429}


def test_the_administrator_sees_attempts_at_the_own_organisation_only(give_password, browser):
    give_password(OFFICER, password="not the password")
    assert "Tom Ashgrove" in browser(ADMINISTRATOR).get("/mandate/attempts").content.decode()
    assert "Tom Ashgrove" not in browser(FOREIGN_ADMINISTRATOR).get("/mandate/attempts").content.decode()


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("198.51.100.23", "198.51.100.0/24"),
        ("2001:db8:aa:1::1", "2001:db8:aa::/48"),
        ("a socket", "a socket"),
    ],
)
def test_networks_are_told_by_their_first_bits(address, network):
    assert network_of(address) == network


def test_attempts_are_kept_for_ninety_days():
    assert timedelta(days=90) == KEPT


def test_the_sign_in_page_takes_any_bytes(give_password):
    for address in ("\x00", "\u202egro.elpmaxe@mot", "x" * 300 + "@example.org", "'; DROP TABLE x; --"):
        assert give_password(address, password=PASSWORD).status_code == 200
