"""A carrier that waits is answered also while the database is away, or the desk cannot follow.

What it sent is on our disk, sealed, before it is answered.
"""

import time
from collections.abc import Callable
from http import HTTPStatus

import structlog
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.http.request import RawPostDataException, UnreadablePostError
from django.utils import timezone

from catenary.basis.findings import ProblemError
from catenary.desk.intake.outage import disk
from catenary.desk.intake.outage.answering import kept_and_answered
from catenary.desk.intake.outage.carriers import known
from catenary.desk.intake.patience import PACE, begin, note_too_late
from catenary.desk.intake.receiving import LARGEST_MIB
from catenary.desk.shell.web_api.raw import raw_at

Respond = Callable[[HttpRequest], HttpResponse]
PATH = "/web-api/v1/messages"
ANSWER_TYPE = "application/edifact"
_LARGEST = LARGEST_MIB * 1024 * 1024
_NOT_ASKED_SECONDS = 2.0
"""A database that does not even refuse is waited for five seconds by each who asks it: that long no carrier waits."""


class OutageMiddleware:
    """Stands before everything that asks the database. All others, and whoever is not known here, get what they would have got."""

    def __init__(self, respond: Respond) -> None:
        self._respond = respond
        self._away_until = 0.0

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The usual answer; or the State's for an outage, also where the usual one would come too late.

        For a moment after an outage the database is not waited for again.
        """
        if request.path != PATH or request.method != "POST":
            return self._respond(request)
        if time.monotonic() < self._away_until and (answer := _answered(request)):
            return answer
        response = self._in_turn(request)
        if response.status_code != 503 or not (answer := _answered(request)):
            return response
        self._away_until = time.monotonic() + _NOT_ASKED_SECONDS
        return answer

    def _in_turn(self, request: HttpRequest) -> HttpResponse:
        """Beside what is at hand already; where that would take too long, unchecked."""
        turn = begin(_length(request))
        if turn is None:
            note_too_late(request)
            return _answered(request) or self._respond(request)
        status = 0
        try:
            response = self._respond(request)
            status = response.status_code
            return response
        finally:
            PACE.end(turn, measured=status == HTTPStatus.OK)


def note_taken(request: HttpRequest, data: bytes) -> None:
    """What was sent was read from the line already; it cannot be read again."""
    request.catenary_taken = data  # type: ignore[attr-defined]


def taken(request: HttpRequest) -> bytes | None:
    """What was read from the line; None where nothing was."""
    data: bytes | None = getattr(request, "catenary_taken", None)
    return data


def _answered(request: HttpRequest) -> HttpResponse | None:
    now = timezone.now()
    carrier = known(settings.OUTAGE_SPOOL, request.headers.get("Authorization", ""), now)
    data = _data(request) if carrier else None
    if carrier is None or not data:
        return None
    try:
        told = kept_and_answered(carrier.channel, carrier.outage_answer, carrier.codes, data)
    except (disk.FullError, OSError, ProblemError) as fault:
        structlog.get_logger().error("no answer in an outage", error=type(fault).__name__)
        return None
    return HttpResponse(told, content_type=ANSWER_TYPE) if told else None


def _length(request: HttpRequest) -> int:
    told = request.META.get("CONTENT_LENGTH") or "0"
    return int(told) if told.isdigit() else 0


def _data(request: HttpRequest) -> bytes | None:
    """What was sent, if it is of a kind and size that is taken."""
    if (known_already := taken(request)) is not None:
        return known_already
    raw = raw_at(PATH)
    if raw is None or (request.content_type or "application/octet-stream") not in raw.media_types:
        return None
    if "Transfer-Encoding" in request.headers or _length(request) > _LARGEST:
        return None
    try:
        data = request.read(_LARGEST + 1)
    except (UnreadablePostError, RawPostDataException, RequestDataTooBig):
        return None
    note_taken(request, data)
    return data
