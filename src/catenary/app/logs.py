"""What is written to the log: events with fields of an allow-list; anything else is dropped and counted.

Names and document numbers cannot reach a log by accident, since no free text of a person is an allowed field. An error is
logged by its kind and where in the program it arose; its message could quote what somebody typed.
"""

import logging
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator, MutableMapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any
from uuid import uuid4

import structlog
from django.http import HttpRequest, HttpResponse
from gunicorn.glogging import Logger
from psycopg import Error, OperationalError

from catenary.app.metrics import note_request

ALLOWED = frozenset(
    {
        "event", "level", "timestamp", "part", "logger", "method", "route", "status", "milliseconds", "request",
        "job", "task", "entries", "size", "seconds", "count", "code", "error", "place", "queue", "attempt", "pid",
        "address", "state", "table", "reason", "dropped",
    }
)  # fmt: skip
"""The fields that may be logged. `route` is the pattern of an address, never the address; `reason` a sentence of ours."""

_FRAMES = 3
_CHAIN = 4

Event = MutableMapping[str, Any]
Respond = Callable[[HttpRequest], HttpResponse]


def keep_allowed(_logger: Any, _method: str, event: Event) -> Event:
    """Drop every field that is not allowed, and say how many."""
    kept = {name: value for name, value in event.items() if name in ALLOWED}
    if dropped := len(event) - len(kept):
        kept["dropped"] = dropped
    return kept


def only_the_kind(_logger: Any, _method: str, event: Event) -> Event:
    """In place of an error its kinds, from the outermost to its cause, and where in the program it arose."""
    told = event.pop("exc_info", None)
    error = told if isinstance(told, BaseException) else told[1] if isinstance(told, tuple) else None
    if told and error is None:
        error = sys.exc_info()[1]
    if error is not None:
        event.update(_of_error(error))
    return event


def _of_error(error: BaseException) -> Event:
    chain = list(_causes(error))
    told: Event = {"error": " < ".join(type(each).__name__ for each in chain), "place": _place(chain)}
    for each in chain:
        if isinstance(each, Error):
            told.update(_of_database(each))
    return told


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    for _ in range(_CHAIN):
        if error is None:
            return
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _place(chain: Sequence[BaseException]) -> str:
    """The last calls before the innermost error that was raised anywhere, outermost first, as `file.py:12`."""
    raised = [error.__traceback__ for error in chain if error.__traceback__]
    calls = traceback.extract_tb(raised[-1])[-_FRAMES:] if raised else []
    return " > ".join(f"{Path(call.filename).name}:{call.lineno}" for call in calls)


def _of_database(error: Error) -> Event:
    """PostgreSQL's code and table. Only where no statement was reached does its message hold nothing of a person."""
    if error.sqlstate is None and isinstance(error, OperationalError):
        return {"reason": " ".join(str(error).split())}
    return {"code": error.sqlstate, "table": error.diag.table_name}


_RENDERED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    only_the_kind,
    keep_allowed,
    structlog.processors.JSONRenderer(),
]


class OnlyEvents(logging.Formatter):
    """Records of libraries: the logger, where it logged and the kind of error, never a message or its arguments."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line of JSON."""
        told: Any = {
            "event": "library",
            "logger": record.name,
            "place": f"{record.filename}:{record.lineno}",
            "exc_info": record.exc_info,
        }
        for step in _RENDERED:
            told = step(None, record.levelname.lower(), told)
        return str(told)


class EventsOfGunicorn(Logger):  # type: ignore[misc]
    """gunicorn's own log, which otherwise quotes addresses and errors."""

    def setup(self, cfg: Any) -> None:  # noqa: ARG002  gunicorn's signature
        """Everything from warnings on goes where ours goes, in our form."""
        self.error_log.setLevel(logging.WARNING)
        self.error_log.handlers = [_handler()]
        self.error_log.propagate = False


def logging_settings(part: str) -> None:
    """Everything a process logs goes to standard error, a JSON object a line; so does the error that ends it."""
    structlog.configure(
        processors=_RENDERED,
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    structlog.contextvars.bind_contextvars(part=part)
    logging.basicConfig(handlers=[_handler()], level=logging.WARNING, force=True)
    logging.captureWarnings(capture=True)
    sys.excepthook = _log_end
    threading.excepthook = lambda end: _log_end(end.exc_type, end.exc_value, end.exc_traceback)


def _handler() -> logging.Handler:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OnlyEvents())
    return handler


def _log_end(_kind: type[BaseException], error: BaseException | None, _calls: TracebackType | None) -> None:
    structlog.get_logger().critical("failed", exc_info=error)


class RequestLogMiddleware:
    """One line and one measure a request: its route, status and duration; nothing of what was asked or answered."""

    def __init__(self, respond: Respond) -> None:
        self._respond = respond
        self._log = structlog.get_logger()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer, logged under a number that it carries too, so that a person can tell it to support."""
        began, number = time.perf_counter(), uuid4().hex[:12]
        with structlog.contextvars.bound_contextvars(request=number):
            response = self._respond(request)
            self._note(request, response, time.perf_counter() - began)
        response["X-Request-Id"] = number
        return response

    def _note(self, request: HttpRequest, response: HttpResponse, seconds: float) -> None:
        route = request.resolver_match.route if request.resolver_match else ""
        method, status = _method(request), response.status_code
        self._log.info(
            "request", method=method, route=route, status=status, milliseconds=round(seconds * 1000, 1)
        )
        note_request(method, route, status, seconds)


def _method(request: HttpRequest) -> str:
    """The method, where it is one; a sender may write anything there."""
    known = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
    return request.method if request.method in known else "other"
