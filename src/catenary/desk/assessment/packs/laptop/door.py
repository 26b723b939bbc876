"""Who may open the pages of a pack: the browser that came by the address which the command told, and nobody else on the machine."""

from collections.abc import Callable
from secrets import compare_digest
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from catenary.desk.shell.see_other import SeeOther

COOKIE: Final = "catenary-pack-"
"""Begins the cookie's name, and the port ends it: browsers give a machine's cookies to all of its ports, and another open pack has a door of its own."""


class PackDoorMiddleware:
    """Every page but the door itself wants the cookie that the door gave."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self._respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer of the page, or a refusal."""
        if request.path.startswith("/enter/") or _is_let_in(request.COOKIES.get(_cookie(request), "")):
            answer = self._respond(request)
            answer.headers.setdefault("Cache-Control", "no-store")
            return answer
        return render(request, "shell/403.html", status=403)


def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Let the browser in that was told the address."""
    if not _is_let_in(token):
        return render(request, "shell/403.html", status=403)
    answer = SeeOther("/")
    answer.set_cookie(_cookie(request), token, httponly=True, samesite="Strict")
    return answer


def _cookie(request: HttpRequest) -> str:
    return f"{COOKIE}{request.META['SERVER_PORT']}"


def _is_let_in(token: str) -> bool:
    return compare_digest(token.encode(), settings.PACK_TOKEN.encode())
