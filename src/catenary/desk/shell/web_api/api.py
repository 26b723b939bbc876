"""The web API as a whole: how it reads, refuses and describes itself."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.parser import Parser

from catenary.basis.findings import ProblemError
from catenary.desk.shell.web_api.caller import BASIS_HEADER, PURPOSE_HEADER
from catenary.desk.shell.web_api.once import HEADER as KEY_HEADER
from catenary.desk.shell.web_api.problems import MEDIA_TYPE, WEB_API, problem_answer, problem_for_status
from catenary.desk.shell.web_api.schemas import ErrorPlace, Problem

VERSION = "1.0.0"
_DESCRIPTION = """Every answer is for one caller of one organisation. Refusals and failures are problem documents (RFC 9457).
Lists come a page at a time. Writes need an `Idempotency-Key`, but those whose content tells a repetition by itself; changes to
what was read need `If-Match`.
A program names its purpose and legal basis wherever personal data is opened."""
_SECURITY = {
    "token": {"type": "http", "scheme": "bearer", "description": "The token of a program of an organisation"},
    "session": {"type": "apiKey", "in": "cookie", "name": "catenary", "description": "A session of the desk"},
}
_REFUSALS = ("401", "403", "404", "422", "429", "500")
BY_CONTENT = "x-idempotent-by-content"
"""Marks an operation that needs no `Idempotency-Key`: what is sent again is known by what it says."""


class JSONOnly(Parser):
    """Reads JSON bodies (RFC 8259) in UTF-8 and nothing else."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The body's value. Raises ValueError for what is no JSON, such as NaN."""
        return json.loads(request.body.decode("utf-8"), parse_constant=_no_constant)


def _no_constant(name: str) -> None:
    raise ValueError(name)


class WebAPI(NinjaAPI):
    """django-ninja with our problems, and a description that names them at every operation."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """The description (OpenAPI 3.1): security, the headers of programs and writes, problems."""
        schema = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        schema["components"]["securitySchemes"] = _SECURITY
        for model in (ErrorPlace, Problem):
            told = model.model_json_schema(ref_template="#/components/schemas/{model}")
            told.pop("$defs", None)
            schema["components"]["schemas"][model.__name__] = told
        for methods in schema["paths"].values():
            for method, operation in methods.items():
                _describe(method, operation)
        return schema


def web_api(**options: Any) -> WebAPI:
    """A new web API without operations, with our way of refusing."""
    api = WebAPI(
        title="Catenary", version=VERSION, description=_DESCRIPTION, parser=JSONOnly(),
        urls_namespace="web_api", **options,
    )  # fmt: skip
    for error, handler in _HANDLERS.items():
        api.add_exception_handler(error, handler)
    return api


def _describe(method: str, operation: dict[str, Any]) -> None:
    operation["responses"] = {str(status): told for status, told in operation["responses"].items()}
    open_to_all = operation.get("security") == []
    if not open_to_all:
        operation["security"] = [{"token": []}, {"session": []}]
        keyed = not operation.get(BY_CONTENT)
        operation.setdefault("parameters", []).extend(_headers(method, keyed=keyed))
    refusal = {"content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}}
    more = ("411", "503") if operation.get(BY_CONTENT) else ()
    for status in (*_refusals(method, open_to_all), *more):
        operation["responses"].setdefault(status, {"description": _told(int(status)), **refusal})


def _refusals(method: str, open_to_all: bool) -> tuple[str, ...]:
    known = tuple(each for each in _REFUSALS if not (open_to_all and each in {"401", "403"}))
    if method == "get":
        return ("400", *known)
    if method == "post":
        return ("400", *known, "409", "413", "415")
    return ("400", *known, "409", "412", "413", "415", "428")


def _told(status: int) -> str:
    code = problem_for_status(status)
    told: Mapping[str, str] = json.loads(code.content)
    return told["title"]


def _headers(method: str, *, keyed: bool) -> list[dict[str, Any]]:
    optional = {"in": "header", "required": False, "schema": {"type": "string"}}
    told = [
        {"name": PURPOSE_HEADER, "description": "A program's purpose, a code of /purposes", **optional},
        {"name": BASIS_HEADER, "description": "A program's legal basis, a code of /legal-bases", **optional},
    ]
    if method == "post" and keyed:
        key = {"type": "string", "minLength": 8, "maxLength": 200, "pattern": "^[!-~]+$"}
        told.append({"name": KEY_HEADER, "in": "header", "required": True, "schema": key})
    if method in {"put", "patch"}:
        told.append({"name": "If-Match", "in": "header", "required": True, "schema": {"type": "string"}})
    return told


def _coded(request: HttpRequest, error: ProblemError) -> HttpResponse:
    return problem_answer(error.finding)


def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    places = [
        {"at": ".".join(str(part) for part in each["loc"]), "code": str(each["type"])}
        for each in error.errors
    ]
    return problem_answer(WEB_API.finding("invalid"), errors=places)


def _bare(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem_for_status(error.status_code)


def _status(status: int) -> Callable[[HttpRequest, Exception], HttpResponse]:
    return lambda _request, _error: problem_for_status(status)


_HANDLERS: dict[type[Exception], Callable[..., HttpResponse]] = {
    ProblemError: _coded,
    ValidationError: _invalid,
    HttpError: _bare,
    Http404: _status(404),
    PermissionDenied: _status(403),
    SuspiciousOperation: _status(400),
    OperationalError: _status(503),
}
