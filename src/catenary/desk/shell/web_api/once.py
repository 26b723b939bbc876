"""Writes that may be sent again: the answer to an Idempotency-Key is kept for a day and given again."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from hashlib import sha256
from typing import Any

from django.db import connection, transaction
from django.http import HttpResponse

from catenary.basis.findings import ProblemError
from catenary.desk.shell.models import IdempotentAnswer
from catenary.desk.shell.web_api.caller import BASIS_HEADER, PURPOSE_HEADER, CallRequest
from catenary.desk.shell.web_api.problems import problem, problem_answer

KEPT = timedelta(hours=24)
HEADER = "Idempotency-Key"
_SHORTEST, _LONGEST = 8, 200
_HEADERS = ("Content-Type", "Location", "ETag")


def once(run: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For `decorate_view`: the same caller, key and request get the first answer again; refusals are not kept.

    A second request that comes while the first is at work waits for it. Without a key, with an unusable one, or one that
    was used for another request, the answer is a problem document.
    """

    @wraps(run)
    def answered(request: CallRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if getattr(request, "caller", None) is None:
            return run(request, *args, **kwargs)
        try:
            with transaction.atomic():
                return _first_or_again(request, lambda: run(request, *args, **kwargs))
        except ProblemError as refusal:
            return problem_answer(refusal.finding)

    return answered


def _first_or_again(request: CallRequest, run: Callable[[], HttpResponse]) -> HttpResponse:
    digest = sha256(f"{request.caller.key}\n{_key(request)}".encode()).digest()
    _wait_for(digest)
    fingerprint = _fingerprint(request)
    if kept := IdempotentAnswer.objects.filter(digest=digest).first():
        return _again(kept, fingerprint)
    response = run()
    if response.status_code < 300:
        _keep(request.caller.organisation.pk, digest, fingerprint, response)
    else:
        transaction.set_rollback(True)
    return response


def _key(request: CallRequest) -> str:
    key = request.headers.get(HEADER, "")
    if not key:
        raise problem("idempotency_key_missing")
    if not (_SHORTEST <= len(key) <= _LONGEST and key.isascii() and key.isprintable() and " " not in key):
        raise problem("idempotency_key_unusable")
    return key


def _wait_for(digest: bytes) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(digest[:8], "big", signed=True)])


def _fingerprint(request: CallRequest) -> bytes:
    stated = [request.headers.get(name, "") for name in (PURPOSE_HEADER, BASIS_HEADER)]
    told = "\n".join([str(request.method), request.get_full_path(), *stated, ""]).encode()
    return sha256(told + request.body).digest()


def _again(kept: IdempotentAnswer, fingerprint: bytes) -> HttpResponse:
    if bytes(kept.fingerprint) != fingerprint:
        raise problem("idempotency_key_reused")
    return HttpResponse(
        bytes(kept.body), status=kept.status, headers={**kept.headers, "Idempotent-Replayed": "true"}
    )


def _keep(organisation: int, digest: bytes, fingerprint: bytes, response: HttpResponse) -> None:
    IdempotentAnswer.objects.create(
        digest=digest,
        organisation_id=organisation,
        fingerprint=fingerprint,
        status=response.status_code,
        headers={name: response.headers[name] for name in _HEADERS if name in response.headers},
        body=response.content,
    )
