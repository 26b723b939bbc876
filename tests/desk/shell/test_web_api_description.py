"""The web API keeps what its committed description promises, tried with inputs made from the description itself."""

import json
from functools import cache
from pathlib import Path

import pytest
import schemathesis
from django.conf import settings as django_settings
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from catenary.app.web_api import api
from catenary.desk.shell.web_api import counting
from catenary.desk.shell.web_api.api import BY_CONTENT

COMMITTED = Path(__file__).parents[3] / "docs" / "schemas" / "openapi.json"


def test_the_committed_description_is_the_one_that_is_served():
    """Where it is not: `python tools/web_api_description.py`, and tell what changed in CHANGELOG.md."""
    assert json.loads(COMMITTED.read_text("utf-8")) == json.loads(json.dumps(api.get_openapi_schema()))


def test_every_operation_names_its_refusals_and_what_it_asks_of_its_caller():
    for methods in json.loads(COMMITTED.read_text("utf-8"))["paths"].values():
        for method, operation in methods.items():
            assert operation["security"] == [{"token": []}, {"session": []}]
            for status in ("400", "401", "403", "404", "422", "429", "500"):
                assert "application/problem+json" in operation["responses"][status]["content"]
            names = {each["name"] for each in operation.get("parameters", ())}
            keyed = method == "post" and not operation.get(BY_CONTENT)
            assert ("Idempotency-Key" in names) == keyed
            assert ("If-Match" in names) == (method in {"put", "patch"})


TOKEN = "c" * 32
"""Against cross-site requests: in a cookie and a header, the same."""


DESCRIBED = schemathesis.openapi.from_path(COMMITTED)
schemathesis.serializer.alias("application/edifact", "application/octet-stream")
desk = cache(get_wsgi_application)
DESCRIBED.app = lambda *call: desk()(*call)  # noqa: PLW0108  no desk before the first call


@pytest.fixture
def served(db, monkeypatch):
    """The desk as the web role serves it, in the test's transaction, which outlives its requests."""
    monkeypatch.setattr(counting, "PER_MINUTE", 10**6)
    monkeypatch.setattr(django_settings, "ALLOWED_HOSTS", ["localhost", "testserver"])
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def officer(served, browser):
    """What a signed-in officer's browser sends with every request."""
    client = browser("tom.ashgrove@piu.utopia.example", "terrorism", "eu-2016-681-6")
    session = client.cookies[django_settings.SESSION_COOKIE_NAME].value
    cookies = f"{django_settings.SESSION_COOKIE_NAME}={session}; {django_settings.CSRF_COOKIE_NAME}={TOKEN}"
    return {"Cookie": cookies, "X-CSRFToken": TOKEN}


@DESCRIBED.parametrize()
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_answer_is_one_that_the_description_foresees(case, officer):
    case.call_and_validate(
        headers=officer,
        checks=[
            not_a_server_error,
            status_code_conformance,
            content_type_conformance,
            response_schema_conformance,
        ],
    )
