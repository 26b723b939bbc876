"""Names and document numbers never reach a log: of the web, of the worker, of gunicorn, of PostgreSQL."""

import json
import logging
import sys
from contextlib import contextmanager
from io import StringIO

import psycopg
import pytest
import structlog
from django.core.handlers.base import BaseHandler
from django.db import DataError, IntegrityError, connection, transaction
from django.test import Client

from catenary.app.logs import ALLOWED, EventsOfGunicorn, OnlyEvents, keep_allowed, logging_settings
from catenary.desk.mandate.models import Person

OFFICER = "tom.ashgrove@piu.utopia.example"
MARKED = ("ZZMARKEDNAME", "ZZ7654321")
"""A surname and a document number that stand nowhere else."""
NAME, NUMBER = MARKED


@contextmanager
def logs():
    """Everything this process logs, as in service; afterwards as before."""
    kept = (sys.stderr, sys.excepthook, logging.root.handlers[:], logging.root.level, structlog.get_config())
    sys.stderr = told = StringIO()
    logging_settings("web")
    try:
        yield told
    finally:
        logging.captureWarnings(capture=False)
        sys.stderr, sys.excepthook, logging.root.handlers[:], logging.root.level, before = kept
        structlog.configure(**before)
        structlog.contextvars.clear_contextvars()


def holds_nothing_marked(told):
    assert told.strip(), "nothing was logged, so nothing was tried"
    for marked in MARKED:
        assert marked not in told
    for line in told.splitlines():
        assert set(json.loads(line)) <= ALLOWED
    return True


@pytest.mark.parametrize(
    ("method", "path", "data"),
    [
        ("get", f"/nowhere/{NAME}", None),
        ("get", f"/?name={NAME}&document={NUMBER}", None),
        ("post", "/account/login/", {"login": f"{NAME}@example.org", "password": NUMBER}),
        ("post", "/account/login/", {"login": f"{NAME}\x00", "password": NUMBER}),
        ("post", "/organisation", {"organisation": NAME}),
        ("post", "/i18n/setlang/", {"language": NAME, "next": f"/{NUMBER}"}),
        ("put", f"/{NAME}", NUMBER),
    ],
)
def test_what_is_asked_for_or_sent_is_in_no_line(browser, method, path, data):
    client = browser(OFFICER)
    with logs() as told:
        for sender in (client, Client()):
            getattr(sender, method)(path, data, headers={"user-agent": NAME, "referer": f"http://x/{NUMBER}"})
    assert holds_nothing_marked(told.getvalue())


def test_a_method_nobody_knows_is_not_repeated(db):
    with logs() as told:
        Client().generic(NAME, "/")
    assert holds_nothing_marked(told.getvalue())


@pytest.mark.parametrize(
    "error",
    [ValueError(NAME), KeyError(NUMBER), IntegrityError(NAME), DataError(NUMBER), RuntimeError(MARKED)],
)
def test_an_error_in_a_page_is_told_by_its_kind_and_place_only(browser, monkeypatch, error):
    def fail(*_args, **_more):
        raise error from LookupError(NUMBER)

    client = browser(OFFICER)
    client.raise_request_exception = False
    monkeypatch.setattr(BaseHandler, "resolve_request", fail)
    with logs() as told:
        assert client.get("/").status_code == 500
    assert holds_nothing_marked(told.getvalue())
    assert f"{type(error).__name__} < LookupError" in told.getvalue()
    assert "test_logs.py:" in told.getvalue()


def test_an_error_of_the_database_is_told_by_its_code_not_by_the_row(db):
    with logs() as told:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT %s::int", [NAME])
        except DataError:
            structlog.get_logger().exception("failed")
    assert holds_nothing_marked(told.getvalue())
    assert '"code": "22P02"' in told.getvalue()


def test_libraries_are_quoted_by_name_and_place(db):
    with logs() as told:
        logging.getLogger("procrastinate.worker").error(
            "Job %s ended with %s", NAME, NUMBER, extra={"who": NAME}
        )
        logging.getLogger("django.request").warning("Not Found: %s", NUMBER, extra={"request": None})
        structlog.get_logger().warning("tried", surname=NAME, document=NUMBER)
    assert holds_nothing_marked(told.getvalue())
    first, _, last = map(json.loads, told.getvalue().splitlines())
    assert (first["logger"], first["level"]) == ("procrastinate.worker", "error")
    assert first["place"].startswith("test_logs.py:")
    assert last["dropped"] == 2


def test_the_error_that_ends_a_process_is_no_exception_to_this():
    with logs() as told:
        error = ValueError(NAME)
        sys.excepthook(ValueError, error, None)
    assert holds_nothing_marked(told.getvalue())


def test_gunicorn_quotes_no_address():
    from gunicorn.config import Config

    with logs() as told:
        EventsOfGunicorn(Config()).exception("Error handling request %s", f"/{NAME}")
    assert holds_nothing_marked(told.getvalue())


def test_why_a_database_was_not_reached_is_told_since_nobody_is_in_it():
    with logs() as told:
        try:
            psycopg.connect("postgresql://catenary_web@localhost:1/none", connect_timeout=2)
        except psycopg.OperationalError:
            structlog.get_logger().exception("failed")
    assert "Connection refused" in json.loads(told.getvalue())["reason"]


def test_a_field_that_is_not_allowed_is_dropped_and_counted():
    assert keep_allowed(None, "", {"event": "x", "name": NAME, "number": NUMBER}) == {
        "event": "x",
        "dropped": 2,
    }


def test_a_record_with_an_error_whose_words_fail_is_still_a_line():
    class OddError(Exception):
        def __str__(self):
            raise RuntimeError(NAME)

    record = logging.LogRecord("odd", logging.ERROR, __file__, 1, NAME, (), (OddError, OddError(), None))
    assert json.loads(OnlyEvents().format(record))["error"] == "OddError"


def test_the_log_of_the_database_holds_no_statement_and_no_value(db, postgres):
    before = (postgres.folder / "postgres.log").stat().st_size
    for statement in ("SELECT %s::int", "SELECT 1/0, %s", "INSERT INTO mandate_person (email) VALUES (%s)"):
        with pytest.raises(Exception, match=r"."), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [NAME])
    with pytest.raises(Exception, match=r"."), transaction.atomic():
        Person.objects.create(email=NUMBER * 100, name=NAME)
    with (postgres.folder / "postgres.log").open("rb") as log:
        log.seek(before)
        told = log.read().decode()
    assert NAME not in told
    assert NUMBER not in told
