"""What nobody should send, sent: pages answer, nothing breaks, nothing is half done."""

import re
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from django.core.handlers.base import BaseHandler
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, get_resolver
from django.utils import timezone

from catenary.desk.mandate.models import Person

OFFICER = "tom.ashgrove@piu.utopia.example"
ODD = {
    "a null byte": "a\x00b",
    "an override of direction": "\u202eevil\u202c \u2066x",
    "300 characters": "Łódź-" * 60,
    "a number that is none": "９９９９９９９９９９９９９９９９９９９９",
    "half a character": "%ff%fe",
    "a script": "<script>alert(1)</script>",
    "a statement": "'; DROP TABLE mandate_person; --",
    "a path": "../../../../etc/passwd",
    "a format": "%s%(x)s{0}${x}",
}


def plain_addresses():
    """Every page whose address has nothing to fill in."""

    def walk(patterns, prefix):
        for each in patterns:
            route = prefix + str(each.pattern)
            if isinstance(each, URLPattern):
                if not any(char in route for char in "<(^"):
                    yield "/" + route
            else:
                yield from walk(each.url_patterns, route)

    return sorted(set(walk(get_resolver().url_patterns, "")))


def mixed(names, at):
    """Every name with an odd value, another one at each page."""
    kinds = [*ODD.values()]
    return {name: kinds[(at + place) % len(kinds)] for place, name in enumerate(names)}


@pytest.mark.parametrize("turn", [0, 4])
def test_no_page_breaks_on_what_an_address_says(browser, turn):
    client = browser(OFFICER, "terrorism", "eu-2016-681-6")
    names = ("q", "page", "sort", "next", "after", "state", "language", "cursor", "from")
    for at, address in enumerate(plain_addresses(), turn):
        values = mixed(names, at)
        query = "&".join(f"{name}={odd if '%ff' in odd else quote(odd)}" for name, odd in values.items())
        answer = client.get(f"{address}?{query}")
        assert answer.status_code < 500, (address, query)


@pytest.mark.parametrize("turn", [0, 4])
def test_no_page_breaks_on_what_a_form_says(browser, turn):
    client = browser(OFFICER, "terrorism", "eu-2016-681-6")
    names = (
        "name",
        "email",
        "reason",
        "text",
        "purpose",
        "basis",
        "organisation",
        "language",
        "login",
        "password",
        "q",
    )
    for at, address in enumerate(plain_addresses(), turn):
        if "logout" not in address:
            answer = client.post(address, mixed(names, at))
            assert answer.status_code < 500, (address, mixed(names, at))


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD.keys())
def test_no_address_breaks_on_an_odd_path(db, odd):
    assert Client().get("/" + (odd if odd.startswith("%") else quote(odd))).status_code in {302, 400, 404}


@pytest.mark.parametrize(
    "headers",
    [
        {"accept-language": "x" * 5000},
        {"accept-language": "\u202e"},
        {"cookie": "catenary=" + "x" * 4000},
        {"cookie": "catenary=a\x00b; language=../../x"},
        {"host": "evil.example"},
        {"x-forwarded-for": "not an address, ' or 1=1"},
        {"content-type": "multipart/form-data; boundary="},
        {"hx-request": "true", "hx-current-url": "javascript:alert(1)"},
    ],
)
def test_no_page_breaks_on_odd_headers(db, headers):
    answer = Client(headers=headers).get("/account/login/")
    assert answer.status_code in {200, 302, 400}
    assert "evil.example" not in answer.get("Location", "")


def test_what_fails_at_the_end_leaves_nothing_behind(browser, monkeypatch):
    def change_and_fail(_handler, request):
        def view(request):
            Person.objects.filter(pk=request.signed_in.person.pk).update(name="half done")
            return HttpResponse(status=500)

        return view, (), {}

    client = browser(OFFICER)
    monkeypatch.setattr(
        BaseHandler, "resolve_request", lambda self, request: _resolved(self, request, change_and_fail)
    )
    assert client.get("/").status_code == 500
    monkeypatch.undo()
    assert "half done" not in client.get("/").content.decode()


def _resolved(handler, request, found):
    request.resolver_match = get_resolver().resolve("/")
    view, positional, named = found(handler, request)
    return view, positional, named


@pytest.mark.parametrize("jump", [timedelta(hours=-3), timedelta(days=-400), timedelta(minutes=20)])
def test_a_clock_that_was_moved_breaks_no_page(browser, monkeypatch, jump):
    client = browser(OFFICER)
    assert client.get("/").status_code == 200
    real = timezone.now
    monkeypatch.setattr(timezone, "now", lambda: real() + jump)
    assert client.get("/").status_code in {200, 302}


DOCS = Path(__file__).parents[3] / "docs"


@pytest.mark.parametrize("page", ["asvs.md", "operations.md"])
def test_every_test_that_a_page_names_exists(page):
    text = (DOCS / page).read_text()
    tests = DOCS.parent / "tests"
    named = set(re.findall(r"`(?:tests/)?([a-z_/]*test_[a-z_0-9]+\.py)`", text))
    assert named
    for name in named:
        assert (tests / name).exists() or list(tests.rglob(name)), name
