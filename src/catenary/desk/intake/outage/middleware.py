"""A carrier that waits is answered also while the database is away: what it sent is on our disk, sealed, before it is answered."""

from collections.abc import Callable
from pathlib import Path

import structlog
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.http.request import RawPostDataException, UnreadablePostError
from django.utils import timezone

from catenary.basis.findings import ProblemError
from catenary.basis.ids import new_id
from catenary.desk.intake.outage import disk
from catenary.desk.intake.outage.answers import answer_in_outage
from catenary.desk.intake.outage.carriers import Carrier, known
from catenary.desk.intake.outage.sealed import Kept, seal
from catenary.desk.intake.receiving import LARGEST_MIB
from catenary.desk.shell.web_api.raw import raw_at

Respond = Callable[[HttpRequest], HttpResponse]
PATH = "/web-api/v1/messages"
ANSWER_TYPE = "application/edifact"
_LARGEST = LARGEST_MIB * 1024 * 1024


class OutageMiddleware:
    """Stands before everything that asks the database. All others, and whoever is not known here, get the 503 that they would have got."""

    def __init__(self, respond: Respond) -> None:
        self._respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The usual answer, or the State's answer for an outage."""
        response = self._respond(request)
        if response.status_code != 503 or request.path != PATH or request.method != "POST":
            return response
        return _answered(request) or response


def note_taken(request: HttpRequest, data: bytes) -> None:
    """What was sent was read from the line already; it cannot be read again."""
    request.catenary_taken = data  # type: ignore[attr-defined]


def _answered(request: HttpRequest) -> HttpResponse | None:
    now = timezone.now()
    carrier = known(settings.OUTAGE_SPOOL, request.headers.get("Authorization", ""), now)
    data = _data(request) if carrier else None
    if carrier is None or not data:
        return None
    try:
        told = _kept_and_answered(settings.OUTAGE_SPOOL, carrier, data)
    except (disk.FullError, OSError, ProblemError) as fault:
        structlog.get_logger().error("no answer in an outage", error=type(fault).__name__)
        return None
    return HttpResponse(told, content_type=ANSWER_TYPE) if told else None


def _kept_and_answered(folder: Path, carrier: Carrier, data: bytes) -> bytes | None:
    """The answer, once the disk has what was sent. Answering comes first: what cannot be answered is not kept."""
    now, name = timezone.now(), new_id()
    answer = answer_in_outage(data, carrier.outage_answer, carrier.codes, name, now)
    if answer is not None:
        sealed = seal(Kept(carrier.channel, now, carrier.outage_answer, data))
        disk.put(folder, sealed, name, now, settings.OUTAGE_SPOOL_LARGEST)
        structlog.get_logger().warning("answered in an outage")
    return answer


def _data(request: HttpRequest) -> bytes | None:
    """What was sent, if it is of a kind and size that is taken."""
    taken: bytes | None = getattr(request, "catenary_taken", None)
    if taken is not None:
        return taken
    raw, length = raw_at(PATH), request.META.get("CONTENT_LENGTH") or "0"
    if raw is None or (request.content_type or "application/octet-stream") not in raw.media_types:
        return None
    if "Transfer-Encoding" in request.headers or not length.isdigit() or int(length) > _LARGEST:
        return None
    try:
        return request.read(_LARGEST + 1)
    except (UnreadablePostError, RawPostDataException, RequestDataTooBig):
        return None
