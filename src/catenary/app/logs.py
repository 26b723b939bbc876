"""What is written to the log: events with fields of an allow-list; anything else is dropped and counted.

Names and document numbers cannot reach a log by accident, since no free text of a person is an allowed field.
"""

import logging
import sys
import time
from collections.abc import Callable, MutableMapping
from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse

ALLOWED = frozenset(
    {
        "event", "level", "timestamp", "part", "logger", "method", "route", "status", "milliseconds", "request",
        "job", "task", "entries", "size", "seconds", "count", "code", "error", "queue", "attempt", "pid", "address",
    }
)  # fmt: skip
"""The fields that may be logged. `route` is the pattern of an address, never the address."""

Event = MutableMapping[str, Any]
Respond = Callable[[HttpRequest], HttpResponse]


def keep_allowed(_logger: Any, _method: str, event: Event) -> Event:
    """Drop every field that is not allowed, and say how many."""
    kept = {name: value for name, value in event.items() if name in ALLOWED}
    if dropped := len(event) - len(kept):
        kept["count"] = kept.get("count", dropped)
    return kept


def only_the_kind(_logger: Any, _method: str, event: Event) -> Event:
    """An error is logged by its kind; its message and its frames could quote a person."""
    info = event.pop("exc_info", None)
    if info:
        kind = (
            info[0]
            if isinstance(info, tuple)
            else type(info)
            if isinstance(info, BaseException)
            else sys.exc_info()[0]
        )
        event["error"] = kind.__name__ if kind else "unknown"
    return event


class OnlyEvents(logging.Formatter):
    """Records of libraries: the logger's name and the kind of error, never their message or arguments."""

    def __init__(self, part: str) -> None:
        super().__init__()
        self._part = part

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line of JSON."""
        event: Event = {"event": "library", "logger": record.name, "level": record.levelname.lower()}
        event["part"] = self._part
        if record.exc_info:
            event = only_the_kind(None, "", {**event, "exc_info": record.exc_info})
        return str(structlog.processors.JSONRenderer()(None, "", dict(keep_allowed(None, "", event))))


def logging_settings(part: str) -> None:
    """Everything a process logs goes to standard error, a JSON object a line."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            only_the_kind,
            keep_allowed,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    structlog.contextvars.bind_contextvars(part=part)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OnlyEvents(part))
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)


class RequestLogMiddleware:
    """One line a request: its route, status and duration; nothing of what was asked or answered."""

    def __init__(self, respond: Respond) -> None:
        self._respond = respond
        self._log = structlog.get_logger()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer, logged."""
        began = time.perf_counter()
        response = self._respond(request)
        match = request.resolver_match
        self._log.info(
            "request",
            method=request.method,
            route=match.route if match else "",
            status=response.status_code,
            milliseconds=round((time.perf_counter() - began) * 1000, 1),
        )
        return response
