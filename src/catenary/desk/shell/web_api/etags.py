"""Versions of what was read (RFC 9110 s.8.8.3, s.13): a read that brings nothing new is short, a stale write is refused."""

import json
from hashlib import sha256
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags, quote_etag

from catenary.desk.shell.web_api.problems import problem


def etag(told: Any) -> str:
    """The strong entity tag of a representation: the same value, the same tag."""
    content = json.dumps(told, sort_keys=True, cls=DjangoJSONEncoder)
    return quote_etag(sha256(content.encode()).hexdigest()[:32])


def read(request: HttpRequest, response: HttpResponse, told: Any) -> Any:
    """What an operation answers that reads one thing: with its tag, or 304 where the caller has it already."""
    tag = etag(told)
    response["ETag"] = tag
    response["Cache-Control"] = "private, no-cache"
    if tag in parse_etags(request.headers.get("If-None-Match", "")):
        return HttpResponseNotModified(headers={"ETag": tag, "Cache-Control": "private, no-cache"})
    return told


def demand_current(request: HttpRequest, told: Any) -> None:
    """Go on only if the caller read the present state: 428 without If-Match (RFC 6585 s.3), 412 with another tag."""
    wanted = request.headers.get("If-Match", "")
    if not wanted:
        raise problem("precondition_missing")
    tags = parse_etags(wanted)
    if "*" not in tags and etag(told) not in tags:
        raise problem("precondition_failed")
