import pytest
from django.test import RequestFactory

from catenary.desk.shell.appearance import choose_keys, choose_scheme


def asked(**fields):
    return choose_scheme(RequestFactory().post("/scheme", fields))


@pytest.mark.parametrize("scheme", ["auto", "light", "dark"])
def test_a_choice_is_remembered_out_of_reach_of_scripts(scheme):
    response = asked(scheme=scheme, next="/queue")
    assert (response.status_code, response["Location"]) == (303, "/queue")
    assert response.cookies["scheme"].value == scheme
    assert response.cookies["scheme"]["httponly"]


def test_where_people_come_by_https_a_choice_is_a_cookie_of_this_host_alone(settings):
    settings.SESSION_COOKIE_SECURE = True
    (cookie,) = asked(scheme="dark").cookies.values()
    assert (cookie.key, cookie["path"], cookie["domain"], cookie["secure"]) == (
        "__Host-scheme",
        "/",
        "",
        True,
    )


def test_an_unknown_word_changes_nothing():
    assert not asked(scheme="sepia").cookies


@pytest.mark.parametrize(
    "place", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""]
)
def test_nobody_is_led_away_from_the_desk(place):
    assert asked(scheme="dark", next=place)["Location"] == "/"


@pytest.mark.parametrize(("told", "kept"), [("off", "off"), ("on", "on"), ("maybe", None)])
def test_single_keys_are_turned_off_and_on_again(told, kept):
    response = choose_keys(RequestFactory().post("/keys", {"keys": told, "next": "/queue"}))
    assert (response.status_code, response["Location"]) == (303, "/queue")
    assert (response.cookies["keys"].value if response.cookies else None) == kept


def test_looking_never_changes_anything():
    assert choose_scheme(RequestFactory().get("/scheme")).status_code == 405
