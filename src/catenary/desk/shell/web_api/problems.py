"""Problems as the web API tells them (RFC 9457): the coded problems of all rooms, each with its HTTP status."""

import json
from collections.abc import Iterable, Mapping
from http import HTTPStatus

from django.http import HttpResponse

from catenary.basis.findings import NOWHERE, Catalogue, Finding, Param, ProblemError, Severity
from catenary.desk.shell.sentences import sentence

__all__ = [
    "MEDIA_TYPE",
    "STATUS",
    "WEB_API",
    "problem",
    "problem_answer",
    "problem_for_status",
    "register_statuses",
    "sentence",
    "status_of",
]

MEDIA_TYPE = "application/problem+json"
_ERROR = Severity.ERROR

WEB_API = Catalogue(
    "web_api",
    {
        "bad_request": (_ERROR, "The request cannot be understood"),
        "idempotency_key_missing": (_ERROR, "A write needs the header Idempotency-Key"),
        "idempotency_key_unusable": (_ERROR, "The header Idempotency-Key needs 8 to 200 visible ASCII characters"),
        "cursor_unusable": (_ERROR, "The cursor is not one that this list gave"),
        "unauthenticated": (_ERROR, "Sign in, or send a bearer token that is known and has not ended"),
        "forbidden": (_ERROR, "Your role, your organisation or the purpose you stated does not allow this"),
        "scope_lacks": (_ERROR, "The token does not have the scope %(scope)s"),
        "people_only": (_ERROR, "Only a person who is signed in may ask this, not a program"),
        "programs_only": (_ERROR, "Only a program with a token may ask this, not a person"),
        "second_factor_missing": (_ERROR, "Sign in with a second factor first"),
        "cross_site": (_ERROR, "A write within a session needs the token against cross-site requests in X-CSRFToken"),
        "not_found": (_ERROR, "There is nothing here that you can see"),
        "method_not_allowed": (_ERROR, "This address does not take this method"),
        "not_acceptable": (_ERROR, "The web API answers in JSON"),
        "conflict": (_ERROR, "The record does not stand as this request supposes"),
        "length_missing": (_ERROR, "Say how long the body is, in the header Content-Length"),
        "precondition_failed": (_ERROR, "The record was changed since you read it; read it again"),
        "too_large": (_ERROR, "The request is larger than is taken"),
        "media_type": (_ERROR, "The web API reads JSON only"),
        "media_type_other": (_ERROR, "This address reads %(types)s only"),
        "invalid": (_ERROR, "What was sent does not fit; `errors` names each place"),
        "idempotency_key_reused": (_ERROR, "The Idempotency-Key was used before for another request"),
        "precondition_missing": (_ERROR, "Changing this needs the header If-Match with the ETag you read"),
        "too_many": (_ERROR, "Too many requests; wait as long as Retry-After says"),
        "failed": (_ERROR, "Something broke here; nothing of the request was kept"),
        "unavailable": (_ERROR, "The desk cannot answer now; try again in a moment"),
    },
)  # fmt: skip

STATUS: dict[str, int] = {
    "web_api.bad_request": 400,
    "web_api.idempotency_key_missing": 400,
    "web_api.idempotency_key_unusable": 400,
    "web_api.cursor_unusable": 400,
    "web_api.unauthenticated": 401,
    "web_api.forbidden": 403,
    "web_api.scope_lacks": 403,
    "web_api.people_only": 403,
    "web_api.programs_only": 403,
    "web_api.second_factor_missing": 403,
    "web_api.cross_site": 403,
    "web_api.not_found": 404,
    "web_api.method_not_allowed": 405,
    "web_api.not_acceptable": 406,
    "web_api.conflict": 409,
    "web_api.length_missing": 411,
    "web_api.precondition_failed": 412,
    "web_api.too_large": 413,
    "web_api.media_type": 415,
    "web_api.media_type_other": 415,
    "web_api.invalid": 422,
    "web_api.idempotency_key_reused": 422,
    "web_api.precondition_missing": 428,
    "web_api.too_many": 429,
    "web_api.failed": 500,
    "web_api.unavailable": 503,
}
_FOR_STATUS = {
    400: "bad_request", 401: "unauthenticated", 403: "forbidden", 404: "not_found", 405: "method_not_allowed",
    406: "not_acceptable", 409: "conflict", 411: "length_missing", 412: "precondition_failed", 413: "too_large", 415: "media_type",
    422: "invalid", 428: "precondition_missing", 429: "too_many", 500: "failed", 503: "unavailable",
}  # fmt: skip
_ROOMS: dict[str, int] = {"mandate": 403}


def register_statuses(statuses: Mapping[str, int]) -> None:
    """Say with which HTTP status a room's problems answer: by full code, or by room for all its others."""
    for code, status in statuses.items():
        (STATUS if "." in code else _ROOMS)[code] = status


def status_of(code: str) -> int:
    """The HTTP status of a coded problem; 422 where nothing else is said: what was asked cannot be."""
    return STATUS.get(code) or _ROOMS.get(code.partition(".")[0], 422)


def problem(code: str, **params: Param) -> ProblemError:
    """A problem of the web API itself, to raise."""
    return WEB_API.problem(code, NOWHERE, **params)


def problem_answer(
    finding: Finding, *, errors: Iterable[Mapping[str, str]] = (), headers: Mapping[str, str] | None = None
) -> HttpResponse:
    """The finding as a problem document; `errors` says where and what, and never repeats what was sent."""
    status = status_of(finding.code)
    told: dict[str, object] = {
        "type": f"/problems/{finding.code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": finding.code,
        "detail": sentence(finding),
    }
    if places := list(errors):
        told["errors"] = places
    return HttpResponse(
        json.dumps(told, ensure_ascii=False).encode(),
        content_type=MEDIA_TYPE,
        status=status,
        headers={"Cache-Control": "no-store", **(headers or {})},
    )


def problem_for_status(status: int, headers: Mapping[str, str] | None = None) -> HttpResponse:
    """The problem document for an answer that came with a bare status."""
    known = _FOR_STATUS.get(status) or ("bad_request" if status < 500 else "failed")
    return problem_answer(WEB_API.finding(known), headers=headers)
