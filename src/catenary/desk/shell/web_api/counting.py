"""How often a client may ask: counted in the database, so that every process counts together, before anything else is done."""

from collections.abc import Callable
from datetime import datetime
from hashlib import blake2b

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from catenary.desk.shell.web_api.caller import PREFIX
from catenary.desk.shell.web_api.problems import WEB_API, problem_answer
from catenary.desk.shell.web_api.raw import raw_at

Respond = Callable[[HttpRequest], HttpResponse]
PER_MINUTE = 300
"""Requests of one token or session; of an operation that takes what is sent as it is, as many as it says."""
REFUSED_PER_MINUTE = 30
"""Requests from one address that were refused for want of a known token: guessing is slow."""

_COUNT = """INSERT INTO shell_requestcount AS known (client, minute, count)
VALUES (%s, date_trunc('minute', clock_timestamp()), %s)
ON CONFLICT (client) DO UPDATE SET minute = excluded.minute,
    count = CASE WHEN known.minute = excluded.minute THEN known.count ELSE 0 END + excluded.count
RETURNING count"""


class CountingMiddleware:
    """Stands before the transaction of the request, so that one client's requests do not wait for each other."""

    def __init__(self, respond: Respond) -> None:
        self._respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer, or 429 with Retry-After (RFC 6585 s.4) where the client or its address asked too often."""
        if not request.path.startswith(PREFIX):
            return self._respond(request)
        client, address = _client(request), _digest("address", request.META.get("REMOTE_ADDR", ""))
        if _counted(client, 1) > _allowed(request) or _counted(address, 0) > REFUSED_PER_MINUTE:
            return too_many()
        response = self._respond(request)
        if response.status_code == 401:
            _counted(address, 1)
        return response


def too_many(now: datetime | None = None) -> HttpResponse:
    """The refusal, with the seconds until the next minute begins."""
    seconds = 60 - (now or timezone.now()).second
    return problem_answer(WEB_API.finding("too_many"), headers={"Retry-After": str(seconds)})


def _allowed(request: HttpRequest) -> int:
    raw = raw_at(request.path)
    return raw.per_minute if raw else PER_MINUTE


def _client(request: HttpRequest) -> bytes:
    apart = f" {request.path}" if raw_at(request.path) else ""
    for name, told in (
        ("token", request.headers.get("Authorization", "")),
        ("session", request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")),
    ):
        if told:
            return _digest(name, told + apart)
    return _digest("nobody", request.META.get("REMOTE_ADDR", "") + apart)


def _digest(kind: str, told: str) -> bytes:
    return blake2b(f"{kind} {told}".encode(), key=settings.SECRET_KEY.encode()[:64], digest_size=16).digest()


def _counted(client: bytes, requests: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [client, requests])
        (count,) = cursor.fetchone() or (0,)
    return int(count)
